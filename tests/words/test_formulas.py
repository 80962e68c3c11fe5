"""Formulas as clauses of English."""

from __future__ import annotations

import pytest

from tests.words.example import (
    CRIME,
    ITEM,
    OTHER,
    OTHER_ITEM,
    PERSON,
    REPORT,
    SPEAKER,
    fact,
)
from verifier.model import (
    All,
    Any,
    Every,
    Formula,
    Not,
    OfKind,
    Reads,
    Same,
    Some,
    ValueIs,
    Variable,
)

# --------------------------------------------------------------------------- formulas

MATERIAL = ValueIs("truth of report", REPORT, frozenset({"false on a material matter"}))
MAKES, ABOUT = fact("makes", PERSON, REPORT), fact("about", REPORT, CRIME)
VICTIM = fact("victim", PERSON, CRIME)
NAMES = {PERSON: "Ana", OTHER: "Bea", CRIME: "C", REPORT: "R", ITEM: "S"}


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (VICTIM, "a person is a victim of a crime"),
        (Not(VICTIM), "the person is not a victim of the crime"),
        (All((VICTIM, MAKES)), "a person is a victim of a crime and the person makes a report"),
        (Not(MATERIAL), "the truth of the report is not false on a material matter"),
        (
            ValueIs(
                "truth of report", REPORT, frozenset({"truthful throughout", "honestly mistaken"})
            ),
            "the truth of a report is not false on a material matter",
        ),
        (
            Not(ValueIs("type of crime", CRIME, frozenset({"robbery", "assault"}))),
            "the type of the crime is “a crime that is not violent”",
        ),
        (Not(Some(REPORT, ABOUT)), "no report is about the crime"),
        (Not(Some(REPORT, MAKES)), "the person does not make any report"),
        (Not(Some(PERSON, Some(REPORT, MAKES))), "no person makes any report"),
        (Every(REPORT, ABOUT), "every report is about a crime"),
        (Every(REPORT, Not(ABOUT)), "no report is about the crime"),
        (
            Not(Every(REPORT, ABOUT)),
            "there is a report such that the report is not about the crime",
        ),
        (
            Some(REPORT, All((MAKES, ABOUT))),
            "a person makes a report and the report is about a crime",
        ),
        (
            Not(Some(REPORT, All((MAKES, ABOUT)))),
            "there is no report such that the person makes the report and the report is about the"
            " crime",
        ),
        (
            Some(REPORT, Any((MATERIAL, Not(ABOUT)))),
            "there is a report such that either the truth of the report is false on a material"
            " matter or the report is not about the crime",
        ),
        (
            Every(REPORT, Any((Not(MAKES), ABOUT))),
            "whenever a person makes a report, the report is about a crime",
        ),
        (
            Not(All((VICTIM, MAKES))),
            "it is not the case that both the person is a victim of the crime and the person makes"
            " the report",
        ),
        (
            Not(Any((VICTIM, MAKES))),
            "the person is not a victim of the crime and the person does not make the report",
        ),
        (Not(Not(VICTIM)), "a person is a victim of a crime"),
        (OfKind(ITEM, "statement"), "an item is a statement"),
        (Not(OfKind(ITEM, "item")), "the item is not an item"),
        (fact("known", ITEM), "the day an item becomes known to the prosecutor has come"),
        (
            Not(fact("known", ITEM)),
            "the day the item becomes known to the prosecutor has not come",
        ),
    ],
)
def test_formulas(formula: Formula, expected: str) -> None:
    assert SPEAKER.formula(formula) == expected


def test_another_says_that_two_differ() -> None:
    derived = All((fact("derived", ITEM, OTHER_ITEM), Not(Same(OTHER_ITEM, ITEM))))
    assert SPEAKER.formula(derived) == "an item was derived from another item"
    third = Variable("third item", "item")
    apart = tuple(Not(Same(third, item)) for item in (ITEM, OTHER_ITEM))
    chained = All((derived, *apart, fact("derived", OTHER_ITEM, third)))
    assert SPEAKER.formula(chained).endswith("and the other item was derived from a third item")


def test_two_that_may_be_one_are_not_called_another() -> None:
    said = SPEAKER.formula(fact("derived", ITEM, OTHER_ITEM))
    assert said == "an item was derived from an item (the other item)"


def test_a_difference_that_no_word_told_is_told() -> None:
    both = All((VICTIM, fact("makes", OTHER, REPORT)))
    speaker = SPEAKER.formula(All((both, Not(Same(OTHER, PERSON)))))
    assert speaker == "a person is a victim of a crime and another person makes a report"
    assert SPEAKER.formula(Not(Same(OTHER, PERSON))) == "the other person is not the person"


def test_names_of_a_case_replace_variables() -> None:
    formula = All(
        (VICTIM, Any((MAKES, Not(fact("makes", OTHER, REPORT)))), Not(Same(OTHER, PERSON)))
    )
    said = "Ana is a victim of C, and either Ana makes R or Bea does not make R"
    assert SPEAKER.formula(formula, NAMES) == said


def test_lists_that_are_hard_to_follow_are_numbered() -> None:
    inner = All((VICTIM, Any((MAKES, ABOUT))))
    said = SPEAKER.formula(Any((inner, Not(VICTIM))), NAMES)
    assert said == (
        "at least one of these is true: (1) all of these are true: (a) Ana is a victim of C; and"
        " (b) either Ana makes R or R is about C; or (2) Ana is not a victim of C"
    )


def test_readings_are_answers_to_their_question() -> None:
    assert SPEAKER.reading("both", "both") == (
        "the answer to “Is one of the two enough?” is “Both together”"
    )
    assert SPEAKER.formula(Not(Reads("both", "both"))).endswith("is not “Both together”")
    choice = SPEAKER.reading_choice("both", "both")
    assert (choice.about, choice.plain) == ("used", False)
