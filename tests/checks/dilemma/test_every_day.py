"""Deadlines in tiny policies: the checks find what trying every day finds."""

from __future__ import annotations

import os

import pytest

from tests.checks.dilemma.dated_policies import dated
from tests.checks.dilemma.every_day import clashes
from tests.examples.elaborated import elaborate_text
from verifier.checks import dilemma
from verifier.checks.order import CHECKS
from verifier.checks.support.check_context import CheckContext
from verifier.solver.question_solver import QuestionSolver

POLICIES = 120 if "ANTINOMY_SOAK" in os.environ else 60
TOGETHER = 10
"""So many policies are examined by one test."""


pytestmark = pytest.mark.covered_once


@pytest.mark.parametrize("first", range(0, POLICIES, TOGETHER))
def test_the_check_finds_the_dilemmas_that_trying_every_day_finds(first: int) -> None:
    for seed in range(first, first + TOGETHER):
        made = dated(seed)
        policy, problems = elaborate_text(made.text)
        assert policy is not None, (made.text, problems)
        context = CheckContext(policy, QuestionSolver(policy), {}, brief=True)
        for check in CHECKS:
            if check.causal:
                list(check.run(context))
        told = list(dilemma.run(context))
        assert not context.tally.unknown
        found = clashes(made, policy, context.causes)
        said = {
            ((c[0], frozenset(c[1:])), finding.severity == "error")
            for finding in told
            for c in [[citation.clause for citation in finding.citations]]
        }
        assert said == set(found.items()), f"policy {seed}\n{made.text}"


def test_some_of_these_policies_have_dilemmas_and_some_have_none() -> None:
    found = []
    for seed in range(20):
        made = dated(seed)
        policy, _ = elaborate_text(made.text)
        assert policy is not None
        found.append(bool(clashes(made, policy, set())))
    assert 3 < sum(found) < 17
