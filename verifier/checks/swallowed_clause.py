"""Is there a case that each clause decides, or do exceptions eat it whole?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.support.check_context import Desk, Standing
from verifier.checks.support.left_out import in_reason
from verifier.encoding.questions import Angle, Applies, Live, Query
from verifier.explanation.minimal_sets import Smallest, minimal_sets
from verifier.findings.finding import Finding, Severity, Strength
from verifier.model.policy import Column, Norm, Readings
from verifier.solver.answers import Impossible

NAME = "swallowed-clause"


def run(desk: Desk) -> Iterable[Finding]:
    """A finding for each norm that applies somewhere and is live nowhere: under any reading, under
    the plain readings, or under one reading that is not plain."""
    for norm in desk.policy.norms.values():
        if norm.modality is None or norm.id in desk.causes or not _attackers(desk, norm):
            continue
        column = Column.ALONE if norm.layer == 0 else Column.BESIDE
        acts = desk.acts_of_norm(norm.id)
        applies = desk.over_acts(acts, Applies(norm.id), Angle(column=column))
        live = desk.over_acts(acts, Live(norm.id), Angle(column=column))
        found = _swallowed(desk, norm, applies, live)
        if found is not None:
            yield found


def _swallowed(
    desk: Desk, norm: Norm, applies: Sequence[Query], live: Sequence[Query]
) -> Finding | None:
    if all(desk.ask(query) is False for query in live):
        desk.causes.add(norm.id)
        return _finding(desk, norm, live, None, desk.fixed)
    if _eaten(desk, applies, live, desk.plain):
        standing = Standing(Strength.PLAIN, (), live[0], desk.plain)
        return _finding(desk, norm, live, standing, desk.plain)
    return _under_one_reading(desk, norm, applies, live)


def _under_one_reading(
    desk: Desk, norm: Norm, applies: Sequence[Query], live: Sequence[Query]
) -> Finding | None:
    """Whether one question, read otherwise, lets the clause be eaten."""
    reach = desk.bench.unfoldings(live[0].act)[""].reach.of_norms[norm.id]
    sets = []
    for question in desk.policy.questions.values():
        if question.name in reach and question.name not in desk.fixed:
            for reading in question.readings:
                readings = {**desk.plain, question.name: reading.name}
                if reading.name != question.plain and _eaten(desk, applies, live, readings):
                    sets.append(((question.name, reading.name),))
    if not sets:
        return None
    readings = {**desk.plain, **dict(sets[0])}
    standing = Standing(Strength.CONTESTABLE, tuple(sets), live[0], readings)
    return _finding(desk, norm, live, standing, readings)


def _eaten(desk: Desk, applies: Sequence[Query], live: Sequence[Query], readings: Readings) -> bool:
    """Whether the clause applies somewhere and is live nowhere, under these readings."""
    return (
        all(desk.ask(query, readings) is False for query in live)
        and desk.anywhere(applies, readings) is not None
    )


def _finding(
    desk: Desk, norm: Norm, live: Sequence[Query], standing: Standing | None, readings: Readings
) -> Finding:
    reasons = _reasons(desk, norm, live, readings)
    eaters = _eating(desk, reasons.sets[0])
    names = [desk.speaker.norm_name(eater) for eater in eaters]
    whole = "together cover" if len(names) > 1 else "covers"
    name = desk.speaker.norm_name(norm.id)
    return desk.finding(
        NAME,
        Severity.WARNING,
        f"{desk.speaker.series(names)} {whole} every case in which {name} applies.",
        [norm.id, *in_reason(dict.fromkeys(_eating(desk, reason) for reason in reasons.sets))],
        norms=[norm.id, *eaters],
        standing=standing,
        reasons=reasons.named(lambda part: _named(desk, part)),
        assurance=desk.absence(live),
    )


def _eating(desk: Desk, reason: Iterable[str]) -> tuple[str, ...]:
    """The norms of a reason, without its assumptions."""
    return tuple(part for part in reason if part in desk.policy.norms)


def _attackers(desk: Desk, norm: Norm) -> list[str]:
    column = Column.ALONE if norm.layer == 0 else Column.BESIDE
    attacks = desk.policy.attacks_on(norm.id, column)
    return list(dict.fromkeys(attack.attacker for attack in attacks))


def _reasons(desk: Desk, norm: Norm, live: Sequence[Query], readings: Readings) -> Smallest[str]:
    """The smallest sets of attackers, with the assumptions they need, that leave the clause no
    case, those of the fewest first and then by their names, whatever the order of the file."""
    attackers = sorted(_attackers(desk, norm))
    assumptions = [name for name in desk.policy.assumptions if name not in attackers]

    def enough(kept: Sequence[str]) -> bool:
        gone = frozenset(attackers) - frozenset(kept)
        unassumed = frozenset(assumptions) - frozenset(kept)
        queries = (Query(q.act, q.body, Angle(column=q.angle.column, without=gone)) for q in live)
        answers = (desk.bench.ask(query, readings, unassumed) for query in queries)
        return all(isinstance(answer, Impossible) for answer in answers)

    found = minimal_sets([*attackers, *sorted(assumptions)], enough)
    return found if found.sets else Smallest((tuple(attackers),), False)


def _named(desk: Desk, part: str) -> str:
    if part in desk.policy.norms:
        return desk.speaker.norm_name(part)
    return f"the assumption “{part}”"
