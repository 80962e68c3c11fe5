"""Numbers, money and days over a universe (language reference, section 5): a comparison goes in;
the proposition that it holds comes out, of sums that are at most so much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from verifier.encoding.angles import ResolvedAngle
from verifier.encoding.grounding import Choices, Grounding, Slot
from verifier.encoding.propositions import Expansion, VariablePlaces, chosen_by, over
from verifier.model import ActDay, AttributeOf, Compare, EventDay, Measure, measure_terms


def comparison_holds(comparison: Compare, scope: VariablePlaces) -> Expansion:
    """Section 5: two quantities of one unit compare as it says."""
    operator, left, right = comparison.operator, comparison.left, comparison.right
    difference = (*left.terms, *((-factor, measure) for factor, measure in right.terms))
    terms = [term for _, measure in difference for term in measure_terms(measure)]
    chosen = chosen_by(terms, scope)
    constant = left.constant - right.constant

    def compare(grounding: Grounding, choices: Choices, _: ResolvedAngle) -> int:
        return over(
            grounding,
            chosen(choices),
            lambda slots: against_zero(grounding, operator, _factors(difference, slots), constant),
        )

    return compare


def _factors(
    difference: Iterable[tuple[int, Measure]], slots: tuple[Slot, ...]
) -> Mapping[tuple[object, ...], int]:
    """How often each number counts."""
    factors: dict[tuple[object, ...], int] = {}
    rest = list(slots)
    for factor, measure in difference:
        match measure:
            case AttributeOf(attribute, _):
                number: tuple[object, ...] = ("number", attribute, rest.pop(0))
            case EventDay(event, terms):
                number = ("day", event, tuple(rest[: len(terms)]))
                del rest[: len(terms)]
            case ActDay():
                number = ("act day",)
            case _:
                assert_never(measure)
        factors[number] = factors.get(number, 0) + factor
    return factors


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
