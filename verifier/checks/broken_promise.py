"""Does every promise hold in all its cases, and on which clauses does it rest?

`without limiting clause X` is a promise too; `savings` looks at these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from verifier.checks.support.broken import broken
from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.grounds import of_witness
from verifier.checks.support.reasons import reasons, reasons_said
from verifier.checks.support.remedies import by_readings
from verifier.checks.support.savings import limited
from verifier.encoding import Angle, InScope, Query
from verifier.findings import Finding, Outcome, Severity, SingleChange, Witness
from verifier.model import Promise, Verdict
from verifier.words import quoted

NAME = "broken-promise"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each promise that some case breaks, and for each that holds only because
    nothing can be in its scope, or because no clause is needed for it. What the others rest on is
    said in the words of the check."""
    for promise in context.policy.promises.values():
        found = _examined(context, promise)
        if found is not None:
            yield found
        elif not context.brief:
            _hold(context, promise)
    yield from limited(context, NAME)


def _hold(context: CheckContext, promise: Promise) -> None:
    """Notes the reasons of a promise that holds."""
    under = context.plain if promise.under == "plain" else None
    found = reasons(context, promise, under)
    if found.sets:
        context.tally.held.append(
            " ".join([f"{quoted(promise.title)}:", *reasons_said(context, found)])
        )


def _examined(context: CheckContext, promise: Promise) -> Finding | None:
    scope = context.over_acts(
        context.acts_of(promise.scope), InScope(promise.scope), Angle(column=promise.column)
    )
    under = context.plain if promise.under == "plain" else None
    if all(context.ask(query, under) is False for query in scope):
        return _vacuous(context, promise, scope)
    queries = broken(context, promise)
    if promise.under == "plain":
        query = context.anywhere(queries, context.plain)
        return _broken_plainly(context, promise, query) if query else None
    standing = context.standing(queries)
    if standing is None:
        return None
    witness = context.witness_of(standing)
    return context.finding(
        NAME,
        Severity.ERROR,
        f"A promise is broken: {promise.title}.",
        [promise.name],
        standing=standing,
        witness=_told(promise, witness),
        detail=(f"Promised: {context.speaker.promise(promise.name)}",),
        reasons=_grounds(context, promise, witness),
        remedies=by_readings(context, queries, standing, witness),
        place=promise,
    )


def _broken_plainly(context: CheckContext, promise: Promise, query: Query) -> Finding:
    witness = context.witness(query, context.plain)
    return context.finding(
        NAME,
        Severity.ERROR,
        f"A promise is broken {context.plainly}: {promise.title}.",
        [promise.name],
        witness=_told(promise, witness),
        detail=(f"Promised: {context.speaker.promise(promise.name)}",),
        reasons=_grounds(context, promise, witness),
        place=promise,
    )


def _grounds(context: CheckContext, promise: Promise, witness: Witness | None) -> list[list[str]]:
    """What the verdict that was not promised rests on in the case shown."""
    return of_witness(
        context, witness, promise.column, lambda found: found.verdict not in promise.verdicts
    )


def _told(promise: Promise, witness: Witness | None) -> Witness | None:
    """The case shown; a change after which the verdict still is not as promised has left what the
    promise speaks of, and says so."""
    if witness is None:
        return None
    others = frozenset(Verdict) - promise.verdicts
    changes = (
        SingleChange(change.words, f"{change.effect}; the promise does not speak of such a case")
        if change.effect.split(",")[0] in others
        else change
        for change in witness.changes
    )
    return replace(witness, changes=tuple(changes))


def _vacuous(context: CheckContext, promise: Promise, scope: Sequence[Query]) -> Finding:
    return context.finding(
        NAME,
        Severity.WARNING,
        f"A promise holds only because no case can be in its scope: {promise.title}.",
        ["vacuous", promise.name],
        detail=(f"Promised: {context.speaker.promise(promise.name)}",),
        outcome=Outcome.VACUOUS,
        assurance=context.absence(scope),
        place=promise,
    )
