"""The kinds of thing and the Skolem functions that lead from one to another: the constants of each
kind and the functions go in; which functions anything reaches, which kinds lead back to themselves,
and how many terms there are of each kind, come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import prod
from typing import NamedTuple

from verifier.encoding.model_size.skolem_symbols import Rank
from verifier.model import PARTY, Fact, Policy


class SkolemFunction(NamedTuple):
    """So many Skolem functions of one rank: from the kinds of their arguments to the root kind of
    their result."""

    result: str
    arguments: tuple[str, ...]
    number: int
    rank: Rank


def reachable(
    policy: Policy,
    constants: dict[str, int],
    functions: list[SkolemFunction],
    present: set[str],
    unmentioned: list[Fact],
) -> list[SkolemFunction]:
    """The functions whose arguments something reaches. Adds to `constants` a thing of each kind
    that a function of which the question does not speak needs as its result, where none is
    `present`. Such a function is free, so that one result is enough for it."""
    while True:
        found = _reached(policy, constants, functions)
        here = present | {f.rank[0] for f in found}
        fresh = next(
            (
                kind
                for kind in unmentioned_results(policy, constants, found, unmentioned)
                if not any(kind in policy.lineage(other) for other in here)
            ),
            None,
        )
        if fresh is None:
            return found
        constants[policy.roots[fresh]] += 1
        present.add(fresh)


def unmentioned_results(
    policy: Policy,
    constants: Mapping[str, int],
    found: list[SkolemFunction],
    unmentioned: list[Fact],
) -> Iterable[str]:
    """The kinds of which the functions that a question does not mention need some thing."""
    reached = {root for root, number in constants.items() if number} | {f.result for f in found}
    for fact in unmentioned:
        for rule in fact.one_to_each:
            others = [h.kind for place, h in enumerate(fact.holes) if place != rule.result]
            if rule.exactly and all(_inhabited(policy, kind, reached) for kind in others):
                yield fact.holes[rule.result].kind


def _inhabited(policy: Policy, kind: str, reached: set[str]) -> bool:
    """Whether there can be a thing of the kind; named parties are of no sub-kind."""
    return policy.roots[kind] in reached or (kind == PARTY and bool(policy.parties))


def _reached(
    policy: Policy, constants: Mapping[str, int], functions: list[SkolemFunction]
) -> list[SkolemFunction]:
    """The functions whose arguments something reaches."""
    reached = {root for root, number in constants.items() if number}
    found: list[SkolemFunction] = []
    while True:
        fresh = [
            f
            for f in functions
            if f not in found and all(_inhabited(policy, a, reached) for a in f.arguments)
        ]
        if not fresh:
            return found
        found += fresh
        reached |= {f.result for f in fresh}


def on_circles(policy: Policy, functions: list[SkolemFunction]) -> frozenset[str]:
    """The root kinds that depend on themselves."""
    edges: dict[str, set[str]] = {}
    for function in functions:
        for argument in function.arguments:
            edges.setdefault(policy.roots[argument], set()).add(function.result)

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


def total_sizes(
    policy: Policy,
    constants: Mapping[str, int],
    functions: list[SkolemFunction],
) -> dict[str, int]:
    """How many terms there are of each root kind: its constants, and the values of each function
    for all things of its arguments. The functions run in no circle."""
    sizes: dict[str, int] = {}

    def size(root: str) -> int:
        if root not in sizes:
            total = constants.get(root, 0)
            for function in functions:
                if function.result == root:
                    product = function.number
                    for argument in function.arguments:
                        product *= size(policy.roots[argument]) + _named(policy, argument)
                    total += product
            sizes[root] = total
        return sizes[root]

    return {root: size(root) for root in constants}


def least_sizes(
    policy: Policy,
    constants: Mapping[str, int],
    functions: list[SkolemFunction],
    most: Mapping[str, int],
) -> dict[str, int]:
    """Slots for a search that proves nothing: the constants, and what one step leads to; of each
    kind at `most` so many."""
    sizes = {}
    for root, number in constants.items():
        steps = (
            f.number * prod(constants[policy.roots[a]] + _named(policy, a) for a in f.arguments)
            for f in functions
            if f.result == root
        )
        made = bool(number) or any(f.result == root for f in functions)
        sizes[root] = min(number + max(sum(steps), int(made)), most[root])
    return sizes


def _named(policy: Policy, kind: str) -> int:
    """Named parties are of the kind `party` and of no sub-kind."""
    return len(policy.parties) if kind == PARTY else 0
