"""Several bearers of one clause, names of clauses with brackets, and priority over all others."""

from __future__ import annotations

import pytest

from tests.examples.elaborated import elaborate_text
from verifier.changes.amend.rebuild import _renumbered
from verifier.diagnostics import Problem
from verifier.language.line_kinds import LineKind
from verifier.model import Policy

VOCABULARY = """policy town "Town"

party the Town "the Town"
party the Chief "the Chief"
party the Board of Health and Safety "the Board"
kind clerk is a party
kind meadow

fact a meadow is wet

act close a meadow
act mow a meadow

"""


def policy_of(text: str) -> Policy:
    policy, problems = elaborate_text(VOCABULARY + text)
    assert policy is not None, problems
    return policy


def problems(text: str) -> list[Problem]:
    return list(elaborate_text(VOCABULARY + text)[1])


def bearers(policy: Policy) -> dict[str, str]:
    return {norm.id: norm.bearer.name for norm in policy.norms.values() if norm.bearer is not None}


@pytest.mark.parametrize(
    ("bearer", "verb", "named"),
    [
        ("the Town or the Chief", "may", {"1.1": "the Town", "1.2": "the Chief"}),
        ("either the Town or the Chief", "may", {"1.1": "the Town", "1.2": "the Chief"}),
        ("both the Town and the Chief", "must not", {"1.1": "the Town", "1.2": "the Chief"}),
        (
            "the Town, the Chief, or a clerk",
            "need not",
            {"1.1": "the Town", "1.2": "the Chief", "1.3": "clerk"},
        ),
        ("the Board of Health and Safety", "may", {"1": "the Board of Health and Safety"}),
        (
            "the Town or the Board of Health and Safety",
            "may",
            {"1.1": "the Town", "1.2": "the Board of Health and Safety"},
        ),
    ],
)
def test_each_bearer_has_a_norm(bearer: str, verb: str, named: dict[str, str]) -> None:
    policy = policy_of(f'clause 1 "One"\n  {bearer} {verb} close a meadow\n')
    assert bearers(policy) == named


def test_each_bearer_has_every_act_and_the_exceptions() -> None:
    policy = policy_of("""clause 1 "One"
  the Town and the Chief must do all of
    close every meadow
    mow every meadow
  except wet when a meadow is wet
""")
    named = {"1.1": "the Town", "1.2": "the Town", "1.3": "the Chief", "1.4": "the Chief"}
    assert bearers(policy) == named
    assert [a.attacker for a in policy.attacks] == [f"1.{n}.wet" for n in range(1, 5)]


def test_a_duty_of_one_or_the_other_is_refused() -> None:
    (found,) = problems('clause 1 "One"\n  the Town or the Chief must close every meadow\n')
    assert "leaves open which of them is bound" in found.message
    assert "“the Town and the Chief must …”" in found.hint


def test_a_bearer_that_is_nobody() -> None:
    (found,) = problems('clause 1 "One"\n  the Town or the Moon may close a meadow\n')
    assert "“the Town or the Moon” is no party" in found.message


def test_a_clause_with_brackets_is_named_everywhere() -> None:
    policy = policy_of("""clause 2(a) "One"
  the Town must not close a meadow
  except dry when it is not the case that the meadow is wet

clause 2(a)(i) "Two"
  the Town may close a meadow
  notwithstanding clause 2(a)
  when the meadow is wet

clause 3 "Three"
  exception dry of clause 2(a) does not apply
  when the meadow is wet
""")
    assert list(policy.clauses) == ["2(a)", "2(a)(i)", "3"]
    assert {(a.attacker, a.target) for a in policy.attacks} == {
        ("2(a).dry", "2(a)"),
        ("2(a)(i)", "2(a)"),
        ("3", "2(a).dry"),
    }


def test_a_renumbered_clause_is_not_part_of_another_name() -> None:
    line = "notwithstanding clauses 2, 2(a)"
    numbers = {"2": "5"}
    assert _renumbered(LineKind.RELATION, line, numbers) == "notwithstanding clauses 5, 2(a)"


def test_a_clause_prevails_over_every_other() -> None:
    policy = policy_of("""clause 1 "One"
  the Town may close a meadow

clause 2 "Two"
  the Town must not close a meadow
  notwithstanding any other clause
  when the meadow is wet

clause 3 "Three"
  the Town must close every meadow
  when the meadow is wet

law code "The Code" above this policy
  clause L1 "Law"
    the Town may close a meadow
""")
    found = {(a.attacker, a.target) for a in policy.attacks if a.ground == "priority"}
    assert found == {("2", "1"), ("2", "3")}


def test_two_that_prevail_over_every_other() -> None:
    text = "".join(
        f'clause {n} "C"\n  the Town {verb} close a meadow\n  notwithstanding any other clause\n\n'
        for n, verb in ((1, "may"), (2, "must not"))
    )
    (found,) = problems(text)
    assert "defeat each other in a circle" in found.message


def test_a_priority_over_nothing_is_idle() -> None:
    text = 'clause 1 "C"\n  the Town may close a meadow\n  notwithstanding any other clause\n'
    (found,) = problems(text)
    assert found.message.startswith("“notwithstanding any other clause” decides nothing")
