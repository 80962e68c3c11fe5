"""What the norms say of the act in question: a case under one reading goes in; the norms that apply
to the act, those that are live, the positions they give it and the verdict come out.

    applicable  an instance of a norm for which the act is done by its bearer, falls under its
                pattern, and its conditions hold for some things
    live        applicable, and no live instance of an attacker agrees with it
    positions   the modalities of the live norms, and from them the verdict

An instance lists the things for a norm's parameters, in order. Live is the grounded extension of
the attacks among instances (Dung 1995): they run in no circle, so that it is the only one. An
exception undercuts what it attacks, a norm with priority rebuts it (Pollock 1987).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from verifier.model import (
    Attack,
    CaseClass,
    Condition,
    LawRegime,
    Modality,
    Norm,
    Policy,
    Positions,
    Variable,
    Verdict,
)
from verifier.semantics.conditions import done_as, falls_under, holds
from verifier.semantics.world import Environment, Instance, World, assignments


def speaks(norm: Norm, column: LawRegime) -> bool:
    """Section 10: a norm counts in a column. What the policy says alone, it says without the laws
    above it."""
    return norm.layer == 0 or column is not LawRegime.ALONE


def attacks_on(policy: Policy, norm: str, column: LawRegime) -> tuple[Attack, ...]:
    """Sections 7 and 10: the attacks on a norm that count in a column, in file order: a law
    prevails in the end only, and what does not speak attacks nothing."""
    return tuple(
        attack
        for attack in policy.attacks_by_target.get(norm, ())
        if column in attack.columns and speaks(policy.norms[attack.attacker], column)
    )


def about_the_act(world: World) -> tuple[Norm, ...]:
    """Section 16, When a norm speaks: the norms, in file order, under whose description the act in
    question falls, and those that only defeat others, whatever the act."""
    norms = world.policy.norms.values()
    return tuple(n for n in norms if n.act is None or falls_under(world, n.act.act))


def in_scope(world: World, scope: CaseClass) -> bool:
    """Section 12: the act in question and the case belong to a class of cases, for some things in
    its variables."""
    return any(
        conditions_hold(world, scope.locals, scope.conditions, env)
        for match in done_as(world, scope.bearer, scope.act)
        for env in assignments(world, scope.variables, match)
    )


def applicable(world: World, norm: Norm) -> tuple[Instance, ...]:
    """Section 16, When a norm speaks: the instances of a norm that apply: the act is done by its
    bearer and falls under its description, and its conditions are true."""
    if norm.id not in world.applicable:
        found = (
            tuple(env[parameter.name] for parameter in norm.parameters)
            for match in done_as(world, norm.bearer, norm.act)
            for env in assignments(world, norm.parameters, match)
            if conditions_hold(world, norm.locals, norm.conditions, env)
        )
        world.applicable[norm.id] = tuple(dict.fromkeys(found))
    return world.applicable[norm.id]


def conditions_hold(
    world: World,
    variables: tuple[Variable, ...],
    conditions: tuple[Condition, ...],
    env: Environment,
) -> bool:
    """Section 4: there are things for the variables with which all conditions are true."""
    return any(
        all(holds(world, condition.formula, full) for condition in conditions)
        for full in assignments(world, variables, env)
    )


def undefeated(
    world: World, column: LawRegime, without: frozenset[str] = frozenset()
) -> dict[str, tuple[Instance, ...]]:
    """Section 16, When a norm speaks: the live instances of the norms that apply to the act in
    question; `without`: as if these norms were not there."""
    return live(world.policy, column, applying(world, column, without))


def applying(
    world: World, column: LawRegime, without: frozenset[str] = frozenset()
) -> dict[str, tuple[Instance, ...]]:
    """Section 16, When a norm speaks: the norms that count in a column and apply to the act."""
    return {
        norm.id: instances
        for norm in about_the_act(world)
        if speaks(norm, column) and norm.id not in without
        if (instances := applicable(world, norm))
    }


def live(
    policy: Policy, column: LawRegime, applies: Mapping[str, tuple[Instance, ...]]
) -> dict[str, tuple[Instance, ...]]:
    """Section 16, When a norm speaks: of the instances of each norm that apply, those that nothing
    defeats. On the act, a norm is live where some instance is."""
    found: dict[str, tuple[Instance, ...]] = {}
    for norm in policy.attackers_first:
        if norm in applies:
            found[norm] = tuple(
                instance
                for instance in applies[norm]
                if live_at(policy, column, found, norm, instance)
            )
    return found


def live_at(
    policy: Policy,
    column: LawRegime,
    attackers: Mapping[str, tuple[Instance, ...]],
    norm: str,
    instance: Instance,
) -> bool:
    """Section 16, When a norm speaks: this instance, which applies, is live: of the attackers, of
    which the live instances are given, none defeats it."""
    return not defeaters(policy, column, attackers, norm, instance)


def defeaters(
    policy: Policy,
    column: LawRegime,
    live: Mapping[str, tuple[Instance, ...]],
    norm: str,
    instance: Instance,
) -> tuple[tuple[str, Instance], ...]:
    """Section 16, When a norm speaks: the live instances of attackers that agree with an instance
    of the norm that they attack. What is itself defeated defeats nothing."""
    found = (
        (attack.attacker, attacking)
        for attack in attacks_on(policy, norm, column)
        for attacking in live.get(attack.attacker, ())
        if agree(policy, attack, attacking, instance)
    )
    return tuple(dict.fromkeys(found))


def agree(policy: Policy, attack: Attack, attacking: Instance, attacked: Instance) -> bool:
    """Section 16, When a norm speaks: two instances have the same thing in each pair of parameters
    that the attack maps, so that they are about the same things."""
    attacker = policy.norms[attack.attacker].parameters
    target = policy.norms[attack.target].parameters
    return all(
        attacking[attacker.index(own)] == attacked[target.index(other)]
        for own, other in attack.mapping
    )


def positions(live: Iterable[Norm], no_way_left: bool = False, late: bool = False) -> Positions:
    """Section 16, Verdicts: the modalities of the live norms; a duty to do some act of a
    description is kept apart, since it obliges to no particular act."""
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
        no_way_left=no_way_left,
        late=late,
    )


def verdict(found: Positions) -> Verdict:
    """Section 16, Verdicts: the first line of the table that fits the positions."""
    if found.no_way_left:
        return Verdict.DILEMMA
    if (found.forbidden and found.permitted) or (found.obliged and found.exempt):
        return Verdict.ANTINOMY
    if found.forbidden:
        return Verdict.PROHIBITED
    if found.obliged:
        return Verdict.LATE if found.late else Verdict.OBLIGED
    if found.permitted and found.exempt:
        return Verdict.FREE
    if found.exempt:
        return Verdict.EXEMPT
    if found.choice:
        return Verdict.LATE if found.late else Verdict.OBLIGED
    if found.permitted:
        return Verdict.PERMITTED
    return Verdict.SILENT
