"""The verdict on a total case: a policy, a case and a reading of every question go in; what the
norms say of the act in question comes out, with the instances that apply, are live, are defeated.

This puts together what `norms`, `conditions` and `background` define.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from verifier.model import (
    Case,
    Formula,
    LawRegime,
    Modality,
    Policy,
    Positions,
    Readings,
    Verdict,
)
from verifier.semantics.background import violated
from verifier.semantics.choices import late, no_way_left
from verifier.semantics.conditions import holds
from verifier.semantics.norms import applying, defeaters, live, positions, verdict
from verifier.semantics.world import Environment, Instance, World


@dataclass(frozen=True)
class Evaluation:
    """What the norms say of the act in question, in one column; norms in file order.

    `defeated` are the applicable instances that are not live, each with the live instances that
    defeat it."""

    positions: Positions
    verdict: Verdict
    applicable: tuple[tuple[str, Instance], ...]
    live: tuple[tuple[str, Instance], ...]
    defeated: tuple[tuple[str, Instance, tuple[tuple[str, Instance], ...]], ...]


def evaluate(
    policy: Policy, case: Case, readings: Readings, column: LawRegime = LawRegime.ALONE
) -> Evaluation:
    """What the policy says of the act in question, in one column."""
    return evaluated(World(policy, case, readings), column)


def evaluations(policy: Policy, case: Case, readings: Readings) -> dict[LawRegime, Evaluation]:
    """The same in each of the three columns."""
    world = World(policy, case, readings)
    return {column: evaluated(world, column) for column in LawRegime}


def verdicts(policy: Policy, case: Case, readings: Readings) -> dict[LawRegime, Verdict]:
    """The verdict in each of the three columns."""
    return {c: found.verdict for c, found in evaluations(policy, case, readings).items()}


def evaluated(world: World, column: LawRegime, without: frozenset[str] = frozenset()) -> Evaluation:
    """The same of a case that is looked at already; `without`: as if these norms were not there."""
    policy = world.policy
    applies = applying(world, column, without)
    undefeated = live(policy, column, applies)
    defeated = tuple(
        (norm, instance, defeaters(policy, column, undefeated, norm, instance))
        for norm, instance in _listed(applies, applies)
        if instance not in undefeated[norm]
    )
    found = _positions(world, column, undefeated, without)
    return Evaluation(
        found,
        verdict(found),
        _listed(applies, applies),
        _listed(undefeated, applies),
        defeated,
    )


def _positions(
    world: World,
    column: LawRegime,
    undefeated: Mapping[str, tuple[Instance, ...]],
    without: frozenset[str],
) -> Positions:
    norms = [world.policy.norms[norm] for norm in undefeated if undefeated[norm]]
    duties = [(norm, one) for norm in norms if norm.is_duty for one in undefeated[norm.id]]
    return positions(
        norms,
        any(norm.modality is Modality.FORBIDDEN for norm in norms)
        and any(no_way_left(world, column, norm, one, without) for norm, one in duties),
        any(late(world, norm, one) for norm, one in duties),
    )


def _listed(
    instances: Mapping[str, tuple[Instance, ...]], order: Iterable[str]
) -> tuple[tuple[str, Instance], ...]:
    return tuple((norm, instance) for norm in order for instance in instances[norm])


def truth(
    policy: Policy, case: Case, readings: Readings, formula: Formula, environment: Environment
) -> bool:
    """Whether a formula holds, its free variables standing for the things in `environment`."""
    return holds(World(policy, case, readings), formula, environment)


def admissible(policy: Policy, case: Case, readings: Readings) -> tuple[str, ...]:
    """Why the case cannot happen: what is ill-formed; else the broken `one to each` rules and the
    names of the assumptions that it violates. Empty when the case can happen."""
    return violated(World(policy, case, readings))
