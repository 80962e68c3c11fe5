"""Cases that differ from a given one in a single fact, value, day, thing in a role, or reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tests.generators.cases import values_of
from tests.generators.vocabulary import DAYS
from verifier.model import Case, FactKey, Policy, Readings
from verifier.model.value_types import ListType
from verifier.semantics.well_formed import kinds_of, well_formed

Situation = tuple[Case, Readings]


def neighbours(policy: Policy, case: Case, readings: Readings) -> Iterator[Situation]:
    """Every well-formed case one step away, and every other reading of one question."""
    for changed in _cases(policy, case):
        if not well_formed(policy, changed):
            yield changed, readings
    for question in policy.questions.values():
        for reading in question.readings:
            if reading.name != readings[question.name]:
                yield case, {**readings, question.name: reading.name}


def _cases(policy: Policy, case: Case) -> Iterator[Case]:
    for key in sorted(case.facts):
        yield _without(case, key)
    for key in _absent(policy, case):
        yield _with(policy, case, key)
    yield from _revalued(policy, case)
    for key in sorted(case.days):
        for day in DAYS[:2]:
            yield replace(case, days={**case.days, key: day})
    yield from _recast(policy, case)


def _without(case: Case, key: FactKey) -> Case:
    days = {known: day for known, day in case.days.items() if known != key}
    return replace(case, facts=case.facts - {key}, days=days)


def _with(policy: Policy, case: Case, key: FactKey) -> Case:
    days: Mapping[FactKey, int] = case.days
    if policy.facts[key[0]].event:
        days = {**days, key: DAYS[0]}
    return replace(case, facts=case.facts | {key}, days=days)


def _absent(policy: Policy, case: Case) -> Iterator[FactKey]:
    """Facts of at most one thing that do not hold, and facts of two for the first few things."""
    kinds = kinds_of(policy, case.things)
    for fact in policy.facts.values():
        ways: list[tuple[str, ...]] = [()]
        for hole in fact.holes:
            fitting = [name for name, own in kinds.items() if hole.kind in own]
            ways = [(*way, name) for way in ways for name in fitting]
        yield from ((fact.id, way) for way in ways if (fact.id, way) not in case.facts)


def _revalued(policy: Policy, case: Case) -> Iterator[Case]:
    for key, value in sorted(case.values.items()):
        attribute = policy.attributes[key[0]]
        others: list[str | int]
        if isinstance(attribute.type, ListType):
            others = [other for other in attribute.type.values if other != value]
        else:
            near = (int(value) - 1, int(value) + 1)
            others = [other for other in values_of(attribute) if other in near]
        for other in others:
            yield replace(case, values={**case.values, key: other})


def _recast(policy: Policy, case: Case) -> Iterator[Case]:
    """Another thing in one role, another agent."""
    names = list(kinds_of(policy, case.things))
    for place, now in enumerate(case.act.things):
        for name in names:
            if name != now:
                filled = (*case.act.things[:place], name, *case.act.things[place + 1 :])
                yield replace(case, act=replace(case.act, things=filled))
    for name in names:
        if name != case.act.agent:
            yield replace(case, act=replace(case.act, agent=name))
