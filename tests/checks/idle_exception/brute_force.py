"""What `idle-exception` must find, by trying every case: it never takes anything out of its rule;
or nothing that no sibling takes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.oracles.case_table import Row, Table
from tests.oracles.expected_findings import (
    WARNING,
    Expected,
    Names,
    all_smallest,
    ending,
    in_reason,
    nowhere,
)
from tests.oracles.left_out import NONE, Chain, chains
from verifier.findings.finding import Strength
from verifier.model import Norm


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    for norm in table.norms:
        if norm.role != "exception" or norm.layer > 0:
            continue
        found = [c for c in chains(table, norm.id) if not {n.id for n in c.path} & causes]
        if found:
            yield from _idle(table, causes, norm, found)


def _idle(table: Table, causes: set[str], norm: Norm, found: Sequence[Chain]) -> Iterator[Expected]:
    def alone(row: Row, kept: Names | None = None) -> bool:
        return any(c.bites(table, row, c.siblings if kept is None else kept) for c in found)

    def arising(row: Row) -> bool:
        return alone(row, NONE)

    if not nowhere(table.plainly, alone):
        return
    if nowhere(table.rows, arising):
        causes.add(norm.id)
        yield Expected("idle-exception", (norm.id, "never"), WARNING)
        return
    ends = ending(table, alone, arising)
    if ends is False:
        return
    if ends is True:
        causes.add(norm.id)
    rows = table.rows if ends is True else table.plainly

    siblings = sorted({name for chain in found for name in chain.siblings})

    def enough(kept: Names) -> bool:
        return nowhere(rows, lambda row: alone(row, kept))

    yield Expected(
        "idle-exception",
        (norm.id,),
        WARNING,
        None if ends is True else Strength.PLAIN,
        rest=lambda record: record.reason[1:] == in_reason(all_smallest(siblings, enough)),
    )
