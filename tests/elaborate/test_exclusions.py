"""Acts of which only one can be done: what follows from duties, in the words of the interpreter."""

from __future__ import annotations

from itertools import product

import pytest

from tests.examples.elaborated import elaborate_text
from verifier.checks.run import CheckOptions, examine
from verifier.model import ActInQuestion, Case, LawRegime, Policy, Thing, Verdict
from verifier.semantics.evaluate import evaluate

LEAVE = """policy leave "Leave"

party the Employer "the Employer"

kind worker is a party
kind post

fact a worker is a parent
fact a worker is sick
fact a worker is on trial

act keep a post for a worker
act give a post to a worker

never both to keep a post for a worker and to give the post to another worker

clause 1 "Keeping"
  the Employer must keep every post for a worker
  when the worker is a parent
  except trials when the worker is on trial

clause 2 "Giving"
  the Employer must give every post to a worker
  when the worker is sick
"""
SIMPLE = LEAVE.replace(
    "and to give the post to another worker", "and to give the post to the worker"
)
NEED_NOT = """
clause 3 "Nobody on trial"
  the Employer need not give a post to a worker
  notwithstanding clause 2
  when the worker is on trial
"""
LAW = """
law act "Act" above this policy
  paraphrase

  clause a "Trials"
    the Employer must not give a post to a worker
    when the worker is on trial
"""
FACTS = ("a worker is a parent", "a worker is sick", "a worker is on trial")
KEEP, GIVE = "keep a post for a worker", "give a post to a worker"


def policy_of(text: str) -> Policy:
    policy, problems = elaborate_text(text)
    assert policy is not None, problems
    return policy


def verdict(policy: Policy, act: str, facts: frozenset[str], regime: LawRegime) -> Verdict:
    things = (Thing("P", "post", frozenset()), Thing("W", "worker", frozenset({"party"})))
    case = Case(
        things=things,
        facts=frozenset((fact, ("W",)) for fact in facts),
        values={},
        days={},
        act=ActInQuestion(act, "the Employer", ("P", "W")),
    )
    return evaluate(policy, case, {}, regime).verdict


def duties(facts: frozenset[str], text: str, regime: LawRegime) -> tuple[bool, bool]:
    """Whether the post must be kept, and given: by hand."""
    parent, sick, trial = (fact in facts for fact in FACTS)
    keep = parent and not trial
    give = sick and not (trial and NEED_NOT in text)
    if LAW in text and regime is LawRegime.END and trial:
        give = False
    return keep, give


@pytest.mark.parametrize("text", [SIMPLE, SIMPLE + NEED_NOT, SIMPLE + LAW])
def test_what_must_be_done_forbids_the_other_act(text: str) -> None:
    policy = policy_of(text)
    for chosen in product((False, True), repeat=3):
        facts = frozenset(fact for fact, so in zip(FACTS, chosen, strict=True) if so)
        for regime in (LawRegime.ALONE, LawRegime.END):
            keep, give = duties(facts, text, regime)
            kept = verdict(policy, KEEP, facts, regime)
            forbidden = give
            expected = (
                Verdict.DILEMMA
                if keep and forbidden
                else Verdict.OBLIGED
                if keep
                else Verdict.PROHIBITED
                if forbidden
                else Verdict.SILENT
            )
            assert kept is expected, (facts, regime)


def test_two_duties_of_which_only_one_can_be_kept_are_one_dilemma() -> None:
    run = examine(policy_of(SIMPLE), CheckOptions())
    (found,) = [finding for finding in run.findings if finding.check == "dilemma"]
    assert found.headline.startswith("clause 1 and clause 2 require acts of which only one")
    assert [citation.clause for citation in found.citations] == ["1", "2"]


def test_a_priority_settles_it() -> None:
    text = SIMPLE.replace(
        "  when the worker is sick", "  notwithstanding clause 1\n  when the worker is sick"
    )
    policy = policy_of(text)
    run = examine(policy, CheckOptions())
    assert not [finding for finding in run.findings if finding.check == "dilemma"]
    facts = frozenset(FACTS[:2])
    assert verdict(policy, KEEP, facts, LawRegime.ALONE) is Verdict.PROHIBITED
    assert verdict(policy, GIVE, facts, LawRegime.ALONE) is Verdict.OBLIGED


def test_what_follows_is_no_clause_that_anybody_wrote() -> None:
    run = examine(policy_of(SIMPLE), CheckOptions())
    about = [f for f in run.findings if f.check not in ("dilemma", "untested-clause")]
    assert not [finding for finding in about if "excluded" in finding.headline]
    assert not [finding for finding in about if finding.check == "redundant-clause"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            "never both to keep a post for a worker and to keep the post for the worker",
            "another act",
        ),
        ("never both to keep a post for a worker and to sell the post", "no act"),
    ],
)
def test_what_is_no_exclusion_is_refused(line: str, words: str) -> None:
    text = LEAVE.replace(
        "never both to keep a post for a worker and to give the post to another worker", line
    )
    policy, problems = elaborate_text(text)
    assert policy is None
    assert any(words in problem.message for problem in problems), problems
