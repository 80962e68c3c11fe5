"""Where opposed norms overlap and the text decides between them: which prevails, and why?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.support.check_context import Desk
from verifier.checks.support.conflicts import pairs
from verifier.checks.support.grounds import of_witness
from verifier.checks.support.left_out import at_instance
from verifier.checks.support.names import not_plainly
from verifier.encoding.norms_as_formulas import some
from verifier.encoding.questions import Applies, Ask, Live, LiveAt, Query, both, no
from verifier.findings.finding import Finding, Outcome, Severity, Witness
from verifier.model.policy import ActIs, Attack, Column, Norm, Readings, Term, Variable
from verifier.model.variables import scoped, substitute
from verifier.semantics.evaluate import Evaluation

NAME = "resolved-clash"


def run(desk: Desk) -> Iterable[Finding]:
    """A note for each two opposed norms of the policy whose conditions both hold on one act in some
    case, while only one of them is live: never a defect."""
    for first, second in pairs(desk, lambda one, other: one.layer == other.layer == 0):
        for winner, loser in ((first, second), (second, first)):
            found = _decided(desk, winner, loser)
            if found is not None:
                yield found


def _decided(desk: Desk, winner: Norm, loser: Norm) -> Finding | None:
    attacks = [
        attack
        for attack in desk.policy.attacks_on(loser.id, Column.ALONE)
        if attack.attacker not in desk.causes
    ]
    overlap = (Live(winner.id), Applies(loser.id), no(Live(loser.id)))
    if not attacks:
        return None
    for readings in (desk.plain, desk.fixed):
        query = desk.anywhere(_on_shared(desk, winner, loser, overlap), readings)
        if query is not None:
            decisive = [a for a in attacks if _decides(desk, winner, loser, a, overlap, readings)]
            return _finding(desk, winner, loser, decisive, desk.witness(query, readings, False))
    return None


def _on_shared(desk: Desk, first: Norm, second: Norm, parts: Sequence[Ask]) -> tuple[Query, ...]:
    others = set(desk.acts_of_norm(second.id))
    acts = [act for act in desk.acts_of_norm(first.id) if act in others]
    return desk.over_acts(acts, both(parts))


def _decides(
    desk: Desk,
    winner: Norm,
    loser: Norm,
    attack: Attack,
    overlap: Sequence[Ask],
    readings: Readings,
) -> bool:
    """Whether the attack is at work on the loser in some case of the overlap."""
    if attack.attacker == winner.id:
        return True
    queries = _on_shared(desk, winner, loser, (*overlap, _at_work(desk, loser, attack)))
    return desk.anywhere(queries, readings) is not None


def _at_work(desk: Desk, loser: Norm, attack: Attack) -> Ask:
    """The attacker is live for the very things for which the loser applies; that it is live for
    others decides nothing here."""
    attacker = desk.policy.norms[attack.attacker]
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
    desk: Desk, winner: Norm, loser: Norm, decisive: Sequence[Attack], witness: Witness | None
) -> Finding:
    one, other = (desk.speaker.norm_name(norm.id) for norm in (winner, loser))
    reasons = desk.speaker.series(
        list(dict.fromkeys(_because(desk, attack) for attack in decisive)), "or"
    )

    def prevails(found: Evaluation) -> bool:
        live = {name for name, _ in found.live}
        applicable = {name for name, _ in found.applicable}
        return winner.id in live and loser.id in applicable - live

    about = frozenset((winner.id, loser.id))
    return desk.finding(
        NAME,
        Severity.NOTE,
        desk.speaker.sentence(
            f"{one} and {other} overlap with opposed effect; {one} prevails because of {reasons}"
        ),
        [winner.id, loser.id, *sorted(attack.attacker for attack in decisive)],
        norms=[winner.id, loser.id],
        witness=witness,
        detail=not_plainly(desk, witness),
        reasons=of_witness(desk, witness, Column.ALONE, prevails, about),
        outcome=Outcome.HOLDS,
    )


def _because(desk: Desk, attack: Attack) -> str:
    """`“notwithstanding clause 1”`, `the exception “seniors” of clause 1`."""
    if attack.ground == "priority":
        span = attack.span
        written = span.file.text[span.start : span.end] if span else "the priority"
        return f"“{' '.join(written.split())}”" if span else written
    return desk.speaker.norm_name(attack.attacker)
