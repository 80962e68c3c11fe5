"""One case under one reading: which conditions hold in it, and what its act counts as.

An environment gives each variable's name the name of a thing. Kinds bind: a variable, a parameter
of a definition and a role of an act only ever stand for things of their kind.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import assert_never

from verifier.model import (
    ActDay,
    ActIs,
    ActPattern,
    All,
    Any,
    AttributeOf,
    Case,
    Compare,
    CountsAs,
    Defined,
    EventDay,
    Every,
    Formula,
    Holds,
    Measure,
    Norm,
    Not,
    OfKind,
    Operator,
    Policy,
    Quantity,
    Readings,
    Reads,
    Same,
    Some,
    Term,
    ValueIs,
    Variable,
)
from verifier.semantics.well_formed import kinds_of

Environment = Mapping[str, str]
Instance = tuple[str, ...]
"""The things for the parameters of a norm, in order."""
Description = tuple[str, tuple[str, ...]]
"""An act kind's id with the things in its roles."""


@dataclass(frozen=True)
class World:
    """One case under one reading, with what was already found out about it; made anew for each
    question, so that what is remembered here depends on nothing else."""

    policy: Policy
    case: Case
    readings: Readings
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    defined: dict[Description, bool] = field(default_factory=dict)
    under: dict[str, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    applicable: dict[str, tuple[Instance, ...]] = field(default_factory=dict)

    @cached_property
    def kinds(self) -> Mapping[str, frozenset[str]]:
        return kinds_of(self.policy, self.case.things)

    @cached_property
    def spoken_to(self) -> tuple[Norm, ...]:
        """The norms, in file order, under whose description the act in question falls."""
        norms = self.policy.norms.values()
        return tuple(n for n in norms if n.act is None or falls_under(self, n.act.act))

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """The things of a kind, named parties first. There may be none."""
        if kind not in self.members:
            self.members[kind] = tuple(n for n, known in self.kinds.items() if kind in known)
        return self.members[kind]

    def is_of(self, name: str, kind: str) -> bool:
        return kind in self.kinds.get(name, ())


# --------------------------------------------------------------------------- truth


def holds(world: World, formula: Formula, env: Environment) -> bool:
    """Whether a formula is true when its free variables stand for the things in `env`."""
    match formula:
        case Holds(fact, terms):
            return (fact, _names(terms, env)) in world.case.facts
        case ValueIs(attribute, term, members):
            return world.case.values[attribute, name_of(term, env)] in members
        case Reads(question, reading):
            return world.readings[question] == reading
        case Not(body):
            return not holds(world, body, env)
        case All(parts):
            return all(holds(world, part, env) for part in parts)
        case Any(parts):
            return any(holds(world, part, env) for part in parts)
        case Some(variable, body):
            return any(holds(world, body, full) for full in _each(world, variable, env))
        case Every(variable, body):
            return all(holds(world, body, full) for full in _each(world, variable, env))
        case Defined(definition, terms):
            return _is_defined(world, definition, _names(terms, env))
        case Same(left, right):
            return name_of(left, env) == name_of(right, env)
        case OfKind(term, kind):
            return world.is_of(name_of(term, env), kind)
        case Compare(relation, left, right):
            return COMPARED[relation](amount_of(world, left, env), amount_of(world, right, env))
        case ActIs(act, terms, agent):
            done = agent is None or name_of(agent, env) == world.case.act.agent
            return done and _names(terms, env) in falls_under(world, act)
        case _:
            assert_never(formula)


COMPARED: Mapping[Operator, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
}


def name_of(term: Term, env: Environment) -> str:
    return env[term.name] if isinstance(term, Variable) else term.name


def _names(terms: tuple[Term, ...], env: Environment) -> tuple[str, ...]:
    return tuple(name_of(term, env) for term in terms)


def _each(world: World, variable: Variable, env: Environment) -> Iterator[Environment]:
    return ({**env, variable.name: thing} for thing in world.of_kind(variable.kind))


def assignments(
    world: World, variables: tuple[Variable, ...], env: Environment
) -> Iterator[Environment]:
    """The environment extended by things for those of the variables that it does not bind yet."""
    free = [variable for variable in variables if variable.name not in env]
    for things in product(*(world.of_kind(variable.kind) for variable in free)):
        yield {**env, **{v.name: thing for v, thing in zip(free, things, strict=True)}}


def _is_defined(world: World, definition: str, things: tuple[str, ...]) -> bool:
    """A defined sentence is true of things of its parameters' kinds for which its condition is."""
    if (definition, things) not in world.defined:
        defined = world.policy.definitions[definition]
        env = match_terms(world, defined.parameters, things, {})
        found = env is not None and holds(world, defined.condition, env)
        world.defined[definition, things] = found
    return world.defined[definition, things]


def amount_of(world: World, quantity: Quantity, env: Environment) -> int:
    """The whole number that a quantity comes to."""
    measured = (factor * _measured(world, measure, env) for factor, measure in quantity.terms)
    return sum(measured, quantity.constant)


def _measured(world: World, measure: Measure, env: Environment) -> int:
    match measure:
        case AttributeOf(attribute, term):
            return int(world.case.values[attribute, name_of(term, env)])
        case EventDay(event, terms):
            return world.case.days[event, _names(terms, env)]
        case ActDay():
            if world.case.act.day is None:
                raise ValueError("the day of the act is open, and a condition speaks of it")
            return world.case.act.day
        case _:
            assert_never(measure)


# --------------------------------------------------------------------------- the act


def match_terms(
    world: World, terms: Iterable[Term], things: tuple[str, ...], env: Environment
) -> Environment | None:
    """The environment in which the terms are these things; none where a party or a variable stands
    for another thing, or a thing is not of its variable's kind."""
    found = dict(env)
    for term, thing in zip(terms, things, strict=True):
        if isinstance(term, Variable):
            if not world.is_of(thing, term.kind) or found.setdefault(term.name, thing) != thing:
                return None
        elif term.name != thing:
            return None
    return found


def falls_under(world: World, act: str) -> frozenset[tuple[str, ...]]:
    """The things with which the act in question falls under a description: those in its roles where
    it is its primary description, and those of all that counts as it."""
    if act not in world.under:
        done = world.case.act
        found = {done.things} if done.act == act else set()
        for rule in world.policy.counts_as:
            if rule.target == act:
                found.update(_counted(world, rule))
        world.under[act] = frozenset(found)
    return world.under[act]


def _counted(world: World, rule: CountsAs) -> Iterator[tuple[str, ...]]:
    """The things that one `counts as` gives its target; its own variables give it several."""
    holes = world.policy.acts[rule.target].holes
    for source in falls_under(world, rule.source):
        match = match_terms(world, rule.source_terms, source, {})
        for env in () if match is None else assignments(world, rule.variables, match):
            things = _names(rule.target_terms, env)
            fits = all(world.is_of(t, hole.kind) for t, hole in zip(things, holes, strict=True))
            if fits and holds(world, rule.condition, env):
                yield things


def done_as(world: World, bearer: Term | None, act: ActPattern | None) -> Iterator[Environment]:
    """The ways in which the act in question is done by `bearer` and falls under `act`, so far as
    these are given: what their variables stand for."""
    agent = {} if bearer is None else match_terms(world, (bearer,), (world.case.act.agent,), {})
    if agent is None:
        return
    if act is None:
        yield agent
        return
    for things in sorted(falls_under(world, act.act)):
        match = match_terms(world, act.terms, things, agent)
        if match is not None:
            yield match
