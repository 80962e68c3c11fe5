"""The logical lines of a policy file: rows go in, a tree of classified lines comes out.

A row that is indented deeper than a line which opens no block continues that line; every other
deeper row is a line below it, and what it is follows from the line above it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from itertools import takewhile

from verifier.diagnostics import Problem
from verifier.language.layout import Row, layout
from verifier.language.line_kinds import LineKind
from verifier.language.lines_below import (
    EDITS,
    LinesBelow,
    belongs_below,
    leading_kind,
    lines_below,
    never_continues,
    opens_list,
)
from verifier.language.refused_words import final_mark, mask, open_mark, refusals
from verifier.source import SourceFile, Span

_NORM = re.compile(r"\S (?:must|may|need not) ")
_STRETCH = re.compile(r"\S+(?: \S+)*")

Segments = tuple[tuple[int, int], ...]
"""Pairs: an offset in a line's text, the offset in the file where that stretch stands."""


@dataclass(frozen=True, slots=True)
class LogicalLine:
    """A line with its continuations joined and white space folded, and the lines below it."""

    role: LineKind
    text: str
    file: SourceFile = field(repr=False)
    segments: Segments = field(repr=False)
    children: tuple[LogicalLine, ...] = ()
    comments: tuple[str, ...] = ()
    trailing: tuple[str, ...] = ()
    blank_before: bool = False

    def source_offset(self, offset: int) -> int:
        begins, start = self.segments[0]
        if len(self.segments) > 1:
            index = bisect_right(self.segments, offset, key=lambda pair: pair[0]) - 1
            begins, start = self.segments[index]
        return start + offset - begins

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The place of a stretch of the text, by default from `start` to the end of the line."""
        end = len(self.text) if end is None else end
        last = self.source_offset(end - 1) + 1 if end > start else self.source_offset(start)
        return Span(self.file, self.source_offset(start), last)

    @property
    def whole(self) -> Span:
        """The place of the line and of everything below it."""
        below = self.children[-1].whole.end if self.children else 0
        own = self.span()
        return Span(self.file, own.start, max(own.end, below))


@dataclass(frozen=True)
class Lines:
    """The items of a file as lines, with all others below them; the comments at its end; what is
    wrong with its layout and with single lines."""

    items: tuple[LogicalLine, ...]
    trailing: tuple[str, ...]
    problems: tuple[Problem, ...]


@lru_cache(maxsize=64)
def lines_of(file: SourceFile) -> Lines:
    """A file as lines. What is read as a policy is read again as the text of an amendment."""
    shape = layout(file)
    problems = list(shape.problems)
    items = _Joining(file, problems).below(
        LineKind.FILE, lines_below(LineKind.FILE, ""), shape.rows
    )
    return Lines(items, shape.trailing, tuple(problems))


LISTS = (LineKind.MEMBERS, LineKind.THINGS, LineKind.CLOSED_ON)
"""Lines that are lists, and may end with the mark between two of their members."""


class _Joining:
    """Decides for each row whether it continues a line or is one; joins what belongs together."""

    def __init__(self, file: SourceFile, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems

    def below(
        self, parent: LineKind, kin: LinesBelow, rows: Sequence[Row]
    ) -> tuple[LogicalLine, ...]:
        self.even(rows, at_margin=parent is LineKind.FILE)
        waiting = list(reversed(rows))
        lines = []
        while waiting:
            row = waiting.pop()
            role = leading_kind(kin, row.words) or kin.other
            if role is None:
                self.unknown(parent, kin, row)
                continue
            line, lifted = self.line(row, role)
            lines.append(line)
            waiting.extend(reversed(lifted))
        return tuple(lines)

    def line(self, row: Row, role: LineKind) -> tuple[LogicalLine, list[Row]]:
        """The line that begins with a row, and deeper rows that must be lines beside it."""
        pieces, own, lifted = [row], list[Row](), list[Row]()
        waiting = list(reversed(row.children))
        while waiting:
            child = waiting.pop()
            text = " ".join(piece.words for piece in pieces)
            kin = lines_below(role, text)
            if self.is_below(kin, text, child, own, waiting):
                own.append(child)
            elif never_continues(child.words) and open_mark(text) is None:
                lifted.append(child)
            elif own:
                self.unknown(role, kin, child)
            else:
                pieces.append(child)
                waiting.extend(reversed(child.children))
        if lifted:
            self.stray(pieces[0], lifted[0])
        return self.joined(role, pieces, own), lifted

    def is_below(
        self, kin: LinesBelow, text: str, child: Row, own: list[Row], later: list[Row]
    ) -> bool:
        """Whether a deeper row is a line of its own below the line `text`."""
        role = leading_kind(kin, child.words)
        is_open = open_mark(text) is not None
        if kin.wraps:
            follows = any(row.words.startswith("except ") for row in own)
            return (
                role is not None
                and not is_open
                and (follows or role not in (LineKind.AND, LineKind.OR))
            )
        if not is_open or role is not None:
            return True
        rows = (row for piece in (child, *reversed(later)) for row in _with_deeper(piece))
        nameless = takewhile(lambda row: leading_kind(kin, row.words) is None, rows)
        return all(open_mark(row.words) is None for row in nameless)

    def joined(self, role: LineKind, pieces: list[Row], own: list[Row]) -> LogicalLine:
        separator = ", " if len(pieces) > 1 and opens_list(pieces[0].words) else " "
        text, segments = _joined(pieces, separator)
        below = self.below(role, lines_below(role, text), own) if own else ()
        line = LogicalLine(
            role,
            text,
            self.file,
            segments,
            below,
            tuple(comment for piece in pieces for comment in piece.comments),
            tuple(comment for piece in pieces for comment in piece.trailing),
            pieces[0].blank_before,
        )
        self.check(line)
        return line

    def check(self, line: LogicalLine) -> None:
        found = list(refusals(line.text, line.span))
        final = final_mark(line.text, line.span)
        if final is not None and not found and line.role not in LISTS:
            found = [final]
        self.problems.extend(found)

    # ----------------------------------------------------------------------- problems

    def place(self, row: Row) -> Span:
        return Span(self.file, row.start, row.end)

    def stray(self, above: Row, row: Row) -> None:
        message = f"“{row.words}” is indented deeper than “{above.words}”, which opens no block"
        hint = f"begin it in column {above.indent + 1}, like the line that it follows"
        if row.words.startswith("quote "):
            message = f"“{row.words}” stands below a rule; it belongs to the whole clause"
            hint = f"begin it in column {above.indent + 1}, beside the rule"
        self.problems.append(Problem("stray-line", message, self.place(row), hint))

    def even(self, rows: Sequence[Row], at_margin: bool) -> None:
        """The lines of a block begin in one column; items begin at the file's own margin."""
        indents = [row.indent for row in rows]
        column = min(indents, default=0) if at_margin else next(iter(indents), 0)
        for row in rows:
            if row.indent != column:
                self.uneven(row)

    def uneven(self, row: Row) -> None:
        message = f"the indentation of “{row.words}” matches no line above it"
        hint = "lines that belong to one block begin in the same column"
        self.problems.append(Problem("uneven-indentation", message, self.place(row), hint))

    def unknown(self, parent: LineKind, kin: LinesBelow, row: Row) -> None:
        self.problems.append(unknown_line(parent, kin, row.words, self.place(row)))


