"""What is ordinary: the value that an attribute has, and the day on which something is done, in a
case where nothing depends on it."""

from __future__ import annotations

from verifier.model.policy import Policy
from verifier.model.value_types import ListType, Unit

ORDINARY_DAY = 739_617
"""1 January 2026 as an ordinal: where a case is free in its dates, it stays near this day."""


def ordinary_value(policy: Policy, attribute: str) -> str | int:
    """The value an attribute has in a case where nothing depends on it."""
    kind = policy.attributes[attribute].type
    if isinstance(kind, ListType):
        return kind.values[0]
    if kind.unit is Unit.DATE:
        return min(max(ORDINARY_DAY, kind.least), kind.most)
    return kind.least


def ordinary_number(policy: Policy, key: tuple[object, ...]) -> int:
    """The value near which a number or day stays where a case is free in it."""
    if key[0] == "number":
        return int(ordinary_value(policy, str(key[1])))
    return ORDINARY_DAY
