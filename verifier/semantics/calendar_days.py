"""Days counted by the calendar (language reference, section 5): a day, how many months or business
days and which go in; the day that lies so far after it (before it, where the number is negative)
comes out.

Days are ordinals, and any whole number is one: the calendar repeats every 400 years.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import assert_never

from verifier.model import BusinessDays, CalendarUnit, Months

CYCLE = 146_097
"""Days of 400 years, after which the Gregorian calendar repeats, weekdays included."""

_CYCLE_BEGINS = date(2000, 1, 1).toordinal()


def counted_day(day: int, count: int, unit: CalendarUnit) -> int:
    """Section 5: a number of months ends on the same day of the later month, or on its last day
    where it has none; of business days, the day from which they are counted is not one, and the
    last of them is meant."""
    match unit:
        case Months():
            return _months_from(day, count)
        case BusinessDays(_, closed):
            return _business_days_from(day, count, frozenset(closed))
        case _:
            assert_never(unit)


def _months_from(day: int, count: int) -> int:
    cycles, rest = divmod(day - _CYCLE_BEGINS, CYCLE)
    began = date.fromordinal(_CYCLE_BEGINS + rest)
    years, month = divmod(began.month - 1 + count, 12)
    more, year = divmod(began.year - 2000 + years, 400)
    last = monthrange(2000 + year, month + 1)[1]
    ended = date(2000 + year, month + 1, min(began.day, last))
    return ended.toordinal() + (cycles + more) * CYCLE


def _business_days_from(day: int, count: int, closed: frozenset[int]) -> int:
    step, left = (1 if count > 0 else -1), abs(count)
    while left:
        day += step
        left -= is_business_day(day, closed)
    return day


def is_business_day(day: int, closed: frozenset[int] = frozenset()) -> bool:
    """Whether a day is neither a Saturday, nor a Sunday, nor closed."""
    weekday = date.fromordinal(_CYCLE_BEGINS + (day - _CYCLE_BEGINS) % CYCLE).weekday()
    return weekday < SATURDAY and day not in closed


SATURDAY = 5


def first_and_last_start(day: int, count: int, unit: CalendarUnit) -> tuple[int, int]:
    """The days at which it turns whether what is counted ends on `day` or later, and whether it
    ends later: the first such, and the last day before the second."""
    near = counted_day(day, -count, unit)
    first = last = near
    while counted_day(first - 1, count, unit) >= day:
        first -= 1
    while counted_day(first, count, unit) < day:
        first += 1
    while counted_day(last, count, unit) > day:
        last -= 1
    while counted_day(last + 1, count, unit) <= day:
        last += 1
    return first, last
