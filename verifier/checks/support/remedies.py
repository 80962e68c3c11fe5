"""Ways to settle a finding, each tried before it is offered.

A conflict can be settled by saying which clause prevails, a conflict, a gap or a broken promise by
answering a question of interpretation. The policy so changed is asked the finding's own questions
again: only where no case is left is the way offered, with what else changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice

from verifier.checks.support.check_context import CheckContext, Existence
from verifier.checks.support.further_cases import ShownFinding
from verifier.checks.support.meetings import meeting
from verifier.checks.support.trial_priority import Amended, with_exception, with_priority
from verifier.encoding import (
    Angle,
    Applicable,
    Ask,
    Live,
    Query,
    Seen,
    both,
    either,
    no,
    parted,
    verdict_is,
)
from verifier.explanation import Replay
from verifier.findings import Remedy, Strength, Witness
from verifier.model import TRUE, LawRegime, Modality, Norm, Readings, Verdict
from verifier.semantics import evaluate
from verifier.solver import Impossible, Possible, Undecided
from verifier.words import quoted, with_article

SETTLED = "settled"
"""The name of the changed policy beside the policy as it is."""
MOST_BY_READING = 2
"""So many ways to settle a finding by answering questions are offered."""
MOST_TRIED = 8
"""So many answers are put to the solver for one finding."""


@dataclass(frozen=True)
class Conflict:
    """A norm of the policy and the norms that conflict with it alike (several are laws), where they
    do so in a column, and the case shown with its further kinds. `jointly`: only the others
    together conflict with it."""

    own: Norm
    others: tuple[Norm, ...]
    column: LawRegime
    standing: Existence
    shown: ShownFinding
    jointly: bool = False

    @property
    def witness(self) -> Witness | None:
        return self.shown.witness

    def queries(self, context: CheckContext) -> tuple[Query, ...]:
        """Whether any of them still conflict: one question for each act that both can be about."""
        return _met(context, self.groups, Angle(self.column))

    @property
    def groups(self) -> tuple[tuple[Norm, ...], ...]:
        """Those that conflict with one another."""
        if self.jointly:
            return ((self.own, *self.others),)
        return tuple((self.own, other) for other in self.others)


def of_conflict(context: CheckContext, conflict: Conflict) -> tuple[Remedy, ...]:
    """The ways to settle a conflict that were tried and do settle it."""
    if context.brief:
        return ()
    queries = conflict.queries(context)
    by_reading = by_readings(context, queries, conflict.standing, conflict.witness)
    return (*by_clauses(context, conflict), *by_reading, *by_assumption(context, conflict, queries))


# --------------------------------------------------------------------------- priorities, exceptions


def by_clauses(context: CheckContext, conflict: Conflict) -> Iterator[Remedy]:
    """Either side prevails over the other, as far as the policy can say so: over a law it cannot,
    and between laws it has no say. Where a priority would run in a circle, or settles nothing, an
    exception with the other clause's conditions is tried."""
    sides = ((conflict.own,), conflict.others)
    for stronger, weaker in (sides, sides[::-1]):
        if weaker[0].layer > 0:
            continue
        for made in (with_priority, with_exception):
            amended = made(context.policy, stronger, weaker)
            effect = amended and _settled(context, conflict, amended)
            if amended and effect:
                yield Remedy(amended.words, effect)
                break


# --------------------------------------------------------------------------- what the change does


def _settled(context: CheckContext, conflict: Conflict, amended: Amended) -> str:
    """What the change does to the conflict, and what else; nothing where it does not settle it, or
    not for sure. Where one act is two of the acts that a clause speaks of (as one disclosure can
    be a use against two persons), priority may settle the conflict on some acts alone."""
    with context.beside({"": amended.policy}) as settled:
        met = conflict.queries(context)
        left = {query.act: _has_case(settled, query, context.fixed) for query in met}
        if None in left.values() or all(left.values()):
            return ""
        if any(left.values()):
            return _in_part(context, conflict, left)
        verdict = _verdict_then(settled, conflict, amended)
    return f"{verdict}; {_elsewhere(context, conflict.column, amended)}"


