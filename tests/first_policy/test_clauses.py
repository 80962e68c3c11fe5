"""What the checks of one clause say of the first policy."""

from __future__ import annotations

from pathlib import Path

import pytest

from verifier.checks.run import CheckOptions, examine
from verifier.elaborate import load
from verifier.findings.finding import AssuranceKind, Finding, Severity, Strength

FOLDER = Path(__file__).parents[2] / "spec" / "prioritizing-safety"
CHECKS = frozenset(
    {
        "nearly-swallowed",
        "idle-exception",
        "ineffective-exception",
        "ineffective-clause",
        "redundant-clause",
        "surplus-condition",
        "unviolable-duty",
    }
)


@pytest.fixture(scope="module")
def findings() -> tuple[Finding, ...]:
    return examine(load(FOLDER).policy, CheckOptions(select=CHECKS)).findings


def of(findings: tuple[Finding, ...], check: str) -> list[Finding]:
    return [finding for finding in findings if finding.check == check]


def test_the_truthfulness_condition_is_idle_for_the_people_of_p3(
    findings: tuple[Finding, ...],
) -> None:
    (found,) = of(findings, "redundant-clause")
    assert found.headline == (
        "For the people whom clause P3 protects, and where the act has a purpose that P3 names, "
        "clause P4 adds nothing under the plain readings: clause P3 forbids the same act in every "
        "such case."
    )
    assert found.reasons == (("clause P3",),)
    assert found.severity is Severity.NOTE
    assert found.strength is Strength.PLAIN
    assert found.assurance is not None
    assert found.assurance.kind is AssuranceKind.PROVED
    assert "“the statement keeps the truthfulness condition of the report”" in found.detail
    ends = "\n".join(found.detail)
    assert "“Only a listed crime with force or threat of force”" in ends
    assert "“Yes, P4 states the condition of both”" in ends


def test_the_note_works_on_some_clauses_only(findings: tuple[Finding, ...]) -> None:
    headlines = [finding.headline for finding in of(findings, "ineffective-clause")]
    assert (
        "Clause note takes something out of clauses P3 to P6p only; out of clauses P1 to P2c, P7, "
        "and P8, which it names as well, it takes nothing."
    ) in headlines
    assert "Clause P6p permits what nothing forbids." in headlines


def test_nothing_could_breach_the_training_duty(findings: tuple[Finding, ...]) -> None:
    duties = of(findings, "unviolable-duty")
    assert [found.citations[0].clause for found in duties] == ["P7", "P8"]


def test_no_exception_is_idle_and_no_condition_surplus(findings: tuple[Finding, ...]) -> None:
    quiet = {"nearly-swallowed", "idle-exception", "ineffective-exception", "surplus-condition"}
    assert [finding.headline for finding in findings if finding.check in quiet] == []
