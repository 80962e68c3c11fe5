"""Who and what a clause speaks of: a duty about somebody left open, things shared by clauses in
which they play different parts, and a policy that does not apply to a person."""

from __future__ import annotations

import pytest

from tests.examples.elaborated import elaborate_text
from verifier.checks.run import CheckOptions, examine
from verifier.diagnostics import Level
from verifier.model import Policy
from verifier.words import Speaker

POLICE = """policy custody "Custody"

party the Chief "the Chief of Police"
kind person is a party
kind peace officer is a person
kind report

fact a person makes a report
fact a person supervises a person (the junior)

act notify a person of a report
act relieve a person

"""


def errors(text: str, vocabulary: str = POLICE) -> list[str]:
    _, problems = elaborate_text(vocabulary + text)
    return [f"{p.name}: {p.message}" for p in problems if p.level is Level.ERROR]


@pytest.mark.parametrize(
    ("act", "conditions", "open_thing"),
    [
        ("relieve a peace officer", "  when a person makes a report\n", "a peace officer"),
        ("relieve a peace officer", "  when another person makes a report\n", "a peace officer"),
        (
            "relieve a peace officer",
            "  when no person makes a report\n",
            "a peace officer",
        ),
        (
            "relieve a peace officer",
            "  when another person makes a report\n"
            "  and the other person supervises a person (the junior)\n",
            "a peace officer",
        ),
        (
            "relieve a peace officer",
            "  when any of\n    another person makes a report\n    a person makes some report\n",
            "a peace officer",
        ),
    ],
)
def test_a_duty_about_somebody_left_open_is_refused(
    act: str, conditions: str, open_thing: str
) -> None:
    text = f'clause 1 "One"\n  the Chief must {act}\n{conditions}'
    message = f"which-one: “{open_thing}” leaves open which peace officer the duty is about"
    assert errors(text) == [message]
    every = text.replace(f" {open_thing}\n", " every peace officer\n")
    assert errors(every) == []


@pytest.mark.parametrize(
    "conditions",
    [
        "  when the peace officer makes a report\n",
        "  when another person makes a report\n  and the other person is not the peace officer\n",
        "  when another person supervises the peace officer\n",
    ],
)
def test_a_duty_about_somebody_said_stands(conditions: str) -> None:
    assert errors(f'clause 1 "One"\n  the Chief must relieve a peace officer\n{conditions}') == []


LEASE = """policy lease "Lease"

party the Landlord "the Landlord"
kind person is a party
kind minor is a person
kind flat

fact a person has signed
fact a person owns a flat
fact a person lives in a flat
fact a person is ill

act lend a flat to a person
act take a flat from a person
act sublet a flat
act visit a person
act house a person with a person (the host)
act enter a flat

clause bound "Bound"
  a person must not sublet a flat

clause lent "Lent"
  the Landlord may lend a flat to a person

clause taken "Taken"
  the Landlord must not take a flat from a person

clause housed "Housed"
  the Landlord may house a person with a person (the host)

clause visited "Visited"
  the Landlord may visit a person

clause owned "Owned"
  the Landlord must not enter a flat
  when a person owns the flat

clause lived "Lived in"
  the Landlord must not enter a flat
  when a person lives in the flat

"""


@pytest.mark.parametrize(
    ("clauses", "said"),
    [
        ("bound, visited", "in clause bound the person acts, in clause visited the act is about"),
        (
            "lent, taken",
            "in clause lent the act is about the person (“lend a flat to a person”), in",
        ),
        (
            "visited, owned",
            "in clause visited the act is about the person (“visit a person”), in cl",
        ),
        (
            "owned, lived",
            "in clause owned a condition speaks of the person (“a person owns a flat”)",
        ),
    ],
)
def test_a_shared_thing_plays_one_part(clauses: str, said: str) -> None:
    (problem,) = errors(
        f'clause x "X"\n  clauses {clauses} do not apply\n  when the person is ill\n', LEASE
    )
    assert problem.startswith("unclear-reference: “the person” plays different parts: ")
    assert said in problem


