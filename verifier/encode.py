"""Propositions as solver terms, and a solver's model as a case.

What is done often goes through `native`. Lists become small bit-vectors, numbers become integers in
their range, readings become one truth value each with exactly one true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any as Untyped
from typing import cast

import z3

from verifier.graph import TRUE, AtomKey
from verifier.ground import Ground
from verifier.model import (
    ActInQuestion,
    Attribute,
    Case,
    FactKey,
    Policy,
    Readings,
    Thing,
    ValueKey,
)
from verifier.native import Address, Native
from verifier.types import EARLIEST_DAY, LATEST_DAY, ListType, NumberType, Unit

ORDINARY_DAY = 739_617
"""1 January 2026 as an ordinal: where a witness is free in its dates, it stays near this day."""


class Encoding:
    """The solver terms of one ground universe. `assert_` receives the conditions that come with new
    variables (ranges, exactly one reading)."""

    def __init__(self, ground: Ground, native: Native, assert_: Callable[[Address], None]) -> None:
        self.ground = ground
        self.native = native
        self._assert = assert_
        self._made: dict[int, Address] = {TRUE: native.truth}
        self._lists: dict[tuple[str, str], Untyped] = {}
        self._members: dict[tuple[int, int], Address] = {}
        self._numbers: dict[tuple[object, ...], Untyped] = {}
        self._readings: set[tuple[str, str]] = set()
        self._labels = 0

    # ------------------------------------------------------------------ propositions to terms

    def term(self, node: int) -> Untyped:
        """The Boolean term of a node, for Z3's Python layer."""
        return self.native.term(self.address(node))

    def address(self, node: int) -> Address:
        """The Boolean term of a node."""
        own = self._made.get(node)
        return self._make(node) if own is None else own

    def label(self, node: int) -> Address:
        """A fresh Boolean constant that implies the node: what one check assumes."""
        self._labels += 1
        constant = self.native.boolean(f"label {self._labels}")
        self._assert(self.native.implies(constant, self.address(node)))
        return constant

    def _make(self, node: int) -> Address:
        made, conjunctions = self._made, self.ground.graph.conjunctions
        waiting = [node]
        while waiting:
            top = waiting[-1]
            if top in made:
                waiting.pop()
            elif top < 0:
                if -top in made:
                    made[top] = self.native.negation(made[-top])
                else:
                    waiting.append(-top)
            elif top in conjunctions:
                parts = conjunctions[top]
                missing = [part for part in parts if part not in made]
                if missing:
                    waiting += missing
                else:
                    made[top] = self.native.both([made[part] for part in parts])
            else:
                made[top] = self._atom(self.ground.graph.atoms[top])
        return made[node]

    def _atom(self, key: AtomKey) -> Address:
        match key:
            case ("value", str(attribute), str(slot), str(member)):
                kind = self.ground.policy.attributes[attribute].type
                assert isinstance(kind, ListType)
                found = self._list(attribute, slot).as_ast().value
                return self.native.equal(found, self._member(kind, kind.values.index(member)))
            case ("at most", factors, constant):
                return self.native.address(self._at_most(factors, constant))
            case ("reads", str(question), str(reading), str(tag)):
                self._question(question, tag)
                return self._reading(question, reading, tag)
            case _:
                return self.native.boolean(constant_name(key))

    def _list(self, attribute: str, slot: str) -> Untyped:
        found = self._lists.get((attribute, slot))
        if found is None:
            kind = self.ground.policy.attributes[attribute].type
            assert isinstance(kind, ListType)
            size = len(kind.values)
            bits = _bits(kind)
            name = constant_name(("value", attribute, slot))
            found = z3.BitVec(name, bits, ctx=self.native.context)
            self._lists[attribute, slot] = found
            if size < 2**bits:
                self._assert(self.native.address(z3.ULE(found, size - 1)))
        return found

    def _member(self, kind: ListType, index: int) -> Address:
        """The number of a list's member, as wide as the list needs."""
        key = (_bits(kind), index)
        if key not in self._members:
            made = z3.BitVecVal(index, key[0], ctx=self.native.context)
            self._members[key] = self.native.address(made)
        return self._members[key]

    def _at_most(self, factors: Untyped, constant: Untyped) -> Untyped:
        total = [factor * self.number(number) for number, factor in factors]
        return z3.Sum(total) <= -constant

    def number(self, key: tuple[object, ...]) -> Untyped:
        """The integer constant of a number or day, within its range."""
        found = self._numbers.get(key)
        if found is None:
            least, most = self.range_of(key)
            found = self._numbers[key] = z3.Int(constant_name(key), ctx=self.native.context)
            self._assert(self.native.address(z3.And(found >= least, found <= most)))
        return found

    def range_of(self, key: tuple[object, ...]) -> tuple[int, int]:
        if key[0] == "number":
            kind = self.ground.policy.attributes[str(key[1])].type
            assert isinstance(kind, NumberType)
            return kind.least, kind.most
        return EARLIEST_DAY, LATEST_DAY

    def _reading(self, question: str, reading: str, tag: str) -> Address:
        return self.native.boolean(constant_name(("reads", question, reading, tag)))

    def _question(self, question: str, tag: str) -> None:
        if (question, tag) not in self._readings:
            self._readings.add((question, tag))
            names = reading_names(self.ground, question)
            own = [self._reading(question, name, tag) for name in names]
            terms = [self.native.term(term) for term in own]
            self._assert(self.native.address(z3.PbEq([(term, 1) for term in terms], 1)))

    # ------------------------------------------------------------------ what a case is made of

    def questions(self) -> Iterable[tuple[str, str]]:
        """The questions spoken of, with the tag of the reading."""
        return sorted(self._readings)

    def spoken(self, node: int) -> bool:
        """Whether the solver knows the node."""
        return node in self._made or -node in self._made

    def numbers(self) -> Iterable[tuple[object, ...]]:
        """The numbers and days spoken of."""
        return sorted(self._numbers, key=repr)

    def lists(self) -> Iterable[tuple[str, str]]:
        return sorted(self._lists)


