"""On every case that the policy claims to cover: does it speak?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from verifier.checks.support.check_context import Desk
from verifier.checks.support.further_cases import shown
from verifier.checks.support.grounds import of_witness
from verifier.checks.support.remedies import by_readings
from verifier.encoding.questions import InScope, both, verdict_is
from verifier.findings.finding import Change, Finding, Severity, Witness
from verifier.model.policy import Column, Coverage, Verdict

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
        witness=_told(case.witness),
        kinds=case.kinds,
        kinds_complete=case.complete,
        reasons=of_witness(
            desk, case.witness, Column.ALONE, lambda found: found.verdict is Verdict.SILENT
        ),
        remedies=by_readings(desk, queries, standing, case.witness),
        detail=(f"Claimed: {desk.speaker.coverage(coverage.name)}",),
        place=coverage,
    )


def _told(witness: Witness | None) -> Witness | None:
    """The case shown; a change after which the policy is silent still has left what the claim
    covers, and says so."""
    if witness is None:
        return None
    beyond = f"still {Verdict.SILENT}, but beyond what the claim covers"
    changes = (
        Change(change.words, beyond) if change.effect == Verdict.SILENT else change
        for change in witness.changes
    )
    return replace(witness, changes=tuple(changes))
