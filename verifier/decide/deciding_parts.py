"""Conditions taken apart: a formula that is true (or false) of a total case goes in; the smallest
parts that make it so come out, and of defined sentences the facts that they come from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from verifier.decide.known_facts import is_dated
from verifier.model import (
    All,
    Any,
    Compare,
    Counted,
    Defined,
    Formula,
    Holds,
    Named,
    Norm,
    Not,
    Policy,
    Reads,
    Some,
    ValueIs,
    substitute,
)
from verifier.semantics import Environment, World, holds


def grounded(formula: Formula, norm: Norm, env: Environment) -> Formula:
    """A condition of a norm about the things of the case, by name."""
    variables = (*norm.parameters, *norm.locals)
    return substitute(formula, {v: Named(env[v.name]) for v in variables if v.name in env})


def negated(formula: Formula) -> Formula:
    return formula.body if isinstance(formula, Not) else Not(formula)


def true_parts(world: World, formula: Formula) -> tuple[Formula, ...]:
    """The smallest parts that make a true formula true."""
    match formula:
        case All(parts) if len(parts) > 1 and all(_timed(world.policy, part) for part in parts):
            return (formula,)
        case All(parts):
            return tuple(one for part in parts for one in true_parts(world, part))
        case Any(parts):
            return true_parts(world, next(part for part in parts if holds(world, part, {})))
        case Not(Any(parts)):
            return tuple(one for part in parts for one in true_parts(world, Not(part)))
        case Not(Not(body)):
            return true_parts(world, body)
        case Some(variable, body):
            named = (substitute(body, {variable: Named(n)}) for n in world.of_kind(variable.kind))
            return true_parts(world, next(one for one in named if holds(world, one, {})))
        case Counted(">=", number, variable, body):
            named = (substitute(body, {variable: Named(n)}) for n in world.of_kind(variable.kind))
            true = islice((one for one in named if holds(world, one, {})), number)
            return tuple(part for one in true for part in true_parts(world, one))
        case _:
            return (formula,)


def _timed(policy: Policy, formula: Formula) -> bool:
    """Whether a formula speaks of days or amounts alone, so that it is told together with others:
    `within 30 days of the day …`."""
    return isinstance(formula, Compare) or (
        isinstance(formula, Holds) and policy.facts[formula.fact].event
    )


def false_parts(world: World, formula: Formula) -> tuple[Formula, ...]:
    """The parts of a false formula that make it false: of several that must hold, those that do
    not; of alternatives, those that fail by more than a reading, as one."""
    match formula:
        case All(parts):
            said = (part for part in parts if _dated(world, part))
            failing = (part for part in said if not holds(world, part, {}))
            return tuple(one for part in failing for one in false_parts(world, part))
        case Any(parts):
            read = tuple(part for part in parts if not _misread(world, part)) or parts
            return false_parts(world, read[0]) if len(read) == 1 else (Any(read),)
        case Not(Any(parts)):
            holding = (part for part in parts if holds(world, part, {}))
            return tuple(one for part in holding for one in false_parts(world, Not(part)))
        case Not(Not(body)):
            return false_parts(world, body)
        case _:
            return (formula,)


def _misread(world: World, formula: Formula) -> bool:
    """Whether a formula fails already by how the text is read."""
    match formula:
        case Reads():
            return not holds(world, formula, {})
        case Not(Reads()):
            return not holds(world, formula, {})
        case All(parts):
            return any(_misread(world, part) for part in parts)
        case Any(parts):
            return all(_misread(world, part) for part in parts)
        case _:
            return False


def facts_of(world: World, formula: Formula, read: set[Formula] | None = None) -> Iterator[Formula]:
    """The facts that make a defined sentence true or false, taken apart down to what is declared:
    of alternatives that fail, one fact of each. How the text is read is left aside. `read`: what
    was taken apart already, for everything is once."""
    read = set() if read is None else read
    if formula in read:
        return
    read.add(formula)
    match formula:
        case Defined():
            inner = true_parts(world, _condition(world.policy, formula))
        case Not(Defined() as defined):
            failing = _enough_to_fail(world, _condition(world.policy, defined))
            inner = tuple(negated(part) for part in failing)
        case Holds() | ValueIs() | Compare() | Not(Holds() | ValueIs() | Compare()):
            yield formula
            return
        case _:
            return
    for part in inner:
        yield from facts_of(world, part, read)


def _enough_to_fail(world: World, formula: Formula) -> tuple[Formula, ...]:
    """Parts of a false formula that make it false: all that fail of what must hold together, one of
    each alternative."""
    found: list[Formula] = []
    for part in false_parts(world, formula):
        if isinstance(part, Any) and part.parts:
            found += [first for one in part.parts for first in _enough_to_fail(world, one)[:1]]
        else:
            found.append(part)
    return tuple(found)


def _condition(policy: Policy, defined: Defined) -> Formula:
    """What a defined sentence says of these things."""
    definition = policy.definitions[defined.definition]
    binding = dict(zip(definition.parameters, defined.terms, strict=True))
    return substitute(definition.condition, binding)


def _dated(world: World, formula: Formula) -> bool:
    """Whether there is a day for each event that is compared; where there is none, that the event
    has not happened is told by itself."""
    return not isinstance(formula, Compare) or is_dated(world.case, formula)
