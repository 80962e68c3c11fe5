"""On every case that the policy claims to cover: does it speak?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.further_cases import shown
from verifier.checks.support.grounds import of_witness
from verifier.checks.support.remedies import by_readings
from verifier.encoding import InScope, both, verdict_is
from verifier.findings import Finding, Severity, SingleChange, Witness
from verifier.model import Coverage, LawRegime, Verdict

NAME = "gap"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each claim of coverage with a case on which no norm of the policy is live."""
    for coverage in context.policy.coverages.values():
        found = _gap(context, coverage)
        if found is not None:
            yield found


def _gap(context: CheckContext, coverage: Coverage) -> Finding | None:
    body = both([InScope(coverage.scope), verdict_is(Verdict.SILENT)])
    queries = context.over_acts(context.acts_of(coverage.scope), body)
    standing = context.standing(queries)
    if standing is None:
        return None
    case = shown(context, queries, standing)
    return context.finding(
        NAME,
        Severity.ERROR,
        f"The policy says nothing on cases it is meant to cover: {coverage.title}.",
        [coverage.name],
        standing=standing,
        witness=_told(case.witness),
        kinds=case.kinds,
        kinds_complete=case.complete,
        kinds_together=case.together,
        reasons=of_witness(
            context, case.witness, LawRegime.ALONE, lambda found: found.verdict is Verdict.SILENT
        ),
        remedies=by_readings(context, queries, standing, case.witness),
        detail=(f"Claimed: {context.speaker.coverage(coverage.name)}",),
        place=coverage,
    )


def _told(witness: Witness | None) -> Witness | None:
    """The case shown; a change after which the policy is silent still has left what the claim
    covers, and says so."""
    if witness is None:
        return None
    beyond = f"still {Verdict.SILENT}, but beyond what the claim covers"
    changes = (
        SingleChange(change.words, beyond) if change.effect == Verdict.SILENT else change
        for change in witness.changes
    )
    return replace(witness, changes=tuple(changes))
