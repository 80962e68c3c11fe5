"""What becomes of a mutant, and of all of them: plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from verifier.changes.mutate.edits import EditKind
from verifier.changes.mutate.mutant import Mutant
from verifier.diagnostics import MEMORY_RAN_OUT, Fault, fault_of, memory_ran_out
from verifier.source import Span


class MutantEnd(StrEnum):
    """What becomes of a mutant."""

    KILLED = "killed"
    EQUIVALENT = "equivalent"
    SURVIVED = "survived"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class MutantFate:
    """One mutant and its end.

    by:      what killed it, or why it is undecided; for an equivalent one or a survivor, how far
             that is known
    noticed: for a survivor, the number of the suggested case that would have killed it
    changes: for a survivor, the verdict on that case before and after
    """

    kind: EditKind
    words: str
    span: Span | None
    end: MutantEnd
    by: str = ""
    noticed: int | None = None
    changes: str = ""
    fault: Fault | None = None  # the tool's mistake, for which it is undecided

    @property
    def place(self) -> str:
        """`lending.policy:12`, without folders."""
        if self.span is None:
            return ""
        return f"{self.span.file.name.rpartition('/')[2]}:{self.span.from_.line}"


def fate_of(mutant: Mutant, end: MutantEnd, by: str = "") -> MutantFate:
    """The end of a mutant."""
    return MutantFate(mutant.kind, mutant.words, mutant.span, end, by)


def broken_off(mutant: Mutant, error: Exception) -> MutantFate:
    """The end of a mutant on which an error was raised: undecided, by a mistake of the tool or for
    want of memory."""
    if memory_ran_out(error):
        return fate_of(mutant, MutantEnd.UNDECIDED, MEMORY_RAN_OUT)
    fault = fault_of(f"trying the edit “{mutant.words}”", error)
    by = f"the tool made a mistake of its own ({fault.what})"
    return replace(fate_of(mutant, MutantEnd.UNDECIDED, by), fault=fault)


@dataclass(frozen=True)
class Score:
    """All mutants of a policy, and the cases that would notice the survivors, ready to be pasted.
    `failing` are the cases, promises and possibilities that are not as expected on the policy
    itself, `unsettled` those of which that could not be told: neither notices anything. `blocked`:
    why no edit was tried."""

    policy: str
    fates: tuple[MutantFate, ...] = ()
    suggestions: tuple[tuple[str, ...], ...] = ()
    failing: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()
    blocked: str = ""

    def ended(self, end: MutantEnd) -> tuple[MutantFate, ...]:
        return tuple(fate for fate in self.fates if fate.end is end)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The tool's mistakes."""
        return tuple(dict.fromkeys(fate.fault for fate in self.fates if fate.fault is not None))

    @property
    def killed(self) -> int:
        return len(self.ended(MutantEnd.KILLED))

    @property
    def counted(self) -> int:
        """How many mutants could be noticed: all that were not proved to be equivalent."""
        return len(self.fates) - len(self.ended(MutantEnd.EQUIVALENT))

    @property
    def percent(self) -> int | None:
        """How many of a hundred mutants that could be noticed are noticed, rounded down; what is
        undecided counts as not noticed. None where there is nothing to be noticed."""
        return 100 * self.killed // self.counted if self.counted else None

    def by_kind(self) -> Iterator[tuple[EditKind, int, int]]:
        """For each sort of slip how many were killed, of how many that are not equivalent."""
        for kind in EditKind:
            fates = [f for f in self.fates if f.kind is kind and f.end is not MutantEnd.EQUIVALENT]
            if fates:
                yield kind, sum(fate.end is MutantEnd.KILLED for fate in fates), len(fates)

    def by_suggestion(self) -> Iterator[tuple[tuple[str, ...], tuple[MutantFate, ...]]]:
        """The survivors, those together that one suggested case would notice; last, one by one,
        those for which none was found."""
        survivors = self.ended(MutantEnd.SURVIVED)
        for number, lines in enumerate(self.suggestions):
            yield lines, tuple(fate for fate in survivors if fate.noticed == number)
        yield from (((), (fate,)) for fate in survivors if fate.noticed is None)
