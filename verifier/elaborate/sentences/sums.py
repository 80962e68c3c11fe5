"""Sums of measures: "the value of the item plus 30 dollars" or "6 months after the day of the act
minus 7 days" goes in; the sum, with what it counts, comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from verifier.elaborate.sentences.complaints import listed, refusal
from verifier.elaborate.sentences.matching import ReadFiller
from verifier.elaborate.sentences.measures import (
    MeasureShape,
    Sum,
    beside,
    check_whole_day,
    day_from,
    labels_agree,
    of_literal,
    read_measure,
)
from verifier.elaborate.sentences.multiples import (
    Multiplier,
    after_multipliers,
    decimal_refused,
    multiplier,
    product_unit,
    read_multiplier,
    two_unknowns,
)
from verifier.elaborate.sentences.quantities import described, read_literal, times
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.tokens import Phrase
from verifier.model import Attribute, ListType, Unit
from verifier.source import Span

# --------------------------------------------------------------------------- distances


@dataclass(frozen=True)
class Distance:
    """So many days, months or business days on a side of a day, which begins at token `end`."""

    length: Sum
    side: str
    end: int


def read_distance(phrase: Phrase, at: int, sides: Sequence[str], scope: Scope) -> Distance | None:
    """The distance that stands at a token: `30 days before`, `6 months after`."""
    tokens = phrase.tokens
    for side in range(at + 2, min(at + MOST_WORDS, len(tokens))):
        if tokens[side] in sides:
            days = scope.vocabulary.business_days
            length = read_literal(phrase.text(at, side), phrase.place(at, side), days)
            if length is None or length.unit is not Unit.DURATION:
                return None
            return Distance(of_literal(length), tokens[side], side + 1)
    return None


MOST_WORDS = 6
"""Words of a distance: the name of a calendar can have several."""


def _check_start(day: Sum, length: Sum, phrase: Phrase, start: int, end: int) -> None:
    if day.unit is not Unit.DATE:
        raise refusal(
            "wrong-unit",
            f"“{phrase.text(start, end)}” is {described(day.unit, day.label)}, not a day",
            phrase.place(start, end),
            "time is counted from a date like 2026-03-01, or from a declared event: “the day …”",
        )
    if length.counted is not None:
        check_whole_day(day, phrase.place(start, end))


# --------------------------------------------------------------------------- reading sums


MOST_TERMS = 400
"""Terms of one sum; a longer one is no sentence that anybody reads."""


def read_sum(phrase: Phrase, start: int, end: int, scope: Scope, read: ReadFiller) -> Sum:
    """The quantity that tokens `start` to `end` are; refused when they are none."""
    total: Sum | None = None
    sign, at = 1, start
    terms = 1 + sum(token in ("plus", "minus") for token in phrase.tokens[start:end])
    if terms > MOST_TERMS:
        raise refusal(
            "too-many-terms",
            f"this sum has {terms:,} terms, and no sum has more than {MOST_TERMS}",
            phrase.place(start, end),
            "write a multiple, like “3 times the value of the item”, or declare the total",
        )
    while at <= end:
        distance = read_distance(phrase, at, ("after", "before"), scope)
        if distance is not None:
            start_of = read_sum(phrase, distance.end, end, scope, read)
            _check_start(start_of, distance.length, phrase, distance.end, end)
            part = day_from(start_of, distance.length, 1 if distance.side == "after" else -1)
            return part if total is None else _add(total, part, sign, phrase.place(start, end))
        stop = _term_end(phrase.tokens, at, end, scope, read, phrase)
        part = _term(phrase, at, stop, scope, read)
        total = part if total is None else _add(total, part, sign, phrase.place(start, end))
        if stop >= end:
            return total
        sign, at = (1 if phrase.tokens[stop] == "plus" else -1), stop + 1
    raise _no_quantity(phrase, start, end)


def _term_end(
    tokens: Sequence[str], at: int, end: int, scope: Scope, read: ReadFiller, phrase: Phrase
) -> int:
    """Where the term at `at` ends: at the next "plus" or "minus" that is outside a measure."""
    measure = read_measure(phrase, after_multipliers(phrase, at, end), scope, read)
    first = at if measure is None else measure.end
    stops = (i for i in range(first, end) if tokens[i] in ("plus", "minus"))
    return next(stops, end)


def _term(phrase: Phrase, start: int, end: int, scope: Scope, read: ReadFiller) -> Sum:
    text, place = phrase.text(start, end), phrase.place(start, end)
    lead = read_multiplier(phrase, start, end)
    if lead is not None:
        return _times(phrase, start, end, lead, _term(phrase, lead.end, end, scope, read))
    literal = read_literal(text, place, scope.vocabulary.business_days)
    if literal is not None:
        return of_literal(literal)
    measure = read_measure(phrase, start, scope, read)
    if measure is not None and phrase.tokens[measure.end : measure.end + 1] == ("times",):
        return _behind(phrase, start, end, measure)
    if measure is None or measure.end != end:
        raise _no_quantity(phrase, start, end)
    if isinstance(measure.of, Attribute) and isinstance(measure.of.type, ListType):
        raise refusal(
            "wrong-unit",
            f"“{text}” is one of a list, not a number",
            place,
            f"its values are {listed(measure.of.type.values)}",
        )
    return Sum(((Fraction(1), measure),), Fraction(0), *measure.unit)


def _times(phrase: Phrase, start: int, end: int, lead: Multiplier, part: Sum) -> Sum:
    """The part so many times; what comes to no whole number by itself is refused."""
    place = phrase.place(start, end)
    if part.counted is not None and lead.money:
        raise _only_from_a_day(place, "write the amount that it comes to")
    unit, label = product_unit(part.unit, part.label, lead.money, place)
    if part.literal is not None and not lead.money:
        literal = times(lead.factor, part.literal)
        if literal is not None:
            return of_literal(literal)
    elif (lead.factor * part.constant).denominator == 1:
        terms = tuple((lead.factor * often, measure) for often, measure in part.terms)
        return Sum(terms, lead.factor * part.constant, unit, label, part.priced or lead.money)
    raise refusal(
        "inexact-number",
        f"“{phrase.text(start, end)}” comes to no whole amount",
        place,
        "write the amount that is meant",
    )


def _behind(phrase: Phrase, start: int, end: int, measure: MeasureShape) -> Sum:
    """ "the days late of the item times 0.50 dollars": the constant behind the measure."""
    found = multiplier(phrase, measure.end + 1, end, "x") if measure.end + 1 < end else None
    if found is None:
        raise two_unknowns(phrase, start, end)
    part = Sum(((Fraction(1), measure),), Fraction(0), *measure.unit)
    return _times(phrase, start, end, Multiplier(*found, end), part)


def _no_quantity(phrase: Phrase, start: int, end: int) -> Exception:
    text = phrase.text(start, end)
    decimal = decimal_refused(text, phrase.place(start, end)) if text else None
    if decimal is not None:
        return decimal
    said = f"“{text}” is not a quantity" if text else "a quantity is missing here"
    return refusal(
        "wrong-value",
        said,
        phrase.place(start, end) if text else phrase.place(),
        "write a number with its unit (1,000 dollars · 2026-03-01 · 30 days · 5%), "
        "“the ATTRIBUTE of …”, “the day …”, or a sum with “plus” or “minus”",
    )


def _add(first: Sum, second: Sum, sign: int, place: Span) -> Sum:
    first, second = beside(first, second.label), beside(second, first.label)
    if first.unit is Unit.DATE and second.unit is Unit.DURATION:
        if second.counted is not None:
            check_whole_day(first, place)
        return day_from(first, second, sign)
    unit = _unit_of_sum(first, second, sign, place)
    terms = (*first.terms, *((sign * factor, measure) for factor, measure in second.terms))
    priced = first.priced or second.priced
    return Sum(terms, first.constant + sign * second.constant, *unit, priced)


def _unit_of_sum(first: Sum, second: Sum, sign: int, place: Span) -> tuple[Unit, str]:
    units = (first.unit, second.unit)
    if first.counted or second.counted:
        raise _only_from_a_day(place, "write “6 months after the day …”, or count in days")
    if units == (Unit.DATE, Unit.DATE) and sign < 0:
        return Unit.DURATION, ""
    if first.unit is second.unit is not Unit.DATE and labels_agree(first, second):
        return first.unit, first.label or second.label
    verb = "added to" if sign > 0 else "taken from"
    raise refusal(
        "wrong-unit",
        f"{described(second.unit, second.label)} cannot be {verb} "
        f"{described(first.unit, first.label)}",
        place,
        "add and take away only what is counted in the same unit; to a date, days",
    )


def _only_from_a_day(place: Span, instead: str) -> Exception:
    return refusal(
        "inexact-duration",
        "months, years and business days differ in length, so they are only counted from a day",
        place,
        instead,
    )
