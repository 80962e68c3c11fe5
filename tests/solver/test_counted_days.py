"""Days counted by the calendar in the solver: what is said of them is true of every day, and the
solver answers as trying all days does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generators.vocabulary import OFFICE, act_of, bare_policy, fact_of
from verifier.encoding import Query, quantities
from verifier.encoding import calendar_days as encoded
from verifier.encoding import counted_days as keys
from verifier.model import (
    ActDay,
    ActInQuestion,
    All,
    BusinessDays,
    CalendarUnit,
    Case,
    Compare,
    EventDay,
    FactKey,
    Formula,
    Holds,
    Measure,
    Months,
    Not,
    Operator,
    Quantity,
    day_after,
)
from verifier.semantics.calendar_days import counted_day
from verifier.semantics.evaluate import truth
from verifier.solver import QuestionSolver, linear_arithmetic
from verifier.solver import counted_days as said
from verifier.solver.answers import Found, Impossible, Possible
from verifier.solver.counted_days import days_apart, days_between, stretch_around
from verifier.solver.linear_arithmetic import Linear

ONE, TWO = fact_of("one", (), event=True), fact_of("two", (), event=True)
USE = act_of("use", ())
POLICY = bare_policy((), (), (ONE, TWO), (USE,), ())
MEASURES: tuple[Measure, ...] = (ActDay(), EventDay(ONE.id, ()), EventDay(TWO.id, ()))
HAPPENED = (Holds(ONE.id, ()), Holds(TWO.id, ()))
OPERATORS: tuple[Operator, ...] = ("<", "<=", "=", "!=", ">", ">=")
CLOSED = BusinessDays(
    "court days",
    tuple(
        date.fromisoformat(day).toordinal() for day in ("2027-12-31", "2028-01-03", "2028-03-01")
    ),
)
UNITS: tuple[tuple[CalendarUnit, tuple[int, ...]], ...] = (
    (Months(), (1, -1, 2, 6, 12, -12, 24, 48, 216)),
    (BusinessDays(), (1, 2, 5, -3, 10)),
    (CLOSED, (1, 3, 5, -4)),
)
NUMBERS = (-13, -1, 0, 1, 2, 6, 12, 48)
ENDS = ("2027-12-30", "2028-01-30", "2028-02-27", "2027-02-27", "2027-08-30", "2028-03-30")
"""Days near which months and years end otherwise than one thinks."""


# --------------------------------------------------------------------------- bounds


@settings(max_examples=400, deadline=None)
@given(st.integers(600_000, 900_000), st.sampled_from(UNITS), st.data())
def test_the_days_between_are_within_their_bounds(
    day: int, unit: tuple[CalendarUnit, tuple[int, ...]], data: st.DataObject
) -> None:
    count = data.draw(st.sampled_from(unit[1]))
    least, most = days_between(count, unit[0])
    assert least <= counted_day(day, count, unit[0]) - day <= most


@pytest.mark.parametrize(
    ("count", "unit", "bounds"),
    [
        (1, Months(), (28, 31)),
        (12, Months(), (365, 366)),
        (6, Months(), (181, 184)),
        (-1, Months(), (-31, -28)),
        (2, Months(), (59, 62)),
        (48, Months(), (1460, 1461)),
        (5, BusinessDays(), (5, 7)),
        (1, BusinessDays(), (1, 3)),
        (1, CLOSED, (1, 5)),
    ],
)
def test_bounds_are_met(count: int, unit: CalendarUnit, bounds: tuple[int, int]) -> None:
    """A month has 28 to 31 days, and from Thursday to the first court day of 2028 it is five."""
    assert days_between(count, unit) == bounds


@settings(max_examples=400, deadline=None)
@given(st.integers(700_000, 800_000), st.sampled_from(NUMBERS), st.sampled_from(NUMBERS))
def test_days_of_two_numbers_of_months_are_within_their_bounds(
    day: int, first: int, second: int
) -> None:
    least, most = days_apart(first, second)
    unit = Months()
    assert least <= counted_day(day, first, unit) - counted_day(day, second, unit) <= most


@settings(max_examples=300, deadline=None)
@given(st.integers(739_000, 741_000), st.sampled_from(UNITS), st.data())
def test_a_stretch_has_one_distance(
    day: int, unit: tuple[CalendarUnit, tuple[int, ...]], data: st.DataObject
) -> None:
    count = data.draw(st.sampled_from(unit[1]))
    first, last = stretch_around(day, count, unit[0])
    assert first <= day <= last
    between = counted_day(day, count, unit[0]) - day
    for other in (first, last, (first + day) // 2, (last + day) // 2):
        assert counted_day(other, count, unit[0]) - other == between


# --------------------------------------------------------------------------- questions


def test_the_solver_answers_as_trying_all_days_does() -> None:
    fitting = 0
    for seed in range(60):
        random, solver = Random(seed), QuestionSolver(POLICY)
        fitting += sum(_agree(random, solver) for _ in range(8))
    assert 96 < fitting < 384


def test_witnesses_replay() -> None:
    """The case that is found for a question is one."""
    for seed in range(40):
        random = Random(seed)
        formula = All((*HAPPENED, *(_Drawn(random).formula for _ in range(2))))
        found = QuestionSolver(POLICY).witness(Query(USE.id, formula))
        if isinstance(found, Found):
            assert truth(POLICY, found.case, {}, formula, {})


# --------------------------------------------------------------------------- planted faults


RIGHT = encoded.counted_day


def _no_last_day(day: int, count: int, unit: CalendarUnit) -> int:
    """A day that a month does not have runs over into the next one."""
    if isinstance(unit, BusinessDays):
        return RIGHT(day, count, unit)
    month = encoded.month_of(day)
    return encoded.first_of(month + count) + day - encoded.first_of(month)


def _no_leap_year(day: int, count: int, unit: CalendarUnit) -> int:
    """Every year has 365 days."""
    if isinstance(unit, BusinessDays) or count % 12:
        return RIGHT(day, count, unit)
    return day + count // 12 * 365


def _saturday_counts(day: int, count: int, unit: CalendarUnit) -> int:
    """Only Sundays are passed over."""
    if isinstance(unit, Months):
        return RIGHT(day, count, unit)
    step, left = (1 if count > 0 else -1), abs(count)
    while left:
        day += step
        left -= day % 7 != 0 and day not in unit.closed
    return day


def _nothing_is_closed(day: int, count: int, unit: CalendarUnit) -> int:
    plain = BusinessDays() if isinstance(unit, BusinessDays) else unit
    return RIGHT(day, count, plain)


@pytest.mark.parametrize(
    "wrong", [_no_last_day, _no_leap_year, _saturday_counts, _nothing_is_closed]
)
def test_a_wrong_calendar_is_noticed(
    wrong: Callable[[int, int, CalendarUnit], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The solver's alone: what is said of all days as well as the answer for each."""
    for module in (encoded, keys, quantities, said):
        monkeypatch.setattr(module, "counted_day", wrong)
    _forget()
    try:
        with pytest.raises(AssertionError):
            _try()
    finally:
        _forget()


