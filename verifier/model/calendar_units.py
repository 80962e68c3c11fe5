"""What the calendar counts in: months (years are twelve of them), and business days; and the
calendars that a policy declares."""

from __future__ import annotations

from dataclasses import dataclass, field

from verifier.source import Span


@dataclass(frozen=True)
class Months:
    """Calendar months."""


@dataclass(frozen=True)
class BusinessDays:
    """Days other than Saturday, Sunday and the `closed` days (ordinals, ascending) of a declared
    calendar; `calendar` is its name, none where no calendar is named."""

    calendar: str = ""
    closed: tuple[int, ...] = ()


CalendarUnit = Months | BusinessDays


@dataclass(frozen=True)
class Calendar:
    """A declared calendar: the business days that it leaves."""

    days: BusinessDays
    span: Span | None = field(default=None, compare=False, repr=False)
