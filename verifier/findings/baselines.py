"""What was found before: the JSON of an earlier run, or a run, goes in; a run comes out whose
findings say whether they are new."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from verifier.diagnostics import InputProblems, Problem
from verifier.findings.finding import Run

Baseline = Mapping[str, frozenset[str]]
"""For each policy the fingerprints of what was found."""


def of_run(run: Run) -> Baseline:
    """What a run found."""
    return {run.policy: frozenset(finding.fingerprint for finding in run.findings)}


def read(name: str, text: str) -> Baseline:
    """What the JSON of an earlier `antinomy check --format json` says was found. Raises
    `InputProblems` for anything else."""
    try:
        document = json.loads(text)
        return {
            policy["policy"]: frozenset(finding["fingerprint"] for finding in policy["findings"])
            for policy in document["policies"]
        }
    except (ValueError, KeyError, TypeError, RecursionError):
        message = f"{name} holds no earlier run to compare with"
        hint = "write one with: antinomy check --format json -o FILE"
        raise InputProblems((Problem("no-baseline", message, hint=hint),)) from None


def marked(run: Run, before: Baseline) -> Run:
    """The run, its findings marked as new or as found before; a policy that was not there before
    has only new ones."""
    known = before.get(run.policy, frozenset())
    checks = tuple(
        replace(
            check,
            findings=tuple(
                replace(finding, novel=finding.fingerprint not in known)
                for finding in check.findings
            ),
        )
        for check in run.checks
    )
    return replace(run, checks=checks)


def gone(run: Run, before: Baseline) -> frozenset[str]:
    """The fingerprints that were found before and are not found now."""
    now = {finding.fingerprint for finding in run.findings}
    return before.get(run.policy, frozenset()) - now
