"""Opposed norms of a policy, and when both are live: what the checks of conflicts go by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from tests.oracles.case_table import Row, Table, letter
from tests.oracles.expected_findings import ERROR, Expected, lowered, standing
from verifier.findings.finding import Severity
from verifier.model import LawRegime, Modality, Norm, opposed

DILEMMA = {Modality.OBLIGED, Modality.FORBIDDEN}


def pairs(table: Table, causes: set[str]) -> Iterator[tuple[Norm, Norm]]:
    """The opposed norms, in file order; a duty that leaves a thing to be chosen is opposed to
    prohibitions alone."""
    speaking = [n for n in table.norms if letter(n) and n.id not in causes]
    for first, second in combinations(speaking, 2):
        spared = Modality.EXEMPT in (first.modality, second.modality)
        chosen = "C" in (letter(first), letter(second))
        if opposed(first.modality, second.modality) and not (spared and chosen):
            yield first, second


def own_pairs(table: Table, causes: set[str]) -> Iterator[tuple[Norm, Norm]]:
    return ((a, b) for a, b in pairs(table, causes) if a.layer == b.layer == 0)


def both_live(table: Table, first: Norm, second: Norm, column: LawRegime) -> Callable[[Row], bool]:
    def live(row: Row) -> bool:
        return bool(table.live(row, first.id, column) and table.live(row, second.id, column))

    return live


def conflicting(table: Table, norms: Sequence[Norm], column: LawRegime) -> Callable[[Row], bool]:
    """Two norms are live; a duty and prohibitions, where these leave it no way."""
    forbidding = frozenset(norm.id for norm in norms if norm.modality is Modality.FORBIDDEN)
    duty = next((norm for norm in norms if norm.modality is Modality.OBLIGED), None)
    if duty is None or not forbidding:
        first, second = norms
        return both_live(table, first, second, column)
    return lambda row: table.no_way_left(row, duty, column, by=forbidding)


def conflict(
    table: Table,
    check: str,
    norms: Sequence[Norm],
    holding: Callable[[Row], bool] | None = None,
    severity: Severity = ERROR,
) -> Iterator[Expected]:
    """The finding that the norms conflict; `holding`: where they do."""
    stands = standing(table, holding or conflicting(table, norms, LawRegime.ALONE))
    if stands is not None:
        about = tuple(sorted(norm.id for norm in norms))
        yield Expected(check, about, lowered(table, severity, stands), stands.strength, stands.sets)
