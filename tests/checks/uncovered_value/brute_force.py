"""What `uncovered-value` must find, by trying every case: members of a list, or stretches between
numbers, that no clause mentions, of what some clause reads. What is denied mentions every value."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Table
from tests.oracles.expected_findings import NOTE, Expected
from verifier.model import Compare, Defined, Formula, Not, Policy, ValueIs
from verifier.model.value_types import ListType
from verifier.model.variables import parts_of


def expected(table: Table, _: set[str]) -> Iterator[Expected]:
    policy = table.policy
    members: dict[str, set[str]] = {}
    numbers = set[int]()
    formulas = [c.formula for norm in policy.norms.values() for c in norm.conditions]
    formulas += [rule.condition for rule in policy.counts_as]
    for formula in formulas:
        for part, positive in _with_sign(policy, formula, True):
            if isinstance(part, ValueIs):
                kind = policy.attributes[part.attribute].type
                assert isinstance(kind, ListType)
                told = part.members if positive else frozenset(kind.values)
                members.setdefault(part.attribute, set()).update(told)
            if isinstance(part, Compare):
                numbers |= {n for n in range(4) if _compares(part, n) == positive}
    for name, known in members.items():
        kind = policy.attributes[name].type
        assert isinstance(kind, ListType)
        left = [value for value in kind.values if value not in known]
        if left:
            yield Expected("uncovered-value", (name, *left), NOTE)
    gaps = [(low, low + 1) for low in (0, 1, 2) if not {low, low + 1} & numbers]
    if numbers and gaps and min(numbers) < gaps[0][0] and max(numbers) > gaps[-1][1]:
        said = f"{gaps[0][0]} to {gaps[-1][1]}"
        yield Expected("uncovered-value", ("weight of item", said), NOTE)


def _compares(compare: Compare, number: int) -> bool:
    other = compare.right.constant
    return {
        "<": number < other,
        "<=": number <= other,
        "=": number == other,
        "!=": number != other,
        ">": number > other,
        ">=": number >= other,
    }[compare.operator]


def _with_sign(policy: Policy, formula: Formula, positive: bool) -> Iterator[tuple[Formula, bool]]:
    yield formula, positive
    if isinstance(formula, Defined):
        yield from _with_sign(policy, policy.definitions[formula.definition].condition, positive)
    for part in parts_of(formula):
        yield from _with_sign(policy, part, positive != isinstance(formula, Not))
