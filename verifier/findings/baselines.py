"""What was found before: the JSON of an earlier run, or a run, goes in; a run comes out whose
findings say whether they are new."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from verifier.diagnostics import InputProblems, Problem
from verifier.findings.finding import Run

Baseline = Mapping[str, frozenset[str]]
"""For each policy the fingerprints of what was found."""


@dataclass(frozen=True)
class FoundBefore:
    """What an earlier run found in one policy; `main`: its file."""

    policy: str
    main: str
    fingerprints: frozenset[str]


def of_run(run: Run) -> Baseline:
    """What a run found."""
    return {run.policy: frozenset(finding.fingerprint for finding in run.findings)}


def read(name: str, text: str) -> tuple[FoundBefore, ...]:
    """What the JSON of an earlier `antinomy check --format json` says was found. Raises
    `InputProblems` for anything else."""
    try:
        document = json.loads(text)
        return tuple(
            FoundBefore(
                policy["policy"],
                policy["files"][0]["name"],
                frozenset(finding["fingerprint"] for finding in policy["findings"]),
            )
            for policy in document["policies"]
        )
    except (ValueError, LookupError, TypeError, RecursionError):
        message = f"{name} holds no earlier run to compare with"
        hint = "write one with: antinomy check --format json -o FILE"
        raise InputProblems((Problem("no-baseline", message, hint=hint),)) from None


def of_policy(
    found: Iterable[FoundBefore],
    policy: str,
    is_main: Callable[[str], bool],
    is_there: Callable[[str], bool],
) -> Baseline:
    """What was found before in one policy, by its name and its file: several can have one name.
    Where its file is not named, it may have been moved: then the one policy of its name counts
    whose file is no longer there, and where there are several, none."""
    same = [one for one in found if one.policy == policy]
    here = [one for one in same if is_main(one.main)]
    moved = [one for one in same if not is_there(one.main)]
    known = here or (moved if len(same) == 1 else [])
    return {one.policy: one.fingerprints for one in known[:1]}


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
