"""Times counted by the calendar: how they are read, what they come to, and what is said where they
do not fit. What is understood is what is meant, and read back it is understood again."""

from __future__ import annotations

from datetime import date

import pytest

from tests.examples.elaborated import elaborate_text
from verifier.diagnostics import Level, Problem
from verifier.model import (
    ActDay,
    All,
    AttributeOf,
    BusinessDays,
    CalendarUnit,
    Compare,
    EventDay,
    Holds,
    Months,
    Operator,
    Policy,
    Quantity,
    Variable,
    day_after,
)
from verifier.words import Speaker

WORDS = """policy club "Club"

party the Club "the Club"
kind member is a party
  age is a number of years
  joined is a date
  term is a duration
  fee is an amount of money
  wait is a number of months

event the day a member was born
act admit a member
"""
BORN = EventDay("the day a member was born", (Variable("member", "member"),))
THE_ACT = Quantity(((1, ActDay()),), 0)
HAPPENED = Holds(BORN.event, BORN.terms)


def born(constant: int = 0) -> Quantity:
    return Quantity(((1, BORN),), constant)


def months(count: int, start: Quantity | None = None) -> Quantity:
    return day_after(start or born(), count, Months())


def clause(*lines: str) -> str:
    return "\n".join((WORDS, 'clause 1 "One"', "  the Club must not admit a member", *lines, ""))


def condition(line: str) -> object:
    policy, found = elaborate_text(clause(f"  when {line}"))
    assert policy is not None
    assert not [problem for problem in found if problem.level is Level.ERROR], found
    return policy.norms["1"].conditions[0].formula


def the_mistake(*lines: str) -> Problem:
    (problem,) = [p for p in elaborate_text(clause(*lines))[1] if p.level is Level.ERROR]
    return problem


# --------------------------------------------------------------------------- what is understood

RELATIONS: list[tuple[str, list[tuple[Operator, Quantity]]]] = [
    ("at least 18 years after the day the member was born", [(">=", months(216))]),
    ("more than 1 year after the day the member was born", [(">", months(12))]),
    ("less than 6 months after the day the member was born", [(">=", born()), ("<", months(6))]),
    ("within 6 months of the day the member was born", [(">=", months(-6)), ("<=", months(6))]),
    ("within 1 month before the day the member was born", [("<=", born()), (">=", months(-1))]),
    ("at least 2 years before the day the member was born", [("<=", months(-24))]),
    ("on or before 1 month after the day the member was born", [("<=", months(1))]),
    ("before 1 month after the day the member was born plus 3 days", [("<", months(1, born(3)))]),
    (
        "on the day the member was born plus 1 month plus 3 days",
        [("=", Quantity(months(1).terms, 3))],
    ),
    ("on the day the member was born minus 2 years", [("=", months(-24))]),
    ("after 3 days before 2 months after the day the member was born", [
        (">", Quantity(months(2).terms, -3))
    ]),
    ("at least 0 months after the day the member was born", [(">=", born())]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "bounds"), RELATIONS, ids=[words for words, _ in RELATIONS])
def test_a_distance_by_the_calendar(words: str, bounds: list[tuple[Operator, Quantity]]) -> None:
    compared = [Compare(operator, THE_ACT, border) for operator, border in bounds]
    assert condition(f"the day of the act is {words}") == All((HAPPENED, *compared))


@pytest.mark.parametrize(("words", "_bounds"), RELATIONS, ids=[words for words, _ in RELATIONS])
def test_what_is_read_back_is_understood_again(words: str, _bounds: object) -> None:
    """In the words of a finding: “no later than” and “earlier than” are the two that the language
    writes otherwise."""
    policy, _ = elaborate_text(clause(f"  when the day of the act is {words}"))
    assert policy is not None
    formula = policy.norms["1"].conditions[0].formula
    said = Speaker(policy).formula(formula)
    assert "year" in said or "month" in said or "0 months" in words
    for written, instead in (
        ("a member", "the member"),
        ("the day the member was born has come and ", ""),
        ("no later than", "on or before"),
        ("no earlier than", "on or after"),
        ("earlier than", "before"),
        ("later than", "after"),
        ("is exactly", "is on"),
    ):
        said = said.replace(written, instead)
    lines = said.split(" and ")
    the_act = "the day of the act"
    again = [condition(one if one.startswith("the day") else f"{the_act} {one}") for one in lines]
    parts = [part for one in again if isinstance(one, All) for part in one.parts]
    assert isinstance(formula, All)
    assert [p for p in parts if isinstance(p, Compare)] == [
        p for p in formula.parts if isinstance(p, Compare)
    ]


