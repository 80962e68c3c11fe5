"""What is known of a case, statement by statement: what a given one says, what else could be so
instead, and what presumptions would supply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from verifier.model import (
    ActDay,
    All,
    AttributeOf,
    CalendarDay,
    Case,
    CaseExample,
    Compare,
    EventDay,
    FactKey,
    Formula,
    Holds,
    ListType,
    Measure,
    Named,
    Not,
    Policy,
    Presumption,
    Quantity,
    Thing,
    ValueIs,
    free_variables,
    measures_in,
    scoped,
    substitute,
)
from verifier.semantics import BorderValues, kinds_of
from verifier.words import Speaker

Source = Literal["given", "presumed", "nothing else"]


@dataclass(frozen=True)
class Known:
    """One thing that is known: a formula about named things, its words, and whence it is known."""

    formula: Formula
    words: str
    source: Source


def given_statements(speaker: Speaker, example: CaseExample) -> Iterator[Known]:
    """What is given, each conjunct for itself; in the drafter's words where there are any."""
    for condition in example.givens:
        parts = tuple(_flat(condition.formula))
        for part in parts:
            own = condition.words if len(parts) == 1 else ""
            yield Known(part, own or speaker.formula(part), "given")


def not_so(speaker: Speaker, key: FactKey) -> Known:
    """That a fact does not hold, because nothing else is so."""
    return Known(Not(fact_formula(key)), speaker.negated_fact(key), "nothing else")


def fact_formula(key: FactKey) -> Formula:
    return Holds(key[0], tuple(Named(name) for name in key[1]))


def is_dated(case: Case, compared: Compare) -> bool:
    """Whether every event that is compared has happened in the case, so that it has a day."""
    measures = measures_in(compared.left, compared.right)
    return all(
        (measure.event, tuple(term.name for term in measure.terms)) in case.days
        for measure in measures
        if isinstance(measure, EventDay)
    )


def _flat(formula: Formula) -> Iterator[Formula]:
    """The conjuncts; that an event happened on a day is one statement."""
    if isinstance(formula, All) and stated_number(formula) is None:
        for part in formula.parts:
            yield from _flat(part)
    else:
        yield formula


def stated_number(formula: Formula) -> Compare | None:
    """The comparison in a statement that a number, or the day of an event, is a certain one."""
    match formula:
        case Compare("=", Quantity(((1, _),), 0), Quantity((), _)):
            return formula
        case All((Holds(), Compare("=", Quantity(((1, EventDay()),), 0), Quantity((), _)) as day)):
            return day
        case _:
            return None


# --------------------------------------------------------------------------- what else could be so


def alternatives(policy: Policy, known: Formula, tried: BorderValues) -> tuple[Formula, ...]:
    """What could be so instead, one thing each, nearest first; nothing for what states no single
    fact."""
    match known:
        case Holds():
            return (Not(known),)
        case Not(Holds() as fact):
            return (fact,)
        case ValueIs(attribute, term, members):
            others = (m for m in _members(policy, attribute) if m not in members)
            return tuple(ValueIs(attribute, term, frozenset({m})) for m in others)
        case Not(ValueIs(attribute, term, members)):
            same = (m for m in _members(policy, attribute) if m in members)
            return tuple(ValueIs(attribute, term, frozenset({m})) for m in same)
        case All((Holds() as happened, Compare() as day)) if stated_number(known) is not None:
            return (Not(happened), *(All((happened, other)) for other in _numbers(day, tried)))
        case Compare():
            return (Not(known),) if stated_number(known) is None else _numbers(known, tried)
        case _:
            return ()


def _numbers(stated: Compare, tried: BorderValues) -> tuple[Compare, ...]:
    """The same number, or day, with other values, the nearest first."""
    ((_, measure),), now = stated.left.terms, stated.right.constant
    near = sorted(_values(measure, tried), key=lambda value: (abs(value - now), value))
    return tuple(replace(stated, right=Quantity((), value)) for value in near if value != now)


def _members(policy: Policy, attribute: str) -> tuple[str, ...]:
    kind = policy.attributes[attribute].type
    return kind.values if isinstance(kind, ListType) else ()


def _values(measure: Measure, tried: BorderValues) -> Sequence[int]:
    match measure:
        case AttributeOf(attribute):
            return tried.numbers.get(attribute, ())
        case EventDay() | ActDay() | CalendarDay():
            return tried.days


# --------------------------------------------------------------------------- presumptions


@dataclass(frozen=True)
class Presuming:
    """A presumption about certain things of a case: `presumed`, unless `unless`."""

    presumption: Presumption
    presumed: Formula
    unless: Formula


def presumptions_about(policy: Policy, things: Iterable[Thing]) -> Iterator[Presuming]:
    """Every presumption about every thing (or things) of the case that it can be about."""
    kinds = kinds_of(policy, things)
    for presumption in policy.presumptions.values():
        of_fact = free_variables(presumption.presumed)
        own = [variable for variable in presumption.variables if variable in of_fact]
        rest = tuple(v for v in presumption.variables if v not in of_fact)
        unless = scoped(rest, (presumption.unless,))
        domains = ([n for n, known in kinds.items() if v.kind in known] for v in own)
        for names in product(*domains):
            binding = {v: Named(name) for v, name in zip(own, names, strict=True)}
            presumed = substitute(presumption.presumed, binding)
            yield Presuming(presumption, presumed, substitute(unless, binding))
