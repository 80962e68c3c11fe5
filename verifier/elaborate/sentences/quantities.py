"""Literals of the language: numbers with units, money, dates, durations, percentages.

A literal is an exact whole number of the smallest unit: cents, days, hundredths of a percent, the
ordinal of a calendar day. What cannot be written exactly is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from verifier.elaborate.sentences.complaints import Refusal, refusal
from verifier.model import (
    EARLIEST_DAY,
    LARGEST_NUMBER,
    LATEST_DAY,
    BusinessDays,
    CalendarUnit,
    Months,
    Unit,
)
from verifier.source import Span

LONGEST_DURATION = 100_000
MOST_MONTHS = 3_000
LARGEST_PERCENTAGE = 10_000

RANGES = {
    Unit.COUNT: (0, LARGEST_NUMBER),
    Unit.MONEY: (0, LARGEST_NUMBER),
    Unit.DATE: (EARLIEST_DAY, LATEST_DAY),
    Unit.DURATION: (0, LONGEST_DURATION),
    Unit.PERCENTAGE: (0, LARGEST_PERCENTAGE),
}
"""The values that an attribute of each unit can have when its declaration says no other."""

_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d+)"
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_SIGN = re.compile(rf"[$€£]{_NUMBER}(?:\.(\d\d))?$")
_MONEY = re.compile(rf"{_NUMBER}(?:\.(\d\d))? (dollars?|euros?|pounds?)$")
_CENTS = re.compile(rf"{_NUMBER} cents?$")
_DURATION = re.compile(rf"{_NUMBER} (days?|weeks?|months?|years?)$")
_PERCENT = re.compile(rf"{_NUMBER}(?:\.(\d{{1,2}}))?(?:%| %| percent)$")
_COUNT = re.compile(rf"{_NUMBER}(?: ([^\W\d].*))?$")

EXAMPLES = {
    Unit.COUNT: "12",
    Unit.MONEY: "1,000 dollars",
    Unit.DATE: "2026-03-01",
    Unit.DURATION: "30 days",
    Unit.PERCENTAGE: "5%",
}


@dataclass(frozen=True)
class Literal:
    """An amount of a unit; `label` is what a plain number counts ("grams"). A duration that is
    `counted` by the calendar is so many months or business days. `written`: number and word, as
    they stand."""

    unit: Unit
    amount: int
    label: str = ""
    counted: CalendarUnit | None = None
    written: tuple[int, str] | None = None


def read_literal(
    text: str, span: Span, days: Mapping[str, BusinessDays] | None = None
) -> Literal | None:
    """The literal that the text is, None when it is none; refused when it names no real value.
    `days`: the business days that can be counted, by name."""
    counted = _COUNT.match(text)
    for name, unit in (days or {}).items():
        if counted and counted[2] and same_label(counted[2], name):
            number = _whole(counted[1])
            written = (number, name)
            return _in_range(Literal(Unit.DURATION, number, "", unit, written), text, span)
    for pattern, read in _READERS:
        found = pattern.match(text)
        if found:
            return _in_range(read(found, span), text, span)
    return None


def _in_range(literal: Literal, text: str, span: Span) -> Literal:
    least, most = RANGES[literal.unit] if literal.counted is None else (0, MOST_MONTHS)
    if least <= literal.amount <= most:
        return literal
    raise _out_of_range(text, span, literal)


def _out_of_range(text: str, span: Span, literal: Literal) -> Refusal:
    bounds = {
        Unit.COUNT: "numbers go up to 1,000,000,000,000",
        Unit.MONEY: "amounts of money go up to 10,000,000,000 dollars",
        Unit.DATE: "dates go from 1800-01-01 to 2299-12-31",
        Unit.DURATION: "durations go up to 100,000 days",
        Unit.PERCENTAGE: "percentages go from 0% to 100%",
    }
    return refusal(
        "out-of-range",
        f"“{text if len(text) <= 60 else text[:57] + '…'}” is out of range",
        span,
        bounds[literal.unit] if literal.counted is None else _BY_CALENDAR,
    )


_BY_CALENDAR = "months and business days go up to 3,000, and years up to 250"

MOST_DIGITS = 18
"""Numbers of more digits are out of every range, and are not computed with."""


def _whole(text: str) -> int:
    digits = text.replace(",", "").lstrip("0")
    return int(digits or "0") if len(digits) <= MOST_DIGITS else 10**MOST_DIGITS


def _date(found: re.Match[str], span: Span) -> Literal:
    year, month, day = (int(part) for part in found.groups())
    try:
        return Literal(Unit.DATE, date(year, month, day).toordinal())
    except ValueError:
        raise refusal(
            "no-such-date",
            f"the date “{found.group()}” does not exist",
            span,
            "dates are written year-month-day, like 2026-03-01",
        ) from None


def _money(found: re.Match[str], _: Span) -> Literal:
    return Literal(Unit.MONEY, _whole(found[1]) * 100 + int(found[2] or 0))


def _cents(found: re.Match[str], _: Span) -> Literal:
    return Literal(Unit.MONEY, _whole(found[1]))


def _duration(found: re.Match[str], _: Span) -> Literal:
    number, word = _whole(found[1]), found[2].rstrip("s")
    counted = Months() if word in ("month", "year") else None
    size = {"week": 7, "year": 12}.get(word, 1)
    return Literal(Unit.DURATION, number * size, counted=counted, written=(number, found[2]))


def _percent(found: re.Match[str], _: Span) -> Literal:
    return Literal(Unit.PERCENTAGE, _whole(found[1]) * 100 + int((found[2] or "0").ljust(2, "0")))


def _count(found: re.Match[str], _: Span) -> Literal:
    return Literal(Unit.COUNT, _whole(found[1]), found[2] or "")


_Read = Callable[["re.Match[str]", Span], Literal]

_READERS: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (_DATE, _date),
    (_SIGN, _money),
    (_MONEY, _money),
    (_CENTS, _cents),
    (_DURATION, _duration),
    (_PERCENT, _percent),
    (_COUNT, _count),
)


def counts_so(literal: Literal, label: str) -> Literal:
    """A duration as the plain number that it is where so labelled things are counted: “18 years”
    beside an age that is a number of years."""
    if label and literal.written is not None and same_label(literal.written[1], label):
        return Literal(Unit.COUNT, *literal.written)
    return literal


def check_exact(literal: Literal, text: str, span: Span) -> None:
    """Refuses months and years where days alone are counted: they differ in length."""
    if literal.counted is not None:
        raise refusal(
            "inexact-duration",
            f"“{text}” is not always the same number of days",
            span,
            "write the days, like “30 days”",
        )


def times(factor: Fraction, literal: Literal) -> Literal | None:
    """So many times an amount; None where that is not whole."""
    number, word = literal.written or (0, "")
    amount, number_times = factor * literal.amount, factor * number
    if amount.denominator > 1 or number_times.denominator > 1:
        return None
    written = (int(number_times), word) if literal.written else None
    return replace(literal, amount=int(amount), written=written)


def same_label(first: str, second: str) -> bool:
    """Whether two words count the same: "gram" and "grams"."""
    return first == second or first.rstrip("s") == second.rstrip("s") != ""


def described(unit: Unit, label: str) -> str:
    """What a quantity is, in words: "an amount of money", "a number of grams"."""
    words = {
        Unit.COUNT: f"a number of {label}" if label else "a number",
        Unit.MONEY: "an amount of money",
        Unit.DATE: "a date",
        Unit.DURATION: "a number of days",
        Unit.PERCENTAGE: "a percentage",
    }
    return words[unit]


def example(unit: Unit, label: str) -> str:
    """How a quantity of this unit is written."""
    return f"{EXAMPLES[unit]} {label}".strip()


def read_date(text: str, span: Span) -> int:
    """The ordinal of a date; refused when the text is none."""
    literal = read_literal(text, span)
    if literal is None or literal.unit is not Unit.DATE:
        raise refusal(
            "wrong-value",
            f"“{text}” is not a date",
            span,
            "dates are written year-month-day, like 2026-03-01",
        )
    return literal.amount
