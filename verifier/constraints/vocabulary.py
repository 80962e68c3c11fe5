"""What a case can hold, as declarations: a policy goes in; sorts, functions and what every case
satisfies come out, and the terms by which the rest speaks of them.

A kind may be empty, and a sort may not: of each sort, `there is` tells the things of the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from verifier.constraints.logic import (
    TRUE,
    binding,
    called,
    every,
    implied,
    no,
    number,
    same,
)
from verifier.constraints.text import Text
from verifier.model import (
    EARLIEST_DAY,
    LATEST_DAY,
    PARTY,
    Attribute,
    Fact,
    Hole,
    ListType,
    OneToEach,
    Policy,
    Variable,
)

Names = Mapping[str, str]
"""The symbol for each variable in scope."""


@dataclass(frozen=True)
class Vocabulary:
    """The symbols of one policy."""

    policy: Policy
    text: Text = field(default_factory=Text)

    def root(self, kind: str) -> str:
        """The root kind of a kind."""
        return self.policy.roots.get(kind, kind)

    def sort(self, kind: str) -> str:
        """The sort of a kind: that of its root."""
        return self.text.symbol(("sort", self.root(kind)), f"things of the kind {self.root(kind)}")

    def there_is(self, root: str) -> str:
        """That there is such a thing in the case."""
        return self.text.symbol(("there is", root), f"there is, of the kind {root},")

    def is_a(self, kind: str) -> str:
        """That a thing is of a sub-kind."""
        return self.text.symbol(("kind", kind), f"is of the kind {kind}")

    def of_kind(self, thing: str, kind: str) -> str:
        """The thing is there and of the kind."""
        there = called(self.there_is(self.root(kind)), (thing,))
        if kind == self.root(kind):
            return there
        return every((there, called(self.is_a(kind), (thing,))))

    def party(self, name: str) -> str:
        return self.text.symbol(("party", name), f"{name} (party)")

    def variable(self, name: str) -> str:
        return self.text.symbol(("variable", name), f"the {name}")

    def bound(self, variables: Iterable[Variable]) -> list[tuple[str, str]]:
        """The symbols of variables with their sorts."""
        return [(self.variable(one.name), self.sort(one.kind)) for one in variables]

    def quantified(self, word: str, variables: Iterable[Variable], body: str) -> str:
        """`exists` or `forall` things of the variables' kinds."""
        them = list(variables)
        there = every(self.of_kind(self.variable(one.name), one.kind) for one in them)
        inside = every((there, body)) if word == "exists" else implied(there, body)
        return binding(word, self.bound(them), inside)

    def fact(self, name: str) -> str:
        return self.text.symbol(("fact", name), name)

    def day(self, event: str) -> str:
        return self.text.symbol(("day", event), f"the day on which {event}")

    def attribute(self, name: str) -> str:
        return self.text.symbol(("attribute", name), f"the {name}")

    def value(self, attribute: str, member: str) -> str:
        return self.text.symbol(("value", attribute, member), f"{attribute}: {member}")

    def act(self, name: str) -> str:
        return self.text.symbol(("act", name), f"to {name}")

    def role(self, act: str, index: int) -> str:
        return self.text.symbol(("role", act, index), f"role {index + 1} of to {act}")

    def reading(self, question: str, reading: str) -> str:
        return self.text.symbol(("reading", question, reading), f"{question} read as {reading}")

    def reading_of(self, question: str) -> str:
        return self.text.symbol(("read", question), f"how {question} is read")

    @property
    def the_act(self) -> str:
        return self.text.symbol("the act", "the act")

    @property
    def act_sort(self) -> str:
        return self.text.symbol("acts", "descriptions of acts")

    @property
    def the_agent(self) -> str:
        return self.text.symbol("the agent", "the agent of the act")

    @property
    def the_day(self) -> str:
        return self.text.symbol("the day", "the day of the act")


def declare(words: Vocabulary) -> None:
    """Writes all declarations, and what every case satisfies but the assumptions."""
    policy = words.policy
    _things(words)
    words.text.head("Facts: what can be so in a case")
    for fact in policy.facts.values():
        _fact(words, fact)
    words.text.head("Attributes: what each thing has")
    for attribute in policy.attributes.values():
        _attribute(words, attribute)
    words.text.head("The act in question")
    _act(words)
    words.text.head("Questions: exactly one reading of each holds")
    for question in policy.questions.values():
        sort = words.text.symbol(("readings", question.name), f"readings of {question.name}")
        words.text.remark(f"question {question.name}: {question.title}")
        for reading in question.readings:
            mark = " (plain)" if reading.name == question.plain else ""
            words.text.remark(f"  {reading.name}{mark}: {reading.title}")
        _choice(words, sort, [words.reading(question.name, r.name) for r in question.readings])
        words.text.say(f"(declare-const {words.reading_of(question.name)} {sort})")


def _choice(words: Vocabulary, sort: str, members: list[str]) -> None:
    written = " ".join(f"({member})" for member in members)
    words.text.say(f"(declare-datatypes (({sort} 0)) (({written})))")


