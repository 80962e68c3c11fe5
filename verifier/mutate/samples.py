"""Cases as quick witnesses: the cases of a policy go in, total cases with what the policy says of
each come out; a mutant under which one of them comes out otherwise is killed without a solver.

That a mutant passes here says nothing: a case of the file leaves things open, and a sample is but
one way in which it may turn out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from verifier.evaluate import admissible, evaluate, truth
from verifier.model import (
    Asking,
    Case,
    CaseExample,
    Column,
    Expectation,
    Policy,
    Readings,
    Verdict,
)


@dataclass(frozen=True)
class Sample:
    """One question of one case, with a total case that it may be."""

    example: CaseExample
    asking: Asking
    case: Case

    @property
    def called(self) -> str:
        return f"the case “{self.example.name}”"


@dataclass(frozen=True)
class Demand:
    """What an expectation demands of the sample: under these readings, in this column, one of these
    verdicts."""

    readings: Readings
    column: Column
    verdicts: frozenset[Verdict]


def demands(asking: Asking, plain: Readings) -> Iterator[Demand]:
    """What every completion of the case must satisfy for the expectations to be met."""
    for expected in asking.expectations:
        if expected.form != "turns on":
            readings = {**plain, **dict(expected.readings)}
            yield Demand(readings, expected.column, allowed(expected))


def allowed(expected: Expectation) -> frozenset[Verdict]:
    return frozenset(expected.verdicts)


def contradicts(policy: Policy, sample: Sample, plain: Readings, assumed: bool) -> bool:
    """Whether the sample comes out, under the policy, as its author does not expect. `assumed`:
    the policy's assumptions, or what is given, may mean something else than when the sample was
    made."""
    return any(
        evaluate(policy, sample.case, demand.readings, demand.column).verdict
        not in demand.verdicts
        for demand in _distinct(demands(sample.asking, plain))
        if not assumed or _can_be(policy, sample, demand.readings)
    )


def _distinct(found: Iterable[Demand]) -> Iterator[Demand]:
    seen: list[Demand] = []
    for demand in found:
        if demand not in seen:
            seen.append(demand)
            yield demand


def _can_be(policy: Policy, sample: Sample, readings: Readings) -> bool:
    """Whether the sample is still a completion of its case."""
    if admissible(policy, sample.case, readings):
        return False
    givens = (given.formula for given in sample.example.givens)
    return all(truth(policy, sample.case, readings, given, {}) for given in givens)
