"""Policies that count by the calendar, through every check, with cases whose verdicts were decided
beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest

from verifier.changes.mutate.mutants import mutants
from verifier.checks.run import CheckOptions, examine
from verifier.elaborate import load
from verifier.findings.finding import Outcome, Severity
from verifier.model import CalendarDay, Compare, Formula, Policy, parts_of

EXAMPLES = sorted((Path(__file__).parents[1] / "examples" / "by_the_calendar").glob("*.policy"))


def loaded(path: Path) -> Policy:
    policy = load(path).policy
    assert policy is not None
    return policy


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_case_is_as_decided_and_nothing_is_wrong(path: Path) -> None:
    policy = loaded(path)
    assert policy.cases
    runs = examine(policy, CheckOptions()).checks
    assert {run.outcome for run in runs} <= {Outcome.HOLDS, Outcome.VACUOUS, Outcome.FAILS}
    found = [finding for run in runs for finding in run.findings]
    assert {finding.severity for finding in found} <= {Severity.NOTE}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_slips_in_counting_are_tried(path: Path) -> None:
    """One more, one less, days for it, and the other side."""
    policy = loaded(path)
    said = [mutant.words for mutant in mutants(policy)]
    counted = [f for n in policy.norms.values() for c in n.conditions for f in _counted(c.formula)]
    assert counted
    assert sum(" for " in words and " in “" in words for words in said) >= 3 * len(counted)


def _counted(formula: Formula) -> list[Compare]:
    if isinstance(formula, Compare):
        terms = (*formula.left.terms, *formula.right.terms)
        return [formula] if any(isinstance(m, CalendarDay) for _, m in terms) else []
    return [one for part in parts_of(formula) for one in _counted(part)]
