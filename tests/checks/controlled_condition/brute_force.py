"""What `controlled-condition` must find, by trying every case: a duty or prohibition speaks in one
case, and none of its kind in another that differs in nothing but what lies in the hands of the one
who acts."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Table, letter
from tests.oracles.expected_findings import NOTE, Expected
from tests.oracles.pairs_of_cases import differing_in, in_hands
from verifier.model import Modality, Named


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    controlled = in_hands(table, "controlled")
    for norm in table.norms:
        protecting = norm.modality in (Modality.OBLIGED, Modality.FORBIDDEN)
        if not protecting or norm.layer > 0 or norm.id in causes:
            continue
        for plainly in (True, False):
            ending = [
                word
                for word, party in controlled.items()
                if norm.bearer == Named(party) or not isinstance(norm.bearer, Named)
                if any(
                    (first.plain or not plainly)
                    and table.cases[first.case].act.agent == party
                    and table.live(first, norm.id)
                    and letter(norm) not in table.positions(second)
                    for first, second in differing_in(table, word)
                )
            ]
            if ending:
                about = (norm.id, *sorted(ending))
                yield Expected("controlled-condition", about, NOTE)
                break
