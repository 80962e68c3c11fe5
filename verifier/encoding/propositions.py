"""What connectives and sentences become over a universe: from what their parts become, or from what
their things can be, to a proposition of the graph.

An expansion is a function: what the variables stand for goes in, with where the formula is seen
from; the node of the proposition comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from verifier.encoding.angles import ResolvedAngle
from verifier.encoding.circuit import FALSE, TRUE
from verifier.encoding.grounding import Choices, Grounding, Slot
from verifier.model import Term, Variable

Expansion = Callable[[Grounding, Choices, ResolvedAngle], int]
"""The node of a formula over a universe, where its variables stand for these, from an angle."""

Chosen = Callable[[Choices], Choices]
"""What the terms of a sentence stand for, by what the variables in scope do."""


@dataclass(frozen=True)
class VariablePlaces:
    """Where what each variable stands for is found among the choices."""

    places: Mapping[Variable, int]
    size: int

    @staticmethod
    def of(variables: Sequence[Variable]) -> VariablePlaces:
        return VariablePlaces(
            {variable: place for place, variable in enumerate(variables)}, len(variables)
        )

    def with_variable(self, variable: Variable) -> VariablePlaces:
        """With one variable more, whose choice comes last."""
        return VariablePlaces({**self.places, variable: self.size}, self.size + 1)


# --------------------------------------------------------------------------- connectives


def all_of(parts: Sequence[Expansion]) -> Expansion:
    def every_part(grounding: Grounding, choices: Choices, resolved: ResolvedAngle) -> int:
        nodes = []
        for part in parts:
            node = part(grounding, choices, resolved)
            if node == FALSE:
                return FALSE
            nodes.append(node)
        return grounding.circuit.both(nodes)

    return every_part


def any_of(parts: Sequence[Expansion]) -> Expansion:
    def some_part(grounding: Grounding, choices: Choices, resolved: ResolvedAngle) -> int:
        nodes = []
        for part in parts:
            node = part(grounding, choices, resolved)
            if node == TRUE:
                return TRUE
            nodes.append(node)
        return grounding.circuit.either(nodes)

    return some_part


def contrary(body: Expansion) -> Expansion:
    return lambda grounding, choices, resolved: -body(grounding, choices, resolved)


def some_of(kind: str, body: Expansion) -> Expansion:
    def some_thing(grounding: Grounding, choices: Choices, resolved: ResolvedAngle) -> int:
        nodes = []
        both = grounding.circuit.both
        for guard, one in grounding.range(kind):
            node = body(grounding, (*choices, one), resolved)
            if guard != TRUE:
                node = both((guard, node))
            elif node == TRUE:
                return TRUE
            nodes.append(node)
        return grounding.circuit.either(nodes)

    return some_thing


def every_of(kind: str, body: Expansion) -> Expansion:
    def every_thing(grounding: Grounding, choices: Choices, resolved: ResolvedAngle) -> int:
        implies = grounding.circuit.implies
        return grounding.circuit.both(
            implies(guard, body(grounding, (*choices, one), resolved))
            for guard, one in grounding.range(kind)
        )

    return every_thing


def at_least_of(number: int, kind: str, body: Expansion) -> Expansion:
    def at_least(grounding: Grounding, choices: Choices, resolved: ResolvedAngle) -> int:
        both = grounding.circuit.both
        nodes = [
            both((guard, body(grounding, (*choices, one), resolved)))
            for guard, one in grounding.range(kind)
        ]
        return grounding.circuit.at_least(number, nodes)

    return at_least


# --------------------------------------------------------------------------- sentences


def chosen_by(terms: Sequence[Term], scope: VariablePlaces) -> Chosen:
    """What terms stand for: variables what they do, named things themselves."""
    found = [scope.places[t] if isinstance(t, Variable) else t.name for t in terms]
    places = [place for place in found if isinstance(place, int)]
    if len(places) == len(found) == 1:
        (one,) = places
        return lambda choices: (choices[one],)
    if len(places) == len(found) == 2:
        first, second = places
        return lambda choices: (choices[first], choices[second])
    return lambda choices: tuple([choices[p] if isinstance(p, int) else p for p in found])


def over(grounding: Grounding, things: Choices, atom: Callable[[tuple[Slot, ...]], int]) -> int:
    """An atom of chosen slots: under each combination of choices, the atom of those slots."""
    ways = product(*(((one, TRUE),) if isinstance(one, str) else one for one in things))
    both = grounding.circuit.both
    return grounding.circuit.either(
        both((*(guard for _, guard in way), atom(tuple([slot for slot, _ in way])))) for way in ways
    )


def holds_of(fact: str, chosen: Chosen) -> Expansion:
    def holds(grounding: Grounding, choices: Choices, _: ResolvedAngle) -> int:
        things = chosen(choices)
        atom = grounding.circuit.atom
        if tuple in map(type, things):
            return over(grounding, things, lambda slots: atom("fact", fact, slots))
        return atom("fact", fact, things)

    return holds


def value_among(attribute: str, chosen: Chosen, members: Sequence[str]) -> Expansion:
    def value_is(grounding: Grounding, choices: Choices, _: ResolvedAngle) -> int:
        def one_of(slots: tuple[Slot, ...]) -> int:
            return grounding.value_in(attribute, slots[0], members)

        (thing,) = chosen(choices)
        return one_of((thing,)) if isinstance(thing, str) else over(grounding, (thing,), one_of)

    return value_is


def kind_of(kind: str, chosen: Chosen) -> Expansion:
    def of_kind(grounding: Grounding, choices: Choices, _: ResolvedAngle) -> int:
        (thing,) = chosen(choices)
        if isinstance(thing, str):
            return grounding.of_kind(kind, thing)
        return over(grounding, (thing,), lambda slots: grounding.of_kind(kind, slots[0]))

    return of_kind


def same_thing(chosen: Chosen) -> Expansion:
    def same(grounding: Grounding, choices: Choices, _: ResolvedAngle) -> int:
        left, right = chosen(choices)
        if isinstance(left, str):
            left, right = right, left
        if isinstance(left, str):
            return TRUE if left == right else FALSE
        if isinstance(right, str):
            return next((guard for slot, guard in left if slot == right), FALSE)
        return over(grounding, (left, right), lambda slots: TRUE if slots[0] == slots[1] else FALSE)

    return same


def read_so(question: str, reading: str) -> Expansion:
    def reads(grounding: Grounding, _: Choices, resolved: ResolvedAngle) -> int:
        given = resolved.given.get(question)
        if given is not None:
            return TRUE if given == reading else FALSE
        tag = resolved.angle.tag if question in resolved.angle.apart else ""
        return grounding.circuit.atom("reads", question, reading, tag)

    return reads
