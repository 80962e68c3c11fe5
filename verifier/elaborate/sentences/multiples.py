"""Multiples and shares of amounts: "2 times …", "50% of …", "0.50 dollars times …": the words
before (or after) a measure go in; an exact factor, and what the product counts, come out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from verifier.elaborate.sentences.complaints import Refusal, refusal
from verifier.elaborate.sentences.quantities import described, read_literal
from verifier.elaborate.sentences.tokens import Phrase
from verifier.model import Unit
from verifier.source import Span

_SHARE = re.compile(r"((?:\d{1,3}(?:,\d{3})+|\d{1,6})(?:\.\d{1,2})?)(?:%| %| percent)$")
"""A share, which may be more than the whole: “150%”."""


@dataclass(frozen=True)
class Multiplier:
    """A constant factor as written. money: it is an amount, of which there are so many; `end`:
    where what is multiplied begins."""

    factor: Fraction
    money: bool
    end: int


def read_multiplier(phrase: Phrase, start: int, end: int) -> Multiplier | None:
    """The "2 times", "50% of" or "0.50 dollars times" that stands at `start`."""
    tokens = phrase.tokens
    for at in range(start + 1, min(start + 3, end)):
        if tokens[at] in ("times", "of"):
            found = multiplier(phrase, start, at, "%" if tokens[at] == "of" else "x")
            return None if found is None else Multiplier(*found, at + 1)
    return None


def after_multipliers(phrase: Phrase, start: int, end: int) -> int:
    """Where the measure begins behind all multipliers that stand at `start`."""
    lead = read_multiplier(phrase, start, end)
    while lead is not None:
        start = lead.end
        lead = read_multiplier(phrase, start, end)
    return start


def multiplier(phrase: Phrase, start: int, end: int, sign: str) -> tuple[Fraction, bool] | None:
    """The factor that some words are before "times" (x) or "of" (%), and whether it is money."""
    if not phrase.tokens[start][:1].isdigit() and phrase.tokens[start][:1] not in "$€£":
        return None
    text = phrase.text(start, end)
    if sign == "%":
        share = _SHARE.match(text)
        return None if share is None else (Fraction(share[1].replace(",", "")) / 100, False)
    found = read_literal(text, phrase.place(start, end))
    if found is None or found.label or found.unit not in (Unit.COUNT, Unit.MONEY):
        return None
    return Fraction(found.amount), found.unit is Unit.MONEY


def product_unit(unit: Unit, label: str, money: bool, place: Span) -> tuple[Unit, str]:
    """What a multiple counts; refused where there is none."""
    if unit is Unit.DATE or (money and unit not in (Unit.COUNT, Unit.DURATION)):
        by = "an amount of money" if money else "a number"
        raise refusal(
            "wrong-unit",
            f"{described(unit, label)} cannot be multiplied by {by}",
            place,
            "an amount of money is multiplied by a number of things or days; a date by nothing",
        )
    return (Unit.MONEY, "") if money else (unit, label)


def two_unknowns(phrase: Phrase, start: int, end: int) -> Refusal:
    """The refusal of a product of which no factor is a constant of the text."""
    text = phrase.text(start, end)
    return refusal(
        "unknown-factor",
        f"“{text}” multiplies two numbers of which neither stands in the text",
        phrase.place(start, end),
        "write one of the two as a constant (“0.50 dollars times the …”, “5% of the …”), or "
        "declare the product as an attribute of its own",
    )


# --------------------------------------------------------------------------- decimals

_DECIMAL = re.compile(r"[$€£]?([\d,]+)\.(\d+)(?: ?(%|[^\W\d_]+))?$")
_PARTS = {"hour": (60, "minutes"), "minute": (60, "seconds"), "week": (7, "days")}


def decimal_refused(text: str, place: Span) -> Refusal | None:
    """The refusal of a number with decimals that its unit does not have; it names what fits."""
    found = _DECIMAL.match(text)
    if found is None:
        return None
    number = Fraction(f"{found[1].replace(',', '')}.{found[2]}")
    unit = (found[3] or "").removesuffix("s")
    return refusal(
        "inexact-number",
        f"“{text}” cannot be written exactly: {_why(unit, text)}",
        place,
        _instead(number, unit, text),
    )


_MONEY = ("dollar", "euro", "pound")


def _why(unit: str, text: str) -> str:
    if unit in _MONEY or text[:1] in "$€£":
        return "money has cents, and no parts of a cent"
    if unit in ("%", "percent"):
        return "a percentage has at most two decimals"
    return f"{unit + 's' if unit else 'numbers'} are counted whole"


def _instead(number: Fraction, unit: str, text: str) -> str:
    if unit in _MONEY or text[:1] in "$€£":
        cents = number * 100
        if cents.denominator > 1:
            return "write the amount in dollars and whole cents, like “0.50 dollars”"
        whole, rest = divmod(int(cents), 100)
        return f"write “{whole:,}.{rest:02} {unit or 'dollar'}s”"
    if unit in ("%", "percent"):
        return "write the percentage with two decimals, like “2.25%”"
    if unit in _PARTS:
        times, smaller = _PARTS[unit]
        less = number * times
        if less.denominator == 1:
            return f"write “{int(less):,} {smaller}”"
    low = number.numerator // number.denominator
    one, other = (
        f"“{n:,} {unit if n == 1 else unit + 's'}”" if unit else f"{n:,}" for n in (low, low + 1)
    )
    return f"write {one} or {other}, or count in a smaller unit, of which there is a whole number"


def common_scale(numbers: Sequence[Fraction]) -> int:
    """The least number by which all of the fractions become whole."""
    scale = 1
    for number in numbers:
        scale *= (number * scale).denominator
    return scale
