"""One line read by the grammar: a logical line goes in, its named fields come out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lark import Token, Tree, UnexpectedInput
from lark.exceptions import UnexpectedToken

from verifier.diagnostics import Problem
from verifier.language.grammar import forms_of, tree_of
from verifier.language.line_kinds import LineKind
from verifier.language.logical_lines import LogicalLine
from verifier.language.refused_words import open_mark
from verifier.language.syntax import Quoted, Words
from verifier.source import Span


class Fields:
    """The named pieces of one line, in the order in which they stand there."""

    def __init__(self, line: LogicalLine, tree: Tree[Token]) -> None:
        self.line = line
        self._pieces = tree.children
        self._tokens = [piece for piece in self._pieces if isinstance(piece, Token)]

    def words(self, name: str) -> Words | None:
        """The first piece of this name as words."""
        token = next((token for token in self._tokens if token.type == name), None)
        return None if token is None else self._words(token)

    def need(self, name: str) -> Words:
        """A piece that the grammar guarantees."""
        return self._words(next(token for token in self._tokens if token.type == name))

    def every(self, *names: str) -> tuple[Words, ...]:
        """All pieces with one of these names."""
        return tuple([self._words(token) for token in self._tokens if token.type in names])

    def quotations(self) -> tuple[Quoted, ...]:
        return tuple(self._quoted(token) for token in self._tokens if token.type == "QUOTED")

    def quoted(self) -> Quoted | None:
        return next(iter(self.quotations()), None)

    def has(self, name: str) -> bool:
        return any(token.type == name for token in self._tokens)

    def parts(self, name: str) -> tuple[Fields, ...]:
        """The pieces that have pieces of their own."""
        trees = (piece for piece in self._pieces if isinstance(piece, Tree) and piece.data == name)
        return tuple(Fields(self.line, tree) for tree in trees)

    def members(self) -> tuple[Words, ...]:
        """Members of a list, quotation marks around a member taken off."""
        return tuple(
            _unmarked(self._words(token)) for part in self.parts("member") for token in part._tokens
        )

    def _words(self, token: Token) -> Words:
        start = token.start_pos or 0
        lead = len(token) - len(token.lstrip())
        text = token.strip()
        return Words(text, self.line.span(start + lead, start + lead + len(text)))

    def _quoted(self, token: Token) -> Quoted:
        start = token.start_pos or 0
        inner = token[1:-1]
        return Quoted(inner.strip(), self.line.span(start + 1, start + 1 + len(inner)))


def _unmarked(words: Words) -> Words:
    if words.text[0] not in '"“':
        return words
    inner = Span(words.span.file, words.span.start + 1, words.span.end - 1)
    return Words(words.text[1:-1].strip(), inner)


def read_line(line: LogicalLine, problems: list[Problem]) -> Fields | None:
    """The fields of a line; None, with a problem, where it is not written as its kind asks."""
    if open_mark(line.text) is not None:
        return None  # reported when the line was joined
    try:
        return Fields(line, tree_of(line.text, line.role))
    except UnexpectedInput as error:
        problems.append(_malformed(line, _place(error, line)))
        return None


def _place(error: UnexpectedInput, line: LogicalLine) -> int:
    """Where in the line reading stopped; its end, where something is missing there."""
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return len(line.text)
    return min(error.column - 1, len(line.text))


# --------------------------------------------------------------------------- malformed lines


def _malformed(line: LogicalLine, at: int) -> Problem:
    shape = _said(forms_of(line.role).said)
    message = f"“{_short(line.text)}” is not written as “{shape}”"
    if at >= len(line.text):
        message = f"“{_short(line.text)}” breaks off: it is written as “{shape}”"
        return Problem("malformed-line", message, line.span())
    hint = ""
    if any(begins == at for begins, _ in line.segments[1:]):
        hint = "a row indented deeper continues the row above; is this one a line of its own?"
    elif re.search(r"[A-Z]", line.text[:1]):
        hint = "the words of the language are written in small letters"
    elif line.text.startswith("except when "):
        hint = "give the exception a name of your choice, by which it can be cited"
    elif line.role is LineKind.THINGS and "," in line.text:
        hint = "write “;” between things of different kinds, “,” between those of one kind"
    return Problem("malformed-line", message, line.span(at), hint)


def _said(forms: Sequence[str]) -> str:
    """The forms of a line between one pair of quotation marks: `A”, “B” or “C`."""
    *others, last = forms
    return f"{'”, “'.join(others)}” or “{last}" if others else last


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
