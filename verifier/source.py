"""Texts and places in them: a file goes in as text, a place comes out as file, line and column."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class SourceFile:
    """A text and the name under which the user knows it.

    `text` has line feeds only and no byte-order mark; `name` is a path as the user gave it,
    never an absolute path of this machine unless the user typed one.
    """

    name: str
    text: str = field(repr=False)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        starts = [0]
        for offset, character in enumerate(self.text):
            if character == "\n":
                starts.append(offset + 1)
        return tuple(starts)

    def position(self, offset: int) -> Position:
        """The line and column of an offset, both counted from 1, columns in code points."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of line `number` (from 1), without its line feed."""
        start = self.line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]


@dataclass(frozen=True, order=True)
class Position:
    """A line and a column, both counted from 1; the column counts code points."""

    line: int
    column: int


@dataclass(frozen=True)
class Span:
    """A stretch of a file: code-point offsets `start` (inclusive) to `end` (exclusive)."""

    file: SourceFile
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.file.text[self.start : self.end]

    @property
    def from_(self) -> Position:
        return self.file.position(self.start)

    @property
    def to(self) -> Position:
        return self.file.position(self.end)

    @property
    def place(self) -> str:
        """`file:line:column`, as editors and terminals understand it."""
        start = self.from_
        return f"{self.file.name}:{start.line}:{start.column}"
