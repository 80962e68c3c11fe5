"""Opposed norms of a policy, and when both are live: what the checks of conflicts go by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from tests.oracles.case_table import Row, Table, letter
from tests.oracles.expected_findings import ERROR, Expected, lowered, standing
from verifier.model import LawRegime, Modality, Norm, opposed

DILEMMA = {Modality.OBLIGED, Modality.FORBIDDEN}


def pairs(table: Table, causes: set[str]) -> Iterator[tuple[Norm, Norm]]:
    """The opposed norms, in file order."""
    speaking = [n for n in table.norms if letter(n) not in ("", "C") and n.id not in causes]
    for first, second in combinations(speaking, 2):
        if opposed(first.modality, second.modality):
            yield first, second


def own_pairs(table: Table, causes: set[str]) -> Iterator[tuple[Norm, Norm]]:
    return ((a, b) for a, b in pairs(table, causes) if a.layer == b.layer == 0)


def both_live(table: Table, first: Norm, second: Norm, column: LawRegime) -> Callable[[Row], bool]:
    def live(row: Row) -> bool:
        return bool(table.live(row, first.id, column) and table.live(row, second.id, column))

    return live


def conflict(table: Table, check: str, first: Norm, second: Norm) -> Iterator[Expected]:
    stands = standing(table, both_live(table, first, second, LawRegime.ALONE))
    if stands is not None:
        severity = lowered(table, ERROR, stands)
        about = tuple(sorted((first.id, second.id)))
        yield Expected(check, about, severity, stands.strength, stands.sets)
