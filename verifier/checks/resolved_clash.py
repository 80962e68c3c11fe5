"""Where opposed norms overlap and the text decides between them: which prevails, and why?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.conflicts import pairs
from verifier.desk import Desk
from verifier.findings import Assurance, AssuranceKind, Finding, Outcome, Severity
from verifier.model import Attack, Column, Norm, Readings
from verifier.query import Applies, Ask, Live, Query, both, no

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
        if desk.anywhere(_on_shared(desk, winner, loser, overlap), readings) is not None:
            decisive = [a for a in attacks if _decides(desk, winner, loser, a, overlap, readings)]
            return _finding(desk, winner, loser, decisive)
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
    """Whether the attack is at work in some case of the overlap."""
    if attack.attacker == winner.id:
        return True
    queries = _on_shared(desk, winner, loser, (*overlap, Live(attack.attacker)))
    return desk.anywhere(queries, readings) is not None


def _finding(desk: Desk, winner: Norm, loser: Norm, decisive: Sequence[Attack]) -> Finding:
    one, other = (desk.speaker.norm_name(norm.id) for norm in (winner, loser))
    reasons = desk.speaker.series(
        list(dict.fromkeys(_because(desk, attack) for attack in decisive)), "or"
    )
    return desk.finding(
        NAME,
        Severity.NOTE,
        desk.speaker.sentence(
            f"{one} and {other} overlap with opposed effect; {one} prevails because of {reasons}"
        ),
        [winner.id, loser.id, *sorted(attack.attacker for attack in decisive)],
        norms=[winner.id, loser.id],
        outcome=Outcome.HOLDS,
        assurance=Assurance(AssuranceKind.COMPUTED, "the solver found a case of the overlap"),
    )


def _because(desk: Desk, attack: Attack) -> str:
    """`“notwithstanding clause 1”`, `the exception “seniors” of clause 1`."""
    if attack.ground == "priority":
        span = attack.span
        written = span.file.text[span.start : span.end] if span else "the priority"
        return f"“{' '.join(written.split())}”" if span else written
    return desk.speaker.norm_name(attack.attacker)
