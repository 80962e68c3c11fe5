"""What is an error: a text that contradicts itself or a law, and a claim that fails, where no
reading but the plain ones is needed for it; what laws settle among themselves is a note."""

from __future__ import annotations

import pytest

from tests.examples.elaborated import elaborate_text
from verifier.checks.run import CheckOptions, examine
from verifier.findings import Finding, Outcome, Severity

LEASE = """policy lease "Lease"

party the Landlord "the Landlord"

kind tenant is a party

kind room
  use is one of living, storage

fact a tenant keeps a dog

act enter a room

act sublet a room

"""
NO_ENTRY = 'clause 1 "No entry"\n  the Landlord must not enter a room\n'


def found(text: str) -> dict[str, Finding]:
    policy, problems = elaborate_text(LEASE + text)
    assert policy is not None, problems
    run = examine(policy, CheckOptions())
    return {finding.check: finding for finding in run.findings}


@pytest.mark.parametrize(
    ("check", "text"),
    [
        ("antinomy", f'{NO_ENTRY}\nclause 2 "Entry"\n  the Landlord may enter a room\n'),
        (
            "antinomy",
            'clause 1 "Duty"\n  a tenant must sublet every room\n\n'
            'clause 2 "None"\n  a tenant need not sublet a room\n',
        ),
        (
            "swallowed-clause",
            f"{NO_ENTRY}  except stores when the use of the room is storage\n"
            "  except homes when the use of the room is living\n",
        ),
        (
            "gap",
            f'{NO_ENTRY}\ncovers subletting "Subletting"\n  whether a tenant may sublet a room\n',
        ),
        (
            "impossible-case",
            f'{NO_ENTRY}\npossible entry "Some entry is allowed"\n'
            "  whether the Landlord may enter a room\n  expect permitted\n",
        ),
        (
            "conflict-with-law",
            f'{NO_ENTRY}\nlaw act "Act" above this policy\n  paraphrase\n\n'
            '  clause a "Repairs"\n    the Landlord may enter a room\n',
        ),
    ],
)
def test_a_text_that_contradicts_itself_and_a_claim_that_fails_are_errors(
    check: str, text: str
) -> None:
    assert found(text)[check].severity is Severity.ERROR


@pytest.mark.parametrize(
    ("reading", "severity"), [("yes", Severity.ERROR), ("no", Severity.WARNING)]
)
def test_a_reading_that_is_not_plain_makes_it_a_warning(reading: str, severity: Severity) -> None:
    question = (
        'question pets "Are dogs pets?"\n  reading yes (plain) "They are"\n'
        '  reading no "They are not"\n\n'
    )
    text = f'{NO_ENTRY}  when reading pets as {reading}\n\nclause 2 "Entry"\n'
    assert (
        found(f"{question}{text}  the Landlord may enter a room\n")["antinomy"].severity is severity
    )


def test_laws_that_clash_are_settled_by_their_rank() -> None:
    text = """clause 1 "Subletting"
  a tenant may sublet a room

law city rule "City rule" above this policy
  paraphrase

  clause c "Entry"
    the Landlord must not enter a room

law state act "State act" above law city rule
  paraphrase

  clause s "Stores"
    the Landlord must enter a room
    when the use of the room is storage
"""
    finding = found(text)["conflict-with-law"]
    assert (finding.severity, finding.outcome) == (Severity.NOTE, Outcome.HOLDS)
    assert "their rank decides" in finding.headline
    assert not finding.gates
