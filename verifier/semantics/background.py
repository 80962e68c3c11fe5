"""What every case satisfies: a policy and a case go in; what the case breaks comes out, in words.

`well_formed` says first whether it is a case in the policy's vocabulary at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from verifier.model import Case, Fact, Hole, OneToEach, Policy
from verifier.semantics.conditions import holds
from verifier.semantics.well_formed import kinds_of, well_formed
from verifier.semantics.world import World


def one_to_each(policy: Policy, case: Case) -> tuple[str, ...]:
    """Section 2, Facts: the facts declared `one … to each …` (or `at most one …`) that the case
    gives otherwise."""
    kinds = kinds_of(policy, case.things)
    return tuple(
        f"“{fact.id}” must hold for {'one' if rule.exactly else 'at most one'} "
        f"{fact.holes[rule.result].label} to each {', '.join(given) or 'case'}"
        for fact in policy.facts.values()
        for rule in fact.one_to_each
        for given in _broken(fact, rule, case, kinds)
    )


def _broken(
    fact: Fact, rule: OneToEach, case: Case, kinds: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, ...]]:
    """The things for all holes but the result for which the number of results is wrong."""

    def of(hole: Hole) -> list[str]:
        return [name for name, known in kinds.items() if hole.kind in known]

    before, after = fact.holes[: rule.result], fact.holes[rule.result + 1 :]
    for given in product(*(of(hole) for hole in (*before, *after))):
        left, right = given[: rule.result], given[rule.result :]
        results = of(fact.holes[rule.result])
        count = sum((fact.id, (*left, result, *right)) in case.facts for result in results)
        if count > 1 or (rule.exactly and count == 0):
            yield given


def assumptions(world: World) -> tuple[str, ...]:
    """Section 11: the names of the assumptions that are not true in the case."""
    stated = world.policy.assumptions.values()
    return tuple(one.name for one in stated if not holds(world, one.formula, {}))


def violated(world: World) -> tuple[str, ...]:
    """Why the case cannot happen: what is ill-formed; else the broken `one to each` rules and the
    names of the assumptions that it violates. Empty when the case can happen."""
    policy, case = world.policy, world.case
    return well_formed(policy, case) or (*one_to_each(policy, case), *assumptions(world))
