"""The file of accepted findings beside a policy, and the day it is."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

from verifier.checks.catalogue import CATALOGUE, of_amendments
from verifier.diagnostics import InputProblems, Problem
from verifier.elaborate import bytes_of
from verifier.findings.acceptances import SUFFIX, Accepted, read_acceptances
from verifier.language.layout import read_source

ACCEPTABLE = tuple(entry.name for entry in CATALOGUE if entry.group != of_amendments.GROUP)
"""What an amendment does is declared in the amendment, and not accepted in another place."""


def accepted_file(policy: Path) -> Path:
    """Where what is accepted of a policy stands: `lending.accepted` beside `lending.policy`."""
    return policy.with_suffix(SUFFIX)


def accepted_findings(policy: Path) -> tuple[Accepted, ...] | None:
    """What is accepted; None where there is no such file. Raises `InputProblems` for a file with
    mistakes in it."""
    file = accepted_file(policy)
    if not os.path.lexists(file):
        return None
    data = bytes_of(file)
    found, problems = read_acceptances(read_source(str(file), data), ACCEPTABLE)
    if problems:
        raise InputProblems(tuple(problems))
    return found


def today() -> int:
    """The ordinal of the day: that of SOURCE_DATE_EPOCH where it is set, for runs that can be
    repeated."""
    moment = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not moment.isdecimal():
        return date.today().toordinal()
    try:
        return datetime.fromtimestamp(int(moment), UTC).toordinal()
    except (ValueError, OverflowError, OSError):
        words = f"SOURCE_DATE_EPOCH is “{moment[:40]}”, which is no moment that a calendar has"
        raise InputProblems((Problem("no-moment", words, hint="leave it out"),)) from None
