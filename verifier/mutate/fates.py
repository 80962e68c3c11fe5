"""What becomes of a mutant, and of all of them: plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from verifier.mutate.edits import Kind
from verifier.source import Span


class End(StrEnum):
    """What becomes of a mutant."""

    KILLED = "killed"
    EQUIVALENT = "equivalent"
    SURVIVED = "survived"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Fate:
    """One mutant and its end.

    by:      what killed it, or why it is undecided; for an equivalent one, how far that is known
    case:    for a survivor, the lines of a case that would have killed it
    changes: for a survivor, the verdict on that case before and after
    """

    kind: Kind
    words: str
    span: Span | None
    end: End
    by: str = ""
    case: tuple[str, ...] = ()
    changes: str = ""

    @property
    def place(self) -> str:
        """`lending.policy:12`, without folders."""
        if self.span is None:
            return ""
        return f"{self.span.file.name.rpartition('/')[2]}:{self.span.from_.line}"


@dataclass(frozen=True)
class Score:
    """All mutants of a policy. `failing` are the cases, promises and possibilities that fail on the
    policy itself: they kill nothing."""

    policy: str
    fates: tuple[Fate, ...]
    failing: tuple[str, ...] = ()

    def ended(self, end: End) -> tuple[Fate, ...]:
        return tuple(fate for fate in self.fates if fate.end is end)

    @property
    def percent(self) -> int:
        """How many of a hundred mutants that could be noticed are noticed, rounded down; what is
        undecided counts as not noticed. A policy without mutants has full marks."""
        killed = len(self.ended(End.KILLED))
        counted = len(self.fates) - len(self.ended(End.EQUIVALENT))
        return 100 * killed // counted if counted else 100

    def by_kind(self) -> Iterator[tuple[Kind, int, int]]:
        """For each sort of slip how many were killed, of how many that are not equivalent."""
        for kind in Kind:
            fates = [f for f in self.fates if f.kind is kind and f.end is not End.EQUIVALENT]
            if fates:
                yield kind, sum(fate.end is End.KILLED for fate in fates), len(fates)


def united(policy: str, shares: Iterable[tuple[int, Fate]], failing: Iterable[str]) -> Score:
    """Fates that were found in any order, in the order of the file."""
    ordered = sorted(shares, key=lambda pair: pair[0])
    return Score(policy, tuple(fate for _, fate in ordered), tuple(failing))
