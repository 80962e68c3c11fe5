"""Consistent renaming of policies, cases and readings: the same meaning in other words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TypeVar, cast

from verifier.model import PARTY, Case, Policy
from verifier.model.value_types import UNLISTED, ListType

T = TypeVar("T")


def renaming_of(policy: Policy, case: Case) -> dict[str, str]:
    """A new name for everything that a policy and a case name, sorting the other way round. What
    the language itself names keeps its name."""
    old = sorted(set(_named(policy, case)) - {PARTY, UNLISTED})
    names = {name: f"{len(old) - place:03} {name}" for place, name in enumerate(old)}
    for sentence in (*policy.facts, *policy.acts, *policy.definitions):
        for party in policy.parties:  # a sentence may name one
            names[sentence] = names[sentence].replace(party, names[party])
    for attribute in policy.attributes.values():
        names[attribute.id] = f"{names[attribute.name]} of {names.get(attribute.kind, PARTY)}"
    return names


def _named(policy: Policy, case: Case) -> Iterator[str]:
    declared: tuple[Mapping[str, object], ...] = (
        policy.kinds,
        policy.parties,
        policy.facts,
        policy.acts,
        policy.definitions,
        policy.questions,
        policy.clauses,
        policy.laws,
        policy.norms,
        policy.assumptions,
    )
    for names in declared:
        yield from names
    for attribute in policy.attributes.values():
        yield attribute.name
        if isinstance(attribute.type, ListType):
            yield from attribute.type.members
    for question in policy.questions.values():
        yield from (reading.name for reading in question.readings)
    for norm in policy.norms.values():
        yield from (variable.name for variable in (*norm.parameters, *norm.locals))
    yield from (thing.name for thing in case.things)


def renamed(value: T, names: Mapping[str, str]) -> T:
    """The value with every whole text that has a new name replaced by it."""
    return cast(T, _renamed(value, names))


def _renamed(value: object, names: Mapping[str, str]) -> object:
    match value:
        case Enum():
            return value
        case str():
            return names.get(value, value)
        case tuple():
            return tuple(_renamed(part, names) for part in value)
        case frozenset():
            return frozenset(_renamed(part, names) for part in value)
        case Mapping():
            return {_renamed(k, names): _renamed(v, names) for k, v in value.items()}
        case _ if is_dataclass(value) and not isinstance(value, type):
            parts = {f.name: _renamed(getattr(value, f.name), names) for f in fields(value)}
            return replace(value, **parts)
        case _:
            return value