def _with_deeper(row: Row) -> Iterator[Row]:
    yield row
    for child in row.children:
        yield from _with_deeper(child)


def _joined(rows: Sequence[Row], separator: str) -> tuple[str, Segments]:
    """The rows as one text, and where each stretch of it stands."""
    if len(rows) == 1 and _STRETCH.fullmatch(rows[0].text):
        return rows[0].text, ((0, rows[0].start),)
    text, segments = "", list[tuple[int, int]]()
    for number, row in enumerate(rows):
        if number > 1 and separator == ", ":
            text = text.rstrip(",") + ","
        for stretch in _STRETCH.finditer(row.text):
            text += " " if text else ""
            segments.append((len(text), row.start + stretch.start()))
            text += stretch[0]
    return text, tuple(segments)


def joined_again(file: SourceFile, role: LineKind, rows: Sequence[str]) -> str:
    """What a line becomes when it is written in these rows, the later ones deeper."""
    first, *others = (Row(text, 0, index) for index, text in enumerate(rows))
    first.children = list(others)
    return _Joining(file, []).line(first, role)[0].text


# --------------------------------------------------------------------------- unknown lines

_ROLE_NAMES = {
    LineKind.COUNTS_AS: "to … counts as to …",
    LineKind.EXCLUDES: "never both to … and to …",
    LineKind.NOT_ENCODED: "not encoded",
    LineKind.IN_ITEM: "in …",
    LineKind.STRIKE_ITEM: "strike …",
    LineKind.REPLACE_ITEM: "replace … with",
    LineKind.INSERT_ITEM: "insert after …",
    **dict.fromkeys(EDITS, "insert …"),
}