def test_a_date_is_counted_from() -> None:
    found = condition("the joined of the member is on or after 6 months after 2026-08-31")
    joined = Quantity(((1, AttributeOf("joined of member", Variable("member", "member"))),), 0)
    start = Quantity((), date(2026, 8, 31).toordinal())
    assert found == Compare(">=", joined, months(6, start))


def test_a_number_of_years_is_no_time() -> None:
    age = Quantity(((1, AttributeOf("age of member", Variable("member", "member"))),), 0)
    assert condition("the age of the member is at least 18 years") == Compare(
        ">=", age, Quantity((), 18)
    )
    assert condition("the age of the member is at least 1 year") == Compare(
        ">=", age, Quantity((), 1)
    )
    assert condition("the age of the member plus 2 years is at least 18 years") == Compare(
        ">=", Quantity(age.terms, 2), Quantity((), 18)
    )
    wait = Quantity(((1, AttributeOf("wait of member", Variable("member", "member"))),), 0)
    assert condition("the wait of the member is less than 3 months") == Compare(
        "<", wait, Quantity((), 3)
    )


def test_years_can_bound_an_attribute() -> None:
    _, found = elaborate_text(WORDS.replace("of years", "of years from 0 to 150 years"))
    assert not [problem for problem in found if problem.level is Level.ERROR]


# --------------------------------------------------------------------------- shares and multiples

SHARE = "50% of the term of the member"
TERM = AttributeOf("term of member", Variable("member", "member"))
JOINED = AttributeOf("joined of member", Variable("member", "member"))
BORN_WORDS = "the day the member was born"


def half_a_term_later(day: Quantity, constant: int = 0) -> Quantity:
    """Twice the day and half of the term later, so that it is whole."""
    ((factor, measure),) = day.terms
    return Quantity(((2 * factor, measure), (1, TERM)), 2 * (day.constant + constant))


@pytest.mark.parametrize(
    ("words", "border"),
    [
        (
            f"{BORN_WORDS} plus {SHARE} plus 10 days",
            half_a_term_later(born(), 10),
        ),
        (
            f"{BORN_WORDS} plus 6 months plus {SHARE} plus 3 days",
            half_a_term_later(months(6), 3),
        ),
        (
            f"{BORN_WORDS} minus 3 days minus 1 year plus {SHARE}",
            half_a_term_later(months(-12, born(-3))),
        ),
    ],
)
def test_a_share_of_days_is_added_to_a_day(words: str, border: Quantity) -> None:
    """Both sides stand twice; what is said is the sum in order: “6 months after the day … plus 3
    days” would count the months from another day."""
    line = f"the joined of the member is on or before {words}"
    found = condition(line)
    both = Quantity(((2, JOINED),), 0)
    assert found == All((HAPPENED, Compare("<=", both, border, scale=2)))
    policy, _ = elaborate_text(clause(f"  when {line}"))
    assert policy is not None
    whole = Speaker(policy).formula(policy.norms["1"].conditions[0].formula)
    assert whole == f"the joined of a member is on or before {words}"


def test_a_share_stands_on_the_other_side_of_a_day_counted_by_the_calendar() -> None:
    line = f"the joined of the member plus {SHARE} is on or before 6 months after"
    found = condition(f"{line} {BORN_WORDS}")
    policy, _ = elaborate_text(clause(f"  when {line} {BORN_WORDS}"))
    assert policy is not None
    said = Speaker(policy).formula(policy.norms["1"].conditions[0].formula)
    assert said == f"{line} the day the member was born".replace("joined of the", "joined of a")
    ((_, later),) = months(6).terms
    left = Quantity(((2, JOINED), (1, TERM)), 0)
    right = Quantity(((2, later),), 0)
    assert found == All((HAPPENED, Compare("<=", left, right, scale=2)))


def test_multiples_of_time_by_the_calendar() -> None:
    assert condition(f"the day of the act is on {BORN_WORDS} plus 2 times 3 months") == All(
        (HAPPENED, Compare("=", THE_ACT, months(6)))
    )
    age = Quantity(((1, AttributeOf("age of member", Variable("member", "member"))),), 0)
    assert condition("the age of the member is at least 2 times 9 years") == Compare(
        ">=", age, Quantity((), 18)
    )


# --------------------------------------------------------------------------- deadlines


