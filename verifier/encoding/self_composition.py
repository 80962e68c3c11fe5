"""A policy that says some of its words twice, so that one question can look at two cases at once.

A policy and the words that may differ go in; editions of the policy come out over one vocabulary:
the policy as it is, and for each `SecondCopy` the same policy speaking of the second copy of its
words. What does not depend on those words stays one and the same, so nothing else is doubled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar, cast

from verifier.encoding.dependencies import Dependencies
from verifier.model import (
    ActDay,
    ActIs,
    All,
    Any,
    AttributeOf,
    CalendarDay,
    Case,
    Compare,
    Condition,
    Counted,
    Defined,
    EventDay,
    Every,
    Fact,
    FactKey,
    Formula,
    Holds,
    Measure,
    Norm,
    Not,
    PlainMeasure,
    Policy,
    Quantity,
    Some,
    ValueIs,
    ValueKey,
    measures_in,
    parts_of,
)

T = TypeVar("T")

MARK = "′"
"""What the second copy of a word bears; no name in a policy file has it."""

ACT_DAY = "the day of the act"
THE_ACT = "the act"
"""The words for the day of the act and for what the act is, beside the ids of facts and
attributes."""


@dataclass(frozen=True)
class SecondCopy:
    """A second look, which differs from the first in these words alone: ids of facts (or events)
    and of attributes. `day`: it looks at the act as done on another day, the day of this event."""

    name: str
    words: frozenset[str] = frozenset()
    day: str = ""


def editions(policy: Policy, seconds: Iterable[SecondCopy]) -> Mapping[str, Policy]:
    """The policy (named "") and one edition for each second look, all over one vocabulary."""
    seconds = tuple(seconds)
    whole = _with_copies(policy, seconds)
    return {"": whole, **{s.name: _Rewriting(whole, s).policy() for s in seconds}}


def _with_copies(policy: Policy, seconds: tuple[SecondCopy, ...]) -> Policy:
    words = {word for second in seconds for word in second.words}
    facts = dict(policy.facts)
    facts.update((f.id + MARK, replace(f, id=f.id + MARK)) for f in _chosen(policy.facts, words))
    for second in seconds:
        if second.day:
            facts[second.day] = Fact(second.day, (second.day,), event=True)
    attributes = dict(policy.attributes)
    for attribute in _chosen(policy.attributes, words):
        copy = replace(attribute, name=attribute.name + MARK)
        attributes[copy.id] = copy
    return replace(policy, facts=facts, attributes=attributes)


def _chosen(declared: Mapping[str, T], words: set[str]) -> Iterator[T]:
    return (value for name, value in declared.items() if name in words)


class _Rewriting:
    """A policy as a second look sees it. Parts that speak of none of the words stay what they
    are."""

    def __init__(self, policy: Policy, second: SecondCopy) -> None:
        self.whole = policy
        self.second = second

    def policy(self) -> Policy:
        whole = self.whole
        return replace(
            whole,
            definitions={
                name: replace(found, condition=self.formula(found.condition))
                for name, found in whole.definitions.items()
            },
            counts_as=tuple(
                replace(rule, condition=self.formula(rule.condition)) for rule in whole.counts_as
            ),
            norms={name: self._norm(norm) for name, norm in whole.norms.items()},
            assumptions={
                name: replace(found, formula=self.formula(found.formula))
                for name, found in whole.assumptions.items()
            },
        )

    def _norm(self, norm: Norm) -> Norm:
        return replace(norm, conditions=tuple(self._condition(c) for c in norm.conditions))

    def _condition(self, condition: Condition) -> Condition:
        return replace(condition, formula=self.formula(condition.formula))

    def formula(self, formula: Formula) -> Formula:
        """The formula of the second copies of its words."""
        match formula:
            case Holds(fact, _):
                return replace(formula, fact=self._fact(fact))
            case ValueIs(attribute, _, _):
                return replace(formula, attribute=self._attribute(attribute))
            case Compare(_, left, right):
                return replace(formula, left=self._quantity(left), right=self._quantity(right))
            case Not(body) | Some(_, body) | Every(_, body) | Counted(_, _, _, body):
                return replace(formula, body=self.formula(body))
            case All(parts) | Any(parts):
                return replace(formula, parts=tuple(self.formula(part) for part in parts))
            case _:
                return formula

    def _quantity(self, quantity: Quantity) -> Quantity:
        terms = tuple((factor, self._measure(measure)) for factor, measure in quantity.terms)
        return replace(quantity, terms=terms)

    def _measure(self, measure: Measure) -> Measure:
        match measure:
            case AttributeOf(attribute, _):
                return replace(measure, attribute=self._attribute(attribute))
            case EventDay(event, _):
                return replace(measure, event=self._fact(event))
            case ActDay():
                return EventDay(self.second.day, ()) if self.second.day else measure
            case CalendarDay(_, _, start):
                return replace(measure, start=self._quantity(start))

    def _fact(self, name: str) -> str:
        return name + MARK if name in self.second.words else name

    def _attribute(self, name: str) -> str:
        if name not in self.second.words:
            return name
        attribute = self.whole.attributes[name]
        return replace(attribute, name=attribute.name + MARK).id


# --------------------------------------------------------------------------- what words bear on


class WordDependencies:
    """Which norms depend on which words."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.dependencies = Dependencies(policy)
        self._definitions: dict[str, frozenset[str]] = {}

    @cached_property
    def of_the_act(self) -> frozenset[str]:
        """The words that speak of the act itself: of what it is, of its day, of its manner."""
        facts = self.policy.facts.values()
        return frozenset([THE_ACT, ACT_DAY, *(fact.id for fact in facts if fact.about_act)])

    def norms(self, words: frozenset[str]) -> tuple[Norm, ...]:
        """The norms with a modality whose being live can depend on one of the words."""
        touched = {name for name in self.policy.norms if self._own(name) & words}
        return tuple(
            norm
            for norm in self.policy.norms.values()
            if norm.modality is not None and self.dependencies.attackers[norm.id] & touched
        )

    def _own(self, name: str) -> frozenset[str]:
        norm = self.policy.norms[name]
        found: set[str] = set()
        for condition in norm.conditions:
            found |= self.words(condition.formula)
        for rule in self.policy.counts_as:
            found |= self.words(rule.condition)
        return frozenset(found)

    def words(self, formula: Formula) -> frozenset[str]:
        """The facts and attributes (and ACT_DAY, THE_ACT) that a formula speaks of, itself or
        through definitions."""
        match formula:
            case Holds(fact, _):
                return frozenset({fact})
            case ValueIs(attribute, _, _):
                return frozenset({attribute})
            case Defined(name, _):
                return self._definition(name)
            case ActIs():
                return frozenset({THE_ACT})
            case Compare(_, left, right):
                return frozenset(_word(measure) for measure in measures_in(left, right))
            case _:
                parts = (self.words(part) for part in parts_of(formula))
                return frozenset(word for found in parts for word in found)

    def _definition(self, name: str) -> frozenset[str]:
        if name not in self._definitions:
            condition = self.policy.definitions[name].condition
            self._definitions[name] = self.words(condition)
        return self._definitions[name]


