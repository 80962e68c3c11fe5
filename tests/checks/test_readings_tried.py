"""Where only some readings are tried, nothing is said of the others, and it is said which were."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.examples.elaborated import elaborate_text
from verifier.checks.run import CheckOptions, examine
from verifier.findings import Finding, Strength

LEAVE = """policy leave "Leave"

party the Employer "the Employer"

kind worker is a party

fact a worker is on trial
fact a worker is sick

act grant leave to a worker

question trial "Does a trial count?"
  reading no (plain) "It does not"
  reading yes "It does"

question care "Is care sickness?"
  reading no (plain) "It is not"
  reading yes "It is"

clause 1 "Leave"
  the Employer may grant leave to a worker

clause 2 "On trial"
  the Employer must not grant leave to a worker
  when reading trial as TRIAL
  and reading care as CARE

clause 3 "Sickness"
  the Employer need not grant leave to a worker
  when the worker is sick
  except trials when reading trial as yes
"""


def found(
    text: str, readings: Mapping[str, str] | str
) -> tuple[dict[str, Finding], tuple[Finding, ...]]:
    policy, problems = elaborate_text(text)
    assert policy is not None, problems
    options = CheckOptions(readings=readings)  # type: ignore[arg-type]
    findings = examine(policy, options).findings
    return {finding.check: finding for finding in findings}, findings


def leave(trial: str, care: str) -> str:
    return LEAVE.replace("TRIAL", trial).replace("CARE", care)


@pytest.mark.parametrize(
    ("readings", "strength"),
    [
        ("all", Strength.PLAIN),
        ("plain", Strength.PLAIN),
        ({"trial": "no"}, Strength.PLAIN),
    ],
)
def test_what_exists_under_the_plain_readings_is_not_said_of_every_reading(
    readings: Mapping[str, str] | str, strength: Strength
) -> None:
    by_check, _ = found(leave("no", "no"), readings)
    assert by_check["antinomy"].strength is strength


def test_what_exists_under_chosen_readings_is_said_of_these_alone() -> None:
    text = leave("yes", "no")
    assert found(text, {"trial": "yes"})[0]["antinomy"].strength is Strength.TRIED
    assert found(text, "all")[0]["antinomy"].strength is Strength.CONTESTABLE
    assert "antinomy" not in found(text, "plain")[0]


@pytest.mark.parametrize("readings", ["plain", {"trial": "yes"}, {"trial": "no", "care": "yes"}])
@pytest.mark.parametrize(("trial", "care"), [("no", "no"), ("yes", "no"), ("yes", "yes")])
def test_no_finding_speaks_of_readings_that_were_not_tried(
    readings: Mapping[str, str] | str, trial: str, care: str
) -> None:
    _, findings = found(leave(trial, care), readings)
    assert findings
    for finding in findings:
        said = " ".join((finding.headline, *finding.detail))
        assert "every reading" not in said
        assert "any reading" not in said
        assert "only verbal" not in said
        assert finding.strength is not Strength.ROBUST
        tried = [line for line in finding.detail if line.endswith("were tried.")]
        assert len(tried) == (0 if finding.check == "unused-term" else 1), finding


def test_all_readings_are_spoken_of_where_all_were_tried() -> None:
    _, findings = found(leave("no", "no"), "all")
    assert not any(line.endswith("were tried.") for f in findings for line in f.detail)
