"""Declared calendars: their lines go in; the business days that each leaves come out, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from verifier.elaborate.declarations import Names
from verifier.elaborate.sentences.complaints import Complaints
from verifier.elaborate.sentences.quantities import read_date
from verifier.language import CalendarDeclaration
from verifier.model import BusinessDays, Calendar

PLURAL = "days"
"""What the name of a calendar ends with, for it is counted: “5 court days”."""


def read_calendars(
    declarations: Sequence[CalendarDeclaration], complaints: Complaints
) -> Mapping[str, Calendar]:
    """Every calendar by its name."""
    found: dict[str, Calendar] = {}
    names = Names("the calendar", complaints)
    for declaration in declarations:
        name = declaration.name.text
        if name.split()[-1] != PLURAL or name == PLURAL:
            complaints.error(
                "unclear-declaration",
                f"the calendar “{name}” does not say which days it counts",
                declaration.name.span,
                f"name it by them, like “calendar {name.removesuffix(' calendar')} {PLURAL}”",
            )
        elif names.claim(name, declaration.name.span):
            closed = tuple(sorted(set(_closed(declaration, complaints))))
            found[name] = Calendar(BusinessDays(name, closed), declaration.span)
    return found


def _closed(declaration: CalendarDeclaration, complaints: Complaints) -> Iterator[int]:
    for words in declaration.closed:
        with complaints.guard():
            yield read_date(words.text, words.span)
