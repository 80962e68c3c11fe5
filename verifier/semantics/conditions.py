"""Which conditions are true in a case, and under which descriptions its act falls: a case under one
reading goes in, with a formula or a description; its truth, or the things in the roles, come out.

The two rest on each other: a condition may say what the act is, and what an act counts as may have
a condition. Neither runs in a circle, for definitions and `counts as` do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from verifier.model import (
    ActIs,
    ActPattern,
    All,
    Any,
    Compare,
    Counted,
    CountsAs,
    Defined,
    Every,
    Formula,
    Holds,
    Not,
    OfKind,
    Reads,
    Same,
    Some,
    Term,
    ValueIs,
)
from verifier.semantics.quantities import compares, comparison_holds
from verifier.semantics.world import (
    Environment,
    World,
    assignments,
    each_of,
    matched,
    name_of,
    names_of,
)

# --------------------------------------------------------------------------- truth


def holds(world: World, formula: Formula, env: Environment) -> bool:
    """Section 4: a condition is true when its free variables stand for the things in `env`."""
    match formula:
        case Holds(fact, terms):
            return (fact, names_of(terms, env)) in world.case.facts
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
            return any(holds(world, body, full) for full in each_of(world, variable, env))
        case Every(variable, body):
            return all(holds(world, body, full) for full in each_of(world, variable, env))
        case Counted(operator, number, variable, body):
            things = sum(holds(world, body, full) for full in each_of(world, variable, env))
            return compares(operator, things, number)
        case Same(left, right):
            return name_of(left, env) == name_of(right, env)
        case OfKind(term, kind):
            return world.is_of(name_of(term, env), kind)
        case Compare():
            return comparison_holds(world, formula, env)
        case Defined():
            return defined_holds(world, formula, env)
        case ActIs():
            return act_falls_under(world, formula, env)
        case _:
            assert_never(formula)


def defined_holds(world: World, sentence: Defined, env: Environment) -> bool:
    """Section 2, Defined sentences: it is true of things of its parameters' kinds for which its
    condition is."""
    things = names_of(sentence.terms, env)
    key = (sentence.definition, things)
    if key not in world.defined:
        definition = world.policy.definitions[sentence.definition]
        own = matched(world, definition.parameters, things, {})
        world.defined[key] = own is not None and holds(world, definition.condition, own)
    return world.defined[key]


def act_falls_under(world: World, sentence: ActIs, env: Environment) -> bool:
    """Section 4, `the act is to …`: the act in question, done by the agent that is named, falls
    under the description with these things."""
    agent, act = sentence.agent, world.case.act
    if agent is not None and name_of(agent, env) != act.agent:
        return False
    return names_of(sentence.terms, env) in falls_under(world, sentence.act)


# --------------------------------------------------------------------------- the act in question


def falls_under(world: World, act: str) -> frozenset[tuple[str, ...]]:
    """Section 16, When a norm speaks: the things with which the act in question falls under a
    description: those in its roles where it is its primary description, and those of all that
    counts as it."""
    if act not in world.under:
        done = world.case.act
        found = {done.things} if done.act == act else set()
        for rule in world.policy.counts_as:
            if rule.target == act:
                found.update(counted_as(world, rule))
        world.under[act] = frozenset(found)
    return world.under[act]


def counted_as(world: World, rule: CountsAs) -> Iterator[tuple[str, ...]]:
    """Section 2, Acts: the things that one `counts as` gives its target; its own variables give it
    several."""
    holes = world.policy.acts[rule.target].holes
    for source in falls_under(world, rule.source):
        match = matched(world, rule.source_terms, source, {})
        for env in () if match is None else assignments(world, rule.variables, match):
            things = names_of(rule.target_terms, env)
            fits = all(world.is_of(t, hole.kind) for t, hole in zip(things, holes, strict=True))
            if fits and holds(world, rule.condition, env):
                yield things


def done_as(world: World, bearer: Term | None, act: ActPattern | None) -> Iterator[Environment]:
    """Section 16, When a norm speaks: the ways in which the act in question is done by `bearer` and
    falls under `act`, so far as these are given: what their variables stand for."""
    by = done_by(world, bearer)
    if by is None:
        return
    if act is None:
        yield by
        return
    for things in sorted(falls_under(world, act.act)):
        match = matched(world, act.terms, things, by)
        if match is not None:
            yield match


def done_by(world: World, bearer: Term | None) -> Environment | None:
    """Section 16, When a norm speaks: what the bearer stands for where it is the agent; none where
    it is not."""
    return {} if bearer is None else matched(world, (bearer,), (world.case.act.agent,), {})
