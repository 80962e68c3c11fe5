"""Counts in words."""

from __future__ import annotations

import pytest

from tests.words.example import CRIME, OTHER, PERSON, REPORT, SPEAKER, fact
from verifier.model import All, Counted, Formula, Not, Operator, Same, Some, Variable

ABOUT = fact("about", REPORT, CRIME)
MAKES, VICTIM = fact("makes", PERSON, REPORT), fact("victim", PERSON, CRIME)
ANOTHER_VICTIM = All((Not(Same(OTHER, PERSON)), fact("victim", OTHER, CRIME)))
NAMES = {CRIME: "C"}


def count(operator: Operator, number: int, variable: Variable, body: Formula) -> Counted:
    return Counted(operator, number, variable, body)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (count(">=", 2, REPORT, ABOUT), "at least two reports are about C"),
        (count("<=", 1, REPORT, ABOUT), "at most one report is about C"),
        (count(">", 1, REPORT, ABOUT), "more than one report is about C"),
        (count("<", 3, REPORT, ABOUT), "fewer than three reports are about C"),
        (count("=", 12, REPORT, ABOUT), "exactly twelve reports are about C"),
        (Not(count(">=", 2, REPORT, ABOUT)), "fewer than two reports are about C"),
        (
            Not(count("=", 2, REPORT, ABOUT)),
            "it is not the case that exactly two reports are about C",
        ),
        (count(">=", 2, PERSON, Some(REPORT, MAKES)), "at least two persons make a report"),
        (
            count(">=", 2, REPORT, All((ABOUT, MAKES))),
            "for at least two reports, the report is about C and a person makes the report",
        ),
        (
            count(">=", 2, REPORT, Not(ABOUT)),
            "for at least two reports, the report is not about C",
        ),
        (
            All((VICTIM, count(">=", 2, OTHER, ANOTHER_VICTIM))),
            "a person is a victim of C and at least two other persons are a victim of C",
        ),
    ],
)  # fmt: skip
def test_a_count_in_words(formula: Formula, expected: str) -> None:
    assert SPEAKER.formula(formula, NAMES) == expected
