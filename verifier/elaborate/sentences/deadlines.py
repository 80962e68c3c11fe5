"""Deadline lines to the days between which a duty must be done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from verifier.elaborate.sentences.comparisons import Bound, bounding_day, read_day_relation
from verifier.elaborate.sentences.complaints import listed, refusal
from verifier.elaborate.sentences.conditions import Context
from verifier.elaborate.sentences.fillers import filler_reader
from verifier.elaborate.sentences.formulas import terms_of
from verifier.elaborate.sentences.measures import (
    Sum,
    Things,
    check_whole_day,
    happenings,
    quantity,
)
from verifier.elaborate.sentences.quantities import described
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.sums import read_sum
from verifier.elaborate.sentences.tokens import Phrase
from verifier.elaborate.sentences.vocabulary import BUSINESS_DAYS
from verifier.language import DeadlineLine
from verifier.model import Holds, Hole, Quantity, Unit, Variable, Window


def read_window(
    lines: Sequence[DeadlineLine], scope: Scope, context: Context
) -> tuple[Window | None, frozenset[Variable]]:
    """The window that the deadlines leave together, and the variables that they speak of."""
    earliest: Quantity | None = None
    latest: Quantity | None = None
    occurs: tuple[Holds, ...] = ()
    for line in lines:
        with context.complaints.guard():
            first, last, happened = _bounds(line, scope)
            for known, new, word in ((earliest, first, "early"), (latest, last, "late")):
                _check_single(known, new, word, line)
            earliest, latest = earliest or first, latest or last
            occurs = tuple(dict.fromkeys((*occurs, *happened)))
    if earliest is None and latest is None:
        return None, frozenset()
    words = " and ".join(line.words.text for line in lines)
    spoken = {term for bound in (earliest, latest) if bound for term in terms_of(bound)}
    variables = frozenset(term for term in spoken if isinstance(term, Variable))
    return Window(earliest, latest, words, occurs), variables


def _check_single(
    known: Quantity | None, new: Quantity | None, word: str, line: DeadlineLine
) -> None:
    if known is not None and new is not None:
        raise refusal(
            "clashing-deadlines",
            f"a second deadline says how {word} the duty may be done",
            line.words.span,
            "keep one of the two",
        )


def _bounds(
    line: DeadlineLine, scope: Scope
) -> tuple[Quantity | None, Quantity | None, tuple[Holds, ...]]:
    phrase = Phrase.of(line.words)
    relation = read_day_relation(phrase, 0, scope)
    if relation is None:
        raise refusal(
            "wrong-value",
            f"“{line.words.text}” is not a deadline",
            line.words.span,
            _counted(line.words.text, scope) or _FORMS,
        )
    bounds, start = relation
    day = read_sum(phrase, start, len(phrase.tokens), scope, filler_reader(scope))
    _check_day(day, phrase, start)
    check_whole_day(day, phrase.place(start))
    things = _things(day, phrase, scope)
    earliest, latest = _window(_from_the_event(phrase, start, bounds), day, things)
    return earliest, latest, happenings((day,), things)


_FORMS = "write “within 7 days of …”, “at least 30 days before …”, “before …”, “on or before …”"
_COUNTED = re.compile(
    r"(?P<lead>within|at least|at most|no later than)\s+(?:a|an|(?P<count>[\d,]+))\s+"
    r"(?P<unit>hours?|days?|weeks?|months?|years?|minutes?)(?:\s+(?P<side>of|after|before)\s+"
    r"(?P<day>.+))?$"
)
_OF_A_DAY = {"minute": 1 / 1440, "hour": 1 / 24}


def _counted(text: str, scope: Scope) -> str:
    """How a time that is counted in parts of a day, or from no day, is written."""
    found = _COUNTED.match(text)
    if found is None:
        return _undeclared_calendar(text, scope)
    count, unit = int((found["count"] or "1").replace(",", "")), found["unit"].removesuffix("s")
    why = ""
    if unit in _OF_A_DAY:
        count, unit = max(1, ceil(count * _OF_A_DAY[unit])), "day"
        why = "time is counted in whole days: "
    lead = "within" if found["lead"] == "no later than" else found["lead"]
    side = found["side"] or ("of" if lead == "within" else "after")
    day = found["day"] or _some_day(scope)
    return f"{why}write “{lead} {count:,} {unit if count == 1 else unit + 's'} {side} {day}”"


_NAMED_DAYS = re.compile(r"(?P<lead>.*?[\d,]+) (?P<name>[^\W\d]+ days?) (?P<rest>.+)$")


def _undeclared_calendar(text: str, scope: Scope) -> str:
    """How days are counted that no calendar declares."""
    found = _NAMED_DAYS.match(text)
    if found is None:
        return ""
    name = found["name"].removesuffix("s") + "s"
    known = [one for one in scope.vocabulary.business_days if one != BUSINESS_DAYS]
    own = f", {listed(known)}" if known else ""
    return (
        f"no calendar is named “{name}”: write “{found['lead']} {BUSINESS_DAYS} {found['rest']}”"
        f"{own}, or declare “calendar {name}”"
    )


def _some_day(scope: Scope) -> str:
    """A declared event as a deadline names it, or what stands for one."""
    for fact in scope.vocabulary.facts.values():
        if fact.event:
            parts = (f"the {p.label}" if isinstance(p, Hole) else p for p in fact.sentence)
            return " ".join(parts)
    return "the day …"


def _check_day(day: Sum, phrase: Phrase, start: int) -> None:
    if day.unit is Unit.DATE:
        return
    raise refusal(
        "wrong-unit",
        f"“{phrase.text(start)}” is {described(day.unit, day.label)}, not a day",
        phrase.place(start),
        "name a date like 2026-03-01, or a declared event: “the day …”",
    )


def _from_the_event(phrase: Phrase, start: int, bounds: tuple[Bound, ...]) -> tuple[Bound, ...]:
    """A duty due "within N days of" an event begins with the event."""
    if phrase.tokens[0] == "within" and phrase.tokens[start - 1] == "of":
        return ((">=", None, 1), *bounds[1:])
    return bounds


def _things(day: Sum, phrase: Phrase, scope: Scope) -> Things:
    things = {}
    for filler in day.fillers:
        if filler.form not in ("name", "the", "the other"):
            raise refusal(
                "misplaced-words",
                f"a deadline cannot introduce “{phrase.text(filler.start, filler.end)}”",
                phrase.place(filler.start, filler.end),
                f"introduce it in a condition, then write “the {filler.word}” here",
            )
        things[filler.start] = scope.refer(filler, phrase)
    return things


def _window(
    bounds: Sequence[Bound], target: Sum, things: Things
) -> tuple[Quantity | None, Quantity | None]:
    earliest: Quantity | None = None
    latest: Quantity | None = None
    for bound in bounds:
        operator = bound[0]
        border = quantity(bounding_day(target, bound), things)
        shift = {"<": -1, ">": 1}.get(operator, 0)
        day = replace(border, constant=border.constant + shift)
        if operator in (">", ">=", "="):
            earliest = day
        if operator in ("<", "<=", "="):
            latest = day
    return earliest, latest
