"""Policies that count and reckon in shares, from other fields: what every check says of them was
decided before they were run."""

from __future__ import annotations

import pytest

from tests.examples.elaborated import elaborate_text
from verifier.checks.run import CheckOptions, examine
from verifier.findings import Finding
from verifier.model import Policy

QUORUM = """policy council "Rules of a council"

party the Council "the Council"
party the Clerk "the Clerk"
kind member is a party
kind ordinance

fact a member is present
fact a member supports an ordinance

act adopt an ordinance
act adjourn an ordinance

assume support "Only members who are present vote"
  always a member is present
  when the member supports an ordinance

clause 1 "Quorum: nothing is adopted by fewer than three"
  the Council must not adopt an ordinance
  when fewer than 3 members are present

clause 2 "Adoption"
  the Council may adopt an ordinance
  when at least 3 members support the ordinance

clause 3 "Adjournment"
  the Council or the Clerk may adjourn an ordinance
  when at most 2 members are present

promise quorum "Whoever adopts has a quorum"
  never a conflict

case three "Three of four support it"
  member Ana, Bea, Carl, Dora; ordinance O
  given Ana is present
  and Bea is present
  and Carl is present
  and Ana supports O
  and Bea supports O
  and Carl supports O
  and nothing else is so
  asking whether the Council may adopt O
  expect permitted
  asking whether the Clerk may adjourn O
  expect silent

case two "Two are there"
  member Ana, Bea, Carl; ordinance O
  given Ana is present
  and Bea is present
  and nothing else is so
  asking whether the Council may adopt O
  expect prohibited
  asking whether the Clerk may adjourn O
  expect permitted
"""

LEASE = """policy lease "Deposit"

party the Landlord "the Landlord"
kind tenant is a party
kind flat
  rent is an amount of money from 100 dollars to 5,000 dollars
  deposit is an amount of money from 0 dollars to 20,000 dollars
  days late is a duration from 0 days to 60 days
  charge is an amount of money from 0 dollars to 5,000 dollars

act let a flat to a tenant
act bill a tenant for a flat

clause 4(a) "No more than one and a half rents"
  the Landlord must not let a flat to a tenant
  when the deposit of the flat is more than 150% of the rent of the flat

clause 4(b) "Charge for being late"
  the Landlord must not bill a tenant for a flat
  notwithstanding any other clause
  when the charge of the flat is more than 2.50 dollars times the days late of the flat

clause 5 "Charges"
  the Landlord may bill a tenant for a flat
  when the charge of the flat is at most 5% of the rent of the flat

case cent "One cent too much"
  tenant T; flat F
  given the charge of F is 25.01 dollars
  and the days late of F is 10 days
  and the rent of F is 1,000 dollars
  and the deposit of F is 0 dollars
  and nothing else is so
  asking whether the Landlord may bill T for F
  expect prohibited

case exact "Just as much"
  tenant T; flat F
  given the charge of F is 25 dollars
  and the days late of F is 10 days
  and the rent of F is 500 dollars
  and the deposit of F is 750 dollars
  and nothing else is so
  asking whether the Landlord may bill T for F
  expect permitted
  asking whether the Landlord may let F to T
  expect silent
"""

LEAVE = """policy leave "Leave of absence"

party the Firm "the Firm"
kind employee is a party

fact an employee is on leave

act grant leave to an employee

clause 1 "Not too many at once"
  the Firm must not grant leave to an employee
  when more than 2 other employees are on leave

clause 2 "Otherwise it is granted"
  the Firm must grant leave to an employee
  when at most 3 other employees are on leave
  and the employee is not on leave
"""


def findings(text: str) -> tuple[Policy, tuple[Finding, ...]]:
    policy, problems = elaborate_text(text)
    assert policy is not None, problems
    return policy, examine(policy, CheckOptions()).findings


def serious(text: str) -> set[tuple[str, str]]:
    _, found = findings(text)
    return {(one.check, one.severity.value) for one in found if one.severity.value != "note"}


def test_a_quorum_that_holds() -> None:
    """Three who support are present, so that no ordinance is permitted and forbidden at once."""
    policy, found = findings(QUORUM)
    assert not {one.check for one in found if one.severity.value != "note"}
    assert [norm.id for norm in policy.norms.values()] == ["1", "2", "3.1", "3.2"]


def test_a_quorum_that_does_not() -> None:
    """With two to support it, an ordinance is permitted where two are present."""
    weak = QUORUM.replace("at least 3 members support", "at least 2 members support")
    assert ("antinomy", "error") in serious(weak)
    assert ("broken-promise", "error") in serious(weak)


def test_a_quorum_one_too_high() -> None:
    """“Fewer than 4” forbids what three adopt; the case of three fails with it."""
    strict = QUORUM.replace("fewer than 3 members are", "fewer than 4 members are")
    assert {("antinomy", "error"), ("failed-case", "error")} <= serious(strict)


def test_shares_and_prices_of_a_lease() -> None:
    assert not serious(LEASE)


@pytest.mark.parametrize(
    ("old", "new"),
    [("25.01 dollars", "25 dollars"), ("2.50 dollars times", "2.51 dollars times")],
)
def test_a_cent_more_or_less_is_seen(old: str, new: str) -> None:
    assert ("failed-case", "error") in serious(LEASE.replace(old, new))


def test_three_others_on_leave_is_both() -> None:
    """With just three others on leave the Firm must and must not: a dilemma, and only there."""
    assert ("dilemma", "error") in serious(LEAVE)
    apart = LEAVE.replace("at most 3 other", "at most 2 other")
    assert not serious(apart)
