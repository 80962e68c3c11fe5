"""How many things a case needs: from a question to a number of slots for each kind.

A satisfiable question has a case whose things are the values of its role constants and Skolem
terms, because such terms form a substructure in which universal statements persist and existential
ones keep their witnesses. Where the functions among those terms run in no circle there are finitely
many, and searching that many slots decides the question for any number of things (order-sorted
effectively propositional logic; Nelson, Dougherty, Fisler, Krishnamurthi, "On the Finite Model
Property in Order-Sorted Logic", 2010).
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from verifier.encoding.angles import ResolvedAngles
from verifier.encoding.model_size.counting import Counter
from verifier.encoding.model_size.kind_graph import (
    SkolemFunction,
    least_sizes,
    on_circles,
    reachable,
    total_sizes,
)
from verifier.encoding.model_size.skolem_symbols import NO_UNIVERSALS, Gathering, Symbol
from verifier.encoding.model_size.skolem_terms import SkolemTerms
from verifier.encoding.questions import Angle, Ask
from verifier.model import Fact, Formula, Policy

MOST_SLOTS = 10
"""More slots of one kind than this are not searched; the answer is then said to be bounded. What a
count asks for beside a first thing comes on top of that."""
SPARES = (0, 1, 99)
"""Ways of counting what alternatives need (see `needs.either_of`); the smallest result counts."""
FEW_SLOTS = 8
"""A complete number of slots, over all kinds, for which no better way of counting is sought."""
BOUNDED_SLOTS = 4
"""The most slots of one kind that are searched where no number is enough, or too many would be."""


@dataclass(frozen=True)
class Bound:
    """Slots for each root kind (named parties not counted).

    complete: searching these decides the question for any number of things. Otherwise `cycle` says
    why, in words: the kinds on the circle and what makes one depend on the next.
    """

    sizes: Mapping[str, int]
    complete: bool
    cycle: tuple[str, ...] = ()


def counters_for(resolved_angles: ResolvedAngles) -> tuple[Counter, ...]:
    """The counters for questions about acts of one primary description."""
    terms = SkolemTerms(resolved_angles)
    counters: list[Counter] = []
    for spare in SPARES:
        counters.append(Counter(terms, spare, counters[-1] if counters else None))
    return tuple(counters)


def bound(
    counters: Iterable[Counter],
    body: Ask,
    angle: Angle,
    background: Iterable[tuple[str, Formula, Angle]],
    roles: Iterable[str],
) -> Bound:
    """The slots that decide whether `body` and the background hold together.

    counters: for the editions and the kind of act, one for each of SPARES (see `counters_for`);
    they remember what they counted; background: named formulas with the angle they are read from;
    roles: the root kind of each role that needs a slot of its own.
    """
    background, roles = tuple(background), tuple(roles)
    found: list[Bound] = []
    for counter in counters:
        need, unmentioned = _needed(counter, body, angle, background)
        found.append(_sizes(counter.terms, need, unmentioned, roles))
        few = found[-1].complete and sum(found[-1].sizes.values()) <= FEW_SLOTS
        if few or not need.merged:
            # Where nothing was merged, having more to spare comes to the same.
            break
    return min(found, key=lambda one: (not one.complete, sum(one.sizes.values())))


def _needed(
    counter: Counter,
    body: Ask,
    angle: Angle,
    background: tuple[tuple[str, Formula, Angle], ...],
) -> tuple[Gathering, list[Fact]]:
    """What the question, the background and the functions spoken of need together; the functions
    that nothing speaks of."""
    need = counter.question(body, angle)
    for name, formula, seen in background:
        need.add(counter.assumed(name, formula, seen))
    unmentioned: list[Fact] = []
    for fact in counter.terms.functions:
        if fact.id in need.facts or entangled(fact):
            for key, symbol in _function_symbols(fact):
                need.put(key, symbol)
        else:
            unmentioned.append(fact)
    return need, unmentioned


def _function_symbols(fact: Fact) -> Iterable[tuple[tuple[str, str, int], Symbol]]:
    """`one … to each …`: each combination of the other things has its one thing."""
    for rule in fact.one_to_each:
        if rule.exactly:
            others = [h.kind for place, h in enumerate(fact.holes) if place != rule.result]
            rank = (fact.holes[rule.result].kind, tuple(sorted(others)))
            symbol = Symbol(rank, NO_UNIVERSALS, f"“{fact.id}”")
            yield ("function", fact.id, rule.result), symbol


def entangled(fact: Fact) -> bool:
    """Whether the rules of a fact constrain one another, so that it counts even where nothing
    speaks of it: as many persons as reports, or another person to each."""
    several = len(fact.one_to_each) > 1 or bool(fact.apart)
    return several and any(rule.exactly for rule in fact.one_to_each)


def _sizes(
    terms: SkolemTerms, need: Gathering, unmentioned: list[Fact], roles: tuple[str, ...]
) -> Bound:
    policy = terms.policy
    constants = {root: roles.count(root) for root in policy.roots.values()}
    counted = _counted_for(policy, need)
    functions: list[SkolemFunction] = []
    present = {variable.kind for variable in terms.base}
    numbers = Tally([symbol.rank for symbol in need.symbols.values()])
    for rank, number in sorted(numbers.items()):
        kind, arguments = rank
        if arguments:
            functions.append(SkolemFunction(policy.roots[kind], arguments, number, rank))
        else:
            constants[policy.roots[kind]] += number
            present.add(kind)
    reached = reachable(policy, constants, functions, present, unmentioned)
    cycle = on_circles(policy, reached)
    if cycle:
        labels = {symbol.rank: symbol.label for symbol in reversed(need.symbols.values())}
        words = tuple(
            f"{labels[f.rank]} makes {_kinds(f.arguments)} lead to a {f.rank[0]}"
            for f in reached
            if f.result in cycle and any(policy.roots[a] in cycle for a in f.arguments)
        )
        allowed = {root: BOUNDED_SLOTS + number for root, number in counted.items()}
        return Bound(least_sizes(policy, constants, reached, allowed), False, words)
    sizes = total_sizes(policy, constants, reached)
    over = [root for root, number in sizes.items() if number > MOST_SLOTS + counted[root]]
    words = tuple(f"{sizes[root]} of the kind {root} would have to be tried" for root in over)
    most = BOUNDED_SLOTS if over else MOST_SLOTS
    found = {root: min(number, most + counted[root]) for root, number in sizes.items()}
    return Bound(found, not over, words)


def _counted_for(policy: Policy, need: Gathering) -> dict[str, int]:
    """How many things of each root kind counts ask for beside a first one."""
    found = dict.fromkeys(policy.roots.values(), 0)
    for symbol in need.symbols.values():
        kind, arguments = symbol.rank
        if symbol.further and not arguments:
            found[policy.roots[kind]] += 1
    return found


def _kinds(arguments: tuple[str, ...]) -> str:
    return " and ".join(f"each {kind}" for kind in arguments)
