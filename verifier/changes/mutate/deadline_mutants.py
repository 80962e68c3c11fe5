"""The slips in a deadline: a duty goes in, the duty comes out with another first or last day, or
without it.

`before` for `on or before`, and the reverse, are a day less and a day more. What a line says of the
beginning stands in a condition of the norm as well, and so does its end where the duty lapses:
these change together with the window.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from verifier.changes.mutate.edits import EditKind, FormulaEdit
from verifier.elaborate import not_after
from verifier.model import (
    All,
    Any,
    Compare,
    Condition,
    EventDay,
    Formula,
    Measure,
    Norm,
    Operator,
    Quantity,
    parts_of,
)
from verifier.words import quoted


def of_deadline(norm: Norm) -> Iterator[tuple[FormulaEdit, Norm]]:
    """The slips in the deadline lines of a norm, and the norm as each leaves it."""
    if norm.window is None:
        return
    for last in norm.window.latest:
        yield from _of_day(norm, last, "<=", _line(norm, last, "<="))
    for first in norm.window.earliest:
        line = _line(norm, first, ">=")
        if not _counts_to_the_end(line):
            yield from _of_day(norm, first, ">=", line)


_COUNTED_TO_THE_END = ("within ", "for ")
"""Lines whose number counts to the last day; the first one is that of the event itself."""


def confined(norm: Norm) -> Norm:
    """The norm with its last days as a condition, as they are of what is no duty: outside its days
    that says nothing."""
    if norm.window is None:
        return norm
    lines = tuple(replace(condition, deadline=False) for condition in norm.conditions)
    ends = tuple(map(not_after, norm.window.latest))
    last = (Condition(All(ends), norm.window.words),) if ends else ()
    return replace(norm, conditions=(*lines, *last), window=None)


def _counts_to_the_end(line: Condition | None) -> bool:
    return line is not None and line.words.startswith(_COUNTED_TO_THE_END)


def _line(norm: Norm, day: Quantity, operator: Operator) -> Condition | None:
    """The condition in which a line stands that names the day, or that begins with the same."""
    lines = [condition for condition in norm.conditions if condition.deadline]
    whole = (c for c in lines if _speaks_of(c.formula, day, operator))
    near = (c for c in lines if _counts_to_the_end(c) and _near(c.formula, day))
    return next(whole, None) or next(near, None)


def _speaks_of(formula: Formula, day: Quantity, operator: Operator) -> bool:
    match formula:
        case Compare(relation, _, right):
            return (relation, right) == (operator, day)
        case _:
            return any(_speaks_of(part, day, operator) for part in parts_of(formula))


def _near(formula: Formula, day: Quantity) -> bool:
    """Whether a comparison counts from the same event."""
    if isinstance(formula, Compare):
        return formula.right.terms == day.terms
    return any(_near(part, day) for part in parts_of(formula))


def _of_day(
    norm: Norm, day: Quantity, operator: Operator, line: Condition | None
) -> Iterator[tuple[FormulaEdit, Norm]]:
    assert norm.window is not None
    said = quoted(norm.window.words if line is None else line.words)
    place = norm.span if line is None else line.span
    for step, by in ((1, "more"), (-1, "less")):
        moved = replace(day, constant=day.constant + step)
        edit = FormulaEdit(EditKind.THRESHOLD, f"one day {by} in {said}", place, None)
        yield edit, _moved(norm, day, operator, moved)
    edit = FormulaEdit(EditKind.DROP_CONDITION, f"without {said}", place, None)
    yield edit, _without(norm, day, operator, line)


def _moved(norm: Norm, day: Quantity, operator: Operator, moved: Quantity) -> Norm:
    """The norm with another day in the place of one that its window has."""
    conditions = tuple(
        replace(condition, formula=_with_day(condition.formula, day, operator, moved))
        if condition.deadline
        else condition
        for condition in norm.conditions
    )
    assert norm.window is not None
    if operator == "<=":
        window = replace(norm.window, latest=_put(norm.window.latest, day, moved))
    else:
        window = replace(norm.window, earliest=_put(norm.window.earliest, day, moved))
    return replace(norm, conditions=conditions, window=window)


def _put(days: tuple[Quantity, ...], old: Quantity, new: Quantity) -> tuple[Quantity, ...]:
    return tuple(dict.fromkeys(new if day == old else day for day in days))


def _with_day(formula: Formula, day: Quantity, operator: Operator, moved: Quantity) -> Formula:
    match formula:
        case Compare(relation, _, right) if (relation, right) == (operator, day):
            return replace(formula, right=moved)
        case All(parts) | Any(parts):
            made = tuple(_with_day(part, day, operator, moved) for part in parts)
            return replace(formula, parts=made)
        case _:
            return formula


def _without(norm: Norm, day: Quantity, operator: Operator, line: Condition | None) -> Norm:
    """The norm without the line that names the day."""
    window = norm.window
    assert window is not None
    formula = All(()) if line is None else line.formula
    latest = tuple(
        last
        for last in window.latest
        if not (_speaks_of(formula, last, "<=") or (operator == "<=" and last == day))
    )
    earliest = tuple(first for first in window.earliest if not _speaks_of(formula, first, ">="))
    occurs = tuple(
        event
        for event in window.occurs
        if any(EventDay(event.fact, event.terms) in _measures(first) for first in earliest)
    )
    lapses = window.lapses and bool(latest)
    left = replace(window, earliest=earliest, latest=latest, occurs=occurs, lapses=lapses)
    return replace(
        norm,
        conditions=tuple(c for c in norm.conditions if c is not line),
        window=left if latest or earliest else None,
    )


def _measures(day: Quantity) -> tuple[Measure, ...]:
    return tuple(measure for _, measure in day.terms)
