"""What `unviolable-duty` must find, by trying every case: a duty without a last day."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Table
from tests.oracles.expected_findings import NOTE, Expected
from verifier.model import Modality


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    for clause in table.policy.clauses.values():
        norms = [table.policy.norms[name] for name in clause.norms]
        duties = [
            norm.id
            for norm in norms
            if norm.modality is Modality.OBLIGED
            and norm.id not in causes
            and (norm.window is None or norm.window.latest is None)
        ]
        if duties and clause.law is None:
            yield Expected("unviolable-duty", (clause.id, *sorted(duties)), NOTE)
