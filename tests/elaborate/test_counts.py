"""Lines that count: what they say, and what is said of those that count otherwise."""

from __future__ import annotations

import pytest

from tests.examples.elaborated import VOCABULARY, conditions_of, elaborate_text
from verifier.diagnostics import Problem
from verifier.model import (
    Counted,
    Every,
    Formula,
    Holds,
    Not,
    OfKind,
    Operator,
    Same,
    Some,
    Variable,
)

PERSON = Variable("person", "person")
OTHER = Variable("other person", "person")
CRIME, REPORT = Variable("crime", "crime"), Variable("report", "report")
ITEM = Variable("item", "item")
MAKES = Holds("a person makes a report", (PERSON, REPORT))
ABOUT = Holds("a report is about a crime", (REPORT, CRIME))
FALSE = Holds("a report is false", (REPORT,))


@pytest.mark.parametrize(
    ("words", "operator", "number"),
    [
        ("at least 2 reports", ">=", 2),
        ("at least two reports", ">=", 2),
        ("at least one report", ">=", 1),
        ("at most 1 report", "<=", 1),
        ("exactly twelve reports", "=", 12),
        ("more than one report", ">", 1),
        ("fewer than 3 reports", "<", 3),
    ],
)
def test_a_count_of_what_a_line_says(words: str, operator: Operator, number: int) -> None:
    assert conditions_of(f"  when the person makes {words}\n") == [
        Counted(operator, number, REPORT, MAKES)
    ]


@pytest.mark.parametrize(
    ("line", "formula"),
    [
        ("at least 2 reports are about the crime", Counted(">=", 2, REPORT, ABOUT)),
        ("at most one report is about the crime", Counted("<=", 1, REPORT, ABOUT)),
        ("exactly 2 persons make a report", Counted("=", 2, OTHER, Some(REPORT, Holds(
            "a person makes a report", (OTHER, REPORT))))),
        ("no person makes at least 2 reports", Not(Some(OTHER, Counted(">=", 2, REPORT, Holds(
            "a person makes a report", (OTHER, REPORT)))))),
        ("every person makes at most 2 reports", Every(OTHER, Counted("<=", 2, REPORT, Holds(
            "a person makes a report", (OTHER, REPORT))))),
        ("it is not the case that the person makes exactly 2 reports",
         Not(Counted("=", 2, REPORT, MAKES))),
        ("at least 2 items are statements", Counted(">=", 2, ITEM, OfKind(ITEM, "statement"))),
    ],
)  # fmt: skip
def test_a_count_among_other_words(line: str, formula: Formula) -> None:
    (found,) = conditions_of(f"  when {line}\n")
    assert renamed(found) == renamed(formula)


def renamed(formula: Formula) -> str:
    """Without the names that a scope gives to a second thing of a kind."""
    return str(formula).replace("other person", "person")


def test_other_things_are_counted_apart() -> None:
    (found,) = conditions_of("  when at least 2 other persons make a report\n")
    assert isinstance(found, Counted)
    assert str(Not(Same(OTHER, PERSON))) in str(found.body)


def test_what_is_counted_can_be_spoken_of_in_its_line_alone() -> None:
    lines = "  when at least 2 reports are about the crime\n  and the report is false\n"
    (problem,) = problems(lines)
    assert "introduced under “at least 2 reports”" in problem.message


def problems(lines: str) -> list[Problem]:
    head = 'clause 1 "One"\n  the Office must not prosecute a person for a crime\n'
    return list(elaborate_text(VOCABULARY + head + lines)[1])


OTHERWISE = [
    ("no fewer than 3 reports are about the crime", "at least 3 reports are about the crime"),
    ("not more than 3 reports are about the crime", "at most 3 reports are about the crime"),
    ("less than 3 reports are about the crime", "fewer than 3 reports are about the crime"),
    ("up to 3 reports are about the crime", "at most 3 reports are about the crime"),
    ("3 or more reports are about the crime", "at least 3 reports are about the crime"),
    ("two or fewer reports are about the crime", "at most two reports are about the crime"),
    ("2 reports are about the crime", "at least 2 reports are about the crime"),
    ("only one report is about the crime", "exactly one report is about the crime"),
    ("at least 2 of the reports are about the crime", "at least 2 reports are about the crime"),
    ("at least 2 different reports are about the crime", "at least 2 reports are about the crime"),
    ("at least 2 report are about the crime", "at least 2 reports are about the crime"),
    ("at most one reports is about the crime", "at most one report is about the crime"),
    ("the person makes three reports", "the person makes at least three reports"),
]


@pytest.mark.parametrize(("written", "instead"), OTHERWISE)
def test_a_count_is_written_otherwise(written: str, instead: str) -> None:
    (problem,) = problems(f"  when {written}\n")
    assert problem.hint == f"write “{instead}”"
    assert not problems(f"  when {instead}\n")


@pytest.mark.parametrize(
    "line", ["a majority of the reports are about the crime", "most reports are about the crime"]
)
def test_a_share_is_no_count(line: str) -> None:
    (problem,) = problems(f"  when {line}\n")
    assert "is a share of things whose number is not known" in problem.message
