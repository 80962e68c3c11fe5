"""Exit codes: what the command's last word to a script means."""

from __future__ import annotations

from enum import IntEnum

from verifier.findings import Run, Severity


class Exit(IntEnum):
    """Where several apply, the first of NOT_A_POLICY, FINDINGS, UNDECIDED counts."""

    CLEAN = 0  # nothing at or above the gate
    FINDINGS = 1  # findings at or above the gate; with `format --check`, files to format
    NOT_A_POLICY = 2  # the input, or the command line, cannot be used
    UNDECIDED = 3  # something was asked and stayed undecided
    FAULT = 70  # a fault of the tool
    INTERRUPTED = 130


def exit_code(runs: list[Run], gate: Severity) -> Exit:
    """The code for runs that all came through. What is accepted, or was there before, does not
    count."""
    severities = (found.severity for run in runs for found in run.findings if found.gates)
    if any(severity.rank <= gate.rank for severity in severities):
        return Exit.FINDINGS
    return Exit.UNDECIDED if any(run.has_undecided for run in runs) else Exit.CLEAN
