"""What `narrowed-duty` must find, by trying every case: a duty and a prohibition are live on one
act, while another act that would do what the duty asks for is not forbidden."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.oracles.case_table import Row, Table
from tests.oracles.expected_findings import NOTE, Expected, Recorded, standing
from tests.oracles.opposed_norms import DILEMMA, own_pairs
from verifier.findings.finding import Outcome
from verifier.model import Modality, Norm


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    for first, second in own_pairs(table, causes):
        written = "exclusion" not in (first.role, second.role)
        if written and {first.modality, second.modality} == DILEMMA:
            is_first = first.modality is Modality.OBLIGED
            duty, other = (first, second) if is_first else (second, first)
            stands = standing(table, partial(_narrowed, table, duty, other))
            if stands is not None:
                about = tuple(sorted((duty.id, other.id)))
                yield Expected(
                    "narrowed-duty", about, NOTE, stands.strength, stands.sets, Outcome.HOLDS
                )


def _narrowed(table: Table, duty: Norm, other: Norm, row: Row) -> bool:
    both = table.live(row, duty.id) and table.live(row, other.id)
    return bool(both) and not table.no_way_left(row, duty)


def tried_otherwise(recorded: Recorded) -> bool:
    """A duty that leaves a thing to be chosen is narrowed where there are two things; here, there
    is one in each role."""
    return "of some things" in recorded.headline
