"""What `edge-value` must find, by trying every case: two norms count a number to different sides,
and a case with just this number shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from tests.oracles.case_table import Row, Table
from tests.oracles.expected_findings import NOTE, Expected, lowered, standing
from verifier.model import Compare, Counted, Defined, Formula, Norm, opposed
from verifier.model.variables import parts_of

Threshold = tuple[Norm, int, str, int, str]
"""The norm, the line, how it compares, with what number, and what is compared."""
CONTRARY = {"<": ">=", "<=": ">", "=": "!=", "!=": "=", ">": "<=", ">=": "<"}


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    groups: dict[tuple[int, str], list[tuple[Norm, int, str]]] = {}
    for norm in table.norms:
        if norm.modality is not None and norm.layer == 0 and norm.id not in causes:
            for found in dict.fromkeys(_thresholds(table, norm)):
                groups.setdefault(found[3:], []).append(found[:3])
    for (border, what), group in groups.items():
        exact = {norm.id for norm, _, how in group if how == "="}
        for norm, _, _ in group:
            own = {how for other, _, how in group if other is norm}
            if {">=", "<="} <= own:
                exact.add(norm.id)
        sides = [found for found in group if found[0].id not in exact]
        for first, second in combinations(sides, 2):
            yield from _at_the_edge(table, border, what, group, first, second)


def _thresholds(table: Table, norm: Norm) -> Iterator[Threshold]:
    """The comparisons of the weight, and of the number of reports, with a number in the norm's
    lines."""

    def of(formula: Formula, positive: bool) -> Iterator[tuple[str, int, str]]:
        match formula:
            case Compare(operator, _, right):
                how = operator if positive else CONTRARY[operator]
                if how != "!=":
                    yield how, right.constant, "weight"
            case Counted(operator, number):
                how = operator if positive else CONTRARY[operator]
                if how != "!=":
                    yield how, number, "reports"
            case Defined(name, _):
                yield from of(table.policy.definitions[name].condition, positive)
            case _:
                turned = type(formula).__name__ == "Not"
                for part in parts_of(formula):
                    yield from of(part, positive != turned)

    for place, line in enumerate(norm.conditions):
        for how, border, what in of(line.formula, True):
            yield norm, place, how, border, what


def _value(table: Table, row: Row, what: str) -> str | int:
    """The weight of the item, or the number of reports about it."""
    case = table.cases[row.case]
    if what == "weight":
        return case.values["weight of item", "I"]
    return sum(fact == "a report is about an item" for fact, _ in case.facts)


def _at_the_edge(
    table: Table,
    border: int,
    what: str,
    group: Sequence[tuple[Norm, int, str]],
    first: tuple[Norm, int, str],
    second: tuple[Norm, int, str],
) -> Iterator[Expected]:
    above = [found[2] in (">", ">=") for found in (first, second)]
    inclusive = [found[2] in (">=", "<=") for found in (first, second)]
    with_the_higher = [found[2] in (">=", "<") for found in (first, second)]
    if first[0] is second[0] or with_the_higher[0] == with_the_higher[1]:
        return
    both_apply = above[0] != above[1] and inclusive[0]
    if both_apply and not opposed(first[0].modality, second[0].modality):
        return
    others = {norm.id for norm, _, _ in group} - {first[0].id, second[0].id}

    def shows(row: Row) -> bool:
        if _value(table, row, what) != border:
            return False
        for (norm, line, _), lets_in in zip((first, second), inclusive, strict=True):
            rest = frozenset(range(len(norm.conditions))) - {line}
            if not table.applies(row, norm.id, rest):
                return False
            if table.applies(row, norm.id) != lets_in:
                return False
        left = not any(inclusive)
        return not left or not any(table.applies(row, other) for other in others)

    stands = standing(table, shows)
    if stands is not None:
        names = sorted((first[0].id, second[0].id))

        yield Expected(
            "edge-value",
            tuple(names),
            lowered(table, NOTE, stands),
            stands.strength,
            stands.sets,
            rest=lambda found: found.reason[-1] == str(border),
        )
