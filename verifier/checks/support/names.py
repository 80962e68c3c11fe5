"""Several norms named in one breath; the readings of a case that are not the plain ones."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.checks.support.check_context import CheckContext
from verifier.findings import Witness
from verifier.words import own_norms


def norms_said(context: CheckContext, norms: Sequence[str]) -> str:
    """`clauses P1 to P4 and P6`, `clause P3 and the exception “relief” of clause P6`: whole clauses
    drawn together first, then the parts of others."""
    policy = context.policy
    clauses: list[str] = []
    parts: list[str] = []
    for name in norms:
        norm = policy.norms[name]
        whole = norm.role == "norm" and {n.id for n in own_norms(policy, norm.clause)} <= set(norms)
        if not whole:
            parts.append(context.speaker.norm_name(name))
        elif norm.clause not in clauses:
            clauses.append(norm.clause)
    named = [context.speaker.clause_names(clauses)] if clauses else []
    return context.speaker.series([*named, *parts])


def not_plainly(context: CheckContext, witness: Witness | None) -> list[str]:
    """A word on the readings of the case shown that are not the plain ones; none where all are."""
    if witness is None:
        return []
    read = [name for name, reading in witness.readings.items() if reading != context.plain[name]]
    if not read:
        return []
    answers = context.speaker.series(
        [context.speaker.reading(q, witness.readings[q]) for q in read]
    )
    return [f"Not {context.plainly}; in the case shown, {answers}."]