def _bits(kind: ListType) -> int:
    return max(1, (len(kind.values) - 1).bit_length())


def reading_names(ground: Ground, question: str) -> tuple[str, ...]:
    """The readings of a question, over all editions that have it, in order."""
    names: dict[str, None] = {}
    for unfolding in ground.unfoldings.values():
        found = unfolding.policy.questions.get(question)
        if found is not None:
            names.update((reading.name, None) for reading in found.readings)
    return tuple(names)


def constant_name(key: tuple[object, ...]) -> str:
    """The name under which the solver knows an atom, a list's value, a number or a day."""
    return repr(key)


class ModelReader:
    """Reads a solver's model: every atom has a value, unmentioned ones the solver's default."""

    def __init__(self, encoding: Encoding, model: Untyped) -> None:
        self.encoding = encoding
        self.model = model

    def holds(self, node: int) -> bool:
        return self.encoding.native.holds(self.model, self.encoding.address(node))

    def integer(self, key: tuple[object, ...]) -> int:
        value = self.model.eval(self.encoding.number(key), model_completion=True)
        return int(value.as_long())


def ordinary_value(policy: Policy, attribute: str) -> str | int:
    """The value an attribute has in a case where nothing depends on it."""
    kind = policy.attributes[attribute].type
    if isinstance(kind, ListType):
        return kind.values[0]
    if kind.unit is Unit.DATE:
        return min(max(ORDINARY_DAY, kind.least), kind.most)
    return kind.least


def ordinary_number(encoding: Encoding, key: tuple[object, ...]) -> int:
    """The value near which a number stays where a witness is free in it."""
    if key[0] == "number":
        return int(ordinary_value(encoding.ground.policy, str(key[1])))
    return ORDINARY_DAY


def case_of(encoding: Encoding, reader: ModelReader) -> Case:
    """The case that a model describes: used slots as things, true facts, values, the act."""
    ground = encoding.ground
    policy = ground.policy
    things = tuple(_things(ground, reader))
    of_kind = {
        kind: tuple(t.name for t in things if t.kind == kind or kind in t.subkinds)
        for kind in policy.kinds
    }
    of_kind["party"] = (*policy.parties, *of_kind.get("party", ()))
    facts = frozenset(_facts(ground, reader, of_kind))
    values = dict(_values(encoding, reader, of_kind))
    days = {
        key: reader.integer(("day", *key)) if ("day", *key) in encoding._numbers else ORDINARY_DAY
        for key in sorted(facts)
        if policy.facts[key[0]].event
    }
    return Case(things, facts, values, days, _act(encoding, reader))


def _things(ground: Ground, reader: ModelReader) -> Iterable[Thing]:
    for root, slots in ground.slots.items():
        for slot in slots:
            if reader.holds(ground.used(slot)):
                subkinds = frozenset(
                    kind
                    for kind in ground.policy.kinds
                    if kind != root
                    and ground.policy.roots[kind] == root
                    and _holds_known(reader, ground.of_kind(kind, slot))
                )
                yield Thing(slot, root, subkinds)


