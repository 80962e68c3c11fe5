"""Conditions on several whole numbers at once: some that are to hold and some that are not go in;
numbers that make it so, or a part of them that cannot be, come out. Only here is Z3.

A condition is ("at most", factors, constant): the sum of factor times number, plus the constant, is
at most 0. It has the number of its node; its contrary has the negative number.

A day counted by the calendar is no such sum of what it is counted from. Bounds are said of it, a
first answer is held against the calendar, and where they differ the truth is said for the days
around, until an answer agrees or there is none (lazy refinement). What is impossible under the
bounds is impossible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from time import monotonic
from typing import Any as Untyped
from typing import cast

import z3

from verifier.encoding import (
    AtomKey,
    counted_from,
    counting_of,
    day_counted,
    is_counted,
)
from verifier.model import BusinessDays, Months
from verifier.solver.counted_days import (
    days_apart,
    days_between,
    days_by_weekday,
    stretch_around,
    stretches_near,
)

NumberKey = tuple[object, ...]
"""What identifies a number: an attribute's, an event's day, the day of the act."""

Factors = tuple[tuple[NumberKey, int], ...]

MOST_CORRECTIONS = 3_000
"""So often an answer is held against the calendar before the question counts as undecided."""


class Linear:
    """What was said of numbers in one graph. `range_of` gives the least and the most that each can
    be."""

    def __init__(
        self,
        atoms: Mapping[int, AtomKey],
        range_of: Callable[[NumberKey], tuple[int, int]],
        resources: int,
        milliseconds: int,
    ) -> None:
        self._atoms = atoms
        self._range_of = range_of
        self._limits = {"rlimit": resources, "timeout": milliseconds}
        self._context = z3.Context()
        self._begin()

    def _begin(self) -> None:
        """A solver that was told nothing yet."""
        self._solver = z3.SimpleSolver(ctx=self._context)
        self._solver.set(**self._limits)
        self._constants: dict[NumberKey, Untyped] = {}
        self._said: dict[int, Untyped] = {}
        self._literals: dict[int, int] = {}
        self._counted: dict[NumberKey, Untyped] = {}

    def clash(self, literals: Sequence[int]) -> frozenset[int] | None:
        """Some of the conditions that cannot be together, none where all can; None where Z3 gave
        up. It is not asked again then, for it promises nothing of the answers it would give."""
        assumed = [self._literal(literal) for literal in literals]
        counted = self._counted_in(literals)
        until = monotonic() + self._limits["timeout"] / 1000
        for _ in range(MOST_CORRECTIONS):
            if monotonic() > until:
                return None
            found = self._solver.check(assumed)
            if found == z3.unsat:
                core = self._solver.unsat_core()
                assert core, "what is said of the calendar contradicts itself"
                return frozenset(self._literals[term.get_id()] for term in core)
            if found == z3.unknown:
                if "interrupted" in str(self._solver.reason_unknown()):
                    raise KeyboardInterrupt
                self._begin()
                return None
            if not self._corrected(counted):
                return frozenset()
        return None

    def values(self, numbers: Iterable[NumberKey]) -> Mapping[NumberKey, int]:
        """What these numbers are in a case of what was last found to be possible."""
        model = self._solver.model()
        constants = {number: self._constants[number] for number in numbers}
        return {
            number: int(model.eval(constant, model_completion=True).as_long())
            for number, constant in constants.items()
        }

    def _literal(self, literal: int) -> Untyped:
        """A constant that implies the condition."""
        said = self._said.get(literal)
        if said is None:
            said = self._said[literal] = z3.Bool(f"condition {literal}", ctx=self._context)
            self._literals[said.get_id()] = literal
            holds = self._condition(abs(literal))
            self._solver.add(z3.Implies(said, holds if literal > 0 else z3.Not(holds)))
        return said

    def _condition(self, node: int) -> Untyped:
        _, factors, constant = self._atoms[node]
        assert isinstance(factors, tuple)
        total = z3.Sum([factor * self._number(number) for number, factor in factors])
        return total <= -cast(int, constant)

    def _number(self, key: NumberKey) -> Untyped:
        if is_counted(key):
            return self._counted_day(key)
        constant = self._constants.get(key)
        if constant is None:
            least, most = self._range_of(key)
            constant = self._constants[key] = z3.Int(repr(key), ctx=self._context)
            self._solver.add(constant >= least, constant <= most)
        return constant

    # ------------------------------------------------------------------ days by the calendar

    def _counted_day(self, key: NumberKey) -> Untyped:
        """A day counted by the calendar, with the bounds that hold whatever it is counted from."""
        day = self._counted.get(key)
        if day is None:
            start, others = self._start(key), tuple(self._counted)
            day = self._counted[key] = z3.Int(f"counted day {len(others)}", ctx=self._context)
            least, most = days_between(*counting_of(key))
            self._solver.add(day - start >= least, day - start <= most)
            if isinstance(counting_of(key)[1], BusinessDays):
                self._solver.add(self._by_weekday(key, day, start))
            for other in others:
                self._solver.add(*self._apart(key, other))
        return day

    def _start(self, key: NumberKey) -> Untyped:
        """The sum from which a day is counted."""
        factors, constant = counted_from(key)
        return z3.Sum([factor * self._number(number) for number, factor in factors]) + constant

    def _by_weekday(self, key: NumberKey, day: Untyped, start: Untyped) -> Untyped:
        """How many days lie between depends on the weekday alone, but near what is closed."""
        count, unit = counting_of(key)
        assert isinstance(unit, BusinessDays)
        week, weekday = (z3.FreshInt(ctx=self._context) for _ in range(2))
        self._solver.add(start == 7 * week + weekday, weekday >= 0, weekday <= 6)
        usual = z3.And(
            *(
                z3.Implies(weekday == number, day == start + between)
                for number, between in enumerate(days_by_weekday(count))
            )
        )
        near = (z3.And(start >= a, start <= b) for a, b in stretches_near(count, unit))
        return z3.Or(usual, *near)

    def _apart(self, one: NumberKey, other: NumberKey) -> Iterator[Untyped]:
        """How far two days lie apart that are counted in months from the same day; days counted
        alike come in the order of those from which they are counted."""
        (first, unit), (second, same) = counting_of(one), counting_of(other)
        if counted_from(one) == counted_from(other) and unit == same == Months():
            least, most = days_apart(first, second)
            between = self._counted[one] - self._counted[other]
            yield z3.And(between >= least, between <= most)
        if counting_of(one) == counting_of(other):
            start, end = self._start(one), self._counted[one]
            other_start, other_end = self._start(other), self._counted[other]
            yield z3.Implies(start <= other_start, end <= other_end)
            yield z3.Implies(start >= other_start, end >= other_end)

    def _counted_in(self, literals: Iterable[int]) -> tuple[NumberKey, ...]:
        """The days counted by the calendar of which conditions speak, those inside others first."""
        found: dict[NumberKey, None] = {}
        for literal in literals:
            _, factors, _ = self._atoms[abs(literal)]
            _note_counted(cast(Factors, factors), found)
        return tuple(found)

    def _corrected(self, counted: Iterable[NumberKey]) -> bool:
        """Whether an answer had some day otherwise than the calendar, which is said to the solver
        for the days around."""
        model, corrected = self._solver.model(), False
        for key in counted:
            day, start = self._counted[key], self._start(key)
            began = int(model.eval(start, model_completion=True).as_long())
            ended = int(model.eval(day, model_completion=True).as_long())
            if ended != day_counted(key, began):
                self._solver.add(*self._truth_around(key, began))
                corrected = True
        return corrected

    def _truth_around(self, key: NumberKey, began: int) -> Iterator[Untyped]:
        """What the calendar says of the days around one, for each day that is counted alike; later
        days never end earlier."""
        alike = [other for other in self._counted if counting_of(other) == counting_of(key)]
        for other in alike:
            yield from self._truth_of(other, began, self._counted[other], self._start(other))

    def _truth_of(
        self, key: NumberKey, began: int, day: Untyped, start: Untyped
    ) -> Iterator[Untyped]:
        between = day_counted(key, began) - began
        first, last = stretch_around(began, *counting_of(key))
        yield z3.Implies(z3.And(start >= first, start <= last), day == start + between)
        yield z3.Implies(start <= last, day <= last + between)
        yield z3.Implies(start >= first, day >= first + between)


def _note_counted(factors: Factors, found: dict[NumberKey, None]) -> None:
    for number, _ in factors:
        if is_counted(number):
            _note_counted(counted_from(number)[0], found)
            found[number] = None
