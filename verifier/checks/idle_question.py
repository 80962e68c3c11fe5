"""Is there a question whose answer changes no outcome?"""

from __future__ import annotations

from collections.abc import Iterable

from verifier.checks.parting import Matters, asked_about, parted
from verifier.desk import Desk
from verifier.findings import Finding, Severity

NAME = "idle-question"


def run(desk: Desk) -> Iterable[Finding]:
    """A finding for each question such that no case, alike in all facts and all other readings, has
    two verdicts under two of its readings. One marked `affects no verdict` says so itself."""
    for question in asked_about(desk):
        found = parted(desk, question)
        if found.matters is Matters.NEVER:
            yield desk.finding(
                NAME,
                Severity.NOTE,
                f"No outcome depends on how “{question.title}” is answered.",
                [question.name],
                detail=("The difference is only verbal.",),
                assurance=desk.absence(found.queries),
                place=question,
            )
