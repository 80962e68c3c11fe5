"""Accepted findings: the file beside the policy goes in, and a run with what it accepts marked
comes out.

    # What the Office has looked at and lives with.

    accept antinomy 5f0c1a2b3c4d5e6f
      because "The clash needs a reading that nobody has adopted."
      by "Jane Doe, policy counsel"
      look again on 2027-01-15

What is accepted is still found, counted and shown; it only does not count at the gate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from hashlib import sha256

from verifier.diagnostics import Problem
from verifier.findings.finding import (
    Acceptance,
    Assurance,
    AssuranceKind,
    CheckRun,
    Finding,
    Outcome,
    Run,
    Severity,
)
from verifier.language.layout import Row, layout
from verifier.source import SourceFile, Span

SUFFIX = ".accepted"
"""`lending.accepted` stands beside `lending.policy`."""

STALE_ACCEPTANCE = "stale-acceptance"
STALE_ACCEPTANCE_HELP = (
    "Is every accepted finding still found, and not yet due to be looked at again?",
    "An acceptance is given for a time and a reason. One whose day has come, or whose finding is"
    " gone, hides what it says from nobody but its author.",
    "Look at the finding again and give the acceptance a new day; take an acceptance out of the"
    " file when what it accepts is no longer found.",
)

_HEAD = re.compile(r"accept\s+(\S+)\s+([0-9a-fA-F]+)")
_QUOTED = re.compile(r"[\"“]([^\"“”]*)[\"”]")
_LINES = ("because", "by", "look again on")
_HOW = (
    "an entry is “accept CHECK FINGERPRINT” with the lines because “…”, by “…”, look again on DATE"
)


@dataclass(frozen=True)
class Accepted:
    """One entry of the file."""

    check: str
    fingerprint: str
    acceptance: Acceptance
    span: Span

    @property
    def key(self) -> tuple[str, str]:
        return self.check, self.fingerprint


# --------------------------------------------------------------------------- reading the file


def read_acceptances(
    file: SourceFile, checks: Sequence[str]
) -> tuple[tuple[Accepted, ...], list[Problem]]:
    """The entries of a file and every mistake in it; `checks` are the names that there are."""
    shape = layout(file)
    reading = _Reading(file, checks, list(shape.problems))
    found = [entry for row in shape.rows if (entry := reading.entry(row))]
    for entry in _repeated(found):
        reading.refuse("accepted-twice", "this finding is accepted twice", entry.span)
    return tuple(found), reading.problems


def _repeated(found: Iterable[Accepted]) -> Iterable[Accepted]:
    seen: set[tuple[str, str]] = set()
    for entry in found:
        if entry.key in seen:
            yield entry
        seen.add(entry.key)


@dataclass
class _Reading:
    file: SourceFile
    checks: Sequence[str]
    problems: list[Problem]

    def refuse(self, name: str, message: str, span: Span, hint: str = "") -> None:
        self.problems.append(Problem(name, message, span, hint))

    def span(self, row: Row) -> Span:
        return Span(self.file, row.start, row.end)

    def entry(self, row: Row) -> Accepted | None:
        """One entry, or None with the problems that it has."""
        head = _HEAD.fullmatch(row.words)
        if head is None:
            self.refuse("accept-line", f"“{row.words}” accepts no finding", self.span(row), _HOW)
            return None
        check, fingerprint = head[1], head[2].lower()
        if check not in self.checks:
            near = get_close_matches(check, self.checks, 1, 0.6)
            hint = f"did you mean “{near[0]}”?" if near else ""
            self.refuse("accept-check", f"no check is named “{check}”", self.span(row), hint)
            return None
        acceptance = self.acceptance(row)
        if acceptance is None:
            return None
        return Accepted(check, fingerprint, acceptance, self.span(row))

    def acceptance(self, row: Row) -> Acceptance | None:
        """The three lines below the head; each must be there once."""
        said = {name: value for line in row.children for name, value in self.line(line, row)}
        for name in _LINES:
            if name not in said:
                words = (
                    f"the acceptance of “{row.words.removeprefix('accept ')}” has no “{name}” line"
                )
                self.refuse("accept-incomplete", words, self.span(row), _HOW)
        day = self.day(said.get(_LINES[2]))
        if day is None or any(name not in said for name in _LINES):
            return None
        return Acceptance(said["because"][0], said["by"][0], day)

    def line(self, row: Row, entry: Row) -> Iterable[tuple[str, tuple[str, Span]]]:
        words = " ".join([row.words, *(below.words for below in row.children)])
        name = next((name for name in _LINES if words.startswith(f"{name} ")), None)
        value = words.removeprefix(f"{name} ") if name else ""
        quoted = _QUOTED.fullmatch(value)
        if name is None or (name != _LINES[2] and not (quoted and quoted[1].strip())):
            self.refuse("accept-line", f"“{words}” cannot be read here", self.span(row), _HOW)
        elif any(
            other is not row and other.words.startswith(f"{name} ") for other in entry.children
        ):
            self.refuse(
                "accept-line", f"there is more than one “{name}” line", self.span(row), _HOW
            )
        # A line that cannot be read still counts as being there: one mistake, one message.
        for known in [name] if name else []:
            yield known, (quoted[1].strip() if quoted else value, self.span(row))

    def day(self, written: tuple[str, Span] | None) -> int | None:
        if written is None:
            return None
        words, span = written
        try:
            return date.fromisoformat(words).toordinal()
        except ValueError:
            self.refuse("accept-day", f"“{words}” is no day", span, "write it like 2027-01-15")
            return None


# --------------------------------------------------------------------------- marking a run


def accept(run: Run, accepted: Sequence[Accepted], today: int, everything: bool) -> Run:
    """The run with accepted findings marked, and a check of the acceptances at its end.

    everything: all readings were tried, so that what is not found is not there; where they were
    not, and where a check was not run or stayed undecided, no acceptance of it is called needless.
    """
    by_key = {entry.key: entry.acceptance for entry in accepted}
    checks = tuple(
        replace(
            check,
            findings=tuple(
                replace(finding, acceptance=by_key.get((finding.check, finding.fingerprint)))
                for finding in check.findings
            ),
        )
        for check in run.checks
    )
    settled = {
        check.check
        for check in run.checks
        if everything
        and check.complete
        and check.outcome not in (Outcome.NOT_RUN, Outcome.UNKNOWN, Outcome.FAILED)
    }
    found = {(finding.check, finding.fingerprint) for finding in run.findings}
    stale = [
        finding
        for entry in accepted
        for finding in _stale(entry, today, entry.key in found, entry.check in settled)
    ]
    outcome = Outcome.FAILS if stale else Outcome.HOLDS
    computed = Assurance(AssuranceKind.COMPUTED, "read off the text; no search was needed")
    last = CheckRun(STALE_ACCEPTANCE, outcome, tuple(stale), assurance=computed)
    return replace(run, checks=(*checks, last))


def _stale(entry: Accepted, today: int, found: bool, settled: bool) -> Iterable[Finding]:
    what = f"{entry.check} {entry.fingerprint}"
    if not found and settled:
        yield _finding(
            entry,
            "needless",
            f"The acceptance of {what} is needless: there is no such finding.",
            "Take it out of the file, or see whether the finding has come back as another.",
        )
    elif entry.acceptance.look_again <= today:
        day = date.fromordinal(entry.acceptance.look_again).isoformat()
        yield _finding(
            entry,
            "stale",
            f"The acceptance of {what} was to be looked at again on {day}.",
            f"It was given by {entry.acceptance.by}: {entry.acceptance.because}",
        )


def _finding(entry: Accepted, kind: str, headline: str, detail: str) -> Finding:
    reason = "\x1f".join((STALE_ACCEPTANCE, kind, *entry.key))
    return Finding(
        check=STALE_ACCEPTANCE,
        outcome=Outcome.FAILS,
        severity=Severity.WARNING,
        headline=headline,
        detail=(detail,),
        fingerprint=sha256(reason.encode()).hexdigest()[:16],
        place=entry.span,
    )