@pytest.mark.parametrize("clauses", ["lent, visited", "lent, housed", "owned, owned"])
def test_one_part_in_several_clauses_is_shared(clauses: str) -> None:
    text = f'clause x "X"\n  clauses {clauses} do not apply\n  when the person is ill\n'
    assert errors(text, LEASE) == []


# --------------------------------------------------------------------------- to a person who …

CASES = """
case ill "An ill person sublets"
  person Ana; flat F
  given Ana is ill
  and nothing else is so
  asking whether Ana may sublet F
  expect silent

case well "A person who is well sublets"
  person Ana; flat F
  given nothing else is so
  asking whether Ana may sublet F
  expect prohibited

case either "Of two, the host is ill"
  person Ana, Ben; flat F
  given Ben is ill
  and nothing else is so
  asking whether the Landlord may house Ana with Ben
  expect silent

case neither "Neither is ill"
  person Ana, Ben; flat F
  given nothing else is so
  asking whether the Landlord may house Ana with Ben
  expect permitted

case owner "The owner is ill"
  person Ana; flat F
  given Ana owns F
  and Ana is ill
  and nothing else is so
  asking whether the Landlord may enter F
  expect silent

case owners "One of two owners is ill"
  person Ana, Ben; flat F
  given Ana owns F
  and Ben owns F
  and Ana is ill
  and nothing else is so
  asking whether the Landlord may enter F
  expect prohibited

promise subletting "Nobody sublets who is well"
  a person must not sublet a flat
  when the person is not ill

possible silent "An ill person may be housed, or not: nothing is said"
  whether the Landlord may house a person with a person (the host)
  when the host is ill
  and the person is not ill
  expect silent

promise wrong "Nobody sublets"
  a person must not sublet a flat
"""


def made(text: str) -> Policy:
    policy, problems = elaborate_text(text)
    assert policy is not None, problems
    return policy


@pytest.mark.parametrize(
    "clause",
    [
        "  this policy does not apply to a person who is ill\n",
        "  this policy does not apply to a person\n  when the person is ill\n",
        "  this policy does not apply to a person (the patient) who is ill\n",
        "  clauses bound, housed, owned do not apply to a person that is ill\n",
    ],
)
def test_a_policy_does_not_apply_to_a_person(clause: str) -> None:
    policy = made(LEASE + f'clause x "X"\n{clause}' + CASES)
    options = CheckOptions(select=frozenset({"failed-case", "broken-promise", "impossible-case"}))
    found = [finding.headline for finding in examine(policy, options).findings]
    assert len(found) == 1, found
    assert "Nobody sublets" in found[0]
    assert "well" not in found[0]


def test_it_is_said_of_whom_the_policy_does_not_speak() -> None:
    policy = made(LEASE + 'clause x "X"\n  this policy does not apply to a person who is ill\n')
    lines = [line.words for line in Speaker(policy).clause_outline("x")]
    assert lines == [
        "This policy does not apply to a person when the person is ill.",
        "Of others, clauses bound to lived still apply.",
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            "this policy does not apply to the Landlord",
            "a disapplication is for each thing of a kind, not for “the Landlord”",
        ),
        (
            "this policy does not apply to every person who is ill",
            "a disapplication is for each thing of a kind, not for “every person”",
        ),
        ("clause lent does not apply to a minor who is odd", "no sentence is declared as"),
    ],
)
def test_what_a_disapplication_is_not_for(line: str, problem: str) -> None:
    (found,) = errors(f'clause x "X"\n  {line}\n', LEASE)
    assert problem in found


def test_a_clause_that_speaks_of_no_such_thing_is_an_error() -> None:
    extra = "kind dog\nfact a dog bites\n"
    (found,) = errors(f'{extra}clause x "X"\n  clause lent does not apply to a dog\n', LEASE)
    assert "clause lent does not speak of a dog, so it cannot apply to one" in found
    (found,) = errors(f'{extra}clause x "X"\n  this policy does not apply to a dog\n', LEASE)
    assert "no clause of this policy speaks of a dog, so it cannot apply to one" in found
