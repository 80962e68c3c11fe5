"""A case that the tool suggests is one that its own language reads and its own answer meets."""

from __future__ import annotations

import pytest

from tests.examples.elaborated import VOCABULARY, elaborate_text
from verifier.checks.run import CheckOptions, examine
from verifier.findings.finding import Run
from verifier.model import Policy
from verifier.model.value_types import ListType, NumberType, Unit
from verifier.words.case_as_written import literal

CLAUSES = {
    "a list": """
clause 1 "Crimes"
  the Office must not prosecute a person for a crime
  when the person is a victim of the crime
  and the type of the crime is one of "theft, petty", assault
""",
    "money and weight": """
clause 1 "Losses"
  the Office must not prosecute a person for a crime
  when the loss of the crime is more than 1,000 dollars
  and an item (the proof) was gathered from the person
  and the weight of the proof is at least 12 grams
""",
    "a day": """
clause 1 "Items"
  the Office must not use an item against a person
  when the day of the act is more than 30 days after the day the item becomes known to the Office
  and the item was gathered from the person
""",
    "a sub-kind and a reading": """
question statements "Does it count?"
  about "count" in the text
  reading no (plain) "No"
  reading yes "Yes"

clause 1 "Statements"
  the Office must not use a statement against a person
  when reading statements as yes
  and the statement was derived from another item
""",
    "two kinds at once": """
kind officer is a person
kind patient is a person

clause 1 "Officers"
  an officer must not use an item against a person
  when the officer is a patient
""",
    "two persons": """
clause 1 "Items"
  the Office must not use an item against a person
  when another person makes a report
  and the item was gathered from the other person
""",
}


def policy_with(text: str) -> Policy:
    policy, problems = elaborate_text(VOCABULARY + text, "What does count?")
    assert policy is not None, problems
    return policy


def run(policy: Policy, check: str) -> Run:
    return examine(policy, CheckOptions(select=frozenset({check})))


@pytest.mark.parametrize("clauses", CLAUSES.values(), ids=CLAUSES)
def test_a_suggested_case_can_be_pasted(clauses: str) -> None:
    (finding,) = run(policy_with(clauses), "untested-clause").findings
    suggested = "\n".join(finding.detail[1:]) + "\n"
    policy = policy_with(f"{clauses}\n{suggested}")
    assert len(policy.cases) == 1
    assert run(policy, "impossible-case-facts").findings == ()
    assert run(policy, "failed-case").findings == ()
    assert run(policy, "untested-clause").findings == ()


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        (NumberType(Unit.MONEY, 0, 10**9), 123_456, "$1,234.56"),
        (NumberType(Unit.MONEY, 0, 10**9), 100_000, "$1,000"),
        (NumberType(Unit.DATE, 1, 10**6), 740_000, "2027-01-19"),
        (NumberType(Unit.DURATION, 0, 10**4), 1, "1 days"),
        (NumberType(Unit.PERCENTAGE, 0, 10**4), 525, "5.25%"),
        (NumberType(Unit.COUNT, 0, 10**4, "grams"), 1_200, "1,200 grams"),
        (ListType(("a, b", "c")), "a, b", '"a, b"'),
    ],
)
def test_values_as_the_language_writes_them(
    kind: ListType | NumberType, value: str | int, written: str
) -> None:
    assert literal(kind, value) == written
