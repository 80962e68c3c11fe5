"""Can the policy permit an act and forbid it, or oblige to it and exempt from it?"""

from __future__ import annotations

from collections.abc import Iterable

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.conflicts import DILEMMA, conflict, pairs
from verifier.findings import Finding, Severity
from verifier.model import LawRegime, Norm

NAME = "antinomy"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each pair of the policy's own norms, opposed but no dilemma, that are live on
    one act in some case."""

    def wanted(first: Norm, second: Norm) -> bool:
        own = first.layer == second.layer == 0
        return own and frozenset((first.modality, second.modality)) != DILEMMA

    for first, second in pairs(context, wanted):
        found = conflict(context, NAME, Severity.ERROR, (first, second), LawRegime.ALONE)
        if found is not None:
            yield found
