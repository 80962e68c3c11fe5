"""Does the whole time for a duty lie within a prohibition of the same act?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.two_cases import WITH_ANOTHER
from verifier.encoding import (
    ACT_DAY,
    Angle,
    InScope,
    Live,
    Query,
    SecondCopy,
    Seen,
    WordDependencies,
    as_seen_by,
    both,
    editions,
    no,
)
from verifier.explanation import explain
from verifier.findings import Finding, Severity
from verifier.model import (
    EARLIEST_DAY,
    ActDay,
    CaseClass,
    Compare,
    Condition,
    EventDay,
    Formula,
    Holds,
    Measure,
    Modality,
    Norm,
    Operator,
    Quantity,
    Readings,
    as_example,
)
from verifier.solver import Found, Undecided
from verifier.words import day

NAME = "deadline-clash"
FIRST, LAST = "the first day of the duty", "the last day of the duty"
MOST_DAYS = 6
"""So many days within the time for a duty are looked at one by one, beside the first and the last,
before the search is given up."""


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each duty with a deadline and each prohibition on certain days, where in some
    case the act is forbidden on every day on which the duty can be done."""
    forbidding = [
        norm
        for norm in WordDependencies(context.policy).norms(frozenset({ACT_DAY}))
        if norm.modality is Modality.FORBIDDEN and _own(context, norm)
    ]
    for duty in context.policy.norms.values():
        if duty.window is None or duty.window.latest is None or duty.is_choice:
            continue
        if duty.modality is Modality.OBLIGED and _own(context, duty):
            for norm in forbidding:
                found = _clash(context, duty, norm)
                if found is not None:
                    yield found


def _own(context: CheckContext, norm: Norm) -> bool:
    return norm.layer == 0 and norm.id not in context.causes


@dataclass(frozen=True)
class CoveredWindow:
    """A case in which a prohibition is live on every day from the first to the last of a duty."""

    found: Found
    first: int
    last: int


def _clash(context: CheckContext, duty: Norm, norm: Norm) -> Finding | None:
    acts = [act for act in context.acts_of_norm(duty.id) if act in context.acts_of_norm(norm.id)]
    for readings, severity in ((context.plain, Severity.ERROR), (context.fixed, Severity.WARNING)):
        for act in acts:
            clash = _Search(context, duty, norm, act, readings).run()
            if clash is not None:
                alone = "" if readings is context.plain else WITH_ANOTHER
                return _finding(context, duty, norm, clash, severity, alone)
    return None


class _Search:
    """Looks for a case by looking at the act on the first day, on the last, and then also on the
    days on which the prohibition let the act pass in the cases found before."""

    def __init__(
        self, context: CheckContext, duty: Norm, norm: Norm, act: str, readings: Readings
    ) -> None:
        self.context = context
        self.duty = duty
        self.norm = norm
        self.act = act
        self.readings = readings

    def run(self) -> CoveredWindow | None:
        before_last: list[int] = []
        while len(before_last) <= MOST_DAYS:
            found = self._found(before_last)
            if found is None:
                return None
            clash = self._seen(found)
            free = self._free_day(clash)
            if free is None:
                return clash
            before_last.append(clash.last - free)
        self.context.tally.unknown.append(
            f"the days of {self.duty.id} and {self.norm.id} could not be told apart"
        )
        return None

    def _found(self, before_last: Sequence[int]) -> Found | None:
        days = {FIRST: None, LAST: 0, **{f"{LAST}, less {n}": -n for n in before_last}}
        seconds = [SecondCopy(name, day=name) for name in days]
        with self.context.beside(editions(self.context.policy, seconds)) as inner:
            own = InScope(_scope(self.duty, days))
            forbidden = [Seen(Angle(edition=name), Live(self.norm.id)) for name in days]
            body = both([Live(self.duty.id), own, *forbidden])
            return inner.found(Query(self.act, body), self.readings)

    def _seen(self, found: Found) -> CoveredWindow:
        """The case in the policy's own words, and the days that were looked at."""
        days = found.case.days
        own = as_seen_by(self.context.policy, found.case)
        found = replace(found, case=own, readings={"": found.readings[""]})
        return CoveredWindow(found, days[FIRST, ()], days[LAST, ()])

    def _free_day(self, clash: CoveredWindow) -> int | None:
        """A day of the duty's time on which the prohibition is not live in this very case."""
        case = clash.found.case
        act = replace(case.act, day=None)
        within = [
            _compare(">=", ActDay(), Quantity((), clash.first)),
            _compare("<=", ActDay(), Quantity((), clash.last)),
        ]
        query = Query(self.act, both([*within, no(Live(self.norm.id))]))
        example = as_example(case, dated=False)
        answer = self.context.solver.given.witness(example, act, query, clash.found.readings[""])
        if isinstance(answer, Undecided):
            self.context.tally.unknown.append(answer.reason)
        return answer.case.act.day if isinstance(answer, Found) else None


def _scope(duty: Norm, days: dict[str, int | None]) -> CaseClass:
    """The cases of the duty in which its time is not over before it began, the act is done within
    it, and the events that name days of it are on these days: None the first, a number so many days
    after the last."""
    window = duty.window
    assert window is not None
    assert window.latest is not None
    earliest = window.earliest or Quantity((), EARLIEST_DAY)
    formulas: list[Formula] = list(window.occurs)
    for name, after in days.items():
        target = earliest if after is None else _later(window.latest, after)
        formulas += [Holds(name, ()), _compare("=", EventDay(name, ()), target)]
        formulas.append(_compare("<=", EventDay(name, ()), window.latest))
        formulas.append(_compare(">=", EventDay(name, ()), earliest))
    formulas.append(_compare(">=", ActDay(), earliest))
    formulas.append(_compare("<=", ActDay(), window.latest))
    conditions = (*duty.conditions, *(Condition(formula, "") for formula in formulas))
    return CaseClass(duty.bearer, duty.act, duty.parameters, duty.locals, conditions)


def _later(quantity: Quantity, days: int) -> Quantity:
    return replace(quantity, constant=quantity.constant + days)


def _compare(operator: Operator, measure: Measure, right: Quantity) -> Formula:
    return Compare(operator, Quantity(((1, measure),), 0), right)


def _finding(
    context: CheckContext,
    duty: Norm,
    norm: Norm,
    clash: CoveredWindow,
    severity: Severity,
    alone: str,
) -> Finding:
    owed, forbids = context.speaker.norm_name(duty.id), context.speaker.norm_name(norm.id)
    query = Query(clash.found.case.act.act, both([Live(duty.id), Live(norm.id)]))
    since = "" if clash.first == EARLIEST_DAY else f"from {day(clash.first)} "
    return context.finding(
        NAME,
        severity,
        context.speaker.sentence(
            f"{owed} requires an act within a time throughout which {forbids} forbids it{alone}"
        ),
        [duty.id, norm.id],
        norms=[duty.id, norm.id],
        reasons=[[owed, forbids]],
        witness=explain(context.solver, context.speaker, query, clash.found),
        detail=[
            f"In the case shown the duty can be done {since}until {day(clash.last)}, and {forbids} "
            "is at work on each of these days."
        ],
    )
