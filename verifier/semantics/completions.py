"""A partly known case, completed: the things, what is given and some readings go in; every total
case that it may be, under every reading that it may have, comes out.

Numbers and days take the values of `BorderValues`. Nothing is missed where these have a value at,
and on either side of, every border that the policy draws; `candidates` ensures that where no
comparison has two open measures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Literal

from verifier.model import (
    ActInQuestion,
    All,
    Asking,
    Attribute,
    Case,
    CaseExample,
    Fact,
    FactKey,
    Formula,
    Holds,
    ListType,
    Not,
    NumberType,
    Policy,
    Readings,
    Reads,
    Thing,
    ValueIs,
    ValueKey,
)
from verifier.semantics.conditions import holds
from verifier.semantics.evaluate import admissible
from verifier.semantics.mentions import BorderValues, facts_under, speaks_of_the_day
from verifier.semantics.well_formed import can_hold_of, kinds_of
from verifier.semantics.world import World, name_of


@dataclass(frozen=True)
class PartlyKnown:
    """A case of which only `givens` (closed formulas) and `readings` are known.

    There are no things but `things` and the named parties. `closed`: a fact on which no given
    depends does not hold. An act without a day has an open day, where a condition speaks of it."""

    things: tuple[Thing, ...]
    act: ActInQuestion
    givens: tuple[Formula, ...] = ()
    closed: bool = False
    readings: Readings = field(default_factory=dict)


def known_from(example: CaseExample, asking: Asking, readings: Readings) -> PartlyKnown:
    """What a case of the policy file gives, with one of the acts that it asks about."""
    givens = tuple(given.formula for given in example.givens)
    return PartlyKnown(example.things, asking.act, givens, example.closed, readings)


@dataclass(frozen=True, order=True)
class Unknown:
    """One thing to find out (a fact, whether and when an event happened, a value, the day of the
    act) or to decide (a question)."""

    what: Literal["fact", "event", "value", "act day", "question"]
    id: str
    things: tuple[str, ...] = ()


PossibleValue = bool | int | str | None
"""What an unknown may turn out to be; for an event, the day on which it happened, or None."""


@dataclass(frozen=True)
class Completion:
    """A total case and readings that the known one may be, and how its unknowns turned out."""

    case: Case
    readings: Readings
    found: Mapping[Unknown, PossibleValue]


# --------------------------------------------------------------------------- completing


def completions(
    policy: Policy, known: PartlyKnown, candidates: BorderValues
) -> Iterator[Completion]:
    """Every admissible total case, with readings, of which all givens are true."""
    choices = choices_of(policy, known, candidates)
    for turned_out in product(*choices.values()):
        found = dict(zip(choices, turned_out, strict=True))
        case, readings = _case(known, found), _readings(found)
        world = World(policy, case, readings)
        if all(holds(world, given, {}) for given in known.givens) and not admissible(
            policy, case, readings
        ):
            yield Completion(case, readings, found)


def choices_of(
    policy: Policy, known: PartlyKnown, candidates: BorderValues
) -> dict[Unknown, tuple[PossibleValue, ...]]:
    """What each fact, value, day and question may be, in declared order; already narrowed to one
    where a given says so by itself."""
    kinds = kinds_of(policy, known.things)

    def of(kind: str) -> list[str]:
        return [name for name, known_kinds in kinds.items() if kind in known_kinds]

    found: dict[Unknown, tuple[PossibleValue, ...]] = {}
    for attribute in policy.attributes.values():
        for name in of(attribute.kind):
            found[Unknown("value", attribute.id, (name,))] = _open_value(attribute, candidates)
    for fact in policy.facts.values():
        for things in product(*(of(hole.kind) for hole in fact.holes)):
            found[_unknown(fact, things)] = _open_fact(fact, things, candidates)
    if known.act.day is None and speaks_of_the_day(policy, known.givens):
        found[ACT_DAY] = tuple(candidates.days)
    for question in policy.questions.values():
        names = tuple(reading.name for reading in question.readings)
        chosen = known.readings.get(question.name)
        found[Unknown("question", question.name)] = names if chosen is None else (chosen,)
    return _narrowed(policy, known, found)


ACT_DAY = Unknown("act day", "the day of the act")


def _unknown(fact: Fact, things: tuple[str, ...]) -> Unknown:
    return Unknown("event" if fact.event else "fact", fact.id, things)


def _narrowed(
    policy: Policy, known: PartlyKnown, choices: dict[Unknown, tuple[PossibleValue, ...]]
) -> dict[Unknown, tuple[PossibleValue, ...]]:
    """The choices that no given rules out by itself, and that a closed case leaves."""
    for given in known.givens:
        for unknown, allowed in states(policy, given):
            choices[unknown] = tuple(c for c in choices.get(unknown, ()) if allowed(c))
    if known.closed:
        stated = _depended_on(policy, known)
        for unknown in choices:
            if unknown.what in ("fact", "event") and (unknown.id, unknown.things) not in stated:
                choices[unknown] = (None,) if unknown.what == "event" else (False,)
    return choices


def states(
    policy: Policy, given: Formula
) -> Iterator[tuple[Unknown, Callable[[PossibleValue], bool]]]:
    """What a given that states one fact, value or reading leaves of the choices for it."""
    match given:
        case All(parts):
            for part in parts:
                yield from states(policy, part)
        case Not(Holds() | ValueIs() as stated):
            for unknown, allowed in states(policy, stated):
                yield unknown, _other_than(allowed)
        case Holds(fact, terms):
            things = tuple(name_of(term, {}) for term in terms)
            yield _unknown(policy.facts[fact], things), _happens
        case ValueIs(attribute, term, members):
            yield Unknown("value", attribute, (name_of(term, {}),)), members.__contains__
        case Reads(question, reading):
            yield Unknown("question", question), reading.__eq__
        case _:
            pass


def _other_than(allowed: Callable[[PossibleValue], bool]) -> Callable[[PossibleValue], bool]:
    return lambda choice: not allowed(choice)


def _happens(choice: PossibleValue) -> bool:
    return choice is not None and choice is not False


def _depended_on(policy: Policy, known: PartlyKnown) -> frozenset[FactKey]:
    """The facts on which the givens depend."""
    empty = World(policy, Case(known.things, frozenset(), {}, {}, known.act), {})
    return frozenset(key for given in known.givens for key in facts_under(empty, given, {}))


def _open_value(attribute: Attribute, candidates: BorderValues) -> tuple[PossibleValue, ...]:
    match attribute.type:
        case ListType():
            return attribute.type.values
        case NumberType():
            return tuple(candidates.numbers[attribute.id])


def _open_fact(
    fact: Fact, things: tuple[str, ...], candidates: BorderValues
) -> tuple[PossibleValue, ...]:
    if not can_hold_of(fact, things):
        return (None,) if fact.event else (False,)
    return (None, *candidates.days) if fact.event else (False, True)


def _case(known: PartlyKnown, found: Mapping[Unknown, PossibleValue]) -> Case:
    facts: set[FactKey] = set()
    values: dict[ValueKey, str | int] = {}
    days: dict[FactKey, int] = {}
    act = known.act
    for unknown, choice in found.items():
        match unknown.what, choice:
            case "value", str() | int():
                values[unknown.id, unknown.things[0]] = choice
            case "act day", int():
                act = replace(act, day=choice)
            case "event", int():
                facts.add((unknown.id, unknown.things))
                days[unknown.id, unknown.things] = choice
            case "fact", True:
                facts.add((unknown.id, unknown.things))
            case _:
                pass
    return Case(known.things, frozenset(facts), values, days, act)


def _readings(found: Mapping[Unknown, PossibleValue]) -> Readings:
    return {u.id: str(choice) for u, choice in found.items() if u.what == "question"}