def _things(words: Vocabulary) -> None:
    policy, text = words.policy, words.text
    text.head("Kinds: a sort for each root kind; those that are there may be none")
    for root in dict.fromkeys((PARTY, *policy.roots.values())):
        text.say(f"(declare-sort {words.sort(root)} 0)")
        text.say(f"(declare-fun {words.there_is(root)} ({words.sort(root)}) Bool)")
    for kind in policy.kinds.values():
        if kind.parent is None:
            continue
        sort, parent = words.sort(kind.name), words.of_kind("x", kind.parent)
        text.say(f"(declare-fun {words.is_a(kind.name)} ({sort}) Bool)")
        text.say(f"(assert (forall ((x {sort})) (=> ({words.is_a(kind.name)} x) {parent})))")
    for party in policy.parties:
        text.say(f"(declare-const {words.party(party)} {words.sort(PARTY)})")
        text.say(f"(assert {words.of_kind(words.party(party), PARTY)})")
        for kind in policy.kinds.values():
            if kind.parent is not None and words.root(kind.name) == PARTY:
                text.say(f"(assert (not ({words.is_a(kind.name)} {words.party(party)})))")
    if len(policy.parties) > 1:
        text.say(f"(assert (distinct {' '.join(map(words.party, policy.parties))}))")


def _places(holes: tuple[Hole, ...]) -> list[str]:
    return [f"x{index}" for index in range(len(holes))]


def _each(words: Vocabulary, holes: tuple[Hole, ...]) -> list[tuple[str, str]]:
    return [(f"x{index}", words.sort(hole.kind)) for index, hole in enumerate(holes)]


def _fact(words: Vocabulary, fact: Fact) -> None:
    places, text = _places(fact.holes), words.text
    sorts = " ".join(words.sort(hole.kind) for hole in fact.holes)
    text.say(f"(declare-fun {words.fact(fact.id)} ({sorts}) Bool)")
    can_hold = every(
        [
            *(words.of_kind(x, hole.kind) for x, hole in zip(places, fact.holes, strict=True)),
            *(no(same(places[one], places[other])) for one, other in _of_one_sort(words, fact)),
        ]
    )
    if can_hold != TRUE:
        body = f"(=> {called(words.fact(fact.id), places)} {can_hold})"
        text.say(f"(assert {binding('forall', _each(words, fact.holes), body)})")
    if fact.event:
        text.say(f"(declare-fun {words.day(fact.id)} ({sorts}) Int)")
        body = _within(called(words.day(fact.id), places), EARLIEST_DAY, LATEST_DAY)
        text.say(f"(assert {binding('forall', _each(words, fact.holes), body)})")
    for rule in fact.one_to_each:
        _one_to_each(words, fact, rule)


def _of_one_sort(words: Vocabulary, fact: Fact) -> list[tuple[int, int]]:
    """The places that must differ; things of two sorts do."""
    sorts = [words.sort(hole.kind) for hole in fact.holes]
    return [(one, other) for one, other in fact.apart if sorts[one] == sorts[other]]


def _within(term: str, least: int, most: int) -> str:
    return f"(and (<= {number(least)} {term}) (<= {term} {number(most)}))"


def _one_to_each(words: Vocabulary, fact: Fact, rule: OneToEach) -> None:
    """Section 2, Facts: there is one such thing to each, or at most one."""
    places, bound = _places(fact.holes), _each(words, fact.holes)
    result, sort = bound[rule.result]
    others = [one for index, one in enumerate(bound) if index != rule.result]
    kinds = {f"x{index}": hole.kind for index, hole in enumerate(fact.holes)}
    there = every(words.of_kind(place, kinds[place]) for place, _ in others)
    holds = called(words.fact(fact.id), places)
    again = called(words.fact(fact.id), ["y" if one == result else one for one in places])
    one = implied(every((holds, again)), same(result, "y"))
    words.text.say(f"(assert {binding('forall', [*bound, ('y', sort)], one)})")
    if rule.exactly:
        some = binding("exists", [(result, sort)], holds)
        words.text.say(f"(assert {binding('forall', others, implied(there, some))})")


def _attribute(words: Vocabulary, attribute: Attribute) -> None:
    name, sort, text = words.attribute(attribute.id), words.sort(attribute.kind), words.text
    match attribute.type:
        case ListType():
            values = text.symbol(("values", attribute.id), f"values of the {attribute.id}")
            _choice(words, values, [words.value(attribute.id, v) for v in attribute.type.values])
            text.say(f"(declare-fun {name} ({sort}) {values})")
        case _:
            text.remark(f"counted in: {attribute.type.label or attribute.type.unit.value}")
            text.say(f"(declare-fun {name} ({sort}) Int)")
            within = _within(f"({name} x)", attribute.type.least, attribute.type.most)
            text.say(f"(assert (forall ((x {sort})) {within}))")


def _act(words: Vocabulary) -> None:
    policy, text = words.policy, words.text
    if policy.acts:
        _choice(words, words.act_sort, [words.act(act) for act in policy.acts])
        text.say(f"(declare-const {words.the_act} {words.act_sort})")
    text.say(f"(declare-const {words.the_agent} {words.sort(PARTY)})")
    text.say(f"(assert {words.of_kind(words.the_agent, PARTY)})")
    text.remark("days are counted from 0001-01-01, which is 1")
    text.say(f"(declare-const {words.the_day} Int)")
    text.say(f"(assert {_within(words.the_day, EARLIEST_DAY, LATEST_DAY)})")
    for act in policy.acts.values():
        done = same(words.the_act, words.act(act.id))
        for index, hole in enumerate(act.holes):
            role = words.role(act.id, index)
            text.say(f"(declare-const {role} {words.sort(hole.kind)})")
            text.say(f"(assert (=> {done} {words.of_kind(role, hole.kind)}))")
        if act.in_its_ways:
            text.say(f"(assert {no(done)})")
