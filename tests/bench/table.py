"""What was measured beside what is asked: measurements go in, the lines of a table come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """One number. `value` is None where it could not be measured, and then `why` says why; `limit`
    is None where nothing is asked of it; `least` says that the limit is the least asked."""

    what: str
    value: float | None
    unit: str = "s"
    limit: float | None = None
    least: bool = False
    why: str = ""

    @property
    def failed(self) -> bool:
        """Whether a limit is not kept, or the number is missing."""
        if self.value is None:
            return True
        if self.limit is None:
            return False
        return self.value < self.limit if self.least else self.value > self.limit


HEAD = f"{'':43} {'measured':>12} {'limit':>14}"


def line(one: Measurement) -> str:
    """`the first policy, cold      4.87 s   at most 5 s   met`"""
    value = "none" if one.value is None else _number(one.value, one.unit)
    limit = ""
    if one.limit is not None:
        limit = f"{'at least' if one.least else 'at most'} {one.limit:g} {one.unit}".rstrip()
    return f"{one.what:43} {value:>12} {limit:>14}  {_verdict(one)}".rstrip()


def summary(measured: Iterable[Measurement]) -> Iterator[str]:
    """The whole table and, last, how many limits are not kept."""
    listed = tuple(measured)
    yield HEAD
    yield from map(line, listed)
    failed = sum(one.failed for one in listed)
    limits = sum(one.limit is not None for one in listed)
    yield f"{limits} limits; {failed} not met" if failed else f"all {limits} limits met"


def _verdict(one: Measurement) -> str:
    if one.value is None:
        return f"NOT MET: {one.why}"
    if one.limit is None:
        return ""
    return "NOT MET" if one.failed else "met"


def _number(value: float, unit: str) -> str:
    digits = 0 if isinstance(value, int) or unit == "MB" else 2
    return f"{value:,.{digits}f} {unit}".rstrip()