def _forget() -> None:
    """What was worked out once for all days is worked out again."""
    said.days_between.cache_clear()
    said.stretches_near.cache_clear()


def test_an_answer_that_is_not_held_against_the_calendar_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Linear, "_corrected", lambda *_: False)
    with pytest.raises(AssertionError):
        _try()


def test_too_narrow_a_bound_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear_arithmetic, "days_between", _too_narrow)
    with pytest.raises(AssertionError):
        _try()


def _too_narrow(count: int, unit: CalendarUnit) -> tuple[int, int]:
    least, most = days_between(count, unit)
    return min(least + 1, most), most


def _try() -> None:
    for seed in range(100):
        random, solver = Random(seed), QuestionSolver(POLICY)
        for _ in range(8):
            _agree(random, solver)


# --------------------------------------------------------------------------- one question


def _agree(random: Random, solver: QuestionSolver) -> bool:
    """Whether some days within a few weeks fit some comparisons; the solver says the same. The
    first comparison is near the border that it draws."""
    first = _Drawn(random)
    others = [_Drawn(random) for _ in range(random.randint(0, 2))]
    starts = {m: date.fromisoformat(random.choice(ENDS)).toordinal() for m in MEASURES}
    starts[first.left] = counted_day(starts[first.right] + 1, first.count, first.unit) - 1
    ranges = {measure: range(start, start + 4) for measure, start in starts.items()}
    within = [
        Compare(operator, Quantity(((1, measure),), 0), Quantity((), border))
        for measure, days in ranges.items()
        for operator, border in _ends(days)
    ]
    formula = All((*HAPPENED, *within, *(one.formula for one in (first, *others))))
    fits = any(truth(POLICY, case, {}, formula, {}) for case in _cases(list(ranges.values())))
    answer = solver.ask(Query(USE.id, formula))
    assert isinstance(answer, Possible if fits else Impossible), (formula, fits, answer)
    return fits


def _ends(days: range) -> tuple[tuple[Operator, int], tuple[Operator, int]]:
    return (">=", days[0]), ("<=", days[-1])


def _cases(ranges: list[range]) -> Iterator[Case]:
    for act, one, two in product(*ranges):
        days: dict[FactKey, int] = {(ONE.id, ()): one, (TWO.id, ()): two}
        yield Case((), frozenset(days), {}, days, ActInQuestion(USE.id, OFFICE, (), act))


class _Drawn:
    """A day counted by the calendar against another day, a little apart."""

    def __init__(self, random: Random) -> None:
        self.left, self.right = random.sample(MEASURES, 2)
        self.unit, counts = random.choice(UNITS)
        self.count = random.choice(counts)
        start = Quantity(((1, self.right),), random.choice((0, 0, 0, 1, -2)))
        border = day_after(start, self.count, self.unit)
        if random.random() < 0.25:
            border = day_after(border, random.choice((1, -1, 12)), Months())
        border = replace(border, constant=border.constant + random.choice((0, 0, 0, 1, -1)))
        against = Quantity(((1, self.left),), 0)
        if random.random() < 0.2:
            other, numbers = random.choice(UNITS)
            against = day_after(against, random.choice(numbers), other)
        compared = Compare(random.choice(OPERATORS), against, border)
        self.formula: Formula = Not(compared) if random.random() < 0.2 else compared
