"""Numbers, money and days of a case (language reference, section 5): a quantity goes in, the whole
number that it comes to comes out; and whether a comparison is true."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import assert_never

from verifier.model import (
    ActDay,
    AttributeOf,
    CalendarDay,
    Compare,
    EventDay,
    Measure,
    Operator,
    Quantity,
)
from verifier.semantics.calendar_days import counted_day
from verifier.semantics.world import Environment, World, name_of, names_of

RELATIONS: Mapping[Operator, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
}


def comparison_holds(world: World, comparison: Compare, env: Environment) -> bool:
    """Section 5: two quantities of one unit compare as it says."""
    left, right = (amount_of(world, side, env) for side in (comparison.left, comparison.right))
    return compares(comparison.operator, left, right)


def compares(operator: Operator, left: int, right: int) -> bool:
    """Section 5: two whole numbers compare as it says."""
    return RELATIONS[operator](left, right)


def amount_of(world: World, quantity: Quantity, env: Environment) -> int:
    """Section 5: the whole number that a quantity comes to."""
    measured = (factor * _measured(world, measure, env) for factor, measure in quantity.terms)
    return sum(measured, quantity.constant)


def _measured(world: World, measure: Measure, env: Environment) -> int:
    match measure:
        case AttributeOf(attribute, term):
            return int(world.case.values[attribute, name_of(term, env)])
        case EventDay(event, terms):
            return world.case.days[event, names_of(terms, env)]
        case ActDay():
            if world.case.act.day is None:
                raise ValueError("the day of the act is open, and a condition speaks of it")
            return world.case.act.day
        case CalendarDay(count, unit, start):
            return counted_day(amount_of(world, start, env), count, unit)
        case _:
            assert_never(measure)
