"""One finite world with one act in question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Thing:
    """A thing of a case: its root kind and every sub-kind it belongs to."""

    name: str
    kind: str
    subkinds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ActInQuestion:
    """The act, its agent and the things in its roles, by name. `day` is an ordinal (None: open)."""

    act: str
    agent: str
    things: tuple[str, ...]
    day: int | None = None


FactKey = tuple[str, tuple[str, ...]]
"""A fact's (or event's) id with the names of its things."""

ValueKey = tuple[str, str]
"""An attribute's id with the name of the thing."""


@dataclass(frozen=True)
class Case:
    """A total case. Named parties are in every case and are not listed in `things`.

    facts:  those that hold; all others do not.
    values: for every attribute and every thing of its kind.
    days:   the ordinal day of every event that holds.
    """

    things: tuple[Thing, ...]
    facts: frozenset[FactKey]
    values: Mapping[ValueKey, str | int]
    days: Mapping[FactKey, int]
    act: ActInQuestion
