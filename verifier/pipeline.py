"""The order of the stages: a loaded policy and options go in, a run with all its findings comes
out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from verifier.answers import Budget
from verifier.checks import CHECKS, Check
from verifier.desk import Desk, Tally
from verifier.findings import (
    Assurance,
    AssuranceKind,
    CheckRun,
    Finding,
    Outcome,
    Run,
)
from verifier.load import LoadedPolicy
from verifier.model import Policy, Readings
from verifier.solve import Bench

Progress = Callable[[str, int, int], None]
"""Called before each check with its name, how many are done, how many there are."""


@dataclass(frozen=True)
class Options:
    """What to run: `select` nothing means every check; readings `all`, `plain`, or chosen by name;
    budget: Z3 resource units for one question."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    readings: Literal["plain", "all"] | Mapping[str, str] = "all"
    budget: int = Budget().resources


def check(
    loaded: LoadedPolicy, options: Options | None = None, progress: Progress | None = None
) -> Run:
    """Runs the checks on a policy that loaded without errors.

    Raises ValueError where the policy did not load; Disagreement (a fault of the tool) where the
    interpreter does not confirm a case that the solver found.
    """
    if loaded.policy is None:
        raise ValueError("only a policy without errors can be checked")
    return examine(loaded.policy, options or Options(), progress)


def examine(policy: Policy, options: Options, progress: Progress | None = None) -> Run:
    """Runs the checks on a checked policy."""
    bench = Bench(policy, Budget(resources=options.budget))
    desk = Desk(policy, bench, fixed_readings(policy, options.readings))
    runs: list[CheckRun] = []
    blocked = ""
    for number, one in enumerate(CHECKS):
        if progress is not None:
            progress(one.name, number, len(CHECKS))
        if not chosen(one.name, options):
            reason = "not selected"
        else:
            reason = "" if one.of_text else blocked
        runs.append(_not_run(one, reason) if reason else _run(one, desk))
        if one.name == "impossible-background" and runs[-1].findings:
            blocked = "the assumptions cannot all be true"
    cases = desk.case_results() if not blocked and chosen("failed-case", options) else ()
    if progress is not None:
        progress("", len(CHECKS), len(CHECKS))
    return Run(policy.name, tuple(runs), tuple(policy.assumptions), cases)


def chosen(name: str, options: Options) -> bool:
    """Whether a check is to run."""
    return name not in options.ignore and (not options.select or name in options.select)


def fixed_readings(
    policy: Policy, readings: Literal["plain", "all"] | Mapping[str, str]
) -> Readings:
    """The readings under which alone anything is asked."""
    if readings == "plain":
        return policy.plain_readings
    return {} if readings == "all" else dict(readings)


def _not_run(one: Check, reason: str) -> CheckRun:
    return CheckRun(one.name, Outcome.NOT_RUN, words=reason)


def _run(one: Check, desk: Desk) -> CheckRun:
    findings, tally = desk.examined(lambda: one.run(desk))
    return CheckRun(
        one.name,
        _outcome(findings, tally),
        findings,
        tally.asked,
        _words(tally),
        _assurance(tally),
    )


def _outcome(findings: tuple[Finding, ...], tally: Tally) -> Outcome:
    outcomes = {finding.outcome for finding in findings}
    if Outcome.FAILS in outcomes:
        return Outcome.FAILS
    if tally.unknown:
        return Outcome.UNKNOWN
    return Outcome.VACUOUS if Outcome.VACUOUS in outcomes else Outcome.HOLDS


def _words(tally: Tally) -> str:
    if tally.unknown:
        return f"{len(tally.unknown)} questions stayed open: {tally.unknown[0]}"
    return tally.bounded[0] if tally.bounded else ""


def _assurance(tally: Tally) -> Assurance:
    if tally.unknown:
        return Assurance(AssuranceKind.UNDECIDED, _words(tally))
    if tally.bounded:
        return Assurance(AssuranceKind.BOUNDED, tally.bounded[0])
    if not tally.asked:
        return Assurance(AssuranceKind.COMPUTED, "read off the text; no search was needed")
    return Assurance(AssuranceKind.PROVED, "for any number of things of each kind")
