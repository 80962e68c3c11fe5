"""Is there a case of each kind that must stay possible?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.support.check_context import CheckContext
from verifier.encoding import Angle, InScope, Query, VerdictIn, both, verdict_is
from verifier.findings import Finding, Severity
from verifier.model import Possibility, Readings, Verdict

NAME = "impossible-case"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each `possible` of which there is no case with a verdict that it expects. (That
    every clause and every exception has a case is asked by dead-clause, swallowed-clause and
    idle-exception.)"""
    for possibility in context.policy.possibilities.values():
        readings = context.plain if possibility.under == "plain" else context.fixed
        wanted = _queries(context, possibility, possibility.verdicts)
        if all(context.ask(query, readings) is False for query in wanted):
            yield _finding(context, possibility, wanted, readings)


def _queries(
    context: CheckContext, possibility: Possibility, verdicts: frozenset[Verdict]
) -> tuple[Query, ...]:
    body = both([InScope(possibility.scope), VerdictIn(verdicts)])
    if verdicts == frozenset(Verdict):
        body = InScope(possibility.scope)
    angle = Angle(column=possibility.column)
    return context.over_acts(context.acts_of(possibility.scope), body, angle)


def _finding(
    context: CheckContext, possibility: Possibility, wanted: Sequence[Query], readings: Readings
) -> Finding:
    kind = _queries(context, possibility, frozenset(Verdict))
    such = context.anywhere(kind, readings)
    detail = [f"Claimed: {context.speaker.possibility(possibility.name)}"]
    if such is None:
        detail.append("There is no case of this kind at all, whatever the verdict.")
    else:
        found = [str(v) for v in Verdict if _has(context, possibility, v, readings)]
        detail.append(f"In every such case the verdict is {context.speaker.series(found, 'or')}.")
    return context.finding(
        NAME,
        Severity.ERROR,
        f"What must stay possible is not: {possibility.title}.",
        [possibility.name],
        witness=context.witness(such, readings) if such else None,
        detail=detail,
        assurance=context.absence(wanted),
        place=possibility,
    )


def _has(
    context: CheckContext, possibility: Possibility, verdict: Verdict, readings: Readings
) -> bool:
    body = both([InScope(possibility.scope), verdict_is(verdict)])
    queries = context.over_acts(
        context.acts_of(possibility.scope), body, Angle(column=possibility.column)
    )
    return context.anywhere(queries, readings) is not None
