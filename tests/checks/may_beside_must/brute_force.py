"""What `may-beside-must` must find, by trying every case: a permission and a duty (or an exemption
and a prohibition) of one act, where the policy does not say the converse of the former, all
questions read plainly or one of them otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from tests.oracles.case_table import Holding, Row, Table, letter
from tests.oracles.expected_findings import (
    NOTE,
    WARNING,
    Expected,
    Stands,
    lowered,
    standing,
)
from tests.oracles.opposed_norms import both_live
from verifier.model import LawRegime, Modality, Norm

STRICT: dict[Modality | None, Modality] = {
    Modality.PERMITTED: Modality.OBLIGED,
    Modality.EXEMPT: Modality.FORBIDDEN,
}
CONVERSE: dict[Modality | None, Modality] = {
    Modality.PERMITTED: Modality.EXEMPT,
    Modality.EXEMPT: Modality.PERMITTED,
}


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    norms = [n for n in table.norms if letter(n) not in ("", "C") and n.id not in causes]
    for lax, strict in product(norms, norms):
        if lax.layer or lax.modality not in STRICT:
            continue
        if STRICT[lax.modality] is strict.modality:
            stands = standing(table, _doubtful(table, lax, strict))
            if stands is not None:
                alone = _speaks_alone(table, lax, stands)
                if alone and lax.modality is Modality.EXEMPT:
                    continue
                severity = lowered(table, NOTE if alone else WARNING, stands)
                about = (lax.id, strict.id)
                yield Expected("may-beside-must", about, severity, stands.strength, stands.sets)


def _doubtful(table: Table, lax: Norm, strict: Norm) -> Holding:
    column = LawRegime.BESIDE if strict.layer else LawRegime.ALONE
    together = both_live(table, lax, strict, column)
    own = [n for n in table.norms if n.layer == 0 and n.modality is CONVERSE[lax.modality]]

    def left(row: Row) -> bool:
        ways = (way for way in table.all if way.case == row.case and _nearly_plain(table, way))
        return any(table.live(way, norm.id, column) for way in ways for norm in own)

    return lambda row: together(row) and not left(row)


def _nearly_plain(table: Table, row: Row) -> bool:
    plain = table.policy.plain_readings
    return sum(reading != plain[question] for question, reading in row.readings.items()) < 2


def _speaks_alone(table: Table, lax: Norm, stands: Stands) -> bool:
    """Whether the norm also speaks of acts of which nothing as strict does, read plainly or as the
    first of the sets of readings has it."""
    column = LawRegime.BESIDE if table.policy.laws else LawRegime.ALONE
    first = min(stands.sets, key=lambda s: _place(table, s)) if stands.sets else frozenset()
    readings = {**table.policy.plain_readings, **dict(first)}
    strict = STRICT[lax.modality].value
    return any(
        table.live(row, lax.id, column) and strict not in table.positions(row, column)
        for row in table.rows
        if row.readings == readings
    )


def _place(table: Table, chosen: frozenset[tuple[str, str]]) -> tuple[int, list[int]]:
    order = list(table.policy.questions)
    return len(chosen), sorted(order.index(question) for question, _ in chosen)
