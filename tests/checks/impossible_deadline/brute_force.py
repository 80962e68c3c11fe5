"""What `impossible-deadline` must find, by trying every case: nothing where no duty has a last day;
policies with days are tried day by day (`test_every_day`)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Table
from tests.oracles.expected_findings import Expected


def expected(table: Table, _: set[str]) -> Iterator[Expected]:
    assert not any(norm.window for norm in table.norms)
    yield from ()
