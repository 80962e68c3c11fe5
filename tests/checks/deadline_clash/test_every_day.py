"""Deadlines in tiny policies: the check finds the clashes that trying every day finds."""

from __future__ import annotations

import pytest

from tests.checks.deadline_clash.brute_force import clashes
from tests.checks.deadline_clash.dated_policies import dated
from tests.examples.elaborated import elaborate_text
from verifier.checks import deadline_clash
from verifier.checks.order import CHECKS
from verifier.checks.support.check_context import CheckContext
from verifier.solver.question_solver import QuestionSolver

POLICIES = 120
TOGETHER = 10
"""So many policies are examined by one test."""


@pytest.mark.parametrize("first", range(0, POLICIES, TOGETHER))
def test_the_check_finds_the_clashes_that_trying_every_day_finds(first: int) -> None:
    for seed in range(first, first + TOGETHER):
        made = dated(seed)
        policy, problems = elaborate_text(made.text)
        assert policy is not None, (made.text, problems)
        context = CheckContext(policy, QuestionSolver(policy), {})
        for check in CHECKS:
            if check.causal:
                list(check.run(context))
        told = list(deadline_clash.run(context))
        found = clashes(made, policy, context.causes)
        expected = {(duty, ban, (duty, ban, True) in found) for duty, ban, _ in found}
        said = {
            (*(citation.clause for citation in finding.citations), finding.severity == "error")
            for finding in told
        }
        if context.tally.unknown:  # said to be open: what is found is true all the same
            assert said <= expected, f"policy {seed}\n{made.text}"
        else:
            assert said == expected, f"policy {seed}\n{made.text}"


def test_some_of_these_policies_have_clashes_and_some_have_none() -> None:
    found = []
    for seed in range(20):
        made = dated(seed)
        policy, _ = elaborate_text(made.text)
        assert policy is not None
        found.append(bool(clashes(made, policy, set())))
    assert 3 < sum(found) < 17
