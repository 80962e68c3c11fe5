"""Cases as quick witnesses: the cases of a policy go in, total cases with what the policy says of
each come out; a mutant under which one of them comes out otherwise is killed without a solver.

That a mutant passes here says nothing: a case of the file leaves things open, and a sample is but
one way in which it may turn out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.coverage import completed
from verifier.model import (
    Asking,
    Case,
    CaseExample,
    Expectation,
    LawRegime,
    Policy,
    Readings,
    Verdict,
)
from verifier.semantics import admissible, evaluate, truth


@dataclass(frozen=True)
class Demand:
    """What an expectation demands of the sample: under these readings, in this column, one of these
    verdicts."""

    readings: Readings
    column: LawRegime
    verdicts: frozenset[Verdict]


@dataclass(frozen=True)
class Sample:
    """One question of one case, with those of its expectations that the policy meets, a total case
    that it may be, and what they demand of that."""

    example: CaseExample
    asking: Asking
    case: Case
    demands: tuple[Demand, ...]

    @property
    def called(self) -> str:
        return f"the case “{self.example.name}”"


def demands(asking: Asking, plain: Readings) -> Iterator[Demand]:
    """What every completion of the case must satisfy for the expectations to be met."""
    for expected in asking.expectations:
        if expected.form != "turns on":
            readings = {**plain, **dict(expected.readings)}
            yield Demand(readings, expected.column, allowed(expected))


def allowed(expected: Expectation) -> frozenset[Verdict]:
    return frozenset(expected.verdicts)


@dataclass(frozen=True)
class Samples:
    """The samples of a policy, and the cases that do not come out as expected on the policy itself:
    `failing`, or `unsettled` where that could not be told."""

    found: tuple[Sample, ...]
    failing: tuple[str, ...]
    unsettled: tuple[str, ...]


def samples(context: CheckContext) -> Samples:
    """The samples of a context's policy."""
    results = {result.name: result for result in context.case_results()}
    found: list[Sample] = []
    ends: dict[str, set[bool | None]] = {}
    for example in context.policy.cases.values():
        result = results.get(example.name)
        answers = result.askings if result is not None else ()
        ends[f"the case “{example.name}”"] = {
            expected.met for answer in answers for expected in answer.expectations
        } or {not example.askings}
        for asking, answer in zip(example.askings, answers, strict=bool(answers)):
            both = zip(asking.expectations, answer.expectations, strict=True)
            kept = tuple(expectation for expectation, told in both if told.met)
            case = completed(context, example, asking, context.plain) if kept else None
            if case is not None:
                found.append(_sample(context, example, replace(asking, expectations=kept), case))
    failing = tuple(name for name, met in ends.items() if False in met)
    unsettled = tuple(name for name, met in ends.items() if None in met and False not in met)
    return Samples(tuple(found), failing, unsettled)


def _sample(context: CheckContext, example: CaseExample, asking: Asking, case: Case) -> Sample:
    """The sample with the demands under whose readings it can be."""
    wanted = tuple(
        demand
        for demand in _distinct(demands(asking, context.plain))
        if not admissible(context.policy, case, demand.readings)
    )
    return Sample(example, asking, case, wanted)


def _distinct(found: Iterable[Demand]) -> Iterator[Demand]:
    seen: list[Demand] = []
    for demand in found:
        if demand not in seen:
            seen.append(demand)
            yield demand


def contradicts(policy: Policy, sample: Sample, otherwise: bool) -> bool:
    """Whether the sample comes out, under an edited policy, as its author does not expect.
    `otherwise`: the assumptions, or what is given in the case, may mean something else there."""
    return any(
        evaluate(policy, sample.case, demand.readings, demand.column).verdict not in demand.verdicts
        for demand in sample.demands
        if not otherwise or _can_be(policy, sample, demand.readings)
    )


def _can_be(policy: Policy, sample: Sample, readings: Readings) -> bool:
    """Whether the sample is still a completion of its case."""
    if admissible(policy, sample.case, readings):
        return False
    givens = (given.formula for given in sample.example.givens)
    return all(truth(policy, sample.case, readings, given, {}) for given in givens)
