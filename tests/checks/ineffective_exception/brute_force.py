"""What `ineffective-exception` must find, by trying every case: it takes something out of its rule,
and no act has another position for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.oracles.case_table import Holding, Table
from tests.oracles.expected_findings import NOTE, Expected, ending
from tests.oracles.left_out import NONE, Chain, also_there, chains, changes, said_anyway
from verifier.findings.finding import Strength


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    for norm in table.norms:
        if norm.role != "exception" or norm.layer > 0 or norm.id in causes:
            continue
        found = [c for c in chains(table, norm.id) if not {n.id for n in c.path} & causes]
        if not found:
            continue
        ends = ending(table, _changed(table, norm.id), _biting(table, found))
        if ends is not False:
            rows = table.rows if ends is True else table.plainly
            yield Expected(
                "ineffective-exception",
                (norm.id,),
                NOTE,
                None if ends is True else Strength.PLAIN,
                rest=said_anyway(table, frozenset({norm.id}), also_there(table, found, True), rows),
            )


def _changed(table: Table, name: str) -> Holding:
    return lambda row: changes(table, row, frozenset({name}))


def _biting(table: Table, found: Sequence[Chain]) -> Holding:
    return lambda row: any(chain.bites(table, row, NONE) for chain in found)
