"""What may be open in a case, seen three ways: in words, in the propositions it stands in, in the
atoms and numbers that say how it turns out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from verifier.encoding import plain_numbers
from verifier.model import ListType, Policy
from verifier.semantics import Unknown
from verifier.words import Speaker, quoted

AtomKey = tuple[object, ...]


def unknown_words(speaker: Speaker, unknown: Unknown) -> str:
    """`whether Ana is a victim of C`, `the type of C`."""
    match unknown.what:
        case "fact":
            return f"whether {speaker.fact((unknown.id, unknown.things))}"
        case "event":
            return f"whether and when {speaker.fact((unknown.id, unknown.things))}"
        case "value":
            return f"the {speaker.policy.attributes[unknown.id].name} of {unknown.things[0]}"
        case "act day":
            return unknown.id
        case "question":
            return f"the answer to {quoted(speaker.policy.questions[unknown.id].title)}"
    assert_never(unknown.what)


def stands_in(unknown: Unknown, keys: Iterable[AtomKey]) -> bool:
    """Whether an unknown that is no question stands in one of the atoms."""
    return any(_is_in(unknown, key) for key in keys)


def _is_in(unknown: Unknown, key: AtomKey) -> bool:
    match key:
        case ("fact", name, things):
            same = (name, things) == (unknown.id, unknown.things)
            return same and unknown.what in ("fact", "event")
        case ("value", name, thing, _):
            return unknown.what == "value" and (name, thing) == (unknown.id, *unknown.things)
        case ("at most", tuple(factors), _):
            numbers = (plain for number, _ in factors for plain in plain_numbers(number))
            return any(_is_number(unknown, number) for number in numbers)
        case _:
            return False


def _is_number(unknown: Unknown, number: AtomKey) -> bool:
    match number:
        case ("number", name, thing):
            return unknown.what == "value" and (name, thing) == (unknown.id, *unknown.things)
        case ("day", name, things):
            return (name, things) == (unknown.id, unknown.things)
        case _:
            return unknown.what == "act day"


def atoms_of(policy: Policy, unknown: Unknown) -> Sequence[AtomKey]:
    """The keys of the atoms that say how an unknown turns out."""
    match unknown.what:
        case "fact" | "event":
            return [("fact", unknown.id, unknown.things)]
        case "value":
            kind = policy.attributes[unknown.id].type
            members = kind.values if isinstance(kind, ListType) else ()
            return [("value", unknown.id, *unknown.things, member) for member in members]
        case "act day":
            return []
        case "question":
            readings = policy.questions[unknown.id].readings
            return [("reads", unknown.id, reading.name, "") for reading in readings]
    assert_never(unknown.what)


def numbers_of(unknown: Unknown) -> Sequence[AtomKey]:
    """The keys of the numbers or days that say how an unknown turns out."""
    match unknown.what:
        case "event":
            return [("day", unknown.id, unknown.things)]
        case "value":
            return [("number", unknown.id, *unknown.things)]
        case "act day":
            return [("act day",)]
        case "fact" | "question":
            return []
    assert_never(unknown.what)
