"""What `idle-question` must find, by trying every case: no case, alike in all facts and all other
readings, has two verdicts."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Table
from tests.oracles.dependence import matters
from tests.oracles.expected_findings import NOTE, Expected


def expected(table: Table, _: set[str]) -> Iterator[Expected]:
    for question in table.policy.questions.values():
        if not question.affects_no_verdict and matters(table, question) == "never":
            yield Expected("idle-question", (question.name,), NOTE)
