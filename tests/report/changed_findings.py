"""A run whose findings all have the same change."""

from __future__ import annotations

from dataclasses import replace

from verifier.findings.finding import Finding, Run


def with_findings(run: Run, **changes: object) -> Run:
    """The run with the same change made to each of its findings."""

    def changed(finding: Finding) -> Finding:
        return replace(finding, **changes)  # type: ignore[arg-type]

    checks = tuple(replace(c, findings=tuple(map(changed, c.findings))) for c in run.checks)
    return replace(run, checks=checks)
