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
from math import prod

from verifier.encoding.angles import Views
from verifier.encoding.model_size.counting import Counter
from verifier.encoding.model_size.skolem_symbols import NO_UNIVERSALS, Gathering, Signature, Symbol
from verifier.encoding.model_size.skolem_terms import SkolemTerms
from verifier.encoding.questions import Angle, Ask
from verifier.model import PARTY, Fact, Formula, Policy

MOST_SLOTS = 10
"""More slots of one kind than this are not searched; the answer is then said to be bounded."""
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


def counters_for(views: Views) -> tuple[Counter, ...]:
    """The counters for questions about acts of one primary description."""
    setting = SkolemTerms(views)
    counters: list[Counter] = []
    for spare in SPARES:
        counters.append(Counter(setting, spare, counters[-1] if counters else None))
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
        need, weak = _needed(counter, body, angle, background)
        found.append(_sizes(counter.setting, need, weak, roles))
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
    weak: list[Fact] = []
    for fact in counter.setting.functions:
        if fact.id in need.facts or entangled(fact):
            for key, symbol in _function_symbols(fact):
                need.put(key, symbol)
        else:
            weak.append(fact)
    return need, weak


def _function_symbols(fact: Fact) -> Iterable[tuple[tuple[str, str, int], Symbol]]:
    """`one … to each …`: each combination of the other things has its one thing."""
    for rule in fact.one_to_each:
        if rule.exactly:
            others = [h.kind for place, h in enumerate(fact.holes) if place != rule.result]
            signature = (fact.holes[rule.result].kind, tuple(sorted(others)))
            symbol = Symbol(signature, NO_UNIVERSALS, f"“{fact.id}”")
            yield ("function", fact.id, rule.result), symbol


def entangled(fact: Fact) -> bool:
    """Whether the rules of a fact constrain one another, so that it counts even where nothing
    speaks of it: as many persons as reports."""
    return len(fact.one_to_each) > 1 and any(rule.exactly for rule in fact.one_to_each)


Function = tuple[str, tuple[str, ...], int, Signature]
"""Root kind of the result, kinds of the arguments, how many, and their signature."""


def _sizes(
    setting: SkolemTerms, need: Gathering, weak: list[Fact], roles: tuple[str, ...]
) -> Bound:
    policy = setting.policy
    constants = {root: roles.count(root) for root in policy.roots.values()}
    functions: list[Function] = []
    present = {variable.kind for variable in setting.base}
    numbers = Tally([symbol.signature for symbol in need.symbols.values()])
    for signature, number in sorted(numbers.items()):
        kind, arguments = signature
        if arguments:
            functions.append((policy.roots[kind], arguments, number, signature))
        else:
            constants[policy.roots[kind]] += number
            present.add(kind)
    live = _with_weak(policy, constants, functions, present, weak)
    cycle = _cycle(policy, live)
    if cycle:
        labels = {symbol.signature: symbol.label for symbol in reversed(need.symbols.values())}
        words = tuple(
            f"{labels[f[3]]} makes {_kinds(f[1])} lead to a {f[3][0]}"
            for f in live
            if f[0] in cycle and any(policy.roots[a] in cycle for a in f[1])
        )
        return Bound(_at_least(policy, constants, live), False, words)
    sizes = _evaluated(policy, constants, live)
    over = [root for root, number in sizes.items() if number > MOST_SLOTS]
    words = tuple(f"{sizes[root]} of the kind {root} would have to be tried" for root in over)
    most = BOUNDED_SLOTS if over else MOST_SLOTS
    return Bound({root: min(number, most) for root, number in sizes.items()}, not over, words)


def _at_least(policy: Policy, constants: Mapping[str, int], live: list[Function]) -> dict[str, int]:
    """Slots for a search that proves nothing: the constants, and what one step leads to."""
    sizes = {}
    for root, number in constants.items():
        steps = (
            times * prod(constants[policy.roots[a]] + _named(policy, a) for a in arguments)
            for result, arguments, times, _ in live
            if result == root
        )
        made = bool(number) or any(f[0] == root for f in live)
        sizes[root] = min(number + max(sum(steps), int(made)), BOUNDED_SLOTS)
    return sizes


def _kinds(arguments: tuple[str, ...]) -> str:
    return " and ".join(f"each {kind}" for kind in arguments)


def _with_weak(
    policy: Policy,
    constants: dict[str, int],
    functions: list[Function],
    present: set[str],
    weak: list[Fact],
) -> list[Function]:
    """The functions whose arguments something reaches. Adds to `constants` a thing of each kind
    that a function of which the question does not speak needs as its result, where none is
    `present`. Such a function is free, so that one result is enough for it."""
    while True:
        live = _reached(policy, constants, functions)
        here = present | {signature[0] for _, _, _, signature in live}
        fresh = next(
            (
                kind
                for kind in _results(policy, constants, live, weak)
                if not any(kind in policy.lineage(other) for other in here)
            ),
            None,
        )
        if fresh is None:
            return live
        constants[policy.roots[fresh]] += 1
        present.add(fresh)


def _results(
    policy: Policy, constants: Mapping[str, int], live: list[Function], weak: list[Fact]
) -> Iterable[str]:
    """The kinds of which the functions that a question does not mention need some thing."""
    reached = {root for root, number in constants.items() if number} | {f[0] for f in live}
    for fact in weak:
        for rule in fact.one_to_each:
            others = [h.kind for place, h in enumerate(fact.holes) if place != rule.result]
            if rule.exactly and all(_inhabited(policy, kind, reached) for kind in others):
                yield fact.holes[rule.result].kind


def _inhabited(policy: Policy, kind: str, reached: set[str]) -> bool:
    """Whether there can be a thing of the kind; named parties are of no sub-kind."""
    return policy.roots[kind] in reached or (kind == PARTY and bool(policy.parties))


def _reached(
    policy: Policy, constants: Mapping[str, int], functions: list[Function]
) -> list[Function]:
    """The functions whose arguments something reaches."""
    reached = {root for root, number in constants.items() if number}
    live: list[Function] = []
    while True:
        fresh = [
            f
            for f in functions
            if f not in live and all(_inhabited(policy, a, reached) for a in f[1])
        ]
        if not fresh:
            return live
        live += fresh
        reached |= {f[0] for f in fresh}


def _cycle(policy: Policy, functions: list[Function]) -> frozenset[str]:
    """The root kinds that depend on themselves."""
    edges: dict[str, set[str]] = {}
    for root, arguments, _, _ in functions:
        for argument in arguments:
            edges.setdefault(policy.roots[argument], set()).add(root)

    def leads_to(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = list(edges.get(start, ()))
        while waiting:
            root = waiting.pop()
            if root not in seen:
                seen.add(root)
                waiting.extend(edges.get(root, ()))
        return seen

    return frozenset(root for root in edges if root in leads_to(root))


def _evaluated(
    policy: Policy,
    constants: Mapping[str, int],
    functions: list[Function],
) -> dict[str, int]:
    sizes: dict[str, int] = {}

    def size(root: str) -> int:
        if root not in sizes:
            total = constants.get(root, 0)
            for result, arguments, number, _ in functions:
                if result == root:
                    product = number
                    for argument in arguments:
                        product *= size(policy.roots[argument]) + _named(policy, argument)
                    total += product
            sizes[root] = total
        return sizes[root]

    return {root: size(root) for root in constants}


def _named(policy: Policy, kind: str) -> int:
    """Named parties are of the kind `party` and of no sub-kind."""
    return len(policy.parties) if kind == PARTY else 0
