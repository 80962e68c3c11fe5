"""What single changes of a shown case do to what it shows: which take it away, and what comes of
each instead.

A change is told where it has its effect whatever else is left open by what is printed of the case,
nothing else being so: the other statements that matter stay, the facts that are not spoken of do
not hold, and every value that is not given is free.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from verifier.encoding import (
    POSITIONS,
    Angle,
    Ask,
    Live,
    Query,
    Seen,
    both,
    either,
    no,
    verdict_is,
)
from verifier.explanation.neighbours import Neighbours
from verifier.explanation.replay import Replay
from verifier.findings import SingleChange
from verifier.model import (
    Case,
    FactKey,
    Formula,
    GivenStatement,
    LawRegime,
    ListType,
    Not,
    Readings,
    ValueKey,
    Verdict,
    day_statement,
    fact_statement,
    value_statement,
    values_statement,
)
from verifier.semantics import Evaluation, evaluate
from verifier.solver import Found, QuestionSolver
from verifier.words import Speaker

MOST_CHANGES = 12
"""So many single changes are shown for one witness; other readings are tried where the facts give
fewer than `ENOUGH_CHANGES`."""

ENOUGH_CHANGES = 6


@dataclass(frozen=True)
class _Changed:
    """A case with one thing changed: in words, as a total case, as what is known of it."""

    words: str
    case: Case
    known: tuple[Formula, ...]
    spoken: frozenset[FactKey]
    readings: Mapping[str, Readings]


class SingleChanges:
    """A found case with one thing changed at a time. needed: what is printed of it; also: the
    further values that go as well, all at once; said: what the words say of the case, where the
    question asks for more than that: what leaves it so takes nothing away."""

    def __init__(
        self,
        solver: QuestionSolver,
        speaker: Speaker,
        query: Query,
        near: Neighbours,
        found: Found,
        needed: Sequence[GivenStatement],
        also: Mapping[ValueKey, Sequence[str]],
        said: Ask | None = None,
    ) -> None:
        self.solver = solver
        self.speaker = speaker
        self.query = query
        self.near = near
        self.found = found
        self.needed = needed
        self.also = also
        self.said = query.body if said is None else said
        self.spoken = frozenset(one.fact for one in needed if one.fact is not None)

    def told(self) -> Iterable[SingleChange]:
        """Each change of a fact or value that matters, then each other reading that could."""
        count = 0
        for statement in self.needed:
            for change in self._of(statement):
                count += 1
                yield change
        if count < ENOUGH_CHANGES:
            yield from self._reread()

    def _of(self, statement: GivenStatement) -> Iterable[SingleChange]:
        if statement.fact is not None and statement.fact not in self.found.case.days:
            yield from self._flipped(statement, statement.fact)
        elif statement.value is not None:
            yield from self._varied(statement, statement.value)

    def _flipped(self, statement: GivenStatement, fact: FactKey) -> Iterable[SingleChange]:
        case = self.found.case
        said = self.speaker.negated_fact if statement.holds else self.speaker.fact
        formula = fact_statement(fact)
        known = self._known(statement, Not(formula) if statement.holds else formula)
        changed = replace(case, facts=case.facts ^ {fact})
        yield from self._told(
            _Changed(said(fact), changed, known, self.spoken, self.found.readings)
        )

    def _varied(self, statement: GivenStatement, key: ValueKey) -> Iterable[SingleChange]:
        """Each other value of a list; those with one effect are one change."""
        effects: dict[str, list[str]] = {}
        case, kind = self.found.case, self.solver.policy.attributes[key[0]].type
        for value in kind.values if isinstance(kind, ListType) else ():
            if value not in (case.values[key], *self.also.get(key, ())):
                changed = replace(case, values={**case.values, key: value})
                known = self._known(statement, values_statement(key, (value,)))
                one = _Changed(value, changed, known, self.spoken, self.found.readings)
                for change in self._told(one):
                    effects.setdefault(change.effect, []).append(value)
        for effect, values in effects.items():
            yield SingleChange(self.speaker.value_among(key, values), effect)

    def _known(self, changed: GivenStatement, instead: Formula) -> tuple[Formula, ...]:
        """All that is printed of the case, one statement changed."""
        kept = [one for one in self.needed if one is not changed]
        return (*known_of(self.found.case, kept, self.also), instead)

    def _reread(self) -> Iterable[SingleChange]:
        """Each question that still stands once the case is given, read otherwise."""
        apart = {asked for angle in self.query.angles for asked in angle.apart}
        open_questions = self.solver.given.open_questions(self.found.case, self.query) - apart
        known = tuple(known_of(self.found.case, self.needed, self.also))
        for question in self.solver.policy.questions.values():
            now = self.found.readings[""][question.name]
            for reading in question.readings:
                if question.name in open_questions and reading.name != now:
                    readings = {
                        tag: {**chosen, question.name: reading.name}
                        for tag, chosen in self.found.readings.items()
                    }
                    words = self.speaker.reading(question.name, reading.name)
                    yield from self._told(
                        _Changed(words, self.found.case, known, self.spoken, readings)
                    )

    def _told(self, changed: _Changed) -> Iterable[SingleChange]:
        """The change, where there is such a case, it no longer shows the same, and what comes of it
        is the same whatever is left open."""
        if Replay(self.solver.editions, changed.case, changed.readings).violated(Angle()):
            return
        looked_up = _LookedUp(changed.case)
        replay = Replay(self.solver.editions, looked_up.case, changed.readings)
        if replay.holds(self.said, self.query.angle, replay.roles()):
            return
        came = replay.evaluation(Angle(self.query.angle.column))
        if self._settled(changed, looked_up) or self._never(
            changed, either([self.said, otherwise(self.solver, self.query, came)])
        ):
            yield SingleChange(changed.words, said_of(self.speaker, came))

    def _settled(self, changed: _Changed, looked_up: _LookedUp) -> bool:
        """Whether nothing that was looked up to decide the case is left open: then no other case
        that is printed alike is decided otherwise."""
        given = {one.value for one in self.needed} | {one.day for one in self.needed}
        open_facts = changed.case.facts - changed.spoken
        day = changed.case.act.day is None or self.near.dated
        return day and not open_facts and looked_up.keys <= given and not self.also

    def _never(self, changed: _Changed, body: Ask) -> bool:
        question = Query(self.query.act, body, self.query.angle)
        return self.near.never(question, changed.known, changed.readings, changed.spoken)


def otherwise(solver: QuestionSolver, query: Query, came: Evaluation) -> Ask:
    """That the verdict is another than a case came to, or that other norms give it."""
    angle = Angle(query.angle.column)
    unfolding = solver.encodings.unfoldings(query.act)[""]
    live = {norm for norm, _ in came.live}
    norms = dict.fromkeys(
        norm.id for position in POSITIONS for norm in unfolding.taking(position, angle)
    )
    each = [Live(norm) if norm in live else no(Live(norm)) for norm in norms]
    return Seen(angle, no(both([verdict_is(came.verdict), *each])))


class OtherCase:
    """A second case about the things of a found one: what comes of it follows from what is printed
    of the found one, changed as the two differ. statements: in what they differ."""

    def __init__(self, solver: QuestionSolver, query: Query, found: Found, case: Case) -> None:
        came = evaluate(solver.policy, case, found.readings[""], query.angle.column)
        self.question = Query(query.act, otherwise(solver, query, came), query.angle)
        self.readings = found.readings
        self.statements = tuple(_differences(found.case, case))
        self._changed = {(one.fact, one.value, one.day) for one in self.statements}
        self._days = {one.day for one in self.statements} | {one.fact for one in self.statements}

    def follows(self, near: Neighbours, kept: Sequence[GivenStatement]) -> bool:
        """Whether these statements of the found case are enough for it."""
        same = [one.formula for one in kept if not self._is_changed(one)]
        changed = [one.formula for one in self.statements]
        return near.never(self.question, [*same, *changed], self.readings)

    def _is_changed(self, one: GivenStatement) -> bool:
        return (one.fact, one.value, one.day) in self._changed or (
            one.day is not None and one.day in self._days
        )


def _differences(first: Case, second: Case) -> Iterable[GivenStatement]:
    for fact in sorted(first.facts ^ second.facts):
        if fact in second.days:
            yield GivenStatement(day_statement(fact, second.days[fact]), day=fact)
        elif fact in second.facts:
            yield GivenStatement(fact_statement(fact), fact=fact)
        else:
            yield GivenStatement(Not(fact_statement(fact)), fact=fact, holds=False)
    for day in sorted(first.days.keys() & second.days.keys()):
        if first.days[day] != second.days[day]:
            yield GivenStatement(day_statement(day, second.days[day]), day=day)
    for value in sorted(first.values):
        if first.values[value] != second.values[value]:
            yield GivenStatement(value_statement(value, second.values[value]), value=value)


class _LookedUp:
    """A case that remembers which of its values and days are looked up."""

    def __init__(self, case: Case) -> None:
        self.keys: set[ValueKey | FactKey | None] = set()
        self.case = replace(
            case, values=_Remembered(case.values, self.keys), days=_Remembered(case.days, self.keys)
        )


class _Remembered(dict[Any, Any]):
    def __init__(self, known: Mapping[Any, Any], keys: set[Any]) -> None:
        super().__init__(known)
        self._keys = keys

    def __getitem__(self, key: Any) -> Any:
        self._keys.add(key)
        return super().__getitem__(key)


def known_of(
    case: Case, statements: Iterable[GivenStatement], also: Mapping[ValueKey, Sequence[str]]
) -> Iterable[Formula]:
    """What is printed of a case: its statements, each value with those that go as well."""
    for one in statements:
        more = also.get(one.value, ()) if one.value is not None else ()
        if one.value is not None and more:
            yield values_statement(one.value, (str(case.values[one.value]), *more))
        else:
            yield one.formula


def free_together(
    solver: QuestionSolver,
    query: Query,
    near: Neighbours,
    found: Found,
    needed: Sequence[GivenStatement],
    known: Mapping[ValueKey, Sequence[str]] | None = None,
) -> Mapping[ValueKey, Sequence[str]]:
    """The other values of a list with which the case shows the same whatever else is free: all of
    them at once. `known`: those to begin with, for values that were looked at before."""
    known = known or {}
    singly = {
        key: known[key] if key in known else _singly(solver, query, found, key)
        for key in (one.value for one in needed)
        if key is not None
    }
    if not any(singly.values()) or near.forced_by(known_of(found.case, needed, singly)):
        return {key: list(values) for key, values in singly.items() if values}
    chosen: dict[ValueKey, list[str]] = {}
    for key, values in singly.items():
        for value in values:
            wider = {**chosen, key: [*chosen.get(key, ()), value]}
            if near.forced_by(known_of(found.case, needed, wider)):
                chosen = wider
    return chosen


def _singly(solver: QuestionSolver, query: Query, found: Found, key: ValueKey) -> Sequence[str]:
    """The other values with which the case shows the same, all else being as it is."""
    case, kind = found.case, solver.policy.attributes[key[0]].type
    others = [v for v in kind.values if v != case.values[key]] if isinstance(kind, ListType) else []
    shows = []
    for value in others:
        changed = replace(case, values={**case.values, key: value})
        replay = Replay(solver.editions, changed, found.readings)
        if not replay.violated(Angle()) and replay.holds(query.body, query.angle, replay.roles()):
            shows.append(value)
    return shows


def effect(
    solver: QuestionSolver, speaker: Speaker, column: LawRegime, case: Case, readings: Readings
) -> str:
    """The verdict on a case in a few words, with the clauses that decide: `prohibited, by clause
    P3`."""
    return said_of(speaker, evaluate(solver.policy, case, readings, column))


def said_of(speaker: Speaker, result: Evaluation) -> str:
    """The same of a case that was decided."""
    norms = speaker.policy.norms
    names = dict.fromkeys(
        norms[norm].clause for norm, _ in result.live if norms[norm].modality is not None
    )
    word = "clause" if len(names) == 1 else "clauses"
    by = f", by {word} {speaker.series(tuple(names))}" if names else ""
    return f"{result.verdict}{by}"


def telling(changes: Iterable[SingleChange], verdict: Verdict) -> Iterable[SingleChange]:
    """So many as are shown, in their order, and first those that come to another verdict: what only
    takes the case out of what was asked about tells less."""
    return sorted(changes, key=lambda one: one.effect.partition(",")[0] == verdict)[:MOST_CHANGES]