def _in_part(context: CheckContext, conflict: Conflict, left: Mapping[str, bool | None]) -> str:
    """On which acts the conflict is settled, and on which it is not; nothing where it was there on
    none of the former."""
    had = [
        q.act
        for q in conflict.queries(context)
        if _has_case(context, q, context.fixed) is not False
    ]
    done = [f"to {act}" for act in had if not left[act]]
    still = [f"to {act}" for act in had if left[act]]
    if not done:
        return ""
    series = context.speaker.series
    return f"this settles it on acts {series(done)}, but leaves cases on acts {series(still)}"


def _met(
    context: CheckContext, groups: Iterable[tuple[Norm, ...]], angle: Angle
) -> tuple[Query, ...]:
    """Whether the norms of some group conflict, for each act that they can be about."""
    by_act: dict[str, list[tuple[Norm, ...]]] = {}
    for norms in groups:
        for act in _shared_acts(context, *norms[:2]):
            by_act.setdefault(act, []).append(norms)
    return tuple(Query(act, either(map(meeting, met)), angle) for act, met in by_act.items())


def _shared_acts(context: CheckContext, first: Norm, second: Norm) -> list[str]:
    """The acts that both norms can be about."""
    others = set(context.acts_of_norm(second.id))
    return [act for act in context.acts_of_norm(first.id) if act in others]


def _either_live(pairs: Iterable[tuple[Norm, Norm]]) -> Ask:
    return either(both([Live(first.id), Live(second.id)]) for first, second in pairs)


def _has_case(context: CheckContext, query: Query, readings: Readings) -> bool | None:
    """Whether the question has a case; None where that is not proved either way. Asked without a
    note in the context: what stays open here speaks against a remedy, not against the check."""
    match context.solver.ask(query, readings):
        case Possible():
            return True
        case Impossible(bound):
            return False if bound.complete else None
        case Undecided():
            return None


def _excluded(context: CheckContext, queries: Iterable[Query], readings: Readings) -> bool:
    """Whether it is proved that none of the questions has a case."""
    return all(_has_case(context, query, readings) is False for query in queries)


def _verdict_then(settled: CheckContext, conflict: Conflict, amended: Amended) -> str:
    """What acts come to on which the clauses met: one verdict for all, or that of the case shown.
    Where they met, the one that stays is live and the other one applies."""
    if conflict.witness is None:
        return "no such case is left"
    case, readings = conflict.witness.case, conflict.witness.readings
    verdict = evaluate(amended.policy, case, readings, conflict.column).verdict
    another = no(verdict_is(verdict))
    queries = (
        Query(act, both([Live(stays.id), Applicable(gives.id), another]), Angle(conflict.column))
        for stays, gives in amended.pairs
        for act in _shared_acts(settled, stays, gives)
    )
    always = _excluded(settled, queries, settled.fixed)
    where = "where they meet" if always else "in the case shown"
    if verdict in (Verdict.DILEMMA, Verdict.ANTINOMY):
        return f"{where}, there is still {with_article(verdict)}, because of other clauses"
    return f"{where}, the verdict is then “{verdict}”"


def _touched(context: CheckContext, amended: Amended, column: LawRegime) -> Iterable[str]:
    """The acts on which something else can change. A norm that gives way to live norms alone is no
    longer live where it met them, and that is all, unless it defeats norms itself, which revive; or
    others follow from it, which give way with it; or it is a prohibition, without which a way is
    open to who must act, whichever he takes."""
    attacking = {a.attacker for a in context.policy.attacks if column in a.columns}
    weaker = dict.fromkeys(norm.id for _, norm in amended.pairs)
    forbidding = [n for n in weaker if context.policy.norms[n].modality is Modality.FORBIDDEN]
    freeing = {n for n in forbidding if context.policy.norms[n].act}
    reaching = [n for n in weaker if amended.by_conditions or n in attacking or n in freeing]
    reaching += _following(context, weaker)
    acts = chain.from_iterable(context.acts_of_norm(name) for name in reaching)
    return context.solver.encodings.with_other_ways(acts)


