"""Formulas taken apart: which of their parts two versions have in common, which are on dates."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.model import (
    All,
    Compare,
    Counted,
    EventDay,
    Every,
    Formula,
    Holds,
    Norm,
    Not,
    Some,
    Variable,
    measures_in,
    parts_of,
)

Shared = frozenset[Formula] | None
"""The formulas that both versions of an item have; None where only one version has the item, which
then is not taken apart."""


def shared_by(norm: Norm, other: Norm | None) -> Shared:
    if other is None:
        return None
    mine, theirs = ((c.formula for c in n.conditions) for n in (norm, other))
    return in_common(mine, theirs)


def in_common(mine: Iterable[Formula], theirs: Iterable[Formula]) -> frozenset[Formula]:
    return inside(mine) & inside(theirs)


def inside(formulas: Iterable[Formula]) -> frozenset[Formula]:
    """The formulas and all their parts."""
    found: set[Formula] = set()
    waiting = list(formulas)
    while waiting:
        formula = waiting.pop()
        found.add(formula)
        waiting += parts_of(formula)
    return frozenset(found)


def is_dated(formula: Formula) -> bool:
    """Whether a line compares the day of an event, or says that one has happened."""
    match formula:
        case Compare(_, left, right):
            return any(isinstance(measure, EventDay) for measure in measures_in(left, right))
        case Not(body):
            return is_dated(body) and not isinstance(body, Holds)
        case Holds(fact):
            return fact.startswith("the day ")
        case _:
            return False


def dates_together(parts: Iterable[Formula]) -> tuple[Formula, ...]:
    """The parts with those on dates as one: a day can only be compared where it has come."""
    listed = tuple(parts)
    dated = tuple(part for part in listed if is_dated(part))
    return (*(part for part in listed if part not in dated), All(dated))


def mentions(formula: Formula, variable: Variable) -> bool:
    """Whether a variable is bound somewhere inside a formula."""
    own = isinstance(formula, Some | Every | Counted) and formula.variable == variable
    return own or any(mentions(part, variable) for part in parts_of(formula))
