"""What `impossible-case` must find, by trying every case: nothing in the scope has one of the
verdicts."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Table
from tests.oracles.expected_findings import ERROR, Expected


def expected(table: Table, _: set[str]) -> Iterator[Expected]:
    for claim in table.policy.possibilities.values():
        rows = table.plainly if claim.under == "plain" else table.rows
        if not any(
            table.in_scope(row, claim.scope) and table.verdict(row, claim.column) in claim.verdicts
            for row in rows
        ):
            yield Expected("impossible-case", (claim.name,), ERROR)
