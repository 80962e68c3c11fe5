"""Does a law above the policy demand what the policy forbids, or forbid what it permits? And which
savings clause is it that prevents such a conflict?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.conflicts import DILEMMA, clash, conflict, headline, pairs
from verifier.desk import Desk
from verifier.findings import Finding, Outcome, Severity, Strength
from verifier.model import Column, Norm
from verifier.query import Query

NAME = "conflict-with-law"


def run(desk: Desk) -> Iterable[Finding]:
    """A finding for each pair of norms of different layers that conflict beside each other; a note
    for each savings clause that alone keeps a pair from conflicting under the plain readings."""
    for first, second in pairs(desk, lambda one, other: one.layer != other.layer):
        law, own = (first, second) if first.layer > second.layer else (second, first)
        dilemma = frozenset((law.modality, own.modality)) == DILEMMA
        severity = Severity.ERROR if dilemma else Severity.WARNING
        found = conflict(desk, NAME, severity, own, law, Column.BESIDE)
        if found is not None:
            yield found
        if found is None or found.strength is Strength.CONTESTABLE:
            yield from _saved(desk, own, law)


def _saved(desk: Desk, own: Norm, law: Norm) -> Iterable[Finding]:
    for saving in _savings(desk, own):
        queries = clash(desk, own, law, Column.BESIDE, frozenset({saving.id}))
        query = desk.anywhere(queries, desk.plain)
        if query is not None:
            yield _note(desk, saving, own, law, query)


def _savings(desk: Desk, own: Norm) -> Sequence[Norm]:
    """The disapplications and exceptions that can defeat the policy's norm directly."""
    attackers = dict.fromkeys(a.attacker for a in desk.policy.attacks_on(own.id, Column.BESIDE))
    norms = [desk.policy.norms[name] for name in attackers]
    return [norm for norm in norms if norm.modality is None]


def _note(desk: Desk, saving: Norm, own: Norm, law: Norm, query: Query) -> Finding:
    name = desk.speaker.norm_name(saving.id)
    return desk.finding(
        NAME,
        Severity.NOTE,
        f"Under the plain readings {name} is exactly what prevents a conflict of "
        f"{desk.speaker.norm_name(own.id)} with {desk.speaker.norm_name(law.id)}.",
        ["saved by", saving.id, *sorted((own.id, law.id))],
        norms=[saving.id, own.id, law.id],
        detail=(f"Without it: {headline(desk, own, law)}",),
        witness=desk.witness(query, desk.plain),
        outcome=Outcome.HOLDS,
    )
