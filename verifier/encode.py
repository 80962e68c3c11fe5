"""Propositions as solver terms, and a solver's model as a case. Only here and in `solve` is Z3.

Lists become small bit-vectors, numbers become integers in their range, readings become one truth
value each with exactly one true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
from verifier.types import EARLIEST_DAY, LATEST_DAY, ListType, NumberType, Unit

ORDINARY_DAY = 739_617
"""1 January 2026 as an ordinal: where a witness is free in its dates, it stays near this day."""


def tell(solver: Untyped, term: Untyped) -> None:
    """Asserts a Boolean term. Like `put`, `boolean` and the like it goes through Z3's C interface:
    these are done so often that the checks of its Python layer would cost more than the solving."""
    z3.Z3_solver_assert(solver.ctx.ref(), solver.solver, term.as_ast())


def put(solver: Untyped, terms: Sequence[Untyped]) -> Untyped:
    """Z3's answer under the terms as assumptions: sat, unsat or unknown."""
    array = (z3.Ast * len(terms))()
    for place, term in enumerate(terms):
        array[place] = term.as_ast()
    context = solver.ctx.ref()
    return z3.CheckSatResult(
        z3.Z3_solver_check_assumptions(context, solver.solver, len(terms), array)
    )


class Encoding:
    """The solver terms of one ground universe. `assert_` receives the conditions that come with new
    variables (ranges, exactly one reading)."""

    def __init__(self, ground: Ground, context: Untyped, assert_: Untyped) -> None:
        self.ground = ground
        self.context = context
        self._assert = assert_
        self._terms: dict[int, Untyped] = {TRUE: z3.BoolVal(True, ctx=context)}
        self._negations: dict[int, Untyped] = {}
        self._lists: dict[tuple[str, str], Untyped] = {}
        self._members: dict[tuple[int, int], Untyped] = {}
        self._numbers: dict[tuple[object, ...], Untyped] = {}
        self._readings: set[tuple[str, str]] = set()
        self._labels = 0
        self._truth = z3.BoolSort(ctx=context)

    # ------------------------------------------------------------------ propositions to terms

    def term(self, node: int) -> Untyped:
        """The Boolean term of a node."""
        own = self._positive(abs(node))
        return own if node > 0 else self._negation(-node)

    def label(self, node: int) -> Untyped:
        """A fresh Boolean constant that implies the node: what one check assumes."""
        self._labels += 1
        constant = self.boolean(f"label {self._labels}")
        self._assert(self.implies(constant, self.term(node)))
        return constant

    def boolean(self, name: str) -> Untyped:
        """The Boolean constant of this name."""
        symbol = z3.Z3_mk_string_symbol(self.context.ref(), name)
        made = z3.Z3_mk_const(self.context.ref(), symbol, self._truth.ast)
        return z3.BoolRef(made, self.context)

    def implies(self, first: Untyped, second: Untyped) -> Untyped:
        made = z3.Z3_mk_implies(self.context.ref(), first.as_ast(), second.as_ast())
        return z3.BoolRef(made, self.context)

    def _equal(self, first: Untyped, second: Untyped) -> Untyped:
        made = z3.Z3_mk_eq(self.context.ref(), first.as_ast(), second.as_ast())
        return z3.BoolRef(made, self.context)

    def _positive(self, node: int) -> Untyped:
        waiting = [node]
        graph = self.ground.graph
        while waiting:
            top = waiting[-1]
            if top in self._terms:
                waiting.pop()
                continue
            parts = graph.conjunctions.get(top)
            if parts is None:
                self._terms[top] = self._atom(graph.atoms[top])
                continue
            missing = [abs(part) for part in parts if abs(part) not in self._terms]
            if missing:
                waiting.extend(missing)
                continue
            self._terms[top] = self._conjunction(parts)
        return self._terms[node]

    def _conjunction(self, parts: tuple[int, ...]) -> Untyped:
        """Made through Z3's C interface: its Python operators cost several times as much."""
        array = (z3.Ast * len(parts))()
        for place, part in enumerate(parts):
            term = self._terms[part] if part > 0 else self._negation(-part)
            array[place] = term.as_ast()
        made = z3.Z3_mk_and(self.context.ref(), len(parts), array)
        return z3.BoolRef(made, self.context)

    def _negation(self, node: int) -> Untyped:
        found = self._negations.get(node)
        if found is None:
            made = z3.Z3_mk_not(self.context.ref(), self._terms[node].as_ast())
            found = self._negations[node] = z3.BoolRef(made, self.context)
        return found

    def _atom(self, key: AtomKey) -> Untyped:
        match key:
            case ("value", str(attribute), str(slot), str(member)):
                kind = self.ground.policy.attributes[attribute].type
                assert isinstance(kind, ListType)
                found = self._list(attribute, slot)
                return self._equal(found, self._member(kind, kind.values.index(member)))
            case ("at most", factors, constant):
                return self._at_most(factors, constant)
            case ("reads", str(question), str(reading), str(tag)):
                self._question(question, tag)
                return self._reading(question, reading, tag)
            case _:
                return self.boolean(constant_name(key))

    def _list(self, attribute: str, slot: str) -> Untyped:
        found = self._lists.get((attribute, slot))
        if found is None:
            kind = self.ground.policy.attributes[attribute].type
            assert isinstance(kind, ListType)
            size = len(kind.values)
            bits = _bits(kind)
            found = z3.BitVec(constant_name(("value", attribute, slot)), bits, ctx=self.context)
            self._lists[attribute, slot] = found
            if size < 2**bits:
                self._assert(z3.ULE(found, size - 1))
        return found

    def _member(self, kind: ListType, index: int) -> Untyped:
        """The number of a list's member, as wide as the list needs."""
        key = (_bits(kind), index)
        if key not in self._members:
            self._members[key] = z3.BitVecVal(index, key[0], ctx=self.context)
        return self._members[key]

    def _at_most(self, factors: Untyped, constant: Untyped) -> Untyped:
        total = [factor * self.number(number) for number, factor in factors]
        return z3.Sum(total) <= -constant

    def number(self, key: tuple[object, ...]) -> Untyped:
        """The integer constant of a number or day, within its range."""
        found = self._numbers.get(key)
        if found is None:
            least, most = self.range_of(key)
            found = self._numbers[key] = z3.Int(constant_name(key), ctx=self.context)
            self._assert(z3.And(found >= least, found <= most))
        return found

    def range_of(self, key: tuple[object, ...]) -> tuple[int, int]:
        if key[0] == "number":
            kind = self.ground.policy.attributes[str(key[1])].type
            assert isinstance(kind, NumberType)
            return kind.least, kind.most
        return EARLIEST_DAY, LATEST_DAY

    def _reading(self, question: str, reading: str, tag: str) -> Untyped:
        return self.boolean(constant_name(("reads", question, reading, tag)))

    def _question(self, question: str, tag: str) -> None:
        if (question, tag) not in self._readings:
            self._readings.add((question, tag))
            names = reading_names(self.ground, question)
            terms = [self._reading(question, name, tag) for name in names]
            self._assert(z3.PbEq([(term, 1) for term in terms], 1))

    # ------------------------------------------------------------------ what a case is made of

    def questions(self) -> Iterable[tuple[str, str]]:
        """The questions spoken of, with the tag of the reading."""
        return sorted(self._readings)

    def spoken(self, node: int) -> bool:
        """Whether the solver knows the node."""
        return node in self._terms

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
        if node == TRUE:
            return True
        return bool(z3.is_true(self.model.eval(self.encoding.term(node), model_completion=True)))

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
    return node == TRUE or (node > 0 and node in reader.encoding._terms and reader.holds(node))


def _facts(
    ground: Ground, reader: ModelReader, of_kind: Mapping[str, tuple[str, ...]]
) -> Iterable[FactKey]:
    spoken: set[str] = {str(key[1]) for key in ground.graph.given}
    for key, node in ground.graph.given.items():
        if key[0] == "fact" and node == TRUE:
            yield str(key[1]), cast(tuple[str, ...], key[2])
    for node, key in ground.graph.atoms.items():
        if key[0] == "fact" and node in reader.encoding._terms:
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
