"""Deadline lines to the days between which a duty must be done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from verifier.elaborate.sentences.comparisons import Bound, read_day_relation
from verifier.elaborate.sentences.complaints import refusal
from verifier.elaborate.sentences.conditions import Context
from verifier.elaborate.sentences.fillers import filler_reader
from verifier.elaborate.sentences.formulas import terms_of
from verifier.elaborate.sentences.measures import Sum, Things, happenings, quantity, read_sum
from verifier.elaborate.sentences.quantities import described
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.tokens import Phrase
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
    relation = read_day_relation(phrase, 0)
    if relation is None:
        raise refusal(
            "wrong-value",
            f"“{line.words.text}” is not a deadline",
            line.words.span,
            _in_whole_days(line.words.text, scope) or _FORMS,
        )
    bounds, start = relation
    day = read_sum(phrase, start, len(phrase.tokens), scope, filler_reader(scope))
    _check_day(day, phrase, start)
    things = _things(day, phrase, scope)
    target = quantity(day, things)
    earliest, latest = _window(_from_the_event(phrase, bounds), target)
    return earliest, latest, happenings((day,), things)


_FORMS = "write “within 7 days of …”, “at least 30 days before …”, “before …”, “on or before …”"
_COUNTED = re.compile(
    r"(?P<lead>within|at least|at most|no later than)\s+(?:a|an|(?P<count>[\d,]+))\s+"
    r"(?P<unit>hours?|days?|weeks?|months?|years?|minutes?)(?:\s+(?P<side>of|after|before)\s+"
    r"(?P<day>.+))?$"
)
_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}


def _in_whole_days(text: str, scope: Scope) -> str:
    """How a time that is counted otherwise, or from no day, is written."""
    found = _COUNTED.match(text)
    if found is None:
        return ""
    count = int((found["count"] or "1").replace(",", ""))
    days = max(1, ceil(count * _DAYS[found["unit"].removesuffix("s")]))
    lead = "within" if found["lead"] == "no later than" else found["lead"]
    side = found["side"] or ("of" if lead == "within" else "after")
    day = found["day"] or _some_day(scope)
    why = "" if found["unit"].startswith(("day", "week")) else "time is counted in whole days: "
    return f"{why}write “{lead} {days:,} {'day' if days == 1 else 'days'} {side} {day}”"


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


def _from_the_event(phrase: Phrase, bounds: tuple[Bound, ...]) -> tuple[Bound, ...]:
    """A duty due "within N days of" an event begins with the event."""
    if phrase.tokens[0] == "within" and phrase.tokens[3:4] == ("of",):
        return ((">=", 0), *bounds[1:])
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


def _window(bounds: Sequence[Bound], target: Quantity) -> tuple[Quantity | None, Quantity | None]:
    earliest: Quantity | None = None
    latest: Quantity | None = None
    for operator, offset in bounds:
        shift = {"<": -1, ">": 1}.get(operator, 0)
        day = replace(target, constant=target.constant + offset + shift)
        if operator in (">", ">=", "="):
            earliest = day
        if operator in ("<", "<=", "="):
            latest = day
    return earliest, latest
