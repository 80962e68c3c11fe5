"""What `background-overreach` must find, by trying every case: some value of a fact or an attribute
of which assumptions speak never occurs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tests.oracles.case_table import Row, Table
from tests.oracles.expected_findings import NOTE, Expected
from tests.oracles.spoken_words import parts, words
from verifier.model import Compare
from verifier.model.value_types import ListType


def expected(table: Table, _: set[str]) -> Iterator[Expected]:
    assumed = [a.formula for a in table.policy.assumptions.values()]
    spoken = (
        set().union(*(words(table.policy, formula) for formula in assumed)) if assumed else set()
    )
    for attribute in table.policy.attributes.values():
        if attribute.id in spoken and isinstance(attribute.type, ListType):
            there = {
                value
                for row in table.rows
                for (known, _), value in table.cases[row.case].values.items()
                if known == attribute.id
            }
            for member in attribute.type.values:
                if member not in there:
                    yield Expected("background-overreach", (attribute.id, member), NOTE)
        elif attribute.id in spoken:
            yield from _regions(table, attribute.id)
    for fact in table.policy.facts:
        for positive in (True, False) if fact in spoken else ():
            if not any(_is_somewhere(table, row, fact, positive) for row in table.rows):
                yield Expected("background-overreach", (fact, str(positive)), NOTE)


def _is_somewhere(table: Table, row: Row, fact: str, positive: bool) -> bool:
    case = table.cases[row.case]
    true = sum(key[0] == fact for key in case.facts)
    if positive:
        return true > 0
    holes = table.policy.facts[fact].holes
    ways = 1
    for hole in holes:
        ways *= len(row.world.of_kind(hole.kind))
    return true < ways


def _regions(table: Table, attribute: str) -> Iterator[Expected]:
    """The stretches of the weight between the numbers that anything compares it with."""
    borders = sorted(set(_borders(table)))
    there = {table.cases[row.case].values[attribute, "I"] for row in table.rows}
    points = [-1, *borders, 4]
    for before, after in pairwise(points):
        if before in borders and before not in there:
            yield Expected("background-overreach", (attribute, str(before)), NOTE)
        between = range(before + 1, after)
        if between and not there & set(between):
            said = str(between[0]) if len(between) == 1 else f"from {between[0]} to {between[-1]}"
            yield Expected("background-overreach", (attribute, said), NOTE)


def _borders(table: Table) -> Iterator[int]:
    formulas = [a.formula for a in table.policy.assumptions.values()]
    formulas += [c.formula for norm in table.norms for c in norm.conditions]
    for formula in formulas:
        for part in parts(table.policy, formula):
            if isinstance(part, Compare):
                yield part.right.constant
