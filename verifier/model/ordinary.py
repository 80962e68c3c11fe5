"""What is ordinary: the value that an attribute has, and the day on which something is done, in a
case where nothing depends on it."""

from __future__ import annotations

from verifier.model.policy import Policy
from verifier.model.value_types import ListType, NumberType, Unit

ORDINARY_DAY = 739_617
"""1 January 2026 as an ordinal: where a case is free in its dates, it stays near this day."""

ORDINARY = {
    Unit.COUNT: 1,
    Unit.MONEY: 100_00,
    Unit.DATE: ORDINARY_DAY,
    Unit.DURATION: 1,
    Unit.PERCENTAGE: 10_00,
}
"""The amount near which a case stays where it is free in it: none of them is nothing."""


def ordinary_value(policy: Policy, attribute: str) -> str | int:
    """The value an attribute has in a case where nothing depends on it."""
    kind = policy.attributes[attribute].type
    if isinstance(kind, ListType):
        return kind.values[0]
    return min(max(ORDINARY[kind.unit], kind.least), kind.most)


def ordinary_step(policy: Policy, key: tuple[object, ...]) -> int:
    """What an ordinary amount is a multiple of: nobody owes $1,000.01."""
    if key[0] != "number":
        return 1
    kind = policy.attributes[str(key[1])].type
    return 100 if isinstance(kind, NumberType) and kind.unit is Unit.MONEY else 1


def ordinary_number(policy: Policy, key: tuple[object, ...]) -> int:
    """The value near which a number or day stays where a case is free in it."""
    if key[0] == "number":
        return int(ordinary_value(policy, str(key[1])))
    return ORDINARY_DAY
