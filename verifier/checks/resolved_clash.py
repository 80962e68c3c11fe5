"""Where opposed norms overlap and the text decides between them: which prevails, and why?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.conflicts import pairs
from verifier.checks.support.grounds import of_witness
from verifier.checks.support.left_out import at_instance, nowhere
from verifier.checks.support.names import not_plainly
from verifier.encoding import Applicable, Ask, Live, LiveAt, Query, both, no, some
from verifier.findings import Finding, Outcome, Severity, Witness
from verifier.model import (
    ActIs,
    Attack,
    LawRegime,
    Norm,
    Readings,
    Term,
    Variable,
    scoped,
    substitute,
)
from verifier.semantics import Evaluation, attacks_on
from verifier.words import quoted

NAME = "resolved-clash"


def run(context: CheckContext) -> Iterable[Finding]:
    """A note for each two opposed norms of the policy whose conditions both hold on one act in some
    case, while only one of them is live: never a defect."""
    for first, second in pairs(context, _apart):
        for winner, loser in ((first, second), (second, first)):
            found = _decided(context, winner, loser)
            if found is not None:
                yield found


def _apart(one: Norm, other: Norm) -> bool:
    """Whether two norms of the policy are none that follows from the other, with which it stands
    and falls."""
    return one.layer == other.layer == 0 and one.id != other.follows and other.id != one.follows


def _decided(context: CheckContext, winner: Norm, loser: Norm) -> Finding | None:
    attacks = [
        attack
        for attack in attacks_on(context.policy, loser.id, LawRegime.ALONE)
        if attack.attacker not in context.causes
    ]
    overlap = (Live(winner.id), Applicable(loser.id), no(Live(loser.id)))
    if not attacks:
        return None
    for readings in (context.plain, context.fixed):
        query = context.anywhere(_on_shared(context, winner, loser, overlap), readings)
        if query is not None:
            decisive = [
                a for a in attacks if _decides(context, winner, loser, a, overlap, readings)
            ]
            always = nowhere(context, _otherwise(context, winner, loser), readings)
            witness = context.witness(query, readings, False)
            return _finding(context, winner, loser, decisive, always, witness)
    return None


def _otherwise(context: CheckContext, winner: Norm, loser: Norm) -> tuple[Query, ...]:
    """Whether both can apply although the one does not prevail."""
    apply = (Applicable(winner.id), Applicable(loser.id))
    prevails = both([Live(winner.id), no(Live(loser.id))])
    return _on_shared(context, winner, loser, (*apply, no(prevails)))


def _on_shared(
    context: CheckContext, first: Norm, second: Norm, parts: Sequence[Ask]
) -> tuple[Query, ...]:
    others = set(context.acts_of_norm(second.id))
    acts = [act for act in context.acts_of_norm(first.id) if act in others]
    return context.over_acts(acts, both(parts))


def _decides(
    context: CheckContext,
    winner: Norm,
    loser: Norm,
    attack: Attack,
    overlap: Sequence[Ask],
    readings: Readings,
) -> bool:
    """Whether the attack is at work on the loser in some case of the overlap."""
    queries = _on_shared(context, winner, loser, (*overlap, _at_work(context, loser, attack)))
    return context.anywhere(queries, readings) is not None


def _at_work(context: CheckContext, loser: Norm, attack: Attack) -> Ask:
    """The attacker is live for the very things for which the loser applies; that it is live for
    others decides nothing here."""
    attacker = context.policy.norms[attack.attacker]
    mapped = dict(attack.mapping)
    free = {p: Variable(f"{p.name} of {attacker.id}", p.kind) for p in attacker.parameters}
    filled: dict[Variable, Term] = {p: mapped.get(p, free[p]) for p in attacker.parameters}
    live: Ask = LiveAt(attacker.id, tuple(filled.values()))
    if attacker.act is not None:
        act = ActIs(attacker.act.act, attacker.act.terms, attacker.bearer)
        live = both([substitute(act, filled), live])
    applies = scoped(loser.locals, tuple(line.formula for line in loser.conditions))
    others = tuple(free[p] for p in attacker.parameters if p not in mapped)
    return at_instance(loser, both([applies, some(others, live)]))


def _finding(
    context: CheckContext,
    winner: Norm,
    loser: Norm,
    decisive: Sequence[Attack],
    always: bool,
    witness: Witness | None,
) -> Finding:
    one, other = (context.speaker.norm_name(norm.id) for norm in (winner, loser))
    reasons = context.speaker.series(
        list(dict.fromkeys(_because(context, winner, attack) for attack in decisive)), "or"
    )
    where = "" if always else "in some cases "
    overlap = f"{one} and {other} overlap with opposed effect"

    def prevails(found: Evaluation) -> bool:
        live = {name for name, _ in found.live}
        applicable = {name for name, _ in found.applicable}
        return winner.id in live and loser.id in applicable - live

    about = frozenset((winner.id, loser.id))
    written = [norm.follows or norm.id for norm in (winner, loser)]
    return context.finding(
        NAME,
        Severity.NOTE,
        context.speaker.sentence(f"{overlap}; {where}{one} prevails because of {reasons}"),
        [*written, *sorted(attack.attacker for attack in decisive)],
        norms=written,
        witness=witness,
        detail=not_plainly(context, witness),
        reasons=of_witness(context, witness, LawRegime.ALONE, prevails, about),
        outcome=Outcome.HOLDS,
    )


def _because(context: CheckContext, winner: Norm, attack: Attack) -> str:
    """`“notwithstanding clause 1”`, with its clause where that is neither of the two; `the
    exception “seniors” of clause 1`."""
    if attack.ground != "priority":
        return context.speaker.norm_name(attack.attacker)
    span, stronger = attack.span, context.policy.norms[attack.attacker].clause
    written = span.file.text[span.start : span.end] if span else "the priority"
    said = quoted(" ".join(written.split())) if span else written
    if stronger == winner.clause:
        return said
    over = context.policy.norms[attack.target].clause
    one, other = context.speaker.clause_name(stronger), context.speaker.clause_name(over)
    return f"{said}, by which {one} prevails over {other}"
