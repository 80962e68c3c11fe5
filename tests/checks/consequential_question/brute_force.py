"""What `consequential-question` must find, by trying every case: alike in all facts and all other
readings, a case has two verdicts."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Table
from tests.oracles.dependence import matters
from tests.oracles.expected_findings import NOTE, Expected, Recorded


def expected(table: Table, _: set[str]) -> Iterator[Expected]:
    for question in table.policy.questions.values():
        how = matters(table, question)
        if how != "never":
            yield Expected(
                "consequential-question",
                (question.name,),
                NOTE,
                rest=lambda found, how=how: _said_how(found, how),  # type: ignore[misc]
            )


def _said_how(found: Recorded, how: str) -> bool:
    return ("only where another question" in found.headline) == (how == "others")
