"""Is there a case of each kind that must stay possible?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.support.check_context import Desk
from verifier.encoding.questions import Angle, InScope, Query, VerdictIn, both, verdict_is
from verifier.findings.finding import Finding, Severity
from verifier.model.policy import Possibility, Readings, Verdict

NAME = "impossible-case"


def run(desk: Desk) -> Iterable[Finding]:
    """A finding for each `possible` of which there is no case with a verdict that it expects. (That
    every clause and every exception has a case is asked by dead-clause, swallowed-clause and
    idle-exception.)"""
    for possibility in desk.policy.possibilities.values():
        readings = desk.plain if possibility.under == "plain" else desk.fixed
        wanted = _queries(desk, possibility, possibility.verdicts)
        if all(desk.ask(query, readings) is False for query in wanted):
            yield _finding(desk, possibility, wanted, readings)


def _queries(
    desk: Desk, possibility: Possibility, verdicts: frozenset[Verdict]
) -> tuple[Query, ...]:
    body = both([InScope(possibility.scope), VerdictIn(verdicts)])
    if verdicts == frozenset(Verdict):
        body = InScope(possibility.scope)
    angle = Angle(column=possibility.column)
    return desk.over_acts(desk.acts_of(possibility.scope), body, angle)


def _finding(
    desk: Desk, possibility: Possibility, wanted: Sequence[Query], readings: Readings
) -> Finding:
    kind = _queries(desk, possibility, frozenset(Verdict))
    such = desk.anywhere(kind, readings)
    detail = [f"Claimed: {desk.speaker.possibility(possibility.name)}"]
    if such is None:
        detail.append("There is no case of this kind at all, whatever the verdict.")
    else:
        found = [str(v) for v in Verdict if _has(desk, possibility, v, readings)]
        detail.append(f"In every such case the verdict is {desk.speaker.series(found, 'or')}.")
    return desk.finding(
        NAME,
        Severity.WARNING,
        f"What must stay possible is not: {possibility.title}.",
        [possibility.name],
        witness=desk.witness(such, readings) if such else None,
        detail=detail,
        assurance=desk.absence(wanted),
        place=possibility,
    )


def _has(desk: Desk, possibility: Possibility, verdict: Verdict, readings: Readings) -> bool:
    body = both([InScope(possibility.scope), verdict_is(verdict)])
    queries = desk.over_acts(
        desk.acts_of(possibility.scope), body, Angle(column=possibility.column)
    )
    return desk.anywhere(queries, readings) is not None
