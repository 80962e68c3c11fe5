"""Comparisons of numbers as the policy tells them: a condition on numbers, as the solver has it,
goes in; the comparison with the policy's own scale and unit comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from verifier.model import (
    ActDay,
    AttributeOf,
    CalendarDay,
    Compare,
    EventDay,
    Measure,
    Policy,
    Quantity,
    Unit,
)
from verifier.semantics import formulas_of, parts_within

Sides = tuple[tuple[str, int], ...]
"""How often each measure counts in a comparison, whatever its things are."""


class ToldComparisons:
    """The scales and units of the comparisons that a policy makes."""

    def __init__(self, policy: Policy) -> None:
        self._known: Mapping[Sides, tuple[int, Unit | None]] = {
            _sides(formula): (formula.scale, formula.unit)
            for formula in parts_within(formulas_of(policy))
            if isinstance(formula, Compare) and (formula.scale > 1 or formula.unit is not None)
        }

    def told(self, compare: Compare) -> Compare:
        """The comparison as the policy tells it; one of a single number that the policy does not
        make so, of that number itself."""
        scale, unit = self._known.get(_sides(compare), (1, None))
        if compare.right.constant % scale == 0 and (scale > 1 or unit is not None):
            return replace(compare, scale=scale, unit=unit)
        return _plainly(compare)


def _plainly(compare: Compare) -> Compare:
    """`50 times the days are at least 501`: the days are at least 11."""
    if len(compare.left.terms) != 1 or compare.right.terms or compare.left.constant:
        return compare
    ((factor, measure),) = compare.left.terms
    constant = compare.right.constant
    if compare.operator in ("<", ">="):
        border = -(-constant // factor)
    else:
        border = constant // factor
    left, right = Quantity(((1, measure),), 0), Quantity((), border)
    return replace(compare, left=left, right=right) if factor > 0 else compare


def _sides(compare: Compare) -> Sides:
    terms = (*compare.left.terms, *((-factor, m) for factor, m in compare.right.terms))
    found = sorted((_name(measure), factor) for factor, measure in terms)
    turned = sorted((name, -factor) for name, factor in found)
    return tuple(max(found, turned))


def _name(measure: Measure) -> str:
    match measure:
        case AttributeOf(attribute, _):
            return attribute
        case EventDay(event, _):
            return event
        case CalendarDay(count, unit, start):
            parts = sorted(f"{factor} {_name(inner)}" for factor, inner in start.terms)
            return " ".join((f"{count} {unit}", *parts, str(start.constant)))
        case ActDay():
            return ""
