"""The cases that the one given in the file can be, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.oracles.case_table import Row, Table
from verifier.model import All, Asking, CaseExample, Formula, Holds, LawRegime, Readings, Verdict
from verifier.semantics.conditions import holds


def completions(table: Table, example: CaseExample, asking: Asking) -> list[Row]:
    """The cases under all readings that the given one can be, with this act in question."""
    stated = {
        (part.fact, tuple(term.name for term in part.terms))
        for given in example.givens
        for part in _conjuncts(given.formula)
        if isinstance(part, Holds)
    }
    found = []
    for row in table.rows:
        case = table.cases[row.case]
        act = (case.act.act, case.act.agent, case.act.things)
        if act != (asking.act.act, asking.act.agent, asking.act.things):
            continue
        if {t.name for t in case.things} != {t.name for t in example.things}:
            continue
        if example.closed and not case.facts <= stated:
            continue
        if all(holds(row.world, given.formula, {}) for given in example.givens):
            found.append(row)
    return found


def _conjuncts(formula: Formula) -> Iterator[Formula]:
    if isinstance(formula, All):
        for part in formula.parts:
            yield from _conjuncts(part)
    else:
        yield formula


def verdicts(
    table: Table, rows: Sequence[Row], column: LawRegime, readings: Readings | None
) -> tuple[Verdict, ...]:
    there = {
        table.verdict(row, column) for row in rows if readings is None or row.readings == readings
    }
    return tuple(verdict for verdict in Verdict if verdict in there)
