"""On every case that the policy claims to cover: does it speak?"""

from __future__ import annotations

from collections.abc import Iterable

from verifier.desk import Desk
from verifier.findings import Finding, Severity
from verifier.kinds import shown
from verifier.model import Coverage, Verdict
from verifier.query import InScope, both, verdict_is
from verifier.remedies import by_readings

NAME = "gap"


def run(desk: Desk) -> Iterable[Finding]:
    """A finding for each claim of coverage with a case on which no norm of the policy is live."""
    for coverage in desk.policy.coverages.values():
        found = _gap(desk, coverage)
        if found is not None:
            yield found


def _gap(desk: Desk, coverage: Coverage) -> Finding | None:
    body = both([InScope(coverage.scope), verdict_is(Verdict.SILENT)])
    queries = desk.over_acts(desk.acts_of(coverage.scope), body)
    standing = desk.standing(queries)
    if standing is None:
        return None
    case = shown(desk, queries, standing)
    return desk.finding(
        NAME,
        Severity.WARNING,
        f"The policy says nothing on cases it is meant to cover: {coverage.title}.",
        [coverage.name],
        standing=standing,
        witness=case.witness,
        kinds=case.kinds,
        kinds_complete=case.complete,
        remedies=by_readings(desk, queries, standing, case.witness),
        detail=(desk.speaker.coverage(coverage.name),),
        place=coverage,
    )
