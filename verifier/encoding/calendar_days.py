"""Days counted by the calendar (language reference, section 5), for the many that a solver asks
about: a day, how many months or business days and which go in; the day that lies so far after it
(before it, where the number is negative) comes out, and the last day from which it is reached.

Months are numbered from March of the year 0, so that a leap day ends a year, and their beginnings
are reckoned (as Hinnant does, "chrono-Compatible Low-Level Date Algorithms", 2013). Weeks in which
nothing is closed are passed in one step. Days are ordinals, and any whole number is one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import assert_never

from verifier.model import BusinessDays, CalendarUnit, Months

CYCLE = 146_097
"""Days of 400 years, after which the Gregorian calendar repeats, weekdays included."""

_MARCH_OF_YEAR_0 = -305
SATURDAY, SUNDAY = 6, 0
"""What is left of their ordinals divided by seven."""


def counted_day(day: int, count: int, unit: CalendarUnit) -> int:
    """Section 5: a number of months ends on the same day of the later month, or on its last day
    where it has none; of business days, the day from which they are counted is not one, and the
    last of them is meant."""
    match unit:
        case Months():
            month = month_of(day)
            same_day = first_of(month + count) + day - first_of(month)
            return min(same_day, first_of(month + count + 1) - 1)
        case BusinessDays(_, closed):
            return _business_days_from(day, count, closed)
        case _:
            assert_never(unit)


def last_start(day: int, count: int, unit: CalendarUnit) -> int:
    """The last day from which what is counted ends no later than `day`: from a later day it never
    ends earlier."""
    start = counted_day(day, -count, unit)
    while counted_day(start, count, unit) > day:
        start -= 1
    while counted_day(start + 1, count, unit) <= day:
        start += 1
    return start


# --------------------------------------------------------------------------- months


def first_of(month: int) -> int:
    """The first day of a month, numbered from March of the year 0."""
    year, number = divmod(month, 12)
    leap_days = year // 4 - year // 100 + year // 400
    return _MARCH_OF_YEAR_0 + 365 * year + leap_days + (153 * number + 2) // 5


def month_of(day: int) -> int:
    """The number of the month of a day."""
    month = (day - _MARCH_OF_YEAR_0) * 4_800 // CYCLE
    while first_of(month) > day:
        month -= 1
    while first_of(month + 1) <= day:
        month += 1
    return month


# --------------------------------------------------------------------------- business days


def _business_days_from(day: int, count: int, closed: tuple[int, ...]) -> int:
    step, left = (1 if count > 0 else -1), abs(count)
    while left:
        weeks = min((left - 1) // 5, _open_ahead(day, step, closed) // 7)
        if weeks:
            day, left = day + 7 * step * weeks, left - 5 * weeks
        else:
            day += step
            left -= is_business_day(day, closed)
    return day


def is_business_day(day: int, closed: tuple[int, ...]) -> bool:
    """Whether a day is neither a Saturday, nor a Sunday, nor closed."""
    place = bisect_left(closed, day)
    return day % 7 not in (SATURDAY, SUNDAY) and closed[place : place + 1] != (day,)


def _open_ahead(day: int, step: int, closed: tuple[int, ...]) -> int:
    """How many days lie before the first closed one ahead."""
    if step > 0:
        place = bisect_right(closed, day)
        return closed[place] - day - 1 if place < len(closed) else _FAR
    place = bisect_left(closed, day)
    return day - closed[place - 1] - 1 if place else _FAR


_FAR = 10**9
