"""From a solver's answer to a case: what is true in it goes in; things, facts, values, the act and
the readings come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from verifier.encoding import TRUE, Grounding, Signature
from verifier.model import (
    ORDINARY_DAY,
    ActInQuestion,
    Attribute,
    Case,
    FactKey,
    ListType,
    Policy,
    Readings,
    Thing,
    ValueKey,
    ordinary_value,
)
from verifier.solver.clause_solver import Model


def case_of(grounding: Grounding, signature: Signature, model: Model) -> Case:
    """The case that a model describes. Nothing unusual is so of what was not spoken of."""
    return _Description(grounding, signature, model).case()


def readings_of(
    grounding: Grounding, signature: Signature, model: Model, tag: str = ""
) -> Readings:
    """The readings that a model chose, as the angle with this tag reads; the rest is plain."""
    chosen = dict(grounding.policy.plain_readings)
    for unfolding in grounding.resolved_angles.unfoldings.values():
        chosen.update({k: v for k, v in unfolding.policy.plain_readings.items() if k not in chosen})
    for question, own in signature.questions:
        if own in ("", tag):
            for name in grounding.reading_names(question):
                if model.holds(grounding.circuit.atom("reads", question, name, own)) and (
                    own == tag or (question, tag) not in signature.questions
                ):
                    chosen[question] = name
    return chosen


class _Description:
    def __init__(self, grounding: Grounding, signature: Signature, model: Model) -> None:
        self.grounding = grounding
        self.policy: Policy = grounding.policy
        self.signature = signature
        self.model = model
        self.things = tuple(self._things())
        self.of_kind: Mapping[str, tuple[str, ...]] = {
            **{kind: self._of_kind(kind) for kind in self.policy.kinds},
            "party": (*self.policy.parties, *self._of_kind("party")),
        }

    def case(self) -> Case:
        facts = frozenset(self._facts())
        numbers = set(self.signature.numbers)
        days = {
            key: self.model.number(("day", *key)) if ("day", *key) in numbers else ORDINARY_DAY
            for key in sorted(facts)
            if self.policy.facts[key[0]].event
        }
        return Case(self.things, facts, dict(self._values()), days, self._act())

    def _of_kind(self, kind: str) -> tuple[str, ...]:
        return tuple(t.name for t in self.things if t.kind == kind or kind in t.subkinds)

    def _things(self) -> Iterable[Thing]:
        grounding = self.grounding
        for root, slots in grounding.slots.items():
            narrower = [k for k in self.policy.kinds if k != root and self.policy.roots[k] == root]
            for slot in slots:
                if self.model.holds(grounding.used(slot)):
                    subkinds = (k for k in narrower if self._is_so(grounding.of_kind(k, slot)))
                    yield Thing(slot, root, frozenset(subkinds))

    def _is_so(self, node: int) -> bool:
        """Atoms that no question spoke of are false, as in every ordinary case."""
        return node == TRUE or (node in self.signature.kinds and self.model.holds(node))

    def _facts(self) -> Iterable[FactKey]:
        given = self.grounding.circuit.given
        spoken = {str(key[1]) for key in given}
        for key, node in given.items():
            if key[0] == "fact" and node == TRUE:
                _, fact, slots = key
                assert isinstance(slots, tuple)
                yield str(fact), slots
        for node, fact, slots in self.signature.facts:
            spoken.add(fact)
            holes = self.policy.facts[fact].holes
            fits = all(s in self.of_kind[h.kind] for s, h in zip(slots, holes, strict=True))
            if fits and self.model.holds(node):
                yield fact, slots
        for name in self.policy.facts:
            if name not in spoken:
                yield from self._unspoken_function(name)

    def _unspoken_function(self, name: str) -> Iterable[FactKey]:
        """A function that nothing speaks of maps everything to the first thing there is."""
        fact = self.policy.facts[name]
        results = {rule.result for rule in fact.one_to_each if rule.exactly}
        if len(results) == 1:
            (result,) = results
            ways: list[tuple[str, ...]] = [()]
            for place, hole in enumerate(fact.holes):
                there = self.of_kind[hole.kind]
                domain = there[:1] if place == result else there
                ways = [(*way, slot) for way in ways for slot in domain]
            yield from ((name, way) for way in ways)

    def _values(self) -> Iterable[tuple[ValueKey, str | int]]:
        lists, numbers = set(self.signature.lists), set(self.signature.numbers)
        for attribute in self.policy.attributes.values():
            for thing in self.of_kind[attribute.kind]:
                key = (attribute.id, thing)
                number = ("number", *key)
                stated = self._stated(attribute, thing)
                if stated is not None:
                    yield key, stated
                elif key in lists:
                    yield key, self._member(attribute, thing)
                elif number in numbers:
                    yield key, self.model.number(number)
                else:
                    yield key, ordinary_value(self.policy, attribute.id)

    def _member(self, attribute: Attribute, thing: str) -> str:
        atom = self.grounding.circuit.atom
        members = _members(attribute)
        nodes = {member: atom("value", attribute.id, thing, member) for member in members}
        true = [member for member, node in nodes.items() if self.model.holds(node)]
        assert len(true) == 1, f"{attribute.id} of {thing} has {len(true)} values"
        return true[0]

    def _stated(self, attribute: Attribute, thing: str) -> str | None:
        """The member of a list that a given case states."""
        given = self.grounding.circuit.given
        keys = ((member, ("value", attribute.id, thing, member)) for member in _members(attribute))
        return next((member for member, key in keys if given.get(key) == TRUE), None)

    def _act(self) -> ActInQuestion:
        grounding = self.grounding
        places = {
            place: next(
                slot
                for slot in candidates
                if len(candidates) == 1
                or self.model.holds(grounding.circuit.atom("role", place, slot))
            )
            for place, candidates in grounding.roles.items()
        }
        holes = self.policy.acts[grounding.act].holes
        dated = ("act day",) in self.signature.numbers
        day = self.model.number(("act day",)) if dated else ORDINARY_DAY
        return ActInQuestion(
            grounding.act, places[-1], tuple(places[number] for number in range(len(holes))), day
        )


def _members(attribute: Attribute) -> tuple[str, ...]:
    return attribute.type.values if isinstance(attribute.type, ListType) else ()
