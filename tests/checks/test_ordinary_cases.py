"""Cases that are shown and suggested are ordinary: different parts are played by different things,
the bearer's kind is said, amounts are neither nothing nor absurd; and what is suggested passes when
it is pasted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.examples.elaborated import elaborate_text
from verifier.checks import untested_line
from verifier.checks.run import CheckOptions, examine
from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.pasted_case import read
from verifier.diagnostics import Level, excerpt
from verifier.findings import Finding, Witness
from verifier.model import ActInQuestion, Case, Policy, Thing
from verifier.semantics import well_formed
from verifier.solver import QuestionSolver


def policy_of(text: str) -> Policy:
    policy, problems = elaborate_text(text)
    errors = [excerpt(problem) for problem in problems if problem.level is Level.ERROR]
    assert not errors, "\n".join(errors)
    assert policy is not None
    return policy


def findings(text: str, *checks: str) -> tuple[Finding, ...]:
    return examine(policy_of(text), CheckOptions(select=frozenset(checks))).findings


def witness_of(text: str, check: str = "dilemma") -> Witness:
    (found,) = findings(text, check)
    assert found.witness is not None
    return found.witness


CHARTER = """policy charter "Charter"

kind person is a party
kind advocate is a person
kind offense

fact a person committed an offense
fact a person is a client of an advocate
fact a person is a victim of an offense

act tell a person of an offense

clause a "Notice"
  a person must tell a person (the victim) of an offense
  when the victim is a victim of the offense

clause b "Secrecy"
  an advocate must not tell a person of an offense
  when a person (the client) is a client of the advocate
  and the client committed the offense
"""


def test_three_parts_are_played_by_three_persons() -> None:
    witness = witness_of(CHARTER)
    assert witness.act == "Bea tells Ana of the offense"
    assert witness.given == (
        "Bea is an advocate",
        "Carl committed the offense",
        "Carl is a client of Bea",
        "Ana is a victim of the offense",
    )


CHILD = """policy custody "Custody"

party the Court "the Court"

kind person is a party
kind child is a person
kind crime

fact a person murdered a person
fact a child is in need

act award custody of a child to a person

clause 1 "Need"
  the Court may award custody of a child to a person
  when the child is in need

clause 2 "Murder"
  the Court must not award custody of a child to a person
  when a person (the dead) is in need
  and the person murdered the dead
""".replace("a person (the dead) is in need", "a child (the dead) is in need")


def test_nobody_has_murdered_himself() -> None:
    witness = witness_of(CHILD, "antinomy")
    assert all(len(set(things)) == len(things) for _, things in witness.case.facts)
    assert len({witness.case.act.agent, *witness.case.act.things}) == 3


BOTH = """policy exams "Exams"

kind student is a party
kind examiner is a party

fact a student is enrolled
fact an examiner is sworn

act read the file

clause 1 "Students"
  a student must not read the file
  when the student is enrolled

clause 2 "Examiners"
  an examiner must read the file
  when the examiner is sworn
"""


def test_one_that_must_be_of_two_kinds_is_said_first() -> None:
    (found,) = findings(BOTH, "dilemma")
    assert found.headline.startswith("Where one is both a student and an examiner: ")
    assert found.witness is not None
    assert "Ana is a student and an examiner" in found.witness.given


DETENTION = """policy detention "Detention"

kind individual is a party
kind peace officer is a party

fact an individual is a victim

act detain an individual

clause 1 "Victims"
  a peace officer must not detain an individual
  when the individual is a victim

clause 2 "Others"
  a peace officer may detain an individual
"""


def test_kinds_that_are_not_related_are_told_apart_and_the_bearer_s_is_said() -> None:
    witness = witness_of(DETENTION, "antinomy")
    assert witness.given == (
        "Ana is an individual",
        "Bea is a peace officer",
        "Ana is a victim",
    )


DEBTS = """policy debts "Debts"

party the Town "the Town"

kind debt
  amount is an amount of money
  share is a percentage

