"""Counts in terms of one another: a count goes in; the same said by “at least” alone comes out."""

from __future__ import annotations

from dataclasses import replace

from verifier.model.formula import TRUE, All, Counted, Formula, Not, Some

MOST_COUNTED = 12
"""The largest number of things that a condition can ask for."""


def in_at_leasts(count: Counted) -> Formula:
    """The count as a formula whose counts are all “at least n”, n from 2 on: “at most 2” is that
    there are not at least 3, “exactly 2” that there are at least 2 and not at least 3."""
    number = count.number
    match count.operator:
        case ">=":
            return _at_least(count, number)
        case ">":
            return _at_least(count, number + 1)
        case "<":
            return Not(_at_least(count, number))
        case "<=":
            return Not(_at_least(count, number + 1))
        case "=":
            return All((_at_least(count, number), Not(_at_least(count, number + 1))))
        case "!=":
            return Not(in_at_leasts(replace(count, operator="=")))


def is_basic(count: Counted) -> bool:
    """Whether it is “at least n”, n from 2 on, and says nothing by others."""
    return count.operator == ">=" and count.number > 1


def _at_least(count: Counted, number: int) -> Formula:
    if number < 1:
        return TRUE
    if number == 1:
        return Some(count.variable, count.body)
    return Counted(">=", number, count.variable, count.body)
