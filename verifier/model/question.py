"""The policy's own text: where its words stand, and the questions of how they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from verifier.source import SourceFile, Span


@dataclass(frozen=True)
class SourceSentence:
    """A sentence of the policy's own text: offsets into the text file, numbered from 1."""

    number: int
    start: int
    end: int
    heading: bool = False  # a title line, which no clause has to encode


@dataclass(frozen=True)
class SourceText:
    file: SourceFile
    sentences: tuple[SourceSentence, ...]


@dataclass(frozen=True)
class Anchor:
    """A quotation: its words as written in the policy file, and the passages of the source text
    that it stands for (one for each stretch between `…`), as offsets into the source text file."""

    words: str
    passages: tuple[tuple[int, int], ...]
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class SetAside:
    """`not encoded "…" because "…"`."""

    anchor: Anchor
    because: str
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Reading:
    name: str
    title: str
    plain: bool = False


@dataclass(frozen=True)
class Adoption:
    """Somebody decided the question: `adopted READING by PERSON on DATE because "…"`."""

    reading: str
    by: str
    on: int  # ordinal day
    because: str


@dataclass(frozen=True)
class About:
    clause: str | None  # None: the whole source text
    anchor: Anchor


@dataclass(frozen=True)
class Question:
    """A named ambiguity; exactly one of its readings holds. One reading is plain (the first where
    the file marks none)."""

    name: str
    title: str
    readings: tuple[Reading, ...]
    about: tuple[About, ...] = ()
    adopted: Adoption | None = None
    affects_no_verdict: bool = False
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def plain(self) -> str:
        return next((r.name for r in self.readings if r.plain), self.readings[0].name)


Readings = Mapping[str, str]
"""One reading's name for each question's name."""
