"""What `gap` must find, by trying every case: a case that the policy claims to cover, and on which
no norm of it is live."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Holding, Table
from tests.oracles.expected_findings import ERROR, Expected, lowered, standing
from verifier.model import Coverage, Verdict


def expected(table: Table, _: set[str]) -> Iterator[Expected]:
    for claim in table.policy.coverages.values():
        stands = standing(table, _silent(table, claim))
        if stands is not None:
            severity = lowered(table, ERROR, stands)
            yield Expected("gap", (claim.name,), severity, stands.strength, stands.sets)


def _silent(table: Table, claim: Coverage) -> Holding:
    return lambda row: table.in_scope(row, claim.scope) and table.verdict(row) is Verdict.SILENT
