"""What `discretion` must find, by trying every case: two cases differ in nothing but a judgment,
and in what the policy says of the act."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Table
from tests.oracles.expected_findings import NOTE, Expected
from tests.oracles.pairs_of_cases import differing_in, in_hands


def expected(table: Table, _: set[str]) -> Iterator[Expected]:
    for word in in_hands(table, "judged"):
        pairs = list(differing_in(table, word))
        for plainly in (True, False):
            chosen = [(a, b) for a, b in pairs if a.plain or not plainly]
            if any(table.positions(a) != table.positions(b) for a, b in chosen):
                deciding = [
                    norm.id
                    for norm in table.norms
                    if norm.modality is not None
                    and any(
                        table.live(a, norm.id) and not table.live(b, norm.id) for a, b in chosen
                    )
                ]
                yield Expected("discretion", (word, *sorted(deciding)), NOTE)
                break
