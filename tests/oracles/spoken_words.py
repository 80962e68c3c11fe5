"""The words of which a formula speaks, itself or through definitions."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import AttributeOf, Compare, Defined, Formula, Holds, Policy, ValueIs
from verifier.model.variables import parts_of


def parts(policy: Policy, formula: Formula) -> Iterator[Formula]:
    """The formula with all that is in it, and in what it is defined by."""
    yield formula
    if isinstance(formula, Defined):
        yield from parts(policy, policy.definitions[formula.definition].condition)
    for part in parts_of(formula):
        yield from parts(policy, part)


def words(policy: Policy, formula: Formula) -> set[str]:
    """The facts and attributes of which a formula speaks, itself or through definitions."""
    found = set()
    for part in parts(policy, formula):
        match part:
            case Holds(fact, _):
                found.add(fact)
            case ValueIs(attribute, _, _):
                found.add(attribute)
            case Compare(_, left, _):
                found |= {m.attribute for _, m in left.terms if isinstance(m, AttributeOf)}
            case _:
                pass
    return found
