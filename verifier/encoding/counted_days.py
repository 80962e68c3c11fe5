"""Days counted by the calendar among the numbers of a question: the key of such a day goes in; the
sum from which it is counted, the numbers in it and, where that sum is known, the day come out.

The key is ("counted", unit, count, factors, constant): the day that lies `count` units after the
day that the sum of factor times number, plus the constant, is. Numbers of the sum can be such days.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never, cast

from verifier.encoding.calendar_days import counted_day, last_start
from verifier.encoding.circuit import AtomKey
from verifier.model import BusinessDays, CalendarUnit, Months

Factors = tuple[tuple[AtomKey, int], ...]


def counted_key(count: int, unit: CalendarUnit, factors: Factors, constant: int) -> AtomKey:
    """The key of the day that lies `count` units after a sum."""
    match unit:
        case Months():
            counted_in: tuple[object, ...] = ("months",)
        case BusinessDays(calendar, closed):
            counted_in = ("business days", calendar, closed)
        case _:
            assert_never(unit)
    return ("counted", counted_in, count, factors, constant)


def is_counted(number: AtomKey) -> bool:
    """Whether a number is a day counted by the calendar."""
    return number[0] == "counted"


def counted_from(number: AtomKey) -> tuple[Factors, int]:
    """The sum from which a day is counted: factors and constant."""
    _, _, _, factors, constant = number
    return cast(Factors, factors), cast(int, constant)


def counting_of(number: AtomKey) -> tuple[int, CalendarUnit]:
    """How many units lie between, and of which."""
    match number[1]:
        case ("business days", str(calendar), tuple(closed)):
            return cast(int, number[2]), BusinessDays(calendar, closed)
        case _:
            return cast(int, number[2]), Months()


def day_counted(number: AtomKey, start: int) -> int:
    """The day, where the sum from which it is counted comes to `start`."""
    return counted_day(start, *counting_of(number))


def last_counted_from(number: AtomKey, day: int) -> int:
    """The last start from which the day counted is not after `day`."""
    return last_start(day, *counting_of(number))


def plain_numbers(number: AtomKey) -> Iterator[AtomKey]:
    """The numbers on which a number depends: itself, or what it is counted from."""
    if is_counted(number):
        for inner, _ in counted_from(number)[0]:
            yield from plain_numbers(inner)
    else:
        yield number
