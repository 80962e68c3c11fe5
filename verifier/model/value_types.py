"""The value types of the language: lists, numbers, money, dates, durations, percentages.

Every value is a member of a list (text) or an exact whole number: cents, days, hundredths of a
percent, a calendar day as its proleptic Gregorian ordinal (1 is 0001-01-01). Nothing is a float.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

UNLISTED = "something else"
"""The one unlisted member that an open list (`includes`) has beside its listed members."""

EARLIEST_DAY = date(1800, 1, 1).toordinal()
LATEST_DAY = date(2299, 12, 31).toordinal()
"""Dates outside these two are refused in files and never occur in cases."""
DAY_ONE = EARLIEST_DAY - 100_000
"""Before every day of a case, and before all that counts from one: at most 250 years count."""

LARGEST_NUMBER = 10**12
"""Numbers, cents and days beyond this are refused in files and never occur in cases."""


class Unit(StrEnum):
    """What a whole number counts."""

    COUNT = "number"
    MONEY = "money"  # cents
    DATE = "date"  # proleptic Gregorian ordinal
    DURATION = "duration"  # days
    PERCENTAGE = "percentage"  # hundredths of a percent


@dataclass(frozen=True)
class ListType:
    """One of `members`; an open list has the further member `UNLISTED`. Yes/no is a list too."""

    members: tuple[str, ...]
    open: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        return (*self.members, UNLISTED) if self.open else self.members


@dataclass(frozen=True)
class NumberType:
    """A whole number of `unit`, from `least` to `most`; `label` is the drafter's word ("grams")."""

    unit: Unit
    least: int
    most: int
    label: str = ""


ValueType = ListType | NumberType

YES_NO = ListType(("yes", "no"))
