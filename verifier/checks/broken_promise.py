"""Does every promise hold in all its cases, and on which clauses does it rest?

`without limiting clause X` is a promise too; `savings` looks at these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from verifier.checks.support.check_context import Desk
from verifier.checks.support.grounds import of_witness
from verifier.checks.support.reasons import reasons, reasons_said
from verifier.checks.support.remedies import by_readings
from verifier.checks.support.savings import limited
from verifier.encoding.questions import Angle, InScope, Query, VerdictIn, both
from verifier.findings.finding import Change, Finding, Outcome, Severity, Witness
from verifier.model.policy import Column, Promise, Verdict

NAME = "broken-promise"


def run(desk: Desk) -> Iterable[Finding]:
    """A finding for each promise that some case breaks, and for each that holds only because
    nothing can be in its scope, or because no clause is needed for it. What the others rest on is
    said in the words of the check."""
    for promise in desk.policy.promises.values():
        found = _examined(desk, promise)
        if found is not None:
            yield found
        elif not desk.brief:
            _hold(desk, promise)
    yield from limited(desk, NAME)


def _hold(desk: Desk, promise: Promise) -> None:
    """Notes the reasons of a promise that holds."""
    under = desk.plain if promise.under == "plain" else None
    found = reasons(desk, promise, under)
    if found.sets:
        desk.tally.held.append(" ".join([f"“{promise.title}”:", *reasons_said(desk, found)]))


def broken(
    desk: Desk, promise: Promise, without: frozenset[str] = frozenset()
) -> tuple[Query, ...]:
    """Whether a case in the promise's scope has another verdict than promised."""
    others = VerdictIn(frozenset(Verdict) - promise.verdicts)
    angle = Angle(column=promise.column, without=without)
    body = both([InScope(promise.scope), others])
    return desk.over_acts(desk.acts_of(promise.scope), body, angle)


def _examined(desk: Desk, promise: Promise) -> Finding | None:
    scope = desk.over_acts(
        desk.acts_of(promise.scope), InScope(promise.scope), Angle(column=promise.column)
    )
    under = desk.plain if promise.under == "plain" else None
    if all(desk.ask(query, under) is False for query in scope):
        return _vacuous(desk, promise, scope)
    queries = broken(desk, promise)
    if promise.under == "plain":
        query = desk.anywhere(queries, desk.plain)
        return _broken_plainly(desk, promise, query) if query else _trivial(desk, promise)
    standing = desk.standing(queries)
    if standing is None:
        return _trivial(desk, promise)
    witness = desk.witness(standing.query, standing.readings)
    return desk.finding(
        NAME,
        Severity.ERROR,
        f"A promise is broken: {promise.title}.",
        [promise.name],
        standing=standing,
        witness=_told(promise, witness),
        detail=(f"Promised: {desk.speaker.promise(promise.name)}",),
        reasons=_grounds(desk, promise, witness),
        remedies=by_readings(desk, queries, standing, witness),
        place=promise,
    )


def _broken_plainly(desk: Desk, promise: Promise, query: Query) -> Finding:
    witness = desk.witness(query, desk.plain)
    return desk.finding(
        NAME,
        Severity.ERROR,
        f"A promise is broken under the plain readings: {promise.title}.",
        [promise.name],
        witness=_told(promise, witness),
        detail=(f"Promised: {desk.speaker.promise(promise.name)}",),
        reasons=_grounds(desk, promise, witness),
        place=promise,
    )


def _grounds(desk: Desk, promise: Promise, witness: Witness | None) -> list[list[str]]:
    """What the verdict that was not promised rests on in the case shown."""
    return of_witness(
        desk, witness, promise.column, lambda found: found.verdict not in promise.verdicts
    )


def _told(promise: Promise, witness: Witness | None) -> Witness | None:
    """The case shown; a change after which the verdict still is not as promised has left what the
    promise speaks of, and says so."""
    if witness is None:
        return None
    others = frozenset(Verdict) - promise.verdicts
    changes = (
        Change(change.words, f"{change.effect}; the promise does not speak of such a case")
        if change.effect.split(",")[0] in others
        else change
        for change in witness.changes
    )
    return replace(witness, changes=tuple(changes))


def _vacuous(desk: Desk, promise: Promise, scope: Sequence[Query]) -> Finding:
    return desk.finding(
        NAME,
        Severity.WARNING,
        f"A promise holds only because no case can be in its scope: {promise.title}.",
        ["vacuous", promise.name],
        detail=(f"Promised: {desk.speaker.promise(promise.name)}",),
        outcome=Outcome.VACUOUS,
        assurance=desk.absence(scope),
        place=promise,
    )


def _trivial(desk: Desk, promise: Promise) -> Finding | None:
    """A promise that holds without any clause says nothing about the policy."""
    own = frozenset(
        name for name, norm in desk.policy.norms.items() if _counts(promise, norm.layer)
    )
    if promise.scope.act is None or Verdict.SILENT in promise.verdicts:
        return None
    bare = broken(desk, promise, own)
    if any(desk.ask(query) is not False for query in bare):
        return None
    return desk.finding(
        NAME,
        Severity.WARNING,
        f"A promise would hold without any clause: {promise.title}.",
        ["trivial", promise.name],
        detail=("It is true of the world as the policy describes it, not of the policy.",),
        outcome=Outcome.VACUOUS,
        assurance=desk.absence(bare),
        place=promise,
    )


def _counts(promise: Promise, layer: int) -> bool:
    return layer == 0 or promise.column is not Column.ALONE
