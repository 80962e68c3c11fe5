"""Ways to settle a finding, each tried before it is offered.

A conflict can be settled by saying which clause prevails, a conflict, a gap or a broken promise by
answering a question of interpretation. The policy so changed is asked the finding's own questions
again: only where no case is left is the way offered, with what else changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations, islice

from verifier.answers import Impossible
from verifier.desk import Desk, Standing
from verifier.elaborate.circles import circles
from verifier.elaborate.priorities import prevailing
from verifier.evaluate import evaluate
from verifier.findings import Remedy, Strength, Witness
from verifier.model import Attack, Column, Norm, Policy, Readings, Verdict
from verifier.query import Angle, Ask, Live, Query, Seen, both, either, no, parted, verdict_is
from verifier.replay import Replay

SETTLED = "settled"
"""The name of the changed policy beside the policy as it is."""
MOST_BY_READING = 2
"""So many ways to settle a finding by answering questions are offered."""
MOST_TRIED = 8
"""So many answers are put to the solver for one finding."""


@dataclass(frozen=True)
class Meeting:
    """A norm of the policy and the norms that conflict with it alike (several are laws), where they
    do so in a column, and the case shown."""

    own: Norm
    others: tuple[Norm, ...]
    column: Column
    standing: Standing
    witness: Witness | None

    def queries(self, desk: Desk) -> tuple[Query, ...]:
        """Whether any of them still meet: one question for each act that both can be about."""
        return _met(desk, [(self.own, other) for other in self.others], Angle(self.column))


def of_conflict(desk: Desk, meeting: Meeting) -> tuple[Remedy, ...]:
    """The ways to settle a conflict that were tried and do settle it."""
    queries = meeting.queries(desk)
    by_reading = by_readings(desk, queries, meeting.standing, meeting.witness)
    return (*by_priority(desk, meeting), *by_reading)


# --------------------------------------------------------------------------- priorities


def by_priority(desk: Desk, meeting: Meeting) -> Iterator[Remedy]:
    """Either side prevails over the other, as far as the policy can say so: over a law it cannot,
    and between laws it has no say."""
    sides = ((meeting.own,), meeting.others)
    for stronger, weaker in (sides, sides[::-1]):
        if weaker[0].layer == 0:
            changed = _with_priority(desk.policy, stronger, weaker)
            effect = changed and _settled(desk, meeting, *changed)
            if effect:
                yield Remedy(_priority_line(stronger, weaker), effect)


def _with_priority(
    policy: Policy, stronger: Sequence[Norm], weaker: Sequence[Norm]
) -> tuple[Policy, list[Attack]] | None:
    """The policy in which the clauses of some norms prevail over the clauses of others; None where
    it would defeat itself in a circle."""
    attacks = prevailing(_of_clauses(policy, stronger), _of_clauses(policy, weaker))
    changed = replace(policy, attacks=(*policy.attacks, *attacks))
    edges: dict[str, list[str]] = {}
    for attack in changed.attacks:
        edges.setdefault(attack.attacker, []).append(attack.target)
    if any(circles(edges, dict.fromkeys(policy.norms))):
        return None
    return changed, attacks


def _of_clauses(policy: Policy, norms: Iterable[Norm]) -> list[Norm]:
    """All norms of the clauses in which these stand: priority is given to whole clauses."""
    clauses = dict.fromkeys(norm.clause for norm in norms)
    whole = (policy.norms[name] for clause in clauses for name in policy.clauses[clause].norms)
    return [norm for norm in whole if norm.role == "norm"]


def _priority_line(stronger: Sequence[Norm], weaker: Sequence[Norm]) -> str:
    if stronger[0].layer == 0:
        return f"write “notwithstanding {_clauses(weaker)}” in {_clauses(stronger)}"
    return f"write “subject to {_clauses(stronger)}” in {_clauses(weaker)}"


def _clauses(norms: Iterable[Norm]) -> str:
    """`clause 1`, `clauses 1, 2`, as a policy file says it."""
    names = list(dict.fromkeys(norm.clause for norm in norms))
    return f"{'clause' if len(names) == 1 else 'clauses'} {', '.join(names)}"


def _settled(desk: Desk, meeting: Meeting, changed: Policy, attacks: list[Attack]) -> str:
    """What the change does beside settling the conflict; nothing where it does not settle it."""
    now, then = Angle(meeting.column), Angle(meeting.column, edition=SETTLED)
    with desk.beside({"": desk.policy, SETTLED: changed}) as inner:
        pairs = [(meeting.own, other) for other in meeting.others]
        if not _excluded(inner, _met(inner, pairs, then), desk.fixed):
            return ""
        norms = desk.policy.norms
        met = [(norms[attack.attacker], norms[attack.target]) for attack in attacks]
        where_met = _met(inner, met, now)
        touched = _revived(desk, attacks, meeting.column)
        elsewhere = _changed_elsewhere(inner, touched, now, then, _either_live(met))
        return f"{_verdict_then(inner, meeting, where_met, changed, then)}; {elsewhere}"


def _met(desk: Desk, pairs: Sequence[tuple[Norm, Norm]], angle: Angle) -> tuple[Query, ...]:
    """Whether both norms of some pair are live, for each act that both can be about."""
    by_act: dict[str, list[tuple[Norm, Norm]]] = {}
    for first, second in pairs:
        others = set(desk.acts_of_norm(second.id))
        for act in desk.acts_of_norm(first.id):
            if act in others:
                by_act.setdefault(act, []).append((first, second))
    return tuple(Query(act, _either_live(met), angle) for act, met in by_act.items())


def _either_live(pairs: Iterable[tuple[Norm, Norm]]) -> Ask:
    return either(both([Live(first.id), Live(second.id)]) for first, second in pairs)


def _excluded(desk: Desk, queries: Iterable[Query], readings: Readings) -> bool:
    """Whether it is proved that none of the questions has a case. Asked without a note at the desk:
    what stays open here speaks against a remedy, not against the check."""
    for query in queries:
        answer = desk.bench.ask(query, readings)
        if not isinstance(answer, Impossible) or not answer.bound.complete:
            return False
    return True


def _verdict_then(
    desk: Desk, meeting: Meeting, where_met: Sequence[Query], changed: Policy, then: Angle
) -> str:
    """What acts come to on which the clauses met: one verdict for all, or that of the case
    shown."""
    if meeting.witness is None:
        return "no such case is left"
    case, readings = meeting.witness.case, meeting.witness.readings
    verdict = evaluate(changed, case, readings, meeting.column).verdict
    another = no(Seen(then, verdict_is(verdict)))
    queries = [Query(q.act, both([q.body, another]), q.angle) for q in where_met]
    if _excluded(desk, queries, desk.fixed):
        return f"where they meet, the verdict is then {_named(verdict)}"
    return f"the case shown then comes to {_named(verdict)}"


def _named(verdict: Verdict) -> str:
    still = verdict in (Verdict.DILEMMA, Verdict.ANTINOMY)
    return f"still “{verdict}”, because of other clauses" if still else f"“{verdict}”"


def _revived(desk: Desk, attacks: Iterable[Attack], column: Column) -> dict[str, None]:
    """The acts on which something else can change: those of the norms now defeated that defeat
    norms themselves, for these revive. Where there are none, what changes is that norms that met
    others are no longer live, and nothing else."""
    weaker = dict.fromkeys(attack.target for attack in attacks)
    attacking = {a.attacker for a in desk.policy.attacks if column in a.columns}
    return dict.fromkeys(
        chain.from_iterable(desk.acts_of_norm(name) for name in weaker if name in attacking)
    )


def _changed_elsewhere(
    desk: Desk, acts: Iterable[str], here: Angle, there: Angle, but_where: Ask
) -> str:
    """On which acts a verdict changes in some case in which the finding does not exist."""
    body = both([parted(here, there), no(Seen(here, but_where))])
    found = [act for act in acts if not _excluded(desk, [Query(act, body, here)], desk.fixed)]
    if not found:
        return "no other verdict changes"
    acted = desk.speaker.series([f"to {act}" for act in found])
    return f"other verdicts change too, on acts {acted}"


# --------------------------------------------------------------------------- readings


def by_readings(
    desk: Desk, queries: Sequence[Query], standing: Standing, witness: Witness | None
) -> tuple[Remedy, ...]:
    """Answers to questions of interpretation under which no case is left."""
    match standing.strength:
        case Strength.ROBUST:
            return ()
        case Strength.CONTESTABLE:
            tried = _plain_answers(desk, standing)
        case Strength.PLAIN:
            tried = _other_answers(desk, standing, witness)
    settling = (
        chosen
        for chosen in islice(tried, MOST_TRIED)
        if _excluded(desk, queries, {**desk.fixed, **chosen})
    )
    found = islice(settling, MOST_BY_READING)
    return tuple(Remedy(_answered(desk, c), _by_answer(desk, standing, c)) for c in found)


def _plain_answers(desk: Desk, standing: Standing) -> Iterator[Readings]:
    """The plain answer to a question that every set of readings needs; where there is none, to two
    questions of which every set needs one."""
    sets = [{question for question, _ in chosen} for chosen in standing.sets]
    asked = [name for name in desk.policy.questions if any(name in one for one in sets)]
    asked = [name for name in asked if _may_be_read(desk, name, desk.plain[name])]
    for size in (1, 2):
        hitting = [
            names for names in combinations(asked, size) if all(one & set(names) for one in sets)
        ]
        yield from ({name: desk.plain[name] for name in names} for names in hitting)
        if hitting:
            return


def _other_answers(desk: Desk, standing: Standing, witness: Witness | None) -> Iterator[Readings]:
    """The answers, not the plain ones, that already remove the case shown."""
    if witness is None:
        return
    query = standing.query
    for question in desk.policy.questions.values():
        for reading in question.readings:
            if reading.name == witness.readings[question.name]:
                continue
            if not _may_be_read(desk, question.name, reading.name):
                continue
            readings = {"": {**witness.readings, question.name: reading.name}}
            replay = Replay(desk.bench.editions, witness.case, readings)
            if not replay.holds(query.body, query.angle, replay.roles()):
                yield {question.name: reading.name}


def _may_be_read(desk: Desk, question: str, reading: str) -> bool:
    """Whether the question is open, and nobody adopted another answer."""
    adopted = desk.policy.questions[question].adopted
    return question not in desk.fixed and (adopted is None or adopted.reading == reading)


def _answered(desk: Desk, chosen: Readings) -> str:
    choices = [desk.speaker.reading_choice(name, reading) for name, reading in chosen.items()]
    said = [
        f"“{choice.question_title}” with “{choice.reading_title.rstrip('.')}”" for choice in choices
    ]
    return f"answer {desk.speaker.series(said)}"


def _by_answer(desk: Desk, standing: Standing, chosen: Readings) -> str:
    """What else changes under the plain readings once the questions are so answered."""
    if all(desk.plain[name] == reading for name, reading in chosen.items()):
        return "the plain answer: no verdict under the plain readings changes"
    column = standing.query.angle.column
    here, there = _read(column, desk.plain), _read(column, {**desk.plain, **chosen})
    acts = [act for act in desk.policy.acts if _touches(desk, act, chosen)]
    return _changed_elsewhere(desk, acts, here, there, standing.query.body)


def _read(column: Column, readings: Readings) -> Angle:
    return Angle(column, reads=frozenset(readings.items()))


def _touches(desk: Desk, act: str, chosen: Mapping[str, str]) -> bool:
    """Whether some norm on such acts depends on one of the questions."""
    unfolding = desk.bench.unfoldings(act)[""]
    return any(
        name in unfolding.reach.of_norms[norm.id]
        for name in chosen
        for norm in unfolding.norms_in_reach
    )