act collect a debt

clause 1 "Large"
  the Town must collect a debt
  when the amount of the debt is {more}

clause 2 "Never"
  the Town must not collect a debt
"""


@pytest.mark.parametrize(
    ("more", "amount"),
    [
        ("more than $1,000", "$1,001"),
        ("at least $1,000.50", "$1,001"),
        ("less than $40", "$39"),
        ("at most $5,000", "$100"),
    ],
)
def test_amounts_are_ordinary(more: str, amount: str) -> None:
    assert f"the amount of the debt is {amount}" in witness_of(DEBTS.format(more=more)).given


KIN = """policy kin "Kin"

party the School "the School"

kind person is a party
kind child is a person

fact a person is a parent of {other} person

act hand over a child to a person

clause 1 "Parents"
  the School may hand over a child to a person
  when the person is a parent of the person
"""


def test_another_in_a_fact_makes_it_irreflexive() -> None:
    assert not findings(KIN.format(other="a"), "dead-clause")
    (found,) = findings(KIN.format(other="another"), "dead-clause")
    assert "clause 1" in found.headline


def test_nobody_is_given_as_his_own_parent() -> None:
    given = """
case self "Self"
  person Ana; child Bea
  given Ana is a parent of Ana
  asking whether the School may hand over Bea to Ana
  expect silent
"""
    _, problems = elaborate_text(KIN.format(other="another") + given)
    assert [problem.name for problem in problems if problem.level is Level.ERROR] == [
        "given-identity"
    ]


EVENTS = """policy stays "Stays"

party the Company "the Company"

kind stay
kind claim

fact a claim is for a stay
event the day a claim is handed in
event the day a stay ended

act reimburse a stay

define a claim is late for a stay
  when the claim is for the stay
  and the day the claim is handed in is at least 61 days after the day the stay ended

clause 4 "Late claims"
  the Company must not reimburse a stay
  when a claim is late for the stay

case whatever "No day is given"
  stay S; claim C
  given C is for S
  and the day S ended is 2026-01-01
  and nothing else is so
  asking whether the Company may reimburse S
  expect silent
"""

POLICIES = {
    "charter": CHARTER,
    "custody": CHILD,
    "exams": BOTH,
    "detention": DETENTION,
    "debts": DEBTS.format(more="more than $1,000"),
    "stays": EVENTS,
}


def suggested(found: Finding) -> list[str]:
    """The lines of the case that a finding suggests."""
    return [line for line in found.detail if line.startswith((" ", "case "))]


def cases(text: str) -> Iterator[list[str]]:
    policy = policy_of(text)
    for found in findings(text, "untested-clause"):
        yield suggested(found)
    for found in untested_line.run(CheckContext(policy, QuestionSolver(policy), {})):
        yield suggested(found)


@pytest.mark.parametrize("text", POLICIES.values(), ids=POLICIES)
def test_what_is_suggested_passes_when_it_is_pasted(text: str) -> None:
    written = [lines for lines in cases(text) if lines]
    assert written
    for lines in written:
        pasted = f"{text}\n" + "\n".join(lines) + "\n"
        assert read(policy_of(text), lines) is not None
        assert not findings(pasted, "failed-case", "impossible-case-facts"), lines


def test_a_case_of_one_thing_where_two_are_wanted_is_not_well_formed() -> None:
    policy = policy_of(KIN.format(other="another"))
    things = (Thing("Ana", "party", frozenset({"person"})), Thing("Bea", "party", CHILD_KINDS))
    act = ActInQuestion("hand over a child to a person", "the School", ("Bea", "Ana"))
    parent = "a person is a parent of another person"
    for parents, fits in ((("Ana", "Bea"), True), (("Ana", "Ana"), False)):
        case = Case(things, frozenset({(parent, parents)}), {}, {}, act)
        assert (well_formed.well_formed(policy, case) == ()) is fits


CHILD_KINDS = frozenset({"person", "child"})
