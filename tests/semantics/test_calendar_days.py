"""Days counted by the calendar: the right day, decided by hand or found by walking, one by one."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.encoding import calendar_days as encoded
from verifier.model import (
    EARLIEST_DAY,
    LATEST_DAY,
    BusinessDays,
    CalendarUnit,
    Months,
)
from verifier.semantics import calendar_days as defined
from verifier.semantics.calendar_days import CYCLE, counted_day, first_and_last_start

MONTHS = Months()
BUSINESS = BusinessDays()
DAYS = st.integers(EARLIEST_DAY, LATEST_DAY)
CHRISTMAS = ("2026-12-24", "2026-12-25", "2026-12-31", "2027-01-01")


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def court(*closed: str) -> BusinessDays:
    return BusinessDays("court days", tuple(sorted(day(one) for one in closed)))


BY_HAND = {
    "the same day": ("2026-03-15", 1, MONTHS, "2026-04-15"),
    "no such day": ("2026-01-31", 1, MONTHS, "2026-02-28"),
    "no such day in a leap year": ("2028-01-31", 1, MONTHS, "2028-02-29"),
    "a short month keeps the day": ("2026-02-28", 1, MONTHS, "2026-03-28"),
    "six months over the end of a year": ("2026-08-31", 6, MONTHS, "2027-02-28"),
    "a year from a leap day": ("2028-02-29", 12, MONTHS, "2029-02-28"),
    "four years from a leap day": ("2028-02-29", 48, MONTHS, "2032-02-29"),
    "no leap year in 2100": ("2096-02-29", 48, MONTHS, "2100-02-28"),
    "a leap year in 2000": ("1996-02-29", 48, MONTHS, "2000-02-29"),
    "eighteen years": ("2008-02-29", 216, MONTHS, "2026-02-28"),
    "a month before": ("2026-03-31", -1, MONTHS, "2026-02-28"),
    "a year before": ("2028-02-29", -12, MONTHS, "2027-02-28"),
    "a month before January": ("2026-01-05", -1, MONTHS, "2025-12-05"),
    "no day at all": ("2026-03-07", 0, MONTHS, "2026-03-07"),
    "five business days from a Monday": ("2026-03-02", 5, BUSINESS, "2026-03-09"),
    "five from a Friday": ("2026-03-06", 5, BUSINESS, "2026-03-13"),
    "five from a Saturday": ("2026-03-07", 5, BUSINESS, "2026-03-13"),
    "one from a Sunday": ("2026-03-08", 1, BUSINESS, "2026-03-09"),
    "three before a Monday": ("2026-03-09", -3, BUSINESS, "2026-03-04"),
    "one before a Sunday": ("2026-03-08", -1, BUSINESS, "2026-03-06"),
    "over Christmas": ("2026-12-22", 5, court(*CHRISTMAS), "2027-01-04"),
    "from a closed day": ("2026-12-25", 1, court(*CHRISTMAS), "2026-12-28"),
    "back over Christmas": ("2027-01-04", -5, court(*CHRISTMAS), "2026-12-22"),
    "a closed Saturday makes no difference": ("2026-03-02", 5, court("2026-03-07"), "2026-03-09"),
}


@pytest.mark.parametrize(("start", "count", "unit", "end"), BY_HAND.values(), ids=BY_HAND)
def test_the_day_is_the_one_decided(start: str, count: int, unit: CalendarUnit, end: str) -> None:
    for counted in (defined.counted_day, encoded.counted_day):
        assert date.fromordinal(counted(day(start), count, unit)).isoformat() == end


@settings(max_examples=400)
@given(DAYS, st.integers(-3000, 3000))
def test_months_are_counted_month_by_month(start: int, count: int) -> None:
    began = date.fromordinal(start)
    year, month = began.year, began.month
    for _ in range(abs(count)):
        month += 1 if count > 0 else -1
        if month in (0, 13):
            year, month = year + (1 if month else -1), 12 if month == 0 else 1
    ended = date(year, month, min(began.day, monthrange(year, month)[1]))
    for counted in (defined.counted_day, encoded.counted_day):
        assert counted(start, count, MONTHS) == ended.toordinal()


@settings(max_examples=300)
@given(
    st.integers(day("2026-01-01"), day("2027-12-31")),
    st.integers(-60, 60),
    st.frozensets(st.integers(day("2026-03-01"), day("2026-04-30")), max_size=25),
)
def test_business_days_are_counted_day_by_day(
    start: int, count: int, closed: frozenset[int]
) -> None:
    at, left = date.fromordinal(start), abs(count)
    while left:
        at += timedelta(1 if count > 0 else -1)
        left -= at.strftime("%a") not in ("Sat", "Sun") and at.toordinal() not in closed
    unit = BusinessDays("court days", tuple(sorted(closed)))
    for counted in (defined.counted_day, encoded.counted_day):
        assert counted(start, count, unit) == at.toordinal()


UNITS = st.one_of(
    st.just(MONTHS),
    st.just(BUSINESS),
    st.builds(
        lambda days: BusinessDays("court days", tuple(sorted(days))),
        st.frozensets(st.integers(day("2026-01-01"), day("2026-03-01")), max_size=20),
    ),
)


@settings(max_examples=400)
@given(st.integers(day("2025-10-01"), day("2026-06-01")), st.integers(-40, 40), UNITS)
def test_later_days_never_end_earlier(start: int, count: int, unit: CalendarUnit) -> None:
    assert counted_day(start, count, unit) <= counted_day(start + 1, count, unit)


@settings(max_examples=300)
@given(st.integers(day("2025-10-01"), day("2026-06-01")), st.integers(-40, 40), UNITS)
def test_the_last_start_is_the_last(end: int, count: int, unit: CalendarUnit) -> None:
    start = encoded.last_start(end, count, unit)
    assert counted_day(start, count, unit) <= end < counted_day(start + 1, count, unit)
    first, last = first_and_last_start(end, count, unit)
    assert counted_day(first - 1, count, unit) < end <= counted_day(first, count, unit)
    assert last == start


@settings(max_examples=400)
@given(st.integers(-2_000_000, 5_000_000), st.integers(-3000, 3000))
def test_both_engines_count_months_alike_on_any_day(start: int, count: int) -> None:
    assert defined.counted_day(start, count, MONTHS) == encoded.counted_day(start, count, MONTHS)


@settings(max_examples=300)
@given(st.integers(-2_000_000, 5_000_000), st.integers(-300, 300), UNITS)
def test_both_engines_count_business_days_alike_on_any_day(
    start: int, count: int, unit: CalendarUnit
) -> None:
    assert defined.counted_day(start, count, unit) == encoded.counted_day(start, count, unit)


@given(DAYS, st.integers(-3000, 3000), st.integers(-9, 9))
def test_the_calendar_repeats(start: int, count: int, cycles: int) -> None:
    further = counted_day(start + cycles * CYCLE, count, MONTHS)
    assert further == counted_day(start, count, MONTHS) + cycles * CYCLE
