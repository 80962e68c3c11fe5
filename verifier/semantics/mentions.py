"""What formulas speak of: a policy and formulas go in; the borders that they draw on numbers and
days, and the facts on which they depend, come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from verifier.model import (
    EARLIEST_DAY,
    LATEST_DAY,
    ActDay,
    All,
    Any,
    AttributeOf,
    CalendarDay,
    CalendarUnit,
    Compare,
    Counted,
    Defined,
    Every,
    FactKey,
    Formula,
    Holds,
    Measure,
    Not,
    NumberType,
    Policy,
    Some,
    measures_in,
)
from verifier.semantics.calendar_days import counted_day, first_and_last_start
from verifier.semantics.world import Environment, World, assignments, matched, name_of

FEW = 8
"""A range of at most this many numbers is tried whole."""


@dataclass(frozen=True)
class BorderValues:
    """The values that a number not known takes (by attribute) and the days that a day takes."""

    numbers: Mapping[str, Sequence[int]] = field(default_factory=dict)
    days: Sequence[int] = ()


def candidates(policy: Policy, givens: Sequence[Formula] = ()) -> BorderValues:
    """For each number its whole range where that is small, else each constant that it is compared
    with, the neighbours of these, and the ends of the range. For days the same, without the ends;
    days that are only compared with one another start from an arbitrary day. Where days are counted
    by the calendar, also those counted from such days, and those from which these are counted."""
    borders = list(_borders(policy, givens))
    numbers = {
        attribute.id: _around(
            (border for measure, border in borders if measure == attribute.id),
            attribute.type.least,
            attribute.type.most,
        )
        for attribute in policy.attributes.values()
        if isinstance(attribute.type, NumberType)
    }
    counted = tuple(dict.fromkeys(_counted(policy, givens)))
    return BorderValues(numbers, _days([day for what, day in borders if what == DAY], counted))


DAY = "day"
SOME_DAY = 739_617  # 2026-01-01; where no constant fixes a day, differences alone count


def _days(borders: list[int], counted: Sequence[tuple[int, CalendarUnit]]) -> tuple[int, ...]:
    """A border far from every calendar day is a distance: it counts from the other days."""
    fixed = {day for day in borders if EARLIEST_DAY <= day <= LATEST_DAY} or {SOME_DAY}
    apart = {distance for distance in borders if abs(distance) < EARLIEST_DAY}
    reached = fixed | {day + distance for day in fixed for distance in apart}
    by_calendar = {
        other
        for day in reached
        for counting in counted
        for other in (counted_day(day, *counting), *first_and_last_start(day, *counting))
    }
    near = {day + step for day in reached | by_calendar for step in (-1, 0, 1)}
    return tuple(sorted(day for day in near if EARLIEST_DAY <= day <= LATEST_DAY))


def _around(borders: Iterable[int], least: int, most: int) -> tuple[int, ...]:
    if most - least < FEW:
        return tuple(range(least, most + 1))
    near = {border + step for border in borders for step in (-1, 0, 1)}
    return tuple(sorted({least, most} | {value for value in near if least <= value <= most}))


def _borders(policy: Policy, givens: Sequence[Formula]) -> Iterator[tuple[str, int]]:
    """Each constant with the attribute (or "day") that some comparison holds against it, and each
    last day of a duty."""
    for norm in policy.norms.values():
        for last in norm.window.latest if norm.window else ():
            yield DAY, last.constant
    for formula in parts_within((*formulas_of(policy), *givens)):
        if isinstance(formula, Compare):
            constant = formula.right.constant - formula.left.constant
            for factor, measure in (*formula.left.terms, *formula.right.terms):
                for border in {constant // factor, -constant // factor}:
                    yield _measured(measure), border
                yield from _shifts(measure)


def _shifts(measure: Measure) -> Iterator[tuple[str, int]]:
    """The days that are added to a day before the calendar counts from it."""
    if isinstance(measure, CalendarDay):
        shift = measure.start.constant
        yield from ((DAY, shift), (DAY, -shift))
        for _, inner in measure.start.terms:
            yield from _shifts(inner)


def _counted(policy: Policy, givens: Sequence[Formula]) -> Iterator[tuple[int, CalendarUnit]]:
    """How days are counted by the calendar in some comparison."""
    for formula in parts_within((*formulas_of(policy), *givens)):
        if isinstance(formula, Compare):
            for _, measure in (*formula.left.terms, *formula.right.terms):
                yield from _countings(measure)


def _countings(measure: Measure) -> Iterator[tuple[int, CalendarUnit]]:
    if isinstance(measure, CalendarDay):
        yield measure.count, measure.unit
        for _, inner in measure.start.terms:
            yield from _countings(inner)


def _measured(measure: Measure) -> str:
    return measure.attribute if isinstance(measure, AttributeOf) else DAY


def speaks_of_the_day(policy: Policy, givens: Sequence[Formula]) -> bool:
    """Whether some condition of the policy, or some given, speaks of the day of the act, or a duty
    has a last day."""
    return any(norm.window and norm.window.latest for norm in policy.norms.values()) or any(
        isinstance(measure, ActDay)
        for formula in parts_within((*formulas_of(policy), *givens))
        if isinstance(formula, Compare)
        for measure in measures_in(formula.left, formula.right)
    )


def formulas_of(policy: Policy) -> Iterator[Formula]:
    """Every condition that bears on a verdict or on whether a case can happen."""
    yield from (definition.condition for definition in policy.definitions.values())
    yield from (rule.condition for rule in policy.counts_as)
    yield from (assumption.formula for assumption in policy.assumptions.values())
    for norm in policy.norms.values():
        yield from (condition.formula for condition in norm.conditions)


def parts_within(formulas: Iterable[Formula]) -> Iterator[Formula]:
    """The formulas and all formulas inside them."""
    for formula in formulas:
        yield formula
        match formula:
            case Not(body) | Some(_, body) | Every(_, body) | Counted(_, _, _, body):
                yield from parts_within((body,))
            case All(parts) | Any(parts):
                yield from parts_within(parts)
            case _:
                pass


def facts_under(world: World, formula: Formula, env: Environment) -> frozenset[FactKey]:
    """The facts that the truth of a formula may depend on, among the things of a world."""
    found: set[FactKey] = set()
    read: set[tuple[str, tuple[str, ...]]] = set()
    left: list[tuple[Formula, Environment]] = [(formula, env)]
    while left:
        part, at = left.pop()
        match part:
            case Holds(fact, terms):
                found.add((fact, tuple(name_of(term, at) for term in terms)))
            case Not(body):
                left.append((body, at))
            case All(parts) | Any(parts):
                left.extend((one, at) for one in parts)
            case Some(variable, body) | Every(variable, body) | Counted(_, _, variable, body):
                left.extend((body, full) for full in assignments(world, (variable,), at))
            case Defined(definition, terms):
                things = tuple(name_of(term, at) for term in terms)
                if (definition, things) not in read:  # what is defined is looked into once
                    read.add((definition, things))
                    defined = world.policy.definitions[definition]
                    own = matched(world, defined.parameters, things, {})
                    left.extend([] if own is None else [(defined.condition, own)])
            case _:
                pass
    return frozenset(found)
