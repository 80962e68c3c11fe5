"""The meaning of a policy: a policy, a total case and a reading of every question go in; the norms
that are live, the positions they give the act in question and the verdict come out.

This is the definition, in plain Python. The solver's encoding is written apart from it and tested
against it. It goes in the order of the language reference, on top of `world` (when a condition
holds; what the act in question counts as):

    applicable  an instance of a norm for which the act is done by its bearer, falls under its
                pattern, and its conditions hold for some things
    live        applicable, and no live instance of an attacker agrees with it
    positions   the modalities of the live norms, and from them the verdict

An instance lists the things for a norm's parameters, in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from verifier.model import (
    Attack,
    Case,
    CaseClass,
    Condition,
    Formula,
    LawRegime,
    Modality,
    Norm,
    Policy,
    Positions,
    Quantity,
    Readings,
    Variable,
    Verdict,
)
from verifier.semantics.conditions import (
    Description,
    Environment,
    Instance,
    World,
    amount_of,
    assignments,
    done_as,
    falls_under,
    holds,
)
from verifier.semantics.well_formed import broken_functions, well_formed

__all__ = [
    "Description",
    "Environment",
    "Evaluation",
    "Instance",
    "admissible",
    "amount",
    "applicable_instances",
    "descriptions",
    "evaluate",
    "evaluated",
    "evaluations",
    "in_scope",
    "is_in_scope",
    "truth",
    "verdicts",
    "violated",
    "well_formed",
]


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


def truth(
    policy: Policy, case: Case, readings: Readings, formula: Formula, environment: Environment
) -> bool:
    """Whether a formula holds, its free variables standing for the things in `environment`."""
    return holds(World(policy, case, readings), formula, environment)


def amount(
    policy: Policy, case: Case, readings: Readings, quantity: Quantity, environment: Environment
) -> int:
    """The whole number that a quantity comes to."""
    return amount_of(World(policy, case, readings), quantity, environment)


def descriptions(policy: Policy, case: Case, readings: Readings) -> set[Description]:
    """Every description, with the things in its roles, under which the act in question falls."""
    world = World(policy, case, readings)
    return {(act, things) for act in policy.acts for things in falls_under(world, act)}


def in_scope(policy: Policy, case: Case, readings: Readings, scope: CaseClass) -> bool:
    """Whether the case belongs to the scope, for some things in its variables."""
    return is_in_scope(World(policy, case, readings), scope)


def is_in_scope(world: World, scope: CaseClass) -> bool:
    """The same of a case that is looked at already."""
    return any(
        _some(world, scope.locals, scope.conditions, env)
        for match in done_as(world, scope.bearer, scope.act)
        for env in assignments(world, scope.variables, match)
    )


def admissible(policy: Policy, case: Case, readings: Readings) -> tuple[str, ...]:
    """Why the case cannot happen: what is ill-formed; else the broken `one to each` rules and the
    names of the assumptions that it violates. Empty when the case can happen."""
    return violated(World(policy, case, readings))


def violated(world: World) -> tuple[str, ...]:
    """The same of a case that is looked at already."""
    policy, case = world.policy, world.case
    ill_formed = well_formed(policy, case)
    if ill_formed:
        return ill_formed
    assumptions = policy.assumptions.values()
    broken = (one.name for one in assumptions if not holds(world, one.formula, {}))
    return (*broken_functions(policy, case), *broken)


# --------------------------------------------------------------------------- norms


def applicable_instances(world: World, norm: Norm) -> tuple[Instance, ...]:
    """The instances for which the act is the norm's and its conditions hold for some things."""
    if norm.id not in world.applicable:
        found = (
            tuple(env[parameter.name] for parameter in norm.parameters)
            for match in done_as(world, norm.bearer, norm.act)
            for env in assignments(world, norm.parameters, match)
            if _some(world, norm.locals, norm.conditions, env)
        )
        world.applicable[norm.id] = tuple(dict.fromkeys(found))
    return world.applicable[norm.id]


def _some(
    world: World,
    variables: tuple[Variable, ...],
    conditions: tuple[Condition, ...],
    env: Environment,
) -> bool:
    """Whether there are things for the variables with which all conditions hold."""
    return any(
        all(holds(world, condition.formula, full) for condition in conditions)
        for full in assignments(world, variables, env)
    )


def evaluated(world: World, column: LawRegime, without: frozenset[str] = frozenset()) -> Evaluation:
    """The same of a case that is looked at already; `without`: as if these norms were not there."""
    policy = world.policy
    speaking = (
        norm
        for norm in world.spoken_to
        if policy.speaks_in(norm, column) and norm.id not in without
    )
    applicable = {
        norm.id: found for norm in speaking if (found := applicable_instances(world, norm))
    }
    live: dict[str, tuple[Instance, ...]] = {}
    for norm_id in policy.attackers_first[column]:
        if norm_id in applicable:
            live[norm_id] = tuple(
                instance
                for instance in applicable[norm_id]
                if not _defeaters(policy, column, live, norm_id, instance)
            )
    defeated = tuple(
        (norm_id, instance, _defeaters(policy, column, live, norm_id, instance))
        for norm_id, instance in _listed(applicable, applicable)
        if instance not in live[norm_id]
    )
    positions = _positions(policy.norms[norm_id] for norm_id in live if live[norm_id])
    return Evaluation(
        positions,
        positions.verdict,
        _listed(applicable, applicable),
        _listed(live, applicable),
        defeated,
    )


def _listed(
    instances: Mapping[str, tuple[Instance, ...]], order: Iterable[str]
) -> tuple[tuple[str, Instance], ...]:
    return tuple((norm_id, instance) for norm_id in order for instance in instances[norm_id])


def _defeaters(
    policy: Policy,
    column: LawRegime,
    live: Mapping[str, tuple[Instance, ...]],
    norm_id: str,
    instance: Instance,
) -> tuple[tuple[str, Instance], ...]:
    """The live instances of attackers that agree with an instance of the norm that they attack."""
    found = (
        (attack.attacker, attacking)
        for attack in policy.attacks_on(norm_id, column)
        for attacking in live.get(attack.attacker, ())
        if _agree(policy, attack, attacking, instance)
    )
    return tuple(dict.fromkeys(found))


def _agree(policy: Policy, attack: Attack, attacking: Instance, attacked: Instance) -> bool:
    """Whether two instances have the same thing in each pair of parameters that is mapped."""
    attacker = policy.norms[attack.attacker].parameters
    target = policy.norms[attack.target].parameters
    return all(
        attacking[attacker.index(own)] == attacked[target.index(other)]
        for own, other in attack.mapping
    )


def _positions(live: Iterable[Norm]) -> Positions:
    """The modalities of the live norms; a duty to do some act of a description is kept apart, since
    it obliges to no particular act."""
    given: set[Modality | None] = set()
    choice = False
    for norm in live:
        if norm.modality is Modality.OBLIGED and norm.is_choice:
            choice = True
        else:
            given.add(norm.modality)
    return Positions(
        obliged=Modality.OBLIGED in given,
        forbidden=Modality.FORBIDDEN in given,
        permitted=Modality.PERMITTED in given,
        exempt=Modality.EXEMPT in given,
        choice=choice,
    )
