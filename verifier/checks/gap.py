"""On every case that the policy claims to cover: does it speak?"""

from __future__ import annotations

from collections.abc import Iterable

from verifier.desk import Desk
from verifier.findings import Finding, Severity
from verifier.model import Coverage, Verdict
from verifier.query import InScope, both, verdict_is

NAME = "gap"


def run(desk: Desk) -> Iterable[Finding]:
    """A finding for each claim of coverage with a case on which no norm of the policy is live."""
    for coverage in desk.policy.coverages.values():
        found = _gap(desk, coverage)
        if found is not None:
            yield found


def _gap(desk: Desk, coverage: Coverage) -> Finding | None:
    body = both([InScope(coverage.scope), verdict_is(Verdict.SILENT)])
    standing = desk.standing(desk.over_acts(desk.acts_of(coverage.scope), body))
    if standing is None:
        return None
    return desk.finding(
        NAME,
        Severity.WARNING,
        f"The policy says nothing on cases it is meant to cover: {coverage.title}.",
        [coverage.name],
        standing=standing,
        witness=desk.witness(standing.query, standing.readings),
        detail=(desk.speaker.coverage(coverage.name),),
        place=coverage,
    )
