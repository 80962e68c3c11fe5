"""English: articles, plurals, verbs, denials, quantities."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.words.example import (
    DAY,
    ITEM,
    OTHER_ITEM,
    SPEAKER,
    fact,
    parts,
)
from verifier.model import (
    ActDay,
    All,
    AttributeOf,
    Compare,
    EventDay,
    Not,
    Operator,
    Quantity,
)
from verifier.words import english, quantities, sentences

# --------------------------------------------------------------------------- English


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("offense", "an"),
        ("honest mistake", "an"),
        ("one-time payment", "a"),
        ("hour", "an"),
        ("United States citizen", "a"),
        ("unit", "a"),
        ("unidentified person", "an"),
        ("useful item", "a"),
        ("usher", "an"),
        ("European", "a"),
        ("heir", "an"),
        ("house", "a"),
        ("8-day period", "an"),
        ("80-page report", "an"),
        ("1-day period", "a"),
        ("ICE officer", "an"),
        ("US citizen", "a"),
        ("PC 647(b) charge", "a"),
        ("“open” case", "an"),
    ],
)
def test_articles(word: str, expected: str) -> None:
    assert english.article(word) == expected


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("person", "persons"),
        ("immigration status", "immigration statuses"),
        ("party", "parties"),
        ("day", "days"),
        ("child", "children"),
        ("address", "addresses"),
        ("witness", "witnesses"),
        ("criterion", "criteria"),
    ],
)
def test_plurals(one: str, many: str) -> None:
    assert english.pluralized(one) == many


def test_series_keeps_the_serial_comma() -> None:
    assert english.series([]) == ""
    assert english.series(["A"]) == "A"
    assert english.series(["A", "B"]) == "A and B"
    assert english.series(["A", "B", "C"], "or") == "A, B, or C"


def test_sentences_begin_large_and_end_with_one_stop() -> None:
    assert english.sentence("the Office acts") == "The Office acts."
    assert english.sentence("“violent crime” counts") == "“Violent crime” counts."
    assert english.sentence("is it so?") == "Is it so?"
    assert english.sentence("8 reports are made") == "8 reports are made."


def test_marks_inside_a_quotation_become_single() -> None:
    assert english.quoted("Does “x” count?") == "“Does ‘x’ count?”"
    assert english.quoted('Does "x" count?') == "“Does ‘x’ count?”"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("use [item] against [person]", "the Office uses S against Ana"),
        ("carry [item]", "the Office carries S"),
        ("do [item]", "the Office does S"),
        ("pay [item]", "the Office pays S"),
        ("teach [person]", "the Office teaches S"),
        ("develop and publish [item]", "the Office develops and publishes S"),
        ("collect, keep and destroy [item]", "the Office collects, keeps and destroys S"),
        ("promptly notify [person]", "the Office promptly notifies S"),
        ("destroy [item] and keep a record", "the Office destroys S and keeps a record"),
        (
            "use [item] for investigation and for trial",
            "the Office uses S for investigation and for trial",
        ),
        ("report [item] to or through [party]", "the Office reports S to or through Ana"),
    ],
)
def test_acts_are_told_in_the_third_person(phrase: str, expected: str) -> None:
    assert sentences.act_of("the Office", parts(phrase), ("S", "Ana")) == expected


@pytest.mark.parametrize(
    ("name", "plural"),
    [
        ("the police", True),
        ("the immigration authorities", True),
        ("the Office", False),
        ("the Board of Supervisors", False),
        ("the Sheriffs of the county", True),
        ("the United States", False),
        ("Carlos", False),
    ],
)
def test_names_that_are_plural(name: str, plural: bool) -> None:
    assert english.is_plural_name(name) is plural


def test_a_plural_subject_takes_a_plural_verb() -> None:
    told = parts("[party] is told of [item]")
    assert sentences.affirmed(told, ("the police", "S")) == "the police are told of S"
    assert sentences.denied(told, ("the police", "S")) == "the police are not told of S"
    assert sentences.act_of("the police", parts("use [item]"), ("S",)) == "the police use S"
    keeps = parts("[party] keeps [item]")
    assert sentences.affirmed(keeps, ("the police", "S")) == "the police keep S"
    assert sentences.denied(keeps, ("the police", "S")) == "the police do not keep S"


# --------------------------------------------------------------------------- denials


@pytest.mark.parametrize(
    ("declared", "denied"),
    [
        ("[person] is a victim of [crime]", "Ana is not a victim of C"),
        ("[person] makes [report]", "Ana does not make C"),
        ("[person] carries [item]", "Ana does not carry C"),
        ("[person] has a guardian", "Ana does not have a guardian"),
        ("[person] has left [item]", "Ana has not left C"),
        ("[person] can read", "Ana cannot read"),
        ("[person] was seen by [person]", "Ana was not seen by C"),
        ("force was used in [crime]", "force was not used in Ana"),
        ("the act serves to prosecute [person]", "the act does not serve to prosecute Ana"),
        ("the act is required by law", "the act is not required by law"),
        ("the relief would benefit [person]", "the relief would not benefit Ana"),
        ("the author of [report] is [person]", "the author of Ana is not C"),
        ("the defense attorneys were told", "the defense attorneys were not told"),
    ],
)
def test_a_denial_stands_at_the_verb(declared: str, denied: str) -> None:
    assert sentences.denied(parts(declared), ("Ana", "C")) == denied


@pytest.mark.parametrize(
    "declared",
    [
        "[item] is favorable to the defense and material",
        "[item] is kept because it is old",
        "[person] knowingly makes [report]",
        "[report] is about every crime",
        "what [person] says is true",
    ],
)
def test_where_not_could_be_misread_the_whole_is_denied(declared: str) -> None:
    affirmed = sentences.affirmed(parts(declared), ("Ana", "C"))
    assert sentences.denied(parts(declared), ("Ana", "C")) == f"it is not the case that {affirmed}"


# --------------------------------------------------------------------------- quantities


def test_amounts() -> None:
    assert quantities.money(100_000) == "$1,000"
    assert quantities.money(150) == "$1.50"
    assert quantities.money(-5) == "minus $0.05"
    assert quantities.day(DAY) == "March 1, 2026"
    assert quantities.duration(1) == "1 day"
    assert quantities.duration(1_200) == "1,200 days"
    assert quantities.percentage(525) == "5.25%"
    assert quantities.percentage(550) == "5.5%"
    assert quantities.percentage(1_000) == "10%"
    assert quantities.count(1, "grams") == "1 gram"
    assert quantities.count(12, "grams") == "12 grams"


def days(constant: int) -> Quantity:
    return Quantity(((1, EventDay("known", (ITEM,))),), constant)


@pytest.mark.parametrize(
    ("operator", "right", "expected"),
    [
        ("<", Quantity((), DAY), "is before March 1, 2026"),
        ("<=", Quantity((), DAY), "is on or before March 1, 2026"),
        ("=", Quantity((), DAY), "is March 1, 2026"),
        (">", days(0), "is after the day S becomes known to the prosecutor"),
        ("<=", days(-30), "is at least 30 days before the day S becomes known to the prosecutor"),
        (
            "<=",
            days(30),
            "is no later than 30 days after the day S becomes known to the prosecutor",
        ),
        (">", days(1), "is more than 1 day after the day S becomes known to the prosecutor"),
    ],
)
def test_days_are_compared(operator: Operator, right: Quantity, expected: str) -> None:
    compare = Compare(operator, Quantity(((1, ActDay()),), 0), right)
    assert SPEAKER.formula(compare, {ITEM: "S"}) == f"the day of the act {expected}"


def test_amounts_are_compared() -> None:
    price = Quantity(((1, AttributeOf("price of item", ITEM)),), 0)
    other = Quantity(((1, AttributeOf("price of item", OTHER_ITEM)),), 500)
    names = {ITEM: "S", OTHER_ITEM: "T"}
    at_least = Compare(">=", price, Quantity((), 100_000))
    assert SPEAKER.formula(at_least, names) == "the price of S is at least $1,000"
    assert SPEAKER.formula(Not(at_least), names) == "the price of S is less than $1,000"
    compared = Compare("<", price, other)
    assert SPEAKER.formula(compared, names) == "the price of S is less than the price of T plus $5"
    weight = Quantity(((1, AttributeOf("weight of item", ITEM)),), 0)
    exactly = Compare("=", Quantity((), 12), weight)
    assert SPEAKER.formula(exactly, names) == "the weight of S is exactly 12 grams"


def test_a_distance_is_told_as_one() -> None:
    act = Quantity(((1, ActDay()),), 0)
    within = All((fact("known", ITEM), Compare(">=", act, days(-7)), Compare("<=", act, days(7))))
    known = "the day S becomes known to the prosecutor"
    said = f"the day of the act is within 7 days of {known}"
    assert SPEAKER.formula(within, {ITEM: "S"}) == said
    assert SPEAKER.formula(Not(within), {ITEM: "S"}) == f"it is not the case that {said}"
    after = All((fact("known", ITEM), Compare(">=", act, days(0)), Compare("<=", act, days(7))))
    assert (
        SPEAKER.formula(after, {ITEM: "S"}) == f"the day of the act is at most 7 days after {known}"
    )


def test_amounts_have_no_distance_in_days() -> None:
    price = Quantity(((1, AttributeOf("price of item", ITEM)),), 0)
    other = Quantity(((1, AttributeOf("price of item", OTHER_ITEM)),), 0)
    near = All((Compare(">=", price, other), Compare("<=", price, replace(other, constant=500))))
    assert SPEAKER.formula(near, {ITEM: "S", OTHER_ITEM: "T"}) == (
        "the price of S is at least the price of T and the price of S is at most the price of T "
        "plus $5"
    )
