"""What the checks find in two versions, in short: which findings there are in each and how they
stand, with no case shown. What no edit reaches is found once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from verifier.changes.compare.carried_answers import CarriedAnswers
from verifier.changes.compare.difference.outcome import FindingChange, FindingsChange
from verifier.checks.order import CHECKS, Check
from verifier.checks.run import Examination, groups
from verifier.checks.support.check_context import CheckContext
from verifier.findings import CheckRun, Finding, Outcome, Run
from verifier.model import Policy
from verifier.solver import Budget, QuestionSolver

Ran = tuple[CheckRun, CheckRun]
"""What one check found in the old version and in the new one."""


def to_run(old: Policy, new: Policy) -> list[tuple[Check, ...]]:
    """All checks, those together that share what they compute; what takes longest first."""
    return groups(max(old, new, key=lambda policy: len(policy.norms)), lambda _: True)


class Examined:
    """Both versions, each in a context of its own; the new one does not ask again what means the
    same in the old one."""

    def __init__(self, old: Policy, new: Policy, budget: Budget) -> None:
        before, after = QuestionSolver(old, budget), QuestionSolver(new, budget)
        carried = CarriedAnswers(before, after)
        after.carry(before, carried.same)
        desks = CheckContext(old, before, {}, brief=True), CheckContext(new, after, {}, brief=True)
        desks[1].carry(desks[0], carried.same_case)
        self._old, self._new = map(Examination, desks)

    def ran(self, checks: Iterable[Check]) -> Iterator[Ran]:
        """Runs some checks on both."""
        for one in checks:
            old = self._old.run(one)
            if old.fault is not None:  # what the new one would take over may be half done
                self._new.context.begin_anew()
            yield old, self._new.run(one)


def runs(old: Policy, new: Policy, found: Iterable[Ran], budget: Budget) -> tuple[Run, Run]:
    """What all checks found in each version, in the order of the catalogue."""
    order = [one.name for one in CHECKS]
    ran = sorted(found, key=lambda pair: order.index(pair[0].check))
    return _run(old, [one for one, _ in ran], budget), _run(new, [one for _, one in ran], budget)


def _run(policy: Policy, ran: Sequence[CheckRun], budget: Budget) -> Run:
    return Run(policy.name, tuple(ran), tuple(policy.assumptions), (), budget.resources)


def findings_changes(before: Run, after: Run) -> FindingsChange:
    """Which findings are new and which are gone, by fingerprint. Those of a check that came to no
    answer in one of the versions are left out, and said to be."""
    open_ = unsettled(before, after)
    was = {f.fingerprint: f for f in before.findings if f.check not in open_}
    now = {f.fingerprint: f for f in after.findings if f.check not in open_}
    new = [_change("new", f) for key, f in now.items() if key not in was]
    gone = [_change("gone", f) for key, f in was.items() if key not in now]
    return FindingsChange((*new, *gone), len(was.keys() & now.keys()), open_)


def unsettled(*runs: Run) -> tuple[str, ...]:
    """The checks that came to no answer in one of the runs."""
    ended = (Outcome.FAILED, Outcome.UNKNOWN)
    return tuple(
        dict.fromkeys(
            one.check
            for run in runs
            for one in run.checks
            if one.outcome in ended or not one.complete
        )
    )


def _change(how: Literal["new", "gone"], finding: Finding) -> FindingChange:
    return FindingChange(
        how, finding.check, str(finding.severity), finding.headline, finding.fingerprint
    )
