"""What `loose-wording` must find, by trying every case: words that were put into the source because
they leave something open."""

from __future__ import annotations

from collections.abc import Iterator

from tests.generators.tiny_policies import LOOSE
from tests.oracles.case_table import Table
from tests.oracles.expected_findings import NOTE, Expected


def expected(table: Table, _: set[str]) -> Iterator[Expected]:
    for name, words_put in LOOSE.items():
        if words_put in (table.made.source or ""):
            yield Expected("loose-wording", (name,), NOTE, rest=bool)
