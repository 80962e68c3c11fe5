"""A total case as a given one: every fact, value and day stated, so that it can be asked about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from verifier.model.case import Case, FactKey, ValueKey
from verifier.model.formula import (
    ActDay,
    All,
    AttributeOf,
    Compare,
    EventDay,
    Formula,
    Holds,
    Measure,
    Named,
    Quantity,
    ValueIs,
)
from verifier.model.guarantee import CaseExample
from verifier.model.norm import Condition


@dataclass(frozen=True)
class GivenStatement:
    """One thing that is so in a case: a fact that holds or does not, a value, a day."""

    formula: Formula
    fact: FactKey | None = None
    holds: bool = True
    value: ValueKey | None = None
    day: FactKey | None = None


def as_example(case: Case, dated: bool = True) -> CaseExample:
    """The case as a closed example with everything given; `dated`: with the day of the act."""
    givens = tuple(Condition(formula, "") for formula in statements(case, dated))
    return CaseExample("the case", "", case.things, givens, True, ())


def statements(case: Case, dated: bool) -> Iterable[Formula]:
    """One formula for each true fact, each value and each day of the case."""
    for key in sorted(case.facts):
        yield fact_statement(key)
    for value_key, value in sorted(case.values.items()):
        yield value_statement(value_key, value)
    for key, day in sorted(case.days.items()):
        yield day_statement(key, day)
    if dated and case.act.day is not None:
        yield act_day_statement(case.act.day)


def fact_statement(key: FactKey) -> Formula:
    return Holds(key[0], tuple(Named(name) for name in key[1]))


def value_statement(key: ValueKey, value: str | int) -> Formula:
    """That an attribute of a thing has a value."""
    attribute, thing = key
    if isinstance(value, str):
        return ValueIs(attribute, Named(thing), frozenset({value}))
    return _equals(AttributeOf(attribute, Named(thing)), value)


def values_statement(key: ValueKey, values: Iterable[str]) -> Formula:
    """That an attribute of a thing has one of some values of its list."""
    attribute, thing = key
    return ValueIs(attribute, Named(thing), frozenset(values))


def day_statement(key: FactKey, day: int) -> Formula:
    """That an event happened on a day."""
    terms = tuple(Named(name) for name in key[1])
    return All((Holds(key[0], terms), _equals(EventDay(key[0], terms), day)))


def act_day_statement(day: int) -> Formula:
    """That the act in question is done on a day."""
    return _equals(ActDay(), day)


def _equals(measure: Measure, value: int) -> Formula:
    return Compare("=", Quantity(((1, measure),), 0), Quantity((), value))
