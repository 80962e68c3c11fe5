"""Cases that differ in one word alone, and the words that lie in somebody's hands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.oracles.case_table import Row, Table
from verifier.model import Attribute, Case, Fact


def _partners(table: Table, word: str) -> Mapping[tuple[object, ...], list[Row]]:
    """The rows that differ in nothing but one fact or attribute, together."""
    found: dict[tuple[object, ...], list[Row]] = {}
    for row in table.rows:
        case = table.cases[row.case]
        key = (_but_for(case, word), tuple(row.readings.values()))
        found.setdefault(key, []).append(row)
    return found


def _but_for(case: Case, word: str) -> tuple[object, ...]:
    facts = frozenset(key for key in case.facts if key[0] != word)
    values = frozenset(item for item in case.values.items() if item[0][0] != word)
    return case.things, facts, values, case.act


def differing_in(table: Table, word: str) -> Iterator[tuple[Row, Row]]:
    for rows in _partners(table, word).values():
        for first in rows:
            for second in rows:
                if first is not second:
                    yield first, second


def in_hands(table: Table, whose: str) -> dict[str, str]:
    declared: dict[str, Fact | Attribute] = {**table.policy.facts, **table.policy.attributes}
    parties = {
        word: found.judged_by if whose == "judged" else found.controlled_by
        for word, found in declared.items()
    }
    return {word: party for word, party in parties.items() if party is not None}
