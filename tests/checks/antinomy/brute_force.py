"""What `antinomy` must find, by trying every case: a prohibition and a permission, or a duty and an
exemption, live on one act."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Table
from tests.oracles.expected_findings import Expected
from tests.oracles.opposed_norms import DILEMMA, conflict, own_pairs


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    for first, second in own_pairs(table, causes):
        if {first.modality, second.modality} != DILEMMA:
            yield from conflict(table, "antinomy", (first, second))
