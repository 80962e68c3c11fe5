"""Shares and multiples of amounts: what they say, exactly, and what is refused."""

from __future__ import annotations

import pytest

from tests.examples.elaborated import elaborate_text
from verifier.diagnostics import Problem
from verifier.model import AttributeOf, Compare, Formula, Quantity, Unit, Variable

VOCABULARY = """policy fees "Fees"

party the Library "the Library"
kind item
  fee is an amount of money
  fine is an amount of money
  days late is a duration
  copies is a number
  weight is a number of grams
  rate is a percentage
  bought is a date

act keep an item

clause 1 "One"
  the Library may keep an item
"""
ITEM = Variable("item", "item")
FEE, FINE, LATE, COPIES = (
    AttributeOf(f"{name} of item", ITEM) for name in ("fee", "fine", "days late", "copies")
)


def formula(line: str) -> Formula:
    policy, problems = elaborate_text(f"{VOCABULARY}  when {line}\n")
    assert not problems, problems
    assert policy is not None
    return policy.norms["1"].conditions[0].formula


def problem(line: str) -> Problem:
    (found,) = elaborate_text(f"{VOCABULARY}  when {line}\n")[1]
    return found


def compared(left: Quantity, right: Quantity, scale: int = 1, unit: Unit | None = None) -> Compare:
    return Compare("<=", left, right, None, scale, unit)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "the fine of the item is at most 50% of the fee of the item",
            compared(Quantity(((2, FINE),), 0), Quantity(((1, FEE),), 0), 2),
        ),
        (
            "the fine of the item is at most 150% of the fee of the item",
            compared(Quantity(((2, FINE),), 0), Quantity(((3, FEE),), 0), 2),
        ),
        (
            "the fine of the item is at most 33.33 percent of the fee of the item plus 5 dollars",
            compared(Quantity(((10_000, FINE),), 0), Quantity(((3_333, FEE),), 5_000_000), 10_000),
        ),
        (
            "0.50 dollars times the days late of the item is at most 5 dollars",
            compared(Quantity(((50, LATE),), 0), Quantity((), 500), 1, Unit.MONEY),
        ),
        (
            "the copies of the item times $2 is at most the fine of the item",
            compared(Quantity(((200, COPIES),), 0), Quantity(((1, FINE),), 0), 1, Unit.MONEY),
        ),
        (
            "1% of 2 times the fee of the item is at most 10% of 3 dollars",
            compared(Quantity(((1, FEE),), 0), Quantity((), 1_500), 50),
        ),
        (
            "the fine of the item minus 25% of the fee of the item is at most 1 dollar",
            compared(Quantity(((4, FINE), (-1, FEE)), 0), Quantity((), 400), 4),
        ),
    ],
)
def test_both_sides_are_scaled_until_they_are_whole(line: str, found: Compare) -> None:
    assert formula(line) == found


@pytest.mark.parametrize(
    ("line", "said", "instead"),
    [
        (
            "the fee of the item times the copies of the item is at most 5 dollars",
            "multiplies two numbers of which neither stands in the text",
            "write one of the two as a constant",
        ),
        (
            "2 dollars times the fee of the item is at most 5 dollars",
            "an amount of money cannot be multiplied by an amount of money",
            "by a number of things or days",
        ),
        (
            "the total of the fee of every item is at most 5 dollars",
            "adds up the amounts of any number of things",
            "as an attribute of the one whose total it is",
        ),
        ("50% of the bought of the item is before 2026-01-01", "a date cannot be", "by nothing"),
        ("the fee of the item is at most 33% of 0.50 dollars", "no whole amount", "the amount"),
        ("the fee of the item is at most 0.5 dollars", "money has cents", "“0.50 dollars”"),
        ("the fee of the item is at most 0.125 dollars", "no parts of a cent", "whole cents"),
        ("the weight of the item is at most 2.5 grams", "grams are counted whole", "“3 grams”"),
        ("the days late of the item is at most 2.5 hours", "hours are counted", "“150 minutes”"),
        ("the copies of the item is at most 2.5", "numbers are counted whole", "2 or 3"),
        ("the rate of the item is at most 2.125%", "at most two decimals", "“2.25%”"),
    ],
)  # fmt: skip
def test_what_is_no_exact_amount(line: str, said: str, instead: str) -> None:
    found = problem(line)
    assert said in found.message
    assert instead in found.hint