def _following(context: CheckContext, names: Collection[str]) -> list[str]:
    """What follows from these norms."""
    return [norm.id for norm in context.policy.norms.values() if norm.follows in names]


def _others(context: CheckContext, column: LawRegime, amended: Amended) -> Sequence[LawRegime]:
    """Where else something can change. A clause that gives way to a law does so in the end anyway,
    and to none in the policy alone."""
    if not context.policy.laws or (column is LawRegime.BESIDE and not amended.by_conditions):
        return ()
    return [other for other in (LawRegime.ALONE, LawRegime.END) if other is not column]


def _elsewhere(context: CheckContext, column: LawRegime, amended: Amended) -> str:
    """What else the change changes, in the policy alone, beside laws and in the end."""
    touched = [(column, act) for act in _touched(context, amended, column)]
    weaker = dict.fromkeys(norm.id for _, norm in amended.pairs)
    reaching = (*weaker, *_following(context, weaker))
    weak = chain.from_iterable(context.acts_of_norm(name) for name in reaching)
    acts = context.solver.encodings.with_other_ways(weak)
    touched += [(other, act) for other in _others(context, column, amended) for act in acts]
    if not touched:
        return "no other verdict changes"
    where = Seen(Angle(column), _either_live(amended.pairs))
    with context.beside({"": context.policy, SETTLED: amended.policy}) as inner:
        changed: list[tuple[str, Query]] = []
        for regime, act in touched:
            now, then = Angle(regime), Angle(regime, edition=SETTLED)
            changed.append((act, Query(act, both([parted(now, then), no(where)]), now)))
        return _changed_elsewhere(inner, changed, context.fixed)


def _changed_elsewhere(
    context: CheckContext, changed: Iterable[tuple[str, Query]], readings: Readings, under: str = ""
) -> str:
    """On which acts a verdict changes in some case in which the finding does not exist: acts, each
    with the question whether it does; `under`: the readings under which this was asked."""
    answers = [(act, _has_case(context, query, readings)) for act, query in changed]
    found = dict.fromkeys(f"to {act}" for act, has in answers if has)
    if found:
        return f"other verdicts change too, on acts {context.speaker.series(list(found))}"
    searched = ", as far as was searched" if any(has is None for _, has in answers) else ""
    return f"no other verdict changes{under}{searched}"


# --------------------------------------------------------------------------- an assumption


def by_assumption(
    context: CheckContext, conflict: Conflict, queries: Sequence[Query]
) -> Iterator[Remedy]:
    """That no such case can happen, where all cases of the conflict are of the kind shown, and
    where each of the clauses has other cases left."""
    shown = conflict.shown
    if shown.pattern is None or shown.pattern == TRUE or shown.kinds or not shown.complete:
        return
    never = no(shown.pattern)
    left = [Query(query.act, both([query.body, never]), query.angle) for query in queries]
    if not _excluded(context, left, context.fixed):
        return
    norms = (conflict.own, *conflict.others)
    if all(_lives_on(context, norm, conflict.column, never, queries) for norm in norms):
        yield Remedy(
            "if no such case can ever happen, assume so",
            "each of the clauses still has cases, and no verdict on them changes",
        )


def _lives_on(
    context: CheckContext, norm: Norm, column: LawRegime, never: Ask, queries: Sequence[Query]
) -> bool:
    """Whether the norm is live in some case of an act in question that is not assumed away."""
    others = (Query(query.act, both([Live(norm.id), never]), Angle(column)) for query in queries)
    return any(_has_case(context, query, context.fixed) for query in others)


# --------------------------------------------------------------------------- readings


