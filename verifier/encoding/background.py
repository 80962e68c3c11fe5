"""What every case of a universe satisfies: from slots, roles, functions and assumptions to nodes.

These are asserted beside every question: who may be where, that sub-kinds lie within their parents,
`one … to each …`, and the policy's named assumptions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations, pairwise, product

from verifier.encoding.circuit import FALSE, TRUE
from verifier.encoding.grounding import Grounding
from verifier.encoding.questions import Angle
from verifier.encoding.unfolding import Unfolding
from verifier.model import Fact, Formula, OneToEach


def well_formed(grounding: Grounding) -> Iterable[int]:
    """Section 16, Cases: the nodes that hold in every case over the slots, whatever the policy
    assumes. That facts and values are of the right things needs no node: no others have atoms."""
    if grounding.policy.acts[grounding.act].in_its_ways:
        yield FALSE  # nobody does such an act but in one of its ways
    yield from _slots_in_order(grounding)
    yield from _roles_filled(grounding)
    yield from _subkinds(grounding)
    for fact in grounding.policy.facts.values():
        for rule in fact.one_to_each:
            if rule.exactly:
                yield from _result_exists(grounding, fact, rule)


def one_to_each(grounding: Grounding, fact: Fact) -> Iterable[int]:
    """Section 2, Facts: the nodes that make a fact a function where the policy says `one … to each
    …` (or `at most one …`)."""
    for rule in fact.one_to_each:
        for guard, way in _others(grounding, fact, rule):
            results = [
                (own, grounding.circuit.atom("fact", fact.id, _filled(way, rule.result, slot)))
                for slot, own in grounding.domain(fact.holes[rule.result].kind)
            ]
            if rule.exactly:
                some = grounding.circuit.either(grounding.circuit.both(pair) for pair in results)
                yield grounding.circuit.implies(guard, some)
            for (own, first), (other, second) in combinations(results, 2):
                yield grounding.circuit.implies(
                    grounding.circuit.both((guard, own, other)),
                    -grounding.circuit.both((first, second)),
                )


def assumptions(
    angle: Angle, unfoldings: Mapping[str, Unfolding]
) -> tuple[tuple[str, Formula, Angle], ...]:
    """Section 11: the assumptions, all true in a case seen from an angle, each with its name and
    the angle as far as it can tell."""
    return unfoldings[angle.edition].dependencies.assumptions(angle)


def _slots_in_order(grounding: Grounding) -> Iterable[int]:
    """A slot is used only after the one before it: things have no order of their own."""
    for slots in grounding.slots.values():
        for before, after in pairwise(slots):
            yield grounding.circuit.implies(grounding.used(after), grounding.used(before))


def _roles_filled(grounding: Grounding) -> Iterable[int]:
    """Each role has exactly one thing, of the kind that the role asks for."""
    holes = grounding.policy.acts[grounding.act].holes
    for place, candidates in grounding.roles.items():
        if len(candidates) == 1:
            continue
        kind = holes[place].kind if place >= 0 else "party"
        chosen = [grounding.circuit.atom("role", place, slot) for slot in candidates]
        yield grounding.circuit.either(chosen)
        for first, second in combinations(chosen, 2):
            yield -grounding.circuit.both((first, second))
        for node, slot in zip(chosen, candidates, strict=True):
            there = grounding.circuit.both((grounding.used(slot), grounding.of_kind(kind, slot)))
            yield grounding.circuit.implies(node, there)


def _subkinds(grounding: Grounding) -> Iterable[int]:
    for kind in grounding.policy.kinds.values():
        parent = kind.parent
        if parent is not None and grounding.policy.kinds[parent].parent is not None:
            for slot in grounding.slots[grounding.policy.roots[parent]]:
                yield grounding.circuit.implies(
                    grounding.of_kind(kind.name, slot), grounding.of_kind(parent, slot)
                )


def _others(
    grounding: Grounding, fact: Fact, rule: OneToEach
) -> Iterable[tuple[int, tuple[str, ...]]]:
    """Every combination of things for the holes beside the result, with its condition."""
    domains = [
        [("", TRUE)] if place == rule.result else grounding.domain(hole.kind)
        for place, hole in enumerate(fact.holes)
    ]
    for way in product(*domains):
        guard = grounding.circuit.both(own for _, own in way)
        if guard != -TRUE:
            yield guard, tuple(slot for slot, _ in way)


def _filled(way: tuple[str, ...], place: int, slot: str) -> tuple[str, ...]:
    return (*way[:place], slot, *way[place + 1 :])


def _result_exists(grounding: Grounding, fact: Fact, rule: OneToEach) -> Iterable[int]:
    """Where there are things to map, there is something to map them to."""
    result = grounding.circuit.either(
        own for _, own in grounding.domain(fact.holes[rule.result].kind)
    )
    if result != TRUE:
        for guard, _ in _others(grounding, fact, rule):
            yield grounding.circuit.implies(guard, result)
