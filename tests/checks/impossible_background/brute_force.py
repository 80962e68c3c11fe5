"""What `impossible-background` must find, by trying every case: no case keeps all assumptions."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Table
from tests.oracles.expected_findings import ERROR, Expected, Names, all_smallest, in_reason


def expected(table: Table, _: set[str]) -> Iterator[Expected]:

    def enough(kept: Names) -> bool:
        return all(row.broken & kept for row in table.all)

    if enough(frozenset(table.policy.assumptions)):
        yield Expected(
            "impossible-background",
            (),
            ERROR,
            rest=lambda found: (
                found.reason == in_reason(all_smallest(list(table.policy.assumptions), enough))
            ),
        )