def by_readings(
    context: CheckContext, queries: Sequence[Query], standing: Existence, witness: Witness | None
) -> tuple[Remedy, ...]:
    """Answers to questions of interpretation under which no case is left."""
    match standing.strength:
        case _ if context.brief:
            return ()
        case Strength.ROBUST:
            return ()
        case Strength.CONTESTABLE:
            tried = _plain_answers(context, standing)
        case Strength.PLAIN | Strength.TRIED:
            tried = _other_answers(context, standing, witness)
    settling = (
        chosen
        for chosen in islice(tried, MOST_TRIED)
        if _excluded(context, queries, {**context.fixed, **chosen})
    )
    found = islice(settling, MOST_BY_READING)
    return tuple(Remedy(_answered(context, c), _by_answer(context, standing, c)) for c in found)


def _plain_answers(context: CheckContext, standing: Existence) -> Iterator[Readings]:
    """The plain answer to a question that every set of readings needs; where there is none, to two
    questions of which every set needs one."""
    sets = [{question for question, _ in chosen} for chosen in standing.sets]
    asked = [name for name in context.policy.questions if any(name in one for one in sets)]
    asked = [name for name in asked if _may_be_read(context, name, context.plain[name])]
    for size in (1, 2):
        hitting = [
            names for names in combinations(asked, size) if all(one & set(names) for one in sets)
        ]
        yield from ({name: context.plain[name] for name in names} for names in hitting)
        if hitting:
            return


def _other_answers(
    context: CheckContext, standing: Existence, witness: Witness | None
) -> Iterator[Readings]:
    """The answers, not the plain ones, that already remove the case shown."""
    if witness is None:
        return
    query = standing.query
    for question in context.policy.questions.values():
        for reading in question.readings:
            if reading.name == witness.readings[question.name]:
                continue
            if not _may_be_read(context, question.name, reading.name):
                continue
            readings = {"": {**witness.readings, question.name: reading.name}}
            replay = Replay(context.solver.editions, witness.case, readings)
            if not replay.holds(query.body, query.angle, replay.roles()):
                yield {question.name: reading.name}


def _may_be_read(context: CheckContext, question: str, reading: str) -> bool:
    """Whether the question is open, and nobody adopted another answer."""
    adopted = context.policy.questions[question].adopted
    return question not in context.fixed and (adopted is None or adopted.reading == reading)


def _answered(context: CheckContext, chosen: Readings) -> str:
    choices = [context.speaker.reading_choice(name, reading) for name, reading in chosen.items()]
    said = [
        f"{quoted(choice.question_title)} with {quoted(choice.reading_title.rstrip('.'))}"
        for choice in choices
    ]
    return f"answer {context.speaker.series(said)}"


def _by_answer(context: CheckContext, standing: Existence, chosen: Readings) -> str:
    """What else changes under the plain readings once the questions are so answered."""
    if all(context.plain[name] == reading for name, reading in chosen.items()):
        return f"the plain answer: no verdict {context.plainly} changes"
    column = standing.query.angle.column
    but_where = Seen(_read(column, context.plain), standing.query.body)
    changed = []
    for regime in LawRegime if context.policy.laws else (column,):
        here, there = _read(regime, context.plain), _read(regime, {**context.plain, **chosen})
        body = both([parted(here, there), no(but_where)])
        acts = (act for act in context.policy.acts if _touches(context, act, chosen))
        changed += [(act, Query(act, body, here)) for act in acts]
    return _changed_elsewhere(context, changed, context.fixed, f" {context.plainly}")


def _read(column: LawRegime, readings: Readings) -> Angle:
    return Angle(column, reads=frozenset(readings.items()))


def _touches(context: CheckContext, act: str, chosen: Mapping[str, str]) -> bool:
    """Whether some norm on such acts depends on one of the questions."""
    unfolding = context.solver.encodings.unfoldings(act)[""]
    return any(
        name in unfolding.dependencies.of_norms[norm.id]
        for name in chosen
        for norm in unfolding.norms_about_the_act
    )
