"""What `dilemma` must find, by trying every case: a duty and prohibitions that leave it no way,
each alone, or the fewest together where none does alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from tests.checks.no_lawful_course.brute_force import may_be_lawful
from tests.oracles.case_table import Row, Table
from tests.oracles.expected_findings import ERROR, WARNING, Expected, Recorded
from tests.oracles.opposed_norms import DILEMMA, conflict, conflicting, own_pairs
from verifier.model import LawRegime, Modality, Norm

MOST_TOGETHER = 3


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    by_duty: dict[str, list[Norm]] = {}
    for first, second in own_pairs(table, causes):
        if {first.modality, second.modality} == DILEMMA:
            is_first = first.modality is Modality.OBLIGED
            duty, other = (first, second) if is_first else (second, first)
            by_duty.setdefault(duty.id, []).append(other)
    for name, others in by_duty.items():
        yield from _of_duty(table, table.policy.norms[name], others)


def _of_duty(table: Table, duty: Norm, others: Sequence[Norm]) -> Iterator[Expected]:
    told = [conflicting(table, (duty, other), LawRegime.ALONE) for other in others]
    for other in others:
        yield from _found(table, duty, (other,))
    for _ in range(MOST_TOGETHER if len(others) > 1 else 0):
        anew = _Anew(table, duty, tuple(told))
        chosen = anew.fewest(others)
        if not chosen:
            return
        yield from _found(table, duty, chosen, partial(anew.shows, chosen))
        told.append(conflicting(table, (duty, *chosen), LawRegime.ALONE))


@dataclass(frozen=True)
class _Anew:
    """Where prohibitions together leave a duty no way, and none of what is told already does."""

    table: Table
    duty: Norm
    told: tuple[Callable[[Row], bool], ...]

    def shows(self, norms: Sequence[Norm], row: Row) -> bool:
        together = conflicting(self.table, (self.duty, *norms), LawRegime.ALONE)
        return bool(norms) and together(row) and not any(known(row) for known in self.told)

    def somewhere(self, norms: Sequence[Norm]) -> bool:
        return any(self.shows(norms, row) for row in self.table.rows)

    def fewest(self, norms: Sequence[Norm]) -> tuple[Norm, ...]:
        """None that can be spared, the later ones spared last; nothing where all leave a way."""
        left = list(norms)
        if not self.somewhere(left):
            return ()
        for norm in norms:
            fewer = [one for one in left if one is not norm]
            if self.somewhere(fewer):
                left = fewer
        return tuple(left)


def _found(
    table: Table,
    duty: Norm,
    others: tuple[Norm, ...],
    holding: Callable[[Row], bool] | None = None,
) -> Iterator[Expected]:
    """A warning where one thing more to choose from would end it."""
    chosen = bool(duty.act and duty.act.choice)
    severity = WARNING if chosen and may_be_lawful(table, duty, others) else ERROR
    yield from conflict(table, "dilemma", (duty, *others), holding, severity)


def tried_otherwise(recorded: Recorded) -> bool:
    """Prohibitions that together forbid every thing that may be chosen need two things; here, there
    is one in each role."""
    return "together" in recorded.headline and "whichever" in recorded.headline
