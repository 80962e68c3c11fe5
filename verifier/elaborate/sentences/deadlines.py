"""Deadline lines: the lines of a norm go in; the days to which it is confined come out, as
conditions on the day of the act and, of a duty, as the window in which it must be done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from verifier.elaborate.sentences.sums import read_distance, read_sum
from verifier.elaborate.sentences.tokens import Phrase
from verifier.elaborate.sentences.vocabulary import BUSINESS_DAYS
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
    measures_in,
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
    events = (measure for measure in measures_in(last) if isinstance(measure, EventDay))
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
    relation = _for_a_time(phrase, scope) or read_day_relation(phrase, 0, scope)
    if relation is None:
        raise refusal(
            "wrong-value",
            f"“{line.words.text}” is not a deadline",
            line.words.span,
            _counted(line.words.text, scope) or _FORMS,
        )
    bounds, start = relation
    day = read_sum(phrase, start, end, scope, filler_reader(scope))
    _check_day(day, phrase, start)
    check_whole_day(day, phrase.place(start))
    things = _things(day, phrase, scope)
    earliest, latest = _window(_from_the_event(phrase, start, bounds), day, things)
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


def _for_a_time(phrase: Phrase, scope: Scope) -> tuple[tuple[Bound, ...], int] | None:
    """`for 60 days from DAY`, `until DAY`: that day is the last one."""
    if phrase.tokens[:1] == ("until",):
        return (("<=", None, 1),), 1
    found = read_distance(phrase, 1, ("from",), scope) if phrase.tokens[:1] == ("for",) else None
    return None if found is None else (((">=", None, 1), ("<=", found.length, 1)), found.end)


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
) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    earliest: tuple[Quantity, ...] = ()
    latest: tuple[Quantity, ...] = ()
    for bound in bounds:
        operator = bound[0]
        border = quantity(bounding_day(target, bound), things)
        shift = {"<": -1, ">": 1}.get(operator, 0)
        day = replace(border, constant=border.constant + shift)
        if operator in (">", ">=", "="):
            earliest = (day,)
        if operator in ("<", "<=", "="):
            latest = (day,)
    return earliest, latest
