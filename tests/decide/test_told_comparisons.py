"""Comparisons of numbers are told with the units and shares of the policy, never rounded."""

from __future__ import annotations

import pytest

from tests.elaborate.test_amounts import VOCABULARY
from tests.examples.elaborated import elaborate_text
from verifier.decide.told_comparisons import ToldComparisons
from verifier.model import AttributeOf, Compare, Named, Operator, Quantity
from verifier.semantics.quantities import RELATIONS
from verifier.words import Speaker

LINES = """  when 0.50 dollars times the days late of the item is at least 5 dollars
  and the fine of the item is more than 33.33% of the fee of the item
"""
FEE, FINE, LATE = (AttributeOf(f"{n} of item", Named("I")) for n in ("fee", "fine", "days late"))


@pytest.mark.parametrize(
    ("compare", "words"),
    [
        (
            Compare(">=", Quantity(((50, LATE),), 0), Quantity((), 500)),
            "$0.50 times the days late of I is at least $5",
        ),
        (
            Compare("<", Quantity(((3_333, FEE),), 0), Quantity(((10_000, FINE),), 0)),
            "33.33% of the fee of I is less than the fine of I",
        ),
        (
            Compare("<", Quantity(((3, FINE),), 0), Quantity((), 1_000)),
            "the fine of I is less than $3.34",
        ),
    ],
)
def test_a_comparison_as_the_policy_tells_it(compare: Compare, words: str) -> None:
    policy, problems = elaborate_text(VOCABULARY + LINES)
    assert not problems
    assert policy is not None
    told = ToldComparisons(policy).told(compare)
    assert Speaker(policy).formula(told) == words


@pytest.mark.parametrize("operator", ["<", "<=", ">", ">="])
def test_a_single_number_has_the_same_borders(operator: Operator) -> None:
    policy, _ = elaborate_text(VOCABULARY)
    assert policy is not None
    for constant in range(-4, 5):
        told = ToldComparisons(policy).told(
            Compare(operator, Quantity(((3, FINE),), 0), Quantity((), constant))
        )
        for value in range(-3, 4):
            assert RELATIONS[operator](3 * value, constant) == RELATIONS[operator](
                value, told.right.constant
            )
