"""Where a promise is broken: a promise goes in, the questions whether a case breaks it come out."""

from __future__ import annotations

from verifier.checks.support.check_context import CheckContext
from verifier.encoding import Angle, InScope, Query, VerdictIn, both
from verifier.model import Promise, Verdict


def broken(
    context: CheckContext, promise: Promise, without: frozenset[str] = frozenset()
) -> tuple[Query, ...]:
    """Whether a case in the promise's scope has another verdict than promised."""
    others = VerdictIn(frozenset(Verdict) - promise.verdicts)
    angle = Angle(column=promise.column, without=without)
    body = both([InScope(promise.scope), others])
    return context.over_acts(context.acts_of(promise.scope), body, angle)
