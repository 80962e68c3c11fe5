"""What the cases of a policy file show: which clauses are at work in one, and which exceptions and
priorities decide one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from verifier.checks.support.check_context import CheckContext
from verifier.encoding import TRUE_ASK, Query
from verifier.model import (
    ORDINARY_DAY,
    All,
    Asking,
    Attack,
    AttributeOf,
    Case,
    CaseExample,
    Compare,
    EventDay,
    FactKey,
    Formula,
    Holds,
    LawRegime,
    ListType,
    Named,
    Policy,
    Quantity,
    Readings,
    ValueIs,
    ValueKey,
    ordinary_value,
)
from verifier.semantics import (
    Evaluation,
    World,
    admissible,
    applicable,
    evaluated,
    holds,
    kinds_of,
)
from verifier.solver import Found


@dataclass(frozen=True)
class Target:
    """What a case can show: a norm at work; or an exception, a disapplication or a priority that
    decides."""

    norm: str
    attack: Attack | None = None


def targets(context: CheckContext) -> tuple[Target, ...]:
    """Everything in the policy's own clauses that some case should show, in file order."""
    policy = context.policy
    own = [n for n in policy.norms.values() if n.layer == 0 and n.id not in context.causes]
    found = [Target(norm.id) for norm in own]
    found += [
        Target(attack.attacker, attack)
        for attack in policy.attacks
        if attack.ground == "priority" and not {attack.attacker, attack.target} & context.causes
    ]
    return tuple(found)


def untested(context: CheckContext) -> tuple[Target, ...]:
    """The targets that no case with an expectation shows, under the readings that it expects."""
    left = dict.fromkeys(targets(context))
    for example in context.policy.cases.values():
        for asking in example.askings:
            for readings in readings_expected(context, asking):
                if not left:
                    return ()
                case = completed(context, example, asking, readings)
                if case is not None:
                    for target in tuple(shown(context.policy, case, readings, left)):
                        del left[target]
    return tuple(left)


def readings_expected(context: CheckContext, asking: Asking) -> Iterator[Readings]:
    """The readings under which something is expected."""
    seen: list[Readings] = []
    for expectation in asking.expectations:
        readings = {**context.plain, **dict(expectation.readings)}
        if readings not in seen:
            seen.append(readings)
            yield readings


def shown(
    policy: Policy, case: Case, readings: Readings, wanted: Iterable[Target]
) -> Iterator[Target]:
    """Which of the targets the case shows."""
    world = World(policy, case, readings)
    near = [one for one in wanted if applicable(world, policy.norms[one.norm])]
    if near:
        found = evaluated(world, LawRegime.ALONE)
        live = {name for name, _ in found.live}
        for target in near:
            if target.norm in live and (_is_norm(policy, target) or _decides(world, target, found)):
                yield target


def _is_norm(policy: Policy, target: Target) -> bool:
    return target.attack is None and policy.norms[target.norm].modality is not None


def _decides(world: World, target: Target, found: Evaluation) -> bool:
    """Whether the verdict would be another without the exception, disapplication or priority."""
    if target.attack is None:
        without = evaluated(world, LawRegime.ALONE, frozenset({target.norm}))
    else:
        attacks = tuple(attack for attack in world.policy.attacks if attack != target.attack)
        changed = replace(world.policy, attacks=attacks)
        # What is applicable does not depend on what attacks it.
        without = evaluated(replace(world, policy=changed), LawRegime.ALONE)
    return without.verdict is not found.verdict


# --------------------------------------------------------------------------- one completion


def completed(
    context: CheckContext, example: CaseExample, asking: Asking, readings: Readings
) -> Case | None:
    """One total case that the given one can be: nothing more is so and what is open is ordinary,
    where that can be; else one that the solver finds."""
    case = _as_given(context.policy, example, asking)
    world = World(context.policy, case, readings)
    given = (holds(world, one.formula, {}) for one in example.givens)
    if not admissible(context.policy, case, readings) and all(given):
        return case
    query = Query(asking.act.act, TRUE_ASK)
    found = context.solver.given.witness(example, asking.act, query, readings)
    return found.case if isinstance(found, Found) else None


def _as_given(policy: Policy, example: CaseExample, asking: Asking) -> Case:
    """The case in which what is given outright is so, and nothing else."""
    stated = [part for given in example.givens for part in _parts(given.formula)]
    facts: set[FactKey] = set()
    days: dict[FactKey, int] = {}
    values: dict[ValueKey, str | int] = dict(_ordinary(policy, example))
    for formula in stated:
        match formula:
            case Holds(fact, terms):
                facts.add((fact, tuple(term.name for term in terms)))
            case ValueIs(attribute, Named(thing), members):
                kind = policy.attributes[attribute].type
                assert isinstance(kind, ListType)
                values[attribute, thing] = next(v for v in kind.values if v in members)
            case Compare(
                "=",
                Quantity(((1, AttributeOf(attribute, Named(thing))),), 0),
                Quantity((), number),
            ):
                values[attribute, thing] = number
            case Compare("=", Quantity(((1, EventDay(event, terms)),), 0), Quantity((), day)):
                days[event, tuple(term.name for term in terms)] = day
            case _:
                pass
    events = (key for key in facts if policy.facts[key[0]].event)
    act = asking.act
    act = replace(act, day=ORDINARY_DAY if act.day is None else act.day)
    dated = {key: days.get(key, ORDINARY_DAY) for key in events}
    return Case(example.things, frozenset(facts), values, dated, act)


def _parts(formula: Formula) -> Iterator[Formula]:
    if isinstance(formula, All):
        for part in formula.parts:
            yield from _parts(part)
    else:
        yield formula


def _ordinary(policy: Policy, example: CaseExample) -> Mapping[ValueKey, str | int]:
    kinds = kinds_of(policy, example.things)
    return {
        (attribute.id, name): ordinary_value(policy, attribute.id)
        for attribute in policy.attributes.values()
        for name, known in kinds.items()
        if attribute.kind in known
    }
