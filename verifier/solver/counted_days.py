"""What may be said of a day counted by the calendar without knowing from which day it is counted: a
unit and a number of them go in; bounds on the days between, and the stretch around a day in which
these are as many, come out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import assert_never

from verifier.encoding import CYCLE, counted_day, first_of
from verifier.model import BusinessDays, CalendarUnit, Months

MONTHS_OF_A_CYCLE = 4_800


@cache
def days_between(count: int, unit: CalendarUnit) -> tuple[int, int]:
    """The least and the most days that lie between a day and the one counted from it."""
    match unit:
        case Months():
            return days_apart(count, 0)
        case BusinessDays(_, closed):
            far = (closed[-1] if closed else 0) + CYCLE * 100
            days = [*range(far, far + 7)]
            for first, last in stretches_near(count, unit):
                days += range(first, last + 1)
            found = [counted_day(day, count, unit) - day for day in days]
            return min(found), max(found)
        case _:
            assert_never(unit)


@cache
def days_apart(first: int, second: int) -> tuple[int, int]:
    """The least and the most days by which the day that lies `first` months after a day is later
    than the one that lies `second` months after it."""
    found = set(_days_apart(first, second))
    return min(found), max(found)


def _days_apart(first: int, second: int) -> Iterator[int]:
    """The days between for the first day, and those from the 28th on, of every month of a cycle:
    from one day to the next before these, both lie one day later."""
    starts = _starts()
    for month in range(MONTHS_OF_A_CYCLE):
        one, other = starts[month + first], starts[month + second]
        last_one, last_other = starts[month + first + 1] - 1, starts[month + second + 1] - 1
        yield one - other
        for passed in range(27, starts[month + 1] - starts[month]):
            yield min(one + passed, last_one) - min(other + passed, last_other)


class _Starts:
    """The first days of months by their numbers, those of a cycle kept."""

    def __init__(self) -> None:
        self._kept = [first_of(month) for month in range(MONTHS_OF_A_CYCLE)]

    def __getitem__(self, month: int) -> int:
        cycles, number = divmod(month, MONTHS_OF_A_CYCLE)
        return self._kept[number] + cycles * CYCLE


@cache
def _starts() -> _Starts:
    return _Starts()


@cache
def stretches_near(count: int, unit: BusinessDays) -> tuple[tuple[int, int], ...]:
    """The stretches of days from which a closed day is met on the way, first and last of each, in
    order; elsewhere the days between depend on the weekday alone."""
    found: list[tuple[int, int]] = []
    for day in unit.closed:
        met_from = counted_day(day, -count, unit)
        first, last = (met_from, day - 1) if count > 0 else (day + 1, met_from)
        if found and first <= found[-1][1] + 1:
            found[-1] = (min(found[-1][0], first), max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def days_by_weekday(count: int) -> tuple[int, ...]:
    """The days between, by what is left of the first day divided by seven, where nothing is closed
    but Saturdays and Sundays."""
    return tuple(counted_day(day, count, BusinessDays()) - day for day in range(7))


def stretch_around(day: int, count: int, unit: CalendarUnit) -> tuple[int, int]:
    """The first and the last day around a day from which as many days lie between."""
    between = counted_day(day, count, unit) - day

    def reached(step: int) -> int:
        end = day
        while abs(end - day) < LONGEST:
            if counted_day(end + step, count, unit) - end - step != between:
                break
            end += step
        return end

    return reached(-1), reached(1)


LONGEST = 3_000
"""So far a stretch is followed: from one leap day to the next lie at most eight years."""