@pytest.mark.parametrize(
    ("line", "earliest", "latest"),
    [
        ("within 6 months of the day the member was born", born(), months(6)),
        ("within 7 years after the day the member was born", born(), months(84)),
        ("within 1 month before the day the member was born", months(-1), born()),
        ("at least 1 month before the day the member was born", None, months(-1)),
        ("before 1 month after the day the member was born", None, Quantity(months(1).terms, -1)),
        ("after 1 year after the day the member was born", Quantity(months(12).terms, 1), None),
    ],
)
def test_deadlines(line: str, earliest: Quantity | None, latest: Quantity | None) -> None:
    text = clause(f"  {line}", "  when the age of the member is at least 18 years")
    policy, found = elaborate_text(text.replace("must not", "must"))
    assert policy is not None, found
    window = policy.norms["1"].window
    assert window is not None
    first, last = (tuple(day for day in (side,) if day) for side in (earliest, latest))
    assert (window.earliest, window.latest) == (first, last)
    assert window.occurs == ((HAPPENED,) if earliest else ())


# --------------------------------------------------------------------------- what does not fit

ADD_THE_SHARE = "declare the share as an attribute of its own that is a duration, and add that"
COMPARE_A_DAY = (
    "compare the day of the act with another day: “the day of the act is before the day …”"
)
MISFITS = [
    (
        f"the day of the act is at least 6 months after {BORN_WORDS} plus {SHARE}",
        "inexact-duration",
        ADD_THE_SHARE,
    ),
    (
        f"the day of the act is on 2 business days after {BORN_WORDS} plus {SHARE}",
        "inexact-duration",
        ADD_THE_SHARE,
    ),
    (
        f"the day of the act is on {BORN_WORDS} plus {SHARE} plus 6 months",
        "inexact-duration",
        ADD_THE_SHARE,
    ),
    (f"the day of the act is after {BORN_WORDS} plus {SHARE}", "inexact-duration", ADD_THE_SHARE),
    (
        f"the day of the act minus {BORN_WORDS} is at least {SHARE}",
        "inexact-duration",
        ADD_THE_SHARE,
    ),
    (
        f"the joined of the member plus {SHARE} is before 6 months after the day of the act",
        "inexact-duration",
        ADD_THE_SHARE,
    ),
    (
        f"the day of the act minus {BORN_WORDS} is at most "
        "the joined of the member minus the day of the act",
        "repeated-day",
        COMPARE_A_DAY,
    ),
    (
        "the day of the act is at least 6 months after the day of the act",
        "repeated-day",
        COMPARE_A_DAY,
    ),
    (
        f"the day of the act is on {BORN_WORDS} plus 50% of 3 months",
        "inexact-number",
        "write the amount that is meant",
    ),
    (
        "the age of the member is at least 50% of 3 years",
        "inexact-number",
        "write the amount that is meant",
    ),
    (
        "the fee of the member is at most 2 dollars times 6 months",
        "inexact-duration",
        "write the amount that it comes to",
    ),
    (
        f"{BORN_WORDS} minus the joined of the member is at least 6 months",
        "inexact-duration",
        "compare two days: “the day … is at least 6 months after the day …”, or count in days",
    ),
    (
        "the term of the member is at most 2 years",
        "inexact-duration",
        "compare two days: “the day … is at least 2 years after the day …”, or count in days",
    ),
    (
        "the day of the act is on 2 years",
        "wrong-unit",
        "count from a day: “2 years after the day …”",
    ),
    (
        "the age of the member is at least 6 months",
        "wrong-unit",
        "write it like “12 years”",
    ),
    (
        "the term of the member plus 1 month is more than 30 days",
        "inexact-duration",
        "write “6 months after the day …”, or count in days",
    ),
    (
        "the day of the act is at least 1 month after the term of the member",
        "wrong-unit",
        "write it like “2026-03-01”",
    ),
    (
        "the day of the act is on 1 month after the term of the member",
        "wrong-unit",
        "time is counted from a date like 2026-03-01, or from a declared event: “the day …”",
    ),
    (
        f"the day of the act is at least 3,001 months after {BORN_WORDS}",
        "out-of-range",
        "months and business days go up to 3,000, and years up to 250",
    ),
]


@pytest.mark.parametrize(("line", "code", "hint"), MISFITS, ids=[line for line, *_ in MISFITS])
def test_what_does_not_fit_is_said(line: str, code: str, hint: str) -> None:
    problem = the_mistake(f"  when {line}")
    assert (problem.name, problem.hint) == (code, hint)


