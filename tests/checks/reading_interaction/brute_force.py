"""What `reading-interaction` must find, by trying every case: the smallest sets of questions that
only together decide a promise, or give a case a verdict that no single change of reading gives
it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.oracles.case_table import Row, Table
from tests.oracles.completed_cases import completions, verdicts
from tests.oracles.dependence import dependence
from tests.oracles.expected_findings import NOTE, Expected, Names
from verifier.model import LawRegime


def expected(table: Table, _: set[str]) -> Iterator[Expected]:
    found = set[Names]()
    for promise in table.policy.promises.values():
        found |= dependence(table, promise)[1]
    for example in table.policy.cases.values():
        for asking in example.askings:
            found |= _only_together(table, completions(table, example, asking))
    for names in found:
        yield Expected("reading-interaction", tuple(sorted(names)), NOTE)


def _only_together(table: Table, rows: Sequence[Row]) -> set[Names]:
    plain = verdicts(table, rows, LawRegime.ALONE, table.policy.plain_readings)
    found = set[Names]()
    for verdict in verdicts(table, rows, LawRegime.ALONE, None) if len(plain) == 1 else ():
        if verdict not in plain:
            sets = table.deviations(row for row in rows if table.verdict(row) is verdict)
            named = {frozenset(question for question, _ in one) for one in sets}
            least = {one for one in named if not any(other < one for other in named)}
            if all(len(one) > 1 for one in least):
                found |= least
    return found
