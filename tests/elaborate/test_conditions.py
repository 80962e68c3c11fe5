"""Condition lines and blocks to formulas."""

from __future__ import annotations

import pytest

from tests.examples.elaborated import conditions_of, policy_of, problems_of
from verifier.model import (
    ActDay,
    ActIs,
    All,
    Any,
    AttributeOf,
    Compare,
    EventDay,
    Every,
    Formula,
    Holds,
    Named,
    Not,
    OfKind,
    Operator,
    Quantity,
    Same,
    Some,
    ValueIs,
    Variable,
)

PERSON = Variable("person", "person")
CRIME = Variable("crime", "crime")
REPORT = Variable("report", "report")
ITEM = Variable("item", "item")
OTHER_PERSON = Variable("other person", "person")
MAKES = Holds("a person makes a report", (PERSON, REPORT))
VICTIM = Holds("a person is a victim of a crime", (PERSON, CRIME))
KNOWN = "the day an item becomes known to the Office"


@pytest.mark.parametrize(
    ("line", "formula"),
    [
        ("the person makes a report", MAKES),
        ("the person is a victim of the crime", VICTIM),
        ("the person is not a victim of the crime", Not(VICTIM)),
        ("it is not the case that the person makes a report", Not(Some(REPORT, MAKES))),
        ("the person makes no report", Not(Some(REPORT, MAKES))),
        ("the person makes every report", Every(REPORT, MAKES)),
        ("the person makes some report", MAKES),
        (
            "the act serves to prosecute the person",
            Holds("the act serves to prosecute a person", (PERSON,)),
        ),
        ("the person is this office", Same(PERSON, Named("the Office"))),
        (
            "the type of the crime is robbery",
            ValueIs("type of crime", CRIME, frozenset({"robbery"})),
        ),
        (
            "the type of the crime is not robbery",
            Not(ValueIs("type of crime", CRIME, frozenset({"robbery"}))),
        ),
        (
            'the type of the crime is one of assault, "theft, petty"',
            ValueIs("type of crime", CRIME, frozenset({"assault", "theft, petty"})),
        ),
        (
            "the type of the crime is one of robbery or assault",
            ValueIs("type of crime", CRIME, frozenset({"robbery", "assault"})),
        ),
        (
            "the act is to use an item against the person",
            ActIs("use an item against a person", (ITEM, PERSON)),
        ),
        (
            "the act is to use an item against the person by the police",
            ActIs("use an item against a person", (ITEM, PERSON), Named("the police")),
        ),
        (
            "the act is not to file a report",
            Not(Some(REPORT, ActIs("file a report", (REPORT,)))),
        ),
    ],
)
def test_one_line(line: str, formula: Formula) -> None:
    assert conditions_of(f"  when {line}\n") == [formula]


def test_another_differs_from_everyone_of_its_root_kind() -> None:
    (formula,) = conditions_of("  when another person makes a report\n")
    assert formula == All(
        (
            Holds("a person makes a report", (OTHER_PERSON, REPORT)),
            Not(Same(OTHER_PERSON, PERSON)),
        )
    )


def test_no_other_and_every_other() -> None:
    nobody, everybody = conditions_of(
        "  when no other person makes a report\n  and every other person makes a report\n"
    )
    other_makes = Some(REPORT, Holds("a person makes a report", (OTHER_PERSON, REPORT)))
    same = Same(OTHER_PERSON, PERSON)
    assert nobody == Not(Some(OTHER_PERSON, All((Not(same), other_makes))))
    assert everybody == Every(OTHER_PERSON, Any((same, other_makes)))


def test_a_kind_test() -> None:
    policy = policy_of(
        """clause 1 "One"
  the Office must not use an item against a person
  when the item is not a statement
"""
    )
    assert policy.norms["1"].conditions[0].formula == Not(OfKind(ITEM, "statement"))


# --------------------------------------------------------------------------- blocks


def test_a_variable_is_bound_at_the_smallest_block() -> None:
    inner, outer = conditions_of(
        """  when any of
    all of
      the person makes a report
      the report is about the crime
    the person is a victim of the crime
  and the person is a victim of the crime
"""
    )
    about = Holds("a report is about a crime", (REPORT, CRIME))
    assert inner == Any((Some(REPORT, All((MAKES, about))), VICTIM))
    assert outer == VICTIM


def test_none_of_and_never() -> None:
    none, never = conditions_of(
        """  when none of
    the person makes a report
    the person is a victim of the crime
  and never
    the person makes a report
    the report is false
"""
    )
    assert none == Not(Any((Some(REPORT, MAKES), VICTIM)))
    false = Holds("a report is false", (REPORT,))
    assert never == Not(Some(REPORT, All((MAKES, false))))


