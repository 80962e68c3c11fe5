"""Numbers, money and days over a universe (language reference, section 5): a comparison goes in;
the proposition that it holds comes out, of sums that are at most so much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from verifier.encoding.angles import ResolvedAngle
from verifier.encoding.calendar_days import counted_day
from verifier.encoding.circuit import AtomKey
from verifier.encoding.counted_days import counted_key
from verifier.encoding.grounding import Choices, Grounding, Slot
from verifier.encoding.propositions import Expansion, VariablePlaces, chosen_by, over
from verifier.model import (
    ActDay,
    AttributeOf,
    CalendarDay,
    Compare,
    EventDay,
    Measure,
    measure_terms,
)


def comparison_holds(comparison: Compare, scope: VariablePlaces) -> Expansion:
    """Section 5: two quantities of one unit compare as it says."""
    operator, left, right = comparison.operator, comparison.left, comparison.right
    difference = (*left.terms, *((-factor, measure) for factor, measure in right.terms))
    terms = [term for _, measure in difference for term in measure_terms(measure)]
    chosen = chosen_by(terms, scope)
    constant = left.constant - right.constant

    def compared(grounding: Grounding, slots: tuple[Slot, ...]) -> int:
        factors, further = _summed(difference, list(slots))
        return against_zero(grounding, operator, factors, constant + further)

    def compare(grounding: Grounding, choices: Choices, _: ResolvedAngle) -> int:
        return over(grounding, chosen(choices), lambda slots: compared(grounding, slots))

    return compare


def _summed(
    terms: Iterable[tuple[int, Measure]], slots: list[Slot]
) -> tuple[Mapping[AtomKey, int], int]:
    """How often each number counts, and what is added to them; the slots are used up in order."""
    factors: dict[AtomKey, int] = {}
    constant = 0
    for factor, measure in terms:
        number = _number(measure, slots)
        if isinstance(number, int):
            constant += factor * number
        else:
            factors[number] = factors.get(number, 0) + factor
    return factors, constant


def _number(measure: Measure, slots: list[Slot]) -> AtomKey | int:
    """The number of a measure; a day that is counted from one that is known is known."""
    match measure:
        case AttributeOf(attribute, _):
            return ("number", attribute, slots.pop(0))
        case EventDay(event, terms):
            own = tuple(slots[: len(terms)])
            del slots[: len(terms)]
            return ("day", event, own)
        case ActDay():
            return ("act day",)
        case CalendarDay(count, unit, start):
            summed, constant = _summed(start.terms, slots)
            kept = tuple(sorted((number, factor) for number, factor in summed.items() if factor))
            constant += start.constant
            if not kept:
                return counted_day(constant, count, unit)
            return counted_key(count, unit, kept, constant)
        case _:
            assert_never(measure)


def against_zero(
    grounding: Grounding, operator: str, factors: Mapping[tuple[object, ...], int], constant: int
) -> int:
    """How the sum of factor times number, plus the constant, compares with 0."""
    minus = {number: -factor for number, factor in factors.items()}
    match operator:
        case "<=":
            return grounding.at_most(factors, constant)
        case "<":
            return grounding.at_most(factors, constant + 1)
        case ">=":
            return grounding.at_most(minus, -constant)
        case ">":
            return grounding.at_most(minus, 1 - constant)
        case "=":
            return grounding.circuit.both(
                (grounding.at_most(factors, constant), grounding.at_most(minus, -constant))
            )
        case "!=":
            return -against_zero(grounding, "=", factors, constant)
        case _:
            raise ValueError(f"no such comparison: {operator}")