def _holds_known(reader: ModelReader, node: int) -> bool:
    """Atoms that no question spoke of are false, as in every ordinary case."""
    return node == TRUE or (node > 0 and reader.encoding.spoken(node) and reader.holds(node))


def _facts(
    ground: Ground, reader: ModelReader, of_kind: Mapping[str, tuple[str, ...]]
) -> Iterable[FactKey]:
    spoken: set[str] = {str(key[1]) for key in ground.graph.given}
    for key, node in ground.graph.given.items():
        if key[0] == "fact" and node == TRUE:
            yield str(key[1]), cast(tuple[str, ...], key[2])
    for node, key in ground.graph.atoms.items():
        if key[0] == "fact" and reader.encoding.spoken(node):
            fact, slots = str(key[1]), key[2]
            assert isinstance(slots, tuple)
            spoken.add(fact)
            holes = ground.policy.facts[fact].holes
            fits = all(s in of_kind[h.kind] for s, h in zip(slots, holes, strict=True))
            if fits and reader.holds(node):
                yield fact, slots
    for name in ground.policy.facts:
        if name not in spoken:
            yield from _unspoken_function(name, ground.policy, of_kind)


def _unspoken_function(
    name: str, policy: Policy, of_kind: Mapping[str, tuple[str, ...]]
) -> Iterable[FactKey]:
    """A function that nothing speaks of maps everything to the first thing there is."""
    fact = policy.facts[name]
    results = {rule.result for rule in fact.one_to_each if rule.exactly}
    if len(results) == 1:
        (result,) = results
        ways: list[tuple[str, ...]] = [()]
        for place, hole in enumerate(fact.holes):
            domain = of_kind[hole.kind][:1] if place == result else of_kind[hole.kind]
            ways = [(*way, slot) for way in ways for slot in domain]
        yield from ((name, way) for way in ways)


def _values(
    encoding: Encoding, reader: ModelReader, of_kind: Mapping[str, tuple[str, ...]]
) -> Iterable[tuple[ValueKey, str | int]]:
    policy = encoding.ground.policy
    for attribute in policy.attributes.values():
        for thing in of_kind[attribute.kind]:
            key = (attribute.id, thing)
            number = ("number", *key)
            stated = _stated_value(encoding, attribute, thing)
            if stated is not None:
                yield key, stated
            elif key in encoding._lists:
                term = reader.model.eval(encoding._lists[key], model_completion=True)
                assert isinstance(attribute.type, ListType)
                yield key, attribute.type.values[int(term.as_long())]
            elif number in encoding._numbers:
                yield key, reader.integer(number)
            else:
                yield key, ordinary_value(policy, attribute.id)


def _stated_value(encoding: Encoding, attribute: Attribute, thing: str) -> str | None:
    """The member of a list that a given case states."""
    given = encoding.ground.graph.given
    members = attribute.type.values if isinstance(attribute.type, ListType) else ()
    return next((m for m in members if given.get(("value", attribute.id, thing, m)) == TRUE), None)


def _act(encoding: Encoding, reader: ModelReader) -> ActInQuestion:
    ground = encoding.ground
    places = {
        place: next(
            slot
            for slot in candidates
            if len(candidates) == 1 or reader.holds(ground.graph.atom("role", place, slot))
        )
        for place, candidates in ground.roles.items()
    }
    holes = ground.policy.acts[ground.act].holes
    day = reader.integer(("act day",)) if ("act day",) in encoding._numbers else ORDINARY_DAY
    return ActInQuestion(
        ground.act, places[-1], tuple(places[number] for number in range(len(holes))), day
    )


def readings_of(encoding: Encoding, reader: ModelReader, tag: str = "") -> Readings:
    """The readings that a model chose, as the angle with this tag reads; the rest is plain."""
    ground = encoding.ground
    chosen = dict(ground.policy.plain_readings)
    for unfolding in ground.unfoldings.values():
        chosen.update({k: v for k, v in unfolding.policy.plain_readings.items() if k not in chosen})
    for question, own in encoding.questions():
        if own in ("", tag):
            for name in reading_names(ground, question):
                if reader.holds(ground.graph.atom("reads", question, name, own)) and (
                    own == tag or (question, tag) not in encoding._readings
                ):
                    chosen[question] = name
    return chosen
