"""What cannot be written as constraints: a policy goes in; each line that keeps it from being
written comes out, with its place."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.diagnostics import Problem
from verifier.model import (
    CalendarDay,
    Compare,
    Condition,
    Formula,
    Norm,
    Policy,
    Quantity,
    parts_of,
)
from verifier.source import Span

CALENDAR = "months and business days are not written as constraints"
WITHOUT = "leave this line out of a copy of the policy to have the rest written"


def unsupported(policy: Policy) -> tuple[Problem, ...]:
    """One problem for each line that counts by the calendar; none where all can be written."""
    spans = dict.fromkeys(_by_the_calendar(policy))
    return tuple(Problem("not-as-constraints", CALENDAR, span, hint=WITHOUT) for span in spans)


def _by_the_calendar(policy: Policy) -> Iterator[Span | None]:
    for formula, span in _formulas(policy):
        for part in _parts(formula):
            if isinstance(part, Compare) and _counts(part.left, part.right):
                yield part.span or span
    for norm in policy.norms.values():
        if norm.window and _counts(*norm.window.latest):
            yield _deadline(norm)


def _deadline(norm: Norm) -> Span | None:
    lines = (one.span for one in norm.conditions if one.deadline)
    return next((span for span in lines if span is not None), norm.span)


def _counts(*quantities: Quantity) -> bool:
    return any(isinstance(m, CalendarDay) for one in quantities for _, m in one.terms)


def _parts(formula: Formula) -> Iterator[Formula]:
    yield formula
    for part in parts_of(formula):
        yield from _parts(part)


def _formulas(policy: Policy) -> Iterator[tuple[Formula, Span | None]]:
    """What is part of the text: no presumptions, and no cases of the file."""
    for definition in policy.definitions.values():
        yield definition.condition, definition.span
    for rule in policy.counts_as:
        yield rule.condition, rule.span
    for assumption in policy.assumptions.values():
        yield assumption.formula, assumption.span
    conditions: list[Condition] = [c for n in policy.norms.values() for c in n.conditions]
    for claims in (policy.promises, policy.possibilities, policy.coverages):
        conditions += [c for one in claims.values() for c in one.scope.conditions]
    yield from ((one.formula, one.span) for one in conditions)