def test_a_deadline_is_a_whole_day() -> None:
    text = clause(
        f"  within 30 days of {BORN_WORDS} plus {SHARE}", "  when the age of the member is 1"
    )
    problems = [p for p in elaborate_text(text)[1] if p.level is Level.ERROR]
    assert ("inexact-duration", ADD_THE_SHARE) in {(p.name, p.hint) for p in problems}


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("within a month of", "within 1 month of"),
        ("within a year after", "within 1 year after"),
        ("no later than 6 months after", "on or before 6 months after"),
        ("within 6 months", "within 6 months of"),
    ],
)
def test_a_deadline_is_written_with_its_months(line: str, instead: str) -> None:
    whole = f"{line} {BORN_WORDS}" if line.endswith(("of", "after")) else line
    text = clause(f"  {whole}", "  when the age of the member is at least 18 years")
    (problem,) = [p for p in elaborate_text(text)[1] if p.level is Level.ERROR]
    assert f"“{instead} the day " in problem.hint


# --------------------------------------------------------------------------- business days

COURT = """calendar court days
  closed on 2026-12-25, 2026-12-24
  closed on 2027-01-01,

"""
CLOSED = tuple(date(*day).toordinal() for day in ((2026, 12, 24), (2026, 12, 25), (2027, 1, 1)))


def in_days(line: str, calendar: str = COURT) -> Policy:
    text = clause(f"  when {line}")
    policy, found = elaborate_text(text.replace("event ", f"{calendar}event ", 1))
    assert policy is not None, found
    return policy


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("5 business days", BusinessDays()),
        ("5 court days", BusinessDays("court days", CLOSED)),
    ],
)
def test_business_days_are_those_of_a_calendar(words: str, unit: CalendarUnit) -> None:
    policy = in_days(f"the day of the act is at most {words} after the day the member was born")
    last = day_after(born(), 5, unit)
    (line,) = policy.norms["1"].conditions
    assert line.formula == All(
        (HAPPENED, Compare(">=", THE_ACT, born()), Compare("<=", THE_ACT, last))
    )
    said = Speaker(policy).formula(line.formula)
    assert f"is at most {words} after the day a member was born" in said


def test_one_is_one() -> None:
    policy = in_days("the day of the act is on the day the member was born minus 1 court day")
    (line,) = policy.norms["1"].conditions
    unit = BusinessDays("court days", CLOSED)
    assert line.formula == All((HAPPENED, Compare("=", THE_ACT, day_after(born(), -1, unit))))
    assert "1 court day before the day" in Speaker(policy).formula(line.formula)


def test_business_days_can_have_a_calendar_of_their_own() -> None:
    own = COURT.replace("court days", "business days")
    policy = in_days(
        "the day of the act is on 1 business day after the day the member was born", own
    )
    (line,) = policy.norms["1"].conditions
    unit = BusinessDays("business days", CLOSED)
    assert line.formula == All((HAPPENED, Compare("=", THE_ACT, day_after(born(), 1, unit))))


@pytest.mark.parametrize(
    ("calendar", "name", "hint"),
    [
        (
            COURT.replace("court days", "court calendar"),
            "unclear-declaration",
            "name it by them, like “calendar court days”",
        ),
        (COURT + COURT, "duplicate-declaration", "give one of the two another name, or delete it"),
        (
            COURT.replace("2026-12-25", "2026-12-32"),
            "no-such-date",
            "dates are written year-month-day, like 2026-03-01",
        ),
        (
            COURT.replace("2026-12-25", "Christmas"),
            "wrong-value",
            "dates are written year-month-day, like 2026-03-01",
        ),
    ],
)
def test_a_calendar_that_cannot_be_read(calendar: str, name: str, hint: str) -> None:
    text = clause("  when the age of the member is at least 18 years")
    _, found = elaborate_text(text.replace("event ", f"{calendar}event ", 1))
    assert (name, hint) in {(problem.name, problem.hint) for problem in found}


def test_a_calendar_that_is_not_declared_is_asked_for() -> None:
    text = clause(
        f"  within 5 working days of {BORN_WORDS}", "  when the age of the member is 1 year"
    )
    (problem,) = [p for p in elaborate_text(text)[1] if p.level is Level.ERROR]
    assert problem.hint == (
        f"no calendar is named “working days”: write “within 5 business days of {BORN_WORDS}”, or "
        "declare “calendar working days”"
    )
