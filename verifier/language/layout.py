"""The shape of a policy file: bytes go in, a text and its rows, nested by indentation, come out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from verifier.diagnostics import InputProblems, Problem
from verifier.source import SourceFile, Span

DEEPEST = 12
"""Rows nested deeper than this are refused; no policy that is read aloud needs so many levels."""

TAB = 2
"""A tab counts as one level of the canonical layout."""

_FOREIGN = {
    **{ord(character): "\n" for character in "\r\x85\u2028\u2029"},
    **{ord(character): " " for character in "\x0b\x0c\xa0\u1680\u202f\u205f\u3000"},
    **dict.fromkeys(range(0x2000, 0x200B), " "),
    **{ord(character): None for character in "\xad\u200b\u2060\ufeff"},
}
_ANY_FOREIGN = re.compile(f"[{''.join(map(chr, _FOREIGN))}]")
_DOCUMENTS = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a word-processor document or an archive"),
    (b"\xd0\xcf\x11\xe0", "a word-processor document"),
    (b"\xff\xfe", "text in the encoding UTF-16"),
    (b"\xfe\xff", "text in the encoding UTF-16"),
)

# --------------------------------------------------------------------------- bytes to text


def read_source(name: str, data: bytes) -> SourceFile:
    """The text of a file, normalised; raises `InputProblems` where there is no text to read."""
    for beginning, what in _DOCUMENTS:
        if data.startswith(beginning):
            raise _unreadable("binary-file", f"{name} is {what}, not plain text")
    if b"\0" in data:
        raise _unreadable("binary-file", f"{name} is not a text file: it holds binary data")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(name, data, error) from None
    file = source_of(name, text)
    if not file.text.strip():
        raise _unreadable("empty-file", f"{name} is empty", "write the policy into it")
    return file


def source_of(name: str, text: str) -> SourceFile:
    """A text as a source file: line feeds only, no byte-order mark, no tabs, plain spaces."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if _ANY_FOREIGN.search(text):
        text = text.translate(_FOREIGN)
    if "\t" in text:
        text = re.sub(r"^[ \t]+", lambda found: found[0].expandtabs(TAB), text, flags=re.MULTILINE)
        text = text.replace("\t", " ")
    return SourceFile(name, unicodedata.normalize("NFC", text))


def _unreadable(
    kind: str, message: str, hint: str = "save it as plain text in UTF-8"
) -> InputProblems:
    return InputProblems((Problem(kind, message, hint=hint),))


def _not_utf8(name: str, data: bytes, error: UnicodeDecodeError) -> InputProblems:
    before = source_of(name, data[: error.start].decode("utf-8-sig", "replace")).text
    file = source_of(name, data.decode("utf-8-sig", "replace"))
    message = f"{name} is not text in UTF-8: the byte {data[error.start]:#04x} cannot be read"
    hint = "save the file as UTF-8; most editors offer this under “Save as” or “Encoding”"
    place = Span(file, len(before), len(before) + 1)
    return InputProblems((Problem("not-utf-8", message, place, hint),))


# --------------------------------------------------------------------------- text to rows


@dataclass(slots=True)
class Row:
    """One row of the file and the rows that stand deeper below it.

    `comments` stand above it, `trailing` at the end of what is below it; an empty string among them
    is a blank row, and a last empty string says that a blank row parts the comments from the row.
    The tree grows while the file is read and is not changed afterwards.
    """

    text: str
    start: int
    indent: int
    blank_before: bool = False
    comments: list[str] = field(default_factory=list)
    trailing: list[str] = field(default_factory=list)
    children: list[Row] = field(default_factory=list)

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def words(self) -> str:
        """The text with white space folded."""
        return " ".join(self.text.split()) if "  " in self.text else self.text


@dataclass(frozen=True)
class Layout:
    """The rows of a file at the left margin, all others below them; comments after the last."""

    rows: tuple[Row, ...]
    trailing: tuple[str, ...]
    problems: tuple[Problem, ...]


def layout(file: SourceFile) -> Layout:
    """The rows of a file nested by their indentation."""
    return _Nesting(file).read()


class _Nesting:
    """Reads a file row by row; `open` are the rows that can still receive rows below them."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.root = Row("", 0, -1)
        self.open = [self.root]
        self.comments: list[tuple[int, str]] = []
        self.blank = False
        self.problems: list[Problem] = []

    def read(self) -> Layout:
        offset = 0
        for raw in self.file.text.split("\n"):
            text = raw.strip()
            indent = len(raw) - len(raw.lstrip())
            if text.startswith("#"):
                self.comment(indent, text)
            elif text:
                self.row(Row(text, offset + indent, indent))
            else:
                self.blank = True
            offset += len(raw) + 1
        self.leave(-1)
        self.root.trailing.extend(text for _, text in self.comments)
        return Layout(tuple(self.root.children), tuple(self.root.trailing), tuple(self.problems))

    def comment(self, indent: int, text: str) -> None:
        if self.blank and (self.comments or len(self.open) > 1):
            self.comments.append((indent, ""))
        self.comments.append((indent, text))
        self.blank = False

    def row(self, row: Row) -> None:
        if row.indent <= self.open[-1].indent:
            self.leave(row.indent)
        self.lead(row)
        self.open[-1].children.append(row)
        self.open.append(row)
        if len(self.open) - 1 > DEEPEST:
            self.too_deep(row)

    def lead(self, row: Row) -> None:
        texts = [text for _, text in self.comments]
        if texts and self.blank:
            texts.append("")
        row.blank_before = texts[0] == "" if texts else self.blank
        row.comments = texts[1:] if texts and row.blank_before else texts
        self.comments, self.blank = [], False

    def leave(self, indent: int) -> None:
        """Close the rows at or right of `indent`; comments that stand deeper stay with them."""
        while self.comments and self.comments[0][0] > indent and len(self.open) > 1:
            depth, text = self.comments.pop(0)
            next(row for row in reversed(self.open) if row.indent < depth).trailing.append(text)
        while self.open[-1].indent >= indent and len(self.open) > 1:
            self.open.pop()

    def too_deep(self, row: Row) -> None:
        self.open.pop()
        self.open[-1].children.pop()
        if self.problems and self.problems[-1].name == "nesting-too-deep":
            return
        message = f"“{row.text}” is nested more than {DEEPEST} levels deep"
        hint = "give the inner conditions a name of their own with “define”"
        place = Span(self.file, row.start, row.end)
        self.problems.append(Problem("nesting-too-deep", message, place, hint))
