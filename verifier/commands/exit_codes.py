"""Exit codes: what the command's last word to a script means."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

import click

from verifier.diagnostics import Fault
from verifier.findings import Run, Severity


class Exit(IntEnum):
    """Where several apply, the first of FAULT, NOT_A_POLICY, FINDINGS, UNDECIDED counts."""

    CLEAN = 0  # nothing at or above the gate
    FINDINGS = 1  # findings at or above the gate; with `format --check`, files to format
    NOT_A_POLICY = 2  # the input, or the command line, cannot be used
    UNDECIDED = 3  # something was asked and stayed undecided
    FAULT = 70  # a fault of the tool
    INTERRUPTED = 130


def note_faults(faults: Iterable[Fault]) -> None:
    """Has the mistakes of the tool told at the end of the command, each once."""
    noted = click.get_current_context().find_object(list)
    if noted is not None:
        noted.extend(fault for fault in dict.fromkeys(faults) if fault not in noted)


def exit_code(runs: list[Run], gate: Severity) -> Exit:
    """The code for runs. What is accepted, or was there before, does not count."""
    if any(run.faults for run in runs):
        return Exit.FAULT
    severities = (found.severity for run in runs for found in run.findings if found.gates)
    if any(severity.rank <= gate.rank for severity in severities):
        return Exit.FINDINGS
    return Exit.UNDECIDED if any(run.has_undecided for run in runs) else Exit.CLEAN
