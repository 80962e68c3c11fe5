"""What `swallowed-clause` must find, by trying every case: it applies somewhere and is live
nowhere: at all, read plainly, or with one question read otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

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
        found = _swallowed(table, norm, column)
        if found is None:
            continue
        stands, rows = found
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
    table: Table, norm: Norm, column: LawRegime
) -> tuple[Stands | None, Sequence[Row]] | None:
    def eaten(rows: Sequence[Row]) -> bool:
        return nowhere(rows, lambda row: bool(table.live(row, norm.id, column))) and any(
            table.applies(row, norm.id) for row in rows
        )

    if nowhere(table.rows, lambda row: bool(table.live(row, norm.id, column))):
        return None, table.all
    if eaten(table.plainly):
        return Stands(Strength.PLAIN), [row for row in table.all if row.plain]
    plain = table.policy.plain_readings
    sets = []
    for question in table.policy.questions.values():
        for reading in question.readings:
            if reading.name != question.plain:
                chosen = {**plain, question.name: reading.name}
                if eaten([row for row in table.rows if row.readings == chosen]):
                    sets.append((question.name, reading.name))
    if not sets:
        return None
    chosen = {**plain, sets[0][0]: sets[0][1]}
    found = Stands(Strength.CONTESTABLE, frozenset(frozenset({one}) for one in sets))
    return found, [row for row in table.all if row.readings == chosen]


def _eaters(
    table: Table, norm: Norm, column: LawRegime, attackers: Sequence[str], rows: Sequence[Row]
) -> Callable[[Recorded], bool]:
    assumptions = list(table.policy.assumptions)

    def enough(kept: Names) -> bool:
        gone = frozenset(attackers) - kept
        return not any(
            table.live(row, norm.id, column, gone) for row in rows if not row.broken & kept
        )

    def right(found: Recorded) -> bool:
        sets = all_smallest([*attackers, *assumptions], enough)
        eaters = {one - frozenset(assumptions) for one in sets}
        return len(found.reasons) == len(sets) and found.reason[1:] == in_reason(eaters)

    return right
