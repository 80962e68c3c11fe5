"""Is there a case that each clause decides, or do exceptions eat it whole?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.support.check_context import CheckContext, Existence
from verifier.checks.support.left_out import in_reason
from verifier.encoding import Angle, Applicable, Live, Query
from verifier.explanation import Smallest, minimal_sets
from verifier.findings import Finding, Severity, Strength
from verifier.model import LawRegime, Norm, Readings
from verifier.semantics import attacks_on
from verifier.solver import Impossible

NAME = "swallowed-clause"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each norm that applies somewhere and is live nowhere: under any reading, under
    the plain readings, or under one reading that is not plain."""
    for norm in context.policy.norms.values():
        if norm.modality is None or norm.id in context.causes or not _attackers(context, norm):
            continue
        column = LawRegime.ALONE if norm.layer == 0 else LawRegime.BESIDE
        acts = context.acts_of_norm(norm.id)
        applies = context.over_acts(acts, Applicable(norm.id), Angle(column=column))
        live = context.over_acts(acts, Live(norm.id), Angle(column=column))
        yield from _swallowed(context, norm, applies, live)


def _swallowed(
    context: CheckContext, norm: Norm, applies: Sequence[Query], live: Sequence[Query]
) -> Iterable[Finding]:
    if all(context.ask(query) is False for query in live):
        context.causes.add(norm.id)
        yield _finding(context, norm, live, None, _reasons(context, norm, live, context.fixed))
    elif _eaten(context, applies, live, context.plain):
        standing = Existence(Strength.PLAIN, (), live[0], context.plain)
        yield _finding(context, norm, live, standing, _reasons(context, norm, live, context.plain))
    else:
        yield from _under_one_reading(context, norm, applies, live)


def _under_one_reading(
    context: CheckContext, norm: Norm, applies: Sequence[Query], live: Sequence[Query]
) -> Iterable[Finding]:
    """A finding for the readings of one question, not the plain ones, that let the clause be eaten
    in the same way."""
    reach = context.solver.encodings.unfoldings(live[0].act)[""].dependencies.of_norms[norm.id]
    ways: dict[Smallest[str], list[tuple[tuple[str, str], ...]]] = {}
    for question in context.policy.questions.values():
        if question.name in reach and question.name not in context.fixed:
            for reading in question.readings:
                readings = {**context.plain, question.name: reading.name}
                if reading.name != question.plain and _eaten(context, applies, live, readings):
                    reasons = _reasons(context, norm, live, readings)
                    ways.setdefault(reasons, []).append(((question.name, reading.name),))
    for reasons, sets in ways.items():
        readings = {**context.plain, **dict(sets[0])}
        standing = Existence(Strength.CONTESTABLE, tuple(sets), live[0], readings)
        yield _finding(context, norm, live, standing, reasons)


def _eaten(
    context: CheckContext, applies: Sequence[Query], live: Sequence[Query], readings: Readings
) -> bool:
    """Whether the clause applies somewhere and is live nowhere, under these readings."""
    return (
        all(context.ask(query, readings) is False for query in live)
        and context.anywhere(applies, readings) is not None
    )


def _finding(
    context: CheckContext,
    norm: Norm,
    live: Sequence[Query],
    standing: Existence | None,
    reasons: Smallest[str],
) -> Finding:
    eaters = _eating(context, reasons.sets[0])
    names = [context.speaker.norm_name(eater) for eater in eaters]
    whole = "together cover" if len(names) > 1 else "covers"
    name = context.speaker.norm_name(norm.id)
    return context.finding(
        NAME,
        Severity.ERROR,
        f"{context.speaker.series(names)} {whole} every case in which {name} applies.",
        [norm.id, *in_reason(dict.fromkeys(_eating(context, reason) for reason in reasons.sets))],
        norms=[norm.id, *eaters],
        standing=standing,
        reasons=reasons.named(lambda part: _named(context, part)),
        assurance=context.absence(live),
    )


def _eating(context: CheckContext, reason: Iterable[str]) -> tuple[str, ...]:
    """The norms of a reason, without its assumptions."""
    return tuple(part for part in reason if part in context.policy.norms)


def _attackers(context: CheckContext, norm: Norm) -> list[str]:
    column = LawRegime.ALONE if norm.layer == 0 else LawRegime.BESIDE
    attacks = attacks_on(context.policy, norm.id, column)
    return list(dict.fromkeys(attack.attacker for attack in attacks))


def _reasons(
    context: CheckContext, norm: Norm, live: Sequence[Query], readings: Readings
) -> Smallest[str]:
    """The smallest sets of attackers, with the assumptions they need, that leave the clause no
    case, those of the fewest first and then by their names, whatever the order of the file."""
    attackers = sorted(_attackers(context, norm))
    assumptions = [name for name in context.policy.assumptions if name not in attackers]

    def enough(kept: Sequence[str]) -> bool:
        gone = frozenset(attackers) - frozenset(kept)
        unassumed = frozenset(assumptions) - frozenset(kept)
        queries = (Query(q.act, q.body, Angle(column=q.angle.column, without=gone)) for q in live)
        answers = (context.solver.ask(query, readings, unassumed) for query in queries)
        return all(isinstance(answer, Impossible) for answer in answers)

    found = minimal_sets([*attackers, *sorted(assumptions)], enough)
    return found if found.sets else Smallest((tuple(attackers),), False)


def _named(context: CheckContext, part: str) -> str:
    if part in context.policy.norms:
        return context.speaker.norm_name(part)
    return f"the assumption “{part}”"
