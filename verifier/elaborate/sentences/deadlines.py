"""Deadline lines: the lines of a norm go in; the days to which it is confined come out, as
conditions on the day of the act and, of a duty, as the window in which it must be done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from verifier.elaborate.sentences.comparisons import Bound, read_day_relation
from verifier.elaborate.sentences.complaints import refusal
from verifier.elaborate.sentences.conditions import Context
from verifier.elaborate.sentences.fillers import filler_reader
from verifier.elaborate.sentences.formulas import terms_of
from verifier.elaborate.sentences.measures import Sum, Things, happenings, quantity, read_sum
from verifier.elaborate.sentences.quantities import described, read_literal
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.tokens import Phrase
from verifier.language import DeadlineLine
from verifier.model import (
    ActDay,
    All,
    Any,
    Compare,
    Condition,
    EventDay,
    Formula,
    Holds,
    Hole,
    Not,
    Quantity,
    Unit,
    Variable,
    Window,
)


@dataclass(frozen=True)
class Deadline:
    """What one line says: the first and the last day, the events from which they count, and whether
    a duty lapses after the last day."""

    line: DeadlineLine
    earliest: tuple[Quantity, ...]
    latest: tuple[Quantity, ...]
    occurs: tuple[Holds, ...]
    lapses: bool

    def condition(self, duty: bool) -> Condition | None:
        """What the line says of the day of the act, None where it leaves every day. A duty is not
        over when its time is."""
        ends = self.latest if self.lapses or not duty else ()
        parts: tuple[Formula, ...] = (
            *self.occurs,
            *(Compare(">=", _DAY, first, self.line.words.span) for first in self.earliest),
            *map(not_after, ends),
        )
        if not parts:
            return None
        formula = parts[0] if len(parts) == 1 else All(parts)
        return Condition(formula, self.line.words.text, self.line.words.span, deadline=duty)


_DAY = Quantity(((1, ActDay()),), 0)


def not_after(last: Quantity) -> Formula:
    """That the day of the act is not after a day, or that the event from which this counts has not
    happened."""
    events = (measure for _, measure in last.terms if isinstance(measure, EventDay))
    happened = tuple(Holds(event.event, event.terms) for event in events)
    ends = Compare("<=", _DAY, last)
    return Any((*map(Not, happened), All((*happened, ends)))) if happened else ends


def read_deadlines(
    lines: Sequence[DeadlineLine], scope: Scope, context: Context
) -> tuple[Deadline, ...]:
    """What each of the lines says."""
    found = []
    for line in lines:
        with context.complaints.guard():
            found.append(_deadline(line, scope))
    return tuple(found)


def window_of(deadlines: Sequence[Deadline]) -> Window | None:
    """The days that the lines of a duty leave together."""
    if not deadlines:
        return None
    return Window(
        tuple(dict.fromkeys(first for one in deadlines for first in one.earliest)),
        tuple(dict.fromkeys(last for one in deadlines for last in one.latest)),
        " and ".join(one.line.words.text for one in deadlines),
        tuple(dict.fromkeys(event for one in deadlines for event in one.occurs)),
        any(one.lapses for one in deadlines),
    )


def counted_from(deadlines: Sequence[Deadline]) -> frozenset[Variable]:
    """The variables of which the lines speak."""
    spoken = (terms_of(day) for one in deadlines for day in (*one.earliest, *one.latest))
    return frozenset(term for terms in spoken for term in terms if isinstance(term, Variable))


def _deadline(line: DeadlineLine, scope: Scope) -> Deadline:
    phrase = Phrase.of(line.words)
    end, lapses = _end(phrase)
    relation = _for_a_time(phrase) or read_day_relation(phrase, 0)
    if relation is None:
        raise refusal(
            "wrong-value",
            f"“{line.words.text}” is not a deadline",
            line.words.span,
            _in_whole_days(line.words.text, scope) or _FORMS,
        )
    bounds, start = relation
    day = read_sum(phrase, start, end, scope, filler_reader(scope))
    _check_day(day, phrase, start)
    things = _things(day, phrase, scope)
    target = quantity(day, things)
    earliest, latest = _window(_from_the_event(phrase, bounds), target)
    if lapses and not latest:
        raise refusal(
            "wrong-value",
            f"“{line.words.text}” names no last day after which nothing is owed",
            line.words.span,
            "write “and not later” after a line that says by when: “within …”, “on or before …”",
        )
    # What counts from an event begins with it; what only ends with one may have no end.
    occurs = happenings((day,), things) if earliest else ()
    return Deadline(line, earliest, latest, occurs, lapses)


_NOT_LATER = ("and", "not", "later")


def _end(phrase: Phrase) -> tuple[int, bool]:
    """Where the day ends, and whether nothing is owed after it."""
    lapses = phrase.tokens[-3:] == _NOT_LATER
    return len(phrase.tokens) - (3 if lapses else 0), lapses


def _for_a_time(phrase: Phrase) -> tuple[tuple[Bound, ...], int] | None:
    """`for 60 days from DAY`, `until DAY`: that day is the last one."""
    tokens = phrase.tokens
    if tokens[:1] == ("until",):
        return (("<=", 0),), 1
    if tokens[:1] != ("for",) or tokens[3:4] != ("from",):
        return None
    days = read_literal(phrase.text(1, 3), phrase.place(1, 3))
    if days is None or days.unit is not Unit.DURATION:
        return None
    return ((">=", 0), ("<=", days.amount)), 4


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


def _window(
    bounds: Sequence[Bound], target: Quantity
) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    earliest: tuple[Quantity, ...] = ()
    latest: tuple[Quantity, ...] = ()
    for operator, offset in bounds:
        shift = {"<": -1, ">": 1}.get(operator, 0)
        day = replace(target, constant=target.constant + offset + shift)
        if operator in (">", ">=", "="):
            earliest = (day,)
        if operator in ("<", "<=", "="):
            latest = (day,)
    return earliest, latest