def _word(measure: PlainMeasure) -> str:
    match measure:
        case AttributeOf(attribute, _):
            return attribute
        case EventDay(event, _):
            return event
        case ActDay():
            return ACT_DAY


# --------------------------------------------------------------------------- two cases


def as_seen_by(policy: Policy, case: Case, second: SecondCopy | None = None) -> Case:
    """A case over the doubled vocabulary as it is in the policy's own words: as it stands, or as
    the second look sees it."""
    words = second.words if second else frozenset()

    def own(name: str, declared: bool) -> str | None:
        copy = name.replace(MARK, "")
        if copy in words:
            return copy if copy != name else None
        return name if declared else None

    keys = {key: own(key[0], key[0] in policy.facts) for key in (*case.facts, *case.days)}
    values: dict[ValueKey, str | int] = {}
    for key, value in case.values.items():
        name = own(key[0], key[0] in policy.attributes)
        if name is not None:
            values[name, key[1]] = value
    act = case.act
    if second and second.day:
        act = replace(act, day=case.days[second.day, ()])
    return Case(
        things=case.things,
        facts=frozenset(_kept(key, keys) for key in case.facts if keys[key]),
        values=values,
        days={_kept(key, keys): day for key, day in case.days.items() if keys[key]},
        act=act,
    )


def _kept(key: FactKey, names: Mapping[FactKey, str | None]) -> FactKey:
    return cast(str, names[key]), key[1]
