"""What `impossible-case-facts` must find, by trying every case: nothing that can be is as given."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Table
from tests.oracles.completed_cases import completions
from tests.oracles.expected_findings import ERROR, Expected


def expected(table: Table, _: set[str]) -> Iterator[Expected]:
    for example in table.policy.cases.values():
        if example.askings and not completions(table, example, example.askings[0]):
            yield Expected("impossible-case-facts", (example.name,), ERROR)
