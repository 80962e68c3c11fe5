"""What `swallowed-clause` must find, by trying every case: it applies somewhere and is live
nowhere: at all, read plainly, or with one question read otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from tests.oracles.case_table import Row, Table
from tests.oracles.expected_findings import (
    ERROR,
    Expected,
    Names,
    Recorded,
    Stands,
    all_smallest,
    in_reason,
    lowered,
    nowhere,
)
from verifier.findings.finding import Strength
from verifier.model import LawRegime, Norm
from verifier.semantics.norms import attacks_on


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    for norm in table.norms:
        column = LawRegime.ALONE if norm.layer == 0 else LawRegime.BESIDE
        attackers = {attack.attacker for attack in attacks_on(table.policy, norm.id, column)}
        if norm.modality is None or norm.id in causes or not attackers:
            continue
        for stands, rows in _swallowed(table, norm, column, sorted(attackers)):
            if stands is None:
                causes.add(norm.id)
            severity = lowered(table, ERROR, stands) if stands else ERROR
            yield Expected(
                "swallowed-clause",
                (norm.id,),
                severity,
                stands.strength if stands else None,
                stands.sets if stands else frozenset(),
                rest=_eaters(table, norm, column, sorted(attackers), rows),
            )


def _swallowed(
    table: Table, norm: Norm, column: LawRegime, attackers: Sequence[str]
) -> Iterator[tuple[Stands | None, Sequence[Row]]]:
    def eaten(rows: Sequence[Row]) -> bool:
        return nowhere(rows, lambda row: bool(table.live(row, norm.id, column))) and any(
            table.applies(row, norm.id) for row in rows
        )

    if nowhere(table.rows, lambda row: bool(table.live(row, norm.id, column))):
        yield None, table.all
        return
    if eaten(table.plainly):
        yield Stands(Strength.PLAIN), [row for row in table.all if row.plain]
        return
    plain = table.policy.plain_readings
    ways: dict[frozenset[frozenset[str]], list[tuple[str, str]]] = {}
    for question in table.policy.questions.values():
        for reading in question.readings:
            if reading.name != question.plain:
                rows = _read(table, {**plain, question.name: reading.name})
                if eaten([row for row in rows if not row.broken]):
                    sets = _sets(table, norm, column, attackers, rows)
                    ways.setdefault(sets, []).append((question.name, reading.name))
    for one in ways.values():
        found = frozenset(frozenset({choice}) for choice in one)
        yield Stands(Strength.CONTESTABLE, found), _read(table, {**plain, one[0][0]: one[0][1]})


def _read(table: Table, readings: Mapping[str, str]) -> list[Row]:
    return [row for row in table.all if row.readings == readings]


def _eaters(
    table: Table, norm: Norm, column: LawRegime, attackers: Sequence[str], rows: Sequence[Row]
) -> Callable[[Recorded], bool]:
    assumptions = list(table.policy.assumptions)

    def right(found: Recorded) -> bool:
        sets = _sets(table, norm, column, attackers, rows)
        eaters = {one - frozenset(assumptions) for one in sets}
        return len(found.reasons) == len(sets) and found.reason[1:] == in_reason(eaters)

    return right


def _sets(
    table: Table, norm: Norm, column: LawRegime, attackers: Sequence[str], rows: Sequence[Row]
) -> frozenset[frozenset[str]]:
    """The smallest sets of attackers, with assumptions, that leave the norm no case."""

    def enough(kept: Names) -> bool:
        gone = frozenset(attackers) - kept
        return not any(
            table.live(row, norm.id, column, gone) for row in rows if not row.broken & kept
        )

    return all_smallest([*attackers, *table.policy.assumptions], enough)
