"""What `undecided-question` must find, by trying every case: nobody adopted a reading, and a
promise depends on it, each on its own; the rest that matter in one."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Table
from tests.oracles.dependence import dependence, matters
from tests.oracles.expected_findings import NOTE, WARNING, Expected


def expected(table: Table, _: set[str]) -> Iterator[Expected]:
    undecided = [
        question
        for question in table.policy.questions.values()
        if question.adopted is None and not question.affects_no_verdict
    ]
    promised = set[str]()
    for promise in table.policy.promises.values():
        promised |= dependence(table, promise)[0]
    for question in undecided:
        if question.name in promised:
            yield Expected("undecided-question", (question.name,), WARNING)
    others = [q for q in undecided if q.name not in promised and matters(table, q) != "never"]
    if others:
        about = tuple(sorted(question.name for question in others))
        yield Expected("undecided-question", about, NOTE)
