"""Slips in how time is counted by the calendar: a comparison goes in; the same with one month or
business day more or less, with years for months or plain days for either, and counted backwards,
comes out, each with what stands for what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from verifier.model import (
    BusinessDays,
    CalendarDay,
    CalendarUnit,
    Compare,
    Months,
    Quantity,
    day_after,
)
from verifier.words import duration, span


def counted_otherwise(compare: Compare) -> Iterator[tuple[str, Compare]]:
    """Each slip in words (`7 months for 6 months`) and the comparison that it leaves."""
    for words, left in _in_quantity(compare.left):
        yield words, replace(compare, left=left)
    for words, right in _in_quantity(compare.right):
        yield words, replace(compare, right=right)


def _in_quantity(quantity: Quantity) -> Iterator[tuple[str, Quantity]]:
    for place, (factor, measure) in enumerate(quantity.terms):
        if isinstance(measure, CalendarDay):
            for words, other in _in_day(measure):
                before, after = quantity.terms[:place], quantity.terms[place + 1 :]
                instead = ((factor * often, inner) for often, inner in other.terms)
                terms = (*before, *instead, *after)
                yield words, Quantity(terms, quantity.constant + factor * other.constant)


def _in_day(day: CalendarDay) -> Iterator[tuple[str, Quantity]]:
    count, unit = abs(day.count), day.unit
    sign = 1 if day.count > 0 else -1
    said = span(count, unit)
    for other, other_unit in _near(count, unit):
        instead = day_after(day.start, sign * other, other_unit)
        yield f"{span(other, other_unit)} for {said}", instead
    number = count // _size(count, unit)
    days = replace(day.start, constant=day.start.constant + sign * number)
    yield f"{duration(number)} for {said}", days
    sides = ("before", "after") if sign > 0 else ("after", "before")
    yield f"“{sides[0]}” for “{sides[1]}”", day_after(day.start, -day.count, unit)
    for words, start in _in_quantity(day.start):
        yield words, day_after(start, day.count, unit)


def _near(count: int, unit: CalendarUnit) -> Iterator[tuple[int, CalendarUnit]]:
    """One more, one less, and as many of another unit."""
    step = _size(count, unit)
    yield count + step, unit
    if count > step:
        yield count - step, unit
    match unit:
        case Months():
            yield (count * 12 if step == 1 else count // 12), unit
        case BusinessDays(calendar) if calendar:
            yield count, BusinessDays()
        case _:
            pass


def _size(count: int, unit: CalendarUnit) -> int:
    """How many units the word stands for with which so many are told: a year is twelve months."""
    return 12 if isinstance(unit, Months) and count % 12 == 0 else 1
