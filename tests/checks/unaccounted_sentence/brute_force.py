"""What `unaccounted-sentence` must find, by trying every case: sentences that no clause quotes."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Table
from tests.oracles.expected_findings import WARNING, Expected


def expected(table: Table, _: set[str]) -> Iterator[Expected]:
    for sentence in (table.made.source or "").strip().split(". "):
        said = sentence.rstrip(".") + "."
        if len(said) > 1 and not any(f'quote "{said}"' in block for block in table.made.blocks):
            yield Expected("unaccounted-sentence", (said,), WARNING)
