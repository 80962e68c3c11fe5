"""What `failed-case` must find, by trying every case: something that the author of a case expects
is not so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.oracles.case_table import Row, Table
from tests.oracles.completed_cases import completions, verdicts
from tests.oracles.expected_findings import ERROR, Expected
from verifier.model import Expectation, LawRegime


def expected(table: Table, _: set[str]) -> Iterator[Expected]:
    for example in table.policy.cases.values():
        for asking in example.askings:
            rows = completions(table, example, asking)
            missed = [e.words for e in asking.expectations if rows and not _met(table, rows, e)]
            if missed:
                about = (example.name, asking.words, *missed)
                yield Expected("failed-case", about, ERROR)


def _met(table: Table, rows: Sequence[Row], expectation: Expectation) -> bool:
    plain = table.policy.plain_readings
    if expectation.form == "turns on":
        base = verdicts(table, rows, LawRegime.ALONE, plain)
        turning = {
            question.name
            for question in table.policy.questions.values()
            for reading in question.readings
            if verdicts(table, rows, LawRegime.ALONE, {**plain, question.name: reading.name})
            != base
        }
        return turning == set(expectation.questions)
    if expectation.form == "possible":
        found = verdicts(table, rows, expectation.column, None)
        return set(found) == set(expectation.verdicts)
    readings = None if expectation.every_reading else {**plain, **dict(expectation.readings)}
    return verdicts(table, rows, expectation.column, readings) == expectation.verdicts
