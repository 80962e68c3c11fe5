"""What of a case matters: from a question and the case found for it to the witness a reader sees.

The facts that matter are a smallest set that forces the finding, whatever else is so: the preferred
explanation of Junker, "QuickXplain", AAAI 2004, in an order that gives up unusual facts last. It
does not depend on the solver, for each step asks only whether a set of statements is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any as Untyped
from typing import TypeVar, cast

import z3

from verifier.agents import angles_in
from verifier.answers import Found
from verifier.evaluate import admissible, evaluate, evaluations
from verifier.findings import Change, Witness
from verifier.given import act_day_statement, day_statement, fact_statement, value_statement
from verifier.model import Case, Column, FactKey, Formula, Not, Policy, Readings, ValueKey, Verdict
from verifier.query import Angle, Query, no, read_as
from verifier.replay import Replay, replayed
from verifier.session import Session
from verifier.solve import Bench
from verifier.types import ListType
from verifier.words import Speaker

Item = TypeVar("Item")

MOST_CHANGES = 12
"""So many single changes are shown for one witness; other readings are tried where the facts give
fewer than `ENOUGH_CHANGES`."""

ENOUGH_CHANGES = 6


@dataclass(frozen=True)
class Statement:
    """One thing that is so in a case: a fact that holds or does not, a value, a day."""

    formula: Formula
    fact: FactKey | None = None
    holds: bool = True
    value: ValueKey | None = None
    day: FactKey | None = None


@dataclass(frozen=True)
class Explained:
    """The found case with its things named, and what of it matters; `dated`: the day of the act
    does too."""

    found: Found
    needed: tuple[Statement, ...]
    free: tuple[Statement, ...]
    also: Mapping[ValueKey, Sequence[str]] = field(default_factory=dict)
    dated: bool = False


def explain(
    bench: Bench, speaker: Speaker, query: Query, found: Found, changes: bool = True
) -> Witness:
    """The witness of a finding: replayed, named, reduced to what matters, with the single changes
    that remove it (where `changes`). Raises Disagreement where the interpreter does not confirm
    the case."""
    return witnessed(bench, speaker, query, found, changes)[0]


def witnessed(
    bench: Bench, speaker: Speaker, query: Query, found: Found, changes: bool = True
) -> tuple[Witness, Explained]:
    """The witness of a finding, and what of its case matters as data."""
    explained = explained_case(bench, speaker, query, found)
    found = explained.found
    policy = bench.policy
    readings = found.readings[""]
    flips = _Flips(bench, speaker, query, found)
    if changes:
        flips.run(explained.needed)
        explained = replace(explained, also=flips.also)
    evaluated = evaluations(policy, found.case, readings)
    witness = Witness(
        case=found.case,
        readings=readings,
        act=speaker.act_in_question(found.case.act),
        given=given_words(speaker, explained),
        irrelevant=tuple(_irrelevant(bench, speaker, explained)),
        verdicts={column: one.verdict for column, one in evaluated.items()},
        live=tuple(dict.fromkeys(norm for norm, _ in evaluated[query.angle.column].live)),
        changes=tuple(_telling(flips.changes, evaluated[query.angle.column].verdict)),
    )
    return witness, explained


def _telling(changes: Iterable[Change], verdict: Verdict) -> Iterable[Change]:
    """So many as are shown, in their order, and first those that come to another verdict: what only
    takes the case out of what was asked about tells less."""
    return sorted(changes, key=lambda one: one.effect.partition(",")[0] == verdict)[:MOST_CHANGES]


def widened(
    bench: Bench, speaker: Speaker, query: Query, explained: Explained, like: Explained
) -> Explained:
    """With the other values under which the case shows the same; taken from a case `like` it where
    that has the same value."""
    flips = _Flips(bench, speaker, query, explained.found)
    for statement in explained.needed:
        key = statement.value
        if key is None:
            continue
        if statement in like.needed:
            flips.also[key] = list(like.also.get(key, ()))
        else:
            flips.vary(key)
    return replace(explained, also=flips.also)


def given_words(speaker: Speaker, explained: Explained) -> tuple[str, ...]:
    """What matters in the case, as sentences; who is who, where that is not plain; and what ties
    its things to one another, which is so of necessity where there is only one to be tied to."""
    case, policy = explained.found.case, speaker.policy
    ties = [s for s in explained.free if s.holds and s.fact and _tied(policy, case, s.fact)]
    held = [s for s in explained.needed if s.fact is not None and s.holds]
    order = {name: place for place, name in enumerate(policy.facts)}
    facts = sorted([*held, *ties], key=lambda s: _place(order, s.fact))
    rest = [s for s in explained.needed if s not in held]
    sentences = (
        *speaker.roles_of_persons(case),
        *_sentences(speaker, case, (*facts, *rest)),
    )
    if not explained.dated or case.act.day is None:
        return sentences
    return (*sentences, speaker.act_day(case.act.day))


def _tied(policy: Policy, case: Case, key: FactKey) -> bool:
    """Whether a fact is so because each thing has one such other, and there is only one here."""
    fact = policy.facts[key[0]]
    holes = fact.holes
    return any(
        one.exactly
        and sum(holes[one.result].kind in {t.kind, *t.subkinds} for t in case.things) == 1
        for one in fact.one_to_each
    )


def _place(order: Mapping[str, int], key: FactKey | None) -> tuple[int, str]:
    return (0, "") if key is None else (order.get(key[0], 0), repr(key[1]))


def explained_case(bench: Bench, speaker: Speaker, query: Query, found: Found) -> Explained:
    """The case replayed and named, and the smallest set of its statements that forces the query."""
    found = replace(found, case=_named(speaker, found.case))
    replayed(bench.editions, query, found.case, found.readings)
    session = bench.among(found.case.things, found.case.act)
    query = read_as(query, found.readings)
    label = session.label(Query(query.act, no(query.body), query.angle))
    statements = tuple(_statements(bench, session, found.case))
    if label is None:
        return Explained(found, (), statements)
    fixed = [label, *_read(session, found), *_background(session, query)]
    terms = {s: session.encoding.address(_node(session, s.formula)) for s in statements}
    dated = [session.encoding.address(_node(session, f)) for f in _act_day(session, found.case)]

    def enough(kept: Sequence[Statement]) -> bool:
        bench.asked += 1
        return bool(session.check([*fixed, *dated, *(terms[s] for s in kept)]) == z3.unsat)

    kept = set(preferred(statements, enough))
    needed = tuple(s for s in statements if s in kept)
    free = tuple(s for s in statements if s not in kept)
    if dated and session.check([*fixed, *(terms[s] for s in needed)]) == z3.unsat:
        dated = []
    return Explained(found, needed, free, dated=bool(dated))


def preferred(statements: Sequence[Item], enough: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """QuickXplain: the smallest sufficient subset that gives up later statements before earlier
    ones. Where not even all the statements are enough, all of them."""
    if not enough(statements):
        return list(statements)
    return [] if enough(()) else _narrow([], False, list(statements), enough)


def _narrow(
    base: list[Item],
    grown: bool,
    rest: list[Item],
    enough: Callable[[Sequence[Item]], bool],
) -> list[Item]:
    if grown and enough(base):
        return []
    if len(rest) == 1:
        return rest
    half = len(rest) // 2
    first, second = rest[:half], rest[half:]
    later = _narrow(base + first, bool(first), second, enough)
    return _narrow(base + later, bool(later), first, enough) + later


def _named(speaker: Speaker, case: Case) -> Case:
    return speaker.with_names(case)


def _statements(bench: Bench, session: Session, case: Case) -> Iterable[Statement]:
    """What is so in the case, as far as the question speaks of it; what is given up last, first."""
    policy, atoms = bench.policy, session.ground.graph.atoms.values()
    spoken = {(str(k[1]), cast(tuple[str, ...], k[2])) for k in atoms if k[0] == "fact"}
    numbers = {key[1:] for key in session.encoding.numbers()}
    lists = set(session.encoding.lists())
    order = {name: place for place, name in enumerate(policy.facts)}
    facts = sorted(spoken, key=lambda key: (order.get(key[0], 0), repr(key[1])))
    for key in facts:
        if key in case.facts:
            yield Statement(fact_statement(key), fact=key)
    for value_key, value in case.values.items():
        if value_key in lists or value_key in numbers:
            yield Statement(value_statement(value_key, value), value=value_key)
    for day_key, day in sorted(case.days.items()):
        if day_key in numbers:
            yield Statement(day_statement(day_key, day), day=day_key)
    for key in facts:
        if key not in case.facts:
            formula = Not(fact_statement(key))
            yield Statement(formula, fact=key, holds=False)


def _act_day(session: Session, case: Case) -> Iterable[Formula]:
    """That the act is done on its day, where the question speaks of that."""
    if case.act.day is not None and ("act day",) in session.encoding.numbers():
        yield act_day_statement(case.act.day)


def _node(session: Session, formula: Formula) -> int:
    return session.ground.proposition(formula, Angle())


def _read(session: Session, found: Found) -> Iterable[Untyped]:
    """Every question read as in the case found."""
    for question, tag in session.encoding.questions():
        chosen = found.readings.get(tag, found.readings[""])
        node = session.ground.graph.atom("reads", question, chosen[question], tag)
        yield session.encoding.address(node)


def _background(session: Session, query: Query) -> Iterable[Untyped]:
    return session.switches(query, None, frozenset()).values()


def _sentences(speaker: Speaker, case: Case, needed: Iterable[Statement]) -> Iterable[str]:
    for statement in needed:
        yield _words(speaker, case, statement)


def _words(speaker: Speaker, case: Case, statement: Statement) -> str:
    if statement.value is not None:
        return speaker.value(statement.value, case.values[statement.value])
    if statement.day is not None:
        return speaker.event_day(statement.day, case.days[statement.day])
    assert statement.fact is not None
    if statement.holds:
        return speaker.fact(statement.fact)
    return speaker.negated_fact(statement.fact)


def _irrelevant(bench: Bench, speaker: Speaker, explained: Explained) -> Iterable[str]:
    """`whatever the type of the crime`, or what else it may be."""
    for statement in explained.free:
        if statement.value is not None:
            yield speaker.whatever(statement.value)
    for statement in explained.needed:
        if statement.value is not None and explained.also.get(statement.value):
            attribute, thing = statement.value
            others = speaker.series(explained.also[statement.value], "or")
            name = bench.policy.attributes[attribute].name
            yield f"the {name} of {thing} may as well be {others}"


# --------------------------------------------------------------------------- single changes


class _Flips:
    """A found case with one thing changed at a time."""

    def __init__(self, bench: Bench, speaker: Speaker, query: Query, found: Found) -> None:
        self.bench = bench
        self.speaker = speaker
        self.query = query
        self.found = found
        self.also: dict[ValueKey, list[str]] = {}
        self.changes: list[Change] = []

    def run(self, needed: Iterable[Statement]) -> None:
        """Tries each change of a fact or value that matters, then each other reading that could."""
        case = self.found.case
        for statement in needed:
            if statement.fact is not None and statement.fact not in case.days:
                said = self.speaker.negated_fact if statement.holds else self.speaker.fact
                facts = case.facts ^ {statement.fact}
                self._try(said(statement.fact), replace(case, facts=facts), self.found.readings)
            elif statement.value is not None:
                self.vary(statement.value)
        if len(self.changes) < ENOUGH_CHANGES:
            for words, readings in self._reread():
                self._try(words, case, readings)

    def vary(self, key: ValueKey) -> None:
        """Tries each other value of a list; those with one effect are one change."""
        effects: dict[str, list[str]] = {}
        case, kind = self.found.case, self.bench.policy.attributes[key[0]].type
        if isinstance(kind, ListType):
            for value in kind.values:
                if value != case.values[key]:
                    changed = replace(case, values={**case.values, key: value})
                    came = self._effect(changed, self.found.readings)
                    if came is None:
                        self.also.setdefault(key, []).append(value)
                    elif came:
                        effects.setdefault(came, []).append(value)
        for came, values in effects.items():
            self.changes.append(Change(self.speaker.value_among(key, values), came))

    def _try(self, words: str, case: Case, readings: Mapping[str, Readings]) -> None:
        """Keeps the change where the changed case no longer shows the same."""
        changed = self._effect(case, readings)
        if changed:
            self.changes.append(Change(words, changed))

    def _effect(self, case: Case, readings: Mapping[str, Readings]) -> str | None:
        """What comes of a changed case; None where it still shows the same, nothing where there is
        no such case."""
        if admissible(self.bench.policy, case, readings[""]):
            return ""
        replay = Replay(self.bench.editions, case, readings)
        if replay.holds(self.query.body, self.query.angle, replay.roles()):
            return None
        column = self.query.angle.column
        return effect(self.bench, self.speaker, column, case, readings[""])

    def _reread(self) -> Iterable[tuple[str, Mapping[str, Readings]]]:
        """Each question that still stands once the case is given, read otherwise."""
        policy = self.bench.policy
        apart = {asked for angle in angles_in(self.query.body) for asked in angle.apart}
        open_questions = self.bench.open_questions(self.found.case, self.query) - apart
        for question in policy.questions.values():
            now = self.found.readings[""][question.name]
            for reading in question.readings:
                if question.name in open_questions and reading.name != now:
                    changed = {
                        tag: {**chosen, question.name: reading.name}
                        for tag, chosen in self.found.readings.items()
                    }
                    yield self.speaker.reading(question.name, reading.name), changed


def effect(bench: Bench, speaker: Speaker, column: Column, case: Case, readings: Readings) -> str:
    """The verdict on a case in a few words, with the clauses that decide: `prohibited, by clause
    P3`."""
    result = evaluate(bench.policy, case, readings, column)
    names = dict.fromkeys(
        bench.policy.norms[norm].clause for norm, _ in result.live if _is_norm(bench, norm)
    )
    word = "clause" if len(names) == 1 else "clauses"
    by = f", by {word} {speaker.series(tuple(names))}" if names else ""
    return f"{result.verdict}{by}"


def _is_norm(bench: Bench, norm: str) -> bool:
    return bench.policy.norms[norm].modality is not None
