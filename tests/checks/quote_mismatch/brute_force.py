"""What `quote-mismatch` must find, by trying every case: quotations whose words the source does not
contain, however its lines are broken."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Table
from tests.oracles.expected_findings import ERROR, Expected


def expected(table: Table, _: set[str]) -> Iterator[Expected]:
    source = " ".join((table.made.source or "").split())
    quoted = [
        (clause.id, anchor.words)
        for clause in table.policy.clauses.values()
        if clause.law is None
        for anchor in clause.anchors
    ]
    quoted += [("set aside", aside.anchor.words) for aside in table.policy.set_aside]
    for who, words in quoted:
        if " ".join(words.split()) not in source:
            yield Expected("quote-mismatch", (who, words), ERROR)
