"""Mistakes of the tool itself: an exception goes in; what is needed to report it comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from traceback import format_exception

MEMORY_RAN_OUT = "memory ran out"


@dataclass(frozen=True)
class Fault:
    """What was being done, what went wrong in one line, and where: the last is for whoever mends
    it, names places of this machine, and is no part of an answer."""

    doing: str
    what: str
    traceback: str = field(default="", compare=False, repr=False)


def fault_of(doing: str, error: Exception) -> Fault:
    """An exception that nobody expected, as data."""
    what = f"{type(error).__name__}: {error}".strip().rstrip(":")
    return Fault(doing, what, "".join(format_exception(error)))


def memory_ran_out(error: BaseException) -> bool:
    """Whether an exception says that there was not enough memory, which is no mistake of the tool.
    The solvers, and the system's loader, have words of their own for it."""
    words = str(error).lower()
    said = ("out of memory", "cannot allocate memory", "failed to map segment", "bad_alloc")
    return isinstance(error, MemoryError) or any(one in words for one in said)