def role_name(role: LineKind) -> str:
    """The words with which a line of this role begins, for messages."""
    return _ROLE_NAMES.get(role, role.value.replace("_", " "))


def nearest_words(kin: LinesBelow, text: str) -> str | None:
    """The leading words that are most like the first words of a text."""
    words = text.lower().split()
    best: list[str] = []
    for count in (3, 2, 1):
        known = [leading for leading, _ in kin.offered if len(leading.split()) == count]
        best = best or get_close_matches(" ".join(words[:count]), known, 1, 0.7)
    return best[0] if best else None


def unknown_line(parent: LineKind, kin: LinesBelow, text: str, place: Span) -> Problem:
    """No line that begins like this can stand here."""
    if parent is LineKind.FILE:
        return _unknown_head(kin, text, place)
    near = nearest_words(kin, text)
    known = ", ".join(f"“{words}”" for words, _ in kin.offered)
    message = f"“{text}” is no line that can stand below “{role_name(parent)}”"
    hint = f"did you mean “{near}”?" if near else f"lines below it begin with {known}"
    if parent is LineKind.AMENDMENT:
        hint = _edit_meant(text) or hint
    if not kin.offered:
        hint = "nothing stands below it; move the line left"
    return Problem("unknown-line", message, place, hint)


_EDITS = (
    (r"(delete|repeal|remove|omit)", "write “strike clause ID”, or “strike” before what goes"),
    (r"amend .+ to read", "write “replace clause ID with” and the new clause below it"),
    (r"(add|append|new)", "write “insert after clause ID” and what is new below it"),
    (r"(rename|renames)", "write “renumber clause ID as ID”; other names are given with --rename"),
    (r"(substitute|change)", "write “replace clause ID with”, or “in clause ID” and its edits"),
)
"""How a drafter may say an edit, and how it is written."""


def _edit_meant(text: str) -> str:
    """What to write for an edit that is said in other words; "" where nothing is known."""
    said = mask(text).casefold()
    return next((hint for words, hint in _EDITS if re.match(rf"{words}\b", said)), "")


def _unknown_head(kin: LinesBelow, text: str, place: Span) -> Problem:
    near = nearest_words(kin, text)
    first = mask(text).split()[0]
    if near is None and (never_continues(text) or _belongs_below(text)):
        message = f"“{text}” stands at the left margin, but it belongs below an item"
        return Problem("stray-line", message, place, "indent it by two spaces")
    message = f"“{first}” begins no item of a policy file"
    known = [f"“{words}”" for words, _ in kin.offered]
    items = f"{', '.join(known[:-1])} or {known[-1]}"
    hint = f"did you mean “{near}”?" if near else f"items begin with {items}"
    return Problem("unknown-line", message, place, hint)


def _belongs_below(text: str) -> bool:
    return _NORM.search(mask(text)) is not None or belongs_below(text)
