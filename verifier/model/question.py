"""The policy's own text: where its words stand, and the questions of how they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from verifier.source import SourceFile, Span


@dataclass(frozen=True)
class SourceSentence:
    """A sentence of the policy's own text, or a numbered part of one: offsets into the text file,
    numbered from 1. `opened_by` is the number of the unit that opens the list in which a part
    stands; 0 for what is part of nothing."""

    number: int
    start: int
    end: int
    heading: bool = False  # a title line, which no clause has to encode
    opened_by: int = 0


@dataclass(frozen=True)
class SourceText:
    file: SourceFile
    sentences: tuple[SourceSentence, ...]

    @cached_property
    def whole(self) -> tuple[int, ...]:
        """For each unit in order the number of the unit that it is, in the end, a part of."""
        found: list[int] = []
        for sentence in self.sentences:
            found.append(found[sentence.opened_by - 1] if sentence.opened_by else sentence.number)
        return tuple(found)


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
