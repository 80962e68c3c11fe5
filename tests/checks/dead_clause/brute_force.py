"""What `dead-clause` must find, by trying every case: no case meets the condition; with every
smallest set of lines and assumptions to blame."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.oracles.case_table import Table
from tests.oracles.expected_findings import WARNING, Expected, Names, Recorded, all_smallest
from tests.oracles.left_out import NONE
from verifier.model import Norm


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    for norm in table.norms:
        if norm.role == "exception" or any(table.applies(row, norm.id) for row in table.rows):
            continue
        causes.add(norm.id)
        yield Expected("dead-clause", (norm.id,), WARNING, rest=_blames(table, norm))


def _blames(table: Table, norm: Norm) -> Callable[[Recorded], bool]:
    lines = {f"“{c.words}”": place for place, c in enumerate(norm.conditions)}
    assumed = {f"the assumption “{name}”": name for name in table.policy.assumptions}

    def enough(kept: Names) -> bool:
        kept_lines = frozenset(place for words, place in lines.items() if words in kept)
        kept_names = {name for words, name in assumed.items() if words in kept}
        return not any(
            table.applies(row, norm.id, kept_lines)
            for row in table.all
            if not row.broken & kept_names
        )

    def right(found: Recorded) -> bool:
        if len(lines) < len(norm.conditions):
            return True  # two lines in the same words cannot be told apart here
        sets = all_smallest([*lines, *assumed], enough)
        return found.reason == (norm.id,) and found.reasons == sets - {NONE}

    return right
