"""Can the policy permit an act and forbid it, or oblige to it and exempt from it?"""

from __future__ import annotations

from collections.abc import Iterable

from verifier.checks.support.check_context import Desk
from verifier.checks.support.conflicts import DILEMMA, conflict, pairs
from verifier.findings.finding import Finding, Severity
from verifier.model.policy import Column, Norm

NAME = "antinomy"


def run(desk: Desk) -> Iterable[Finding]:
    """A finding for each pair of the policy's own norms, opposed but no dilemma, that are live on
    one act in some case."""

    def wanted(first: Norm, second: Norm) -> bool:
        own = first.layer == second.layer == 0
        return own and frozenset((first.modality, second.modality)) != DILEMMA

    for first, second in pairs(desk, wanted):
        found = conflict(desk, NAME, Severity.WARNING, first, second, Column.ALONE)
        if found is not None:
            yield found
