"""`without limiting clause X`: does the clause leave what X says as it is?"""

from __future__ import annotations

from collections.abc import Iterable

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.grounds import of_witness
from verifier.encoding import Angle, Applicable, Ask, Live, Query, Seen, both, no
from verifier.findings import Finding, Severity
from verifier.model import LawRegime, Norm, Savings, opposed
from verifier.semantics import Evaluation, attacks_on


def limited(context: CheckContext, check: str) -> Iterable[Finding]:
    """A finding for each savings clause that is not kept: in some case a norm of the clause defeats
    a norm of the clause that it claims not to limit, or says the opposite of it."""
    for saving in context.policy.savings:
        found = _limited(context, check, saving)
        if found is not None:
            yield found


def _limited(context: CheckContext, check: str, saving: Savings) -> Finding | None:
    queries = {
        query: (own, other)
        for own in _norms(context, saving.clause)
        for other in _norms(context, saving.saved)
        for query in _limits(context, own, other)
    }
    standing = context.standing(list(queries))
    if standing is None:
        return None
    own, other = queries[standing.query]
    clause, saved = (context.speaker.clause_name(name) for name in (saving.clause, saving.saved))
    how = (
        f"Where {context.speaker.norm_name(own.id)} is at work, "
        f"{context.speaker.norm_name(other.id)} does not apply as it would without it."
        if _attacks(context, own, other)
        else f"{context.speaker.norm_name(own.id)} says the opposite of "
        f"{context.speaker.norm_name(other.id)} on the same act."
    )
    attacks = _attacks(context, own, other)

    def limits(found: Evaluation) -> bool:
        live = {name for name, _ in found.live}
        applicable = {name for name, _ in found.applicable}
        there = own.id in live and other.id in applicable
        return there and (other.id in live) is not attacks

    witness = context.witness_of(standing)
    column = standing.query.angle.column
    return context.finding(
        check,
        Severity.ERROR,
        context.speaker.sentence(f"{clause} does limit {saved}, although it says that it does not"),
        ["without limiting", saving.clause, saving.saved],
        norms=[own.id, other.id],
        standing=standing,
        witness=witness,
        reasons=of_witness(context, witness, column, limits, frozenset((own.id, other.id))),
        detail=(context.speaker.sentence(how.rstrip(".")),),
        place=saving,
    )


def _norms(context: CheckContext, clause: str) -> list[Norm]:
    """A clause's own norms and what disapplies others; its exceptions limit only itself."""
    found = context.policy.clauses.get(clause)
    norms = [context.policy.norms[name] for name in found.norms] if found else []
    return [norm for norm in norms if norm.role not in ("exception", "exclusion")]


def _limits(context: CheckContext, own: Norm, other: Norm) -> Iterable[Query]:
    """Whether the first norm defeats the second in some case, or contradicts it."""
    if other.modality is None:
        return
    column = LawRegime.ALONE if own.layer == other.layer == 0 else LawRegime.BESIDE
    bodies: list[Ask] = []
    if _attacks(context, own, other):
        alone = Angle(column=column, without=frozenset({own.id}))
        bodies.append(
            both(
                [
                    Live(own.id),
                    Applicable(other.id),
                    no(Live(other.id)),
                    Seen(alone, Live(other.id)),
                ]
            )
        )
    elif opposed(own.modality, other.modality) and not own.is_choice and not other.is_choice:
        bodies.append(both([Live(own.id), Live(other.id)]))
    shared = [a for a in context.acts_of_norm(own.id) if a in context.acts_of_norm(other.id)]
    for body in bodies:
        yield from context.over_acts(shared, body, Angle(column=column))


def _attacks(context: CheckContext, own: Norm, other: Norm) -> bool:
    column = LawRegime.ALONE if own.layer == other.layer == 0 else LawRegime.BESIDE
    attacks = attacks_on(context.policy, other.id, column)
    return any(attack.attacker == own.id for attack in attacks)