def test_alternatives_are_one_condition_and_bind_their_own() -> None:
    policy = policy_of(
        """clause 1 "One"
  the Office must not prosecute a person for a crime
  when the person makes a report
  and the report is false
  or when the person is a victim of the crime
"""
    )
    norm = policy.norms["1"]
    false = Holds("a report is false", (REPORT,))
    (condition,) = norm.conditions
    assert condition.formula == Any((Some(REPORT, All((MAKES, false))), VICTIM))
    assert norm.locals == ()
    assert condition.words == (
        "the person makes a report and the report is false or when the person is a victim of the "
        "crime"
    )


# --------------------------------------------------------------------------- quantities


def weight(factor: int = 1, constant: int = 0) -> Quantity:
    return Quantity(((factor, AttributeOf("weight of item", ITEM)),), constant)


def item_condition(line: str) -> Formula:
    policy = policy_of(
        f"""clause 1 "One"
  the Office must not use an item against a person
  when {line}
"""
    )
    return policy.norms["1"].conditions[0].formula


@pytest.mark.parametrize(
    ("words", "operator", "amount"),
    [
        ("at least 1,000 grams", ">=", 1000),
        ("at most 12 grams", "<=", 12),
        ("more than 12 grams", ">", 12),
        ("less than 12 grams", "<", 12),
        ("exactly 12 grams", "=", 12),
        ("1 gram", "=", 1),
    ],
)
def test_comparisons_of_numbers(words: str, operator: Operator, amount: int) -> None:
    expected = Compare(operator, weight(), Quantity((), amount))
    assert item_condition(f"the weight of the item is {words}") == expected
    assert item_condition(f"the weight of the item is not {words}") == Not(expected)


def test_sums() -> None:
    line = "the weight of the item plus 5 grams is less than 2 times the weight of the item"
    assert item_condition(line) == Compare("<", weight(1, 5), weight(2))


def test_money_is_counted_in_cents() -> None:
    (formula,) = conditions_of("  when the loss of the crime is more than $1,234.50\n")
    loss = Quantity(((1, AttributeOf("loss of crime", CRIME)),), 0)
    assert formula == Compare(">", loss, Quantity((), 123_450))


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("before the day of the act", [("<", 0)]),
        ("on or after the day of the act", [(">=", 0)]),
        ("on the day of the act", [("=", 0)]),
        ("within 7 days of the day of the act", [(">=", -7), ("<=", 7)]),
        ("within 2 weeks after the day of the act", [(">=", 0), ("<=", 14)]),
        ("within 7 days before the day of the act", [("<=", 0), (">=", -7)]),
        ("at least 30 days before the day of the act", [("<=", -30)]),
        ("more than 30 days after the day of the act", [(">", 30)]),
        ("before the day of the act minus 30 days", [("<", -30)]),
    ],
)
def test_an_event_compared_has_happened(words: str, bounds: list[tuple[Operator, int]]) -> None:
    happened = Holds(KNOWN, (ITEM,))
    day = Quantity(((1, EventDay(KNOWN, (ITEM,))),), 0)
    compared = [Compare(o, day, Quantity(((1, ActDay()),), n)) for o, n in bounds]
    line = "the day the item becomes known to the Office is"
    assert item_condition(f"{line} {words}") == All((happened, *compared))
    assert item_condition(f"{line} not {words}") == Not(All((happened, *compared)))


def test_whether_an_event_has_come() -> None:
    line = "the day the item becomes known to the Office has"
    assert item_condition(f"{line} come") == Holds(KNOWN, (ITEM,))
    assert item_condition(f"{line} not come") == Not(Holds(KNOWN, (ITEM,)))


# --------------------------------------------------------------------------- matching


def test_the_longest_kind_fills_a_hole() -> None:
    policy = policy_of(
        """kind report card
fact a report card is torn

clause 1 "One"
  the Office must not prosecute a person for a crime
  when a report card is torn
"""
    )
    card = Variable("report card", "report card")
    assert policy.norms["1"].conditions[0].formula == Holds("a report card is torn", (card,))


def test_a_line_that_two_sentences_match_is_refused() -> None:
    found = problems_of(
        """fact an item is in a box
fact a statement is in a box
"""
    )
    assert found == ["one line could be both “an item is in a box” and “a statement is in a box”"]


def test_curly_and_straight_marks_are_one() -> None:
    (formula,) = conditions_of(
        """  when the crime is the person's own

fact a crime is a person’s own
""".replace("a person’s own", "the person’s own")
    )
    assert formula == Holds("a crime is the person’s own", (CRIME,))
