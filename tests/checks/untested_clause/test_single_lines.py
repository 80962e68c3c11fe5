"""What no case shows of the single lines of a condition and of thresholds, and the cases that are
suggested for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples.elaborated import elaborate_text
from verifier.checks import untested_line
from verifier.checks.run import CheckOptions, examine
from verifier.checks.support.check_context import CheckContext
from verifier.commands import cli
from verifier.commands.exit_codes import Exit
from verifier.findings.finding import Finding
from verifier.model import Policy
from verifier.solver.question_solver import QuestionSolver

HEAD = """policy fines "Fines"

party the Office "the Tax Office"

kind debtor
  debt is an amount of money from 0 dollars to 1,000,000 dollars

fact a debtor is ill
fact a debtor is old

act fine a debtor

clause 1 "Large debts"
  the Office may fine a debtor
  when the debt of the debtor is at least 500 dollars
  and the debtor is not ill
  except old when the debtor is old
"""
LARGE = """
case large "A large debt"
  debtor D
  given the debt of D is 600 dollars
  and nothing else is so
  asking whether the Office may fine D
  expect permitted
"""
SMALL = """
case small "A small debt"
  debtor D
  given the debt of D is 400 dollars
  and nothing else is so
  asking whether the Office may fine D
  expect silent
"""
OLD = """
case old "An old debtor"
  debtor D
  given the debt of D is 600 dollars
  and D is old
  and nothing else is so
  asking whether the Office may fine D
  expect silent
"""


def policy_of(text: str) -> Policy:
    policy, problems = elaborate_text(text)
    assert policy is not None, problems
    return policy


def found(policy: Policy) -> tuple[Finding, ...]:
    context = CheckContext(policy, QuestionSolver(policy), {})
    return tuple(untested_line.run(context))


@pytest.mark.parametrize(
    ("cases", "left"),
    [
        (LARGE, ["“the debt of the debtor is at least 500 dollars” does", "ill", "exactly $500"]),
        (LARGE + SMALL + OLD, ["“the debtor is not ill” does", "exactly $500"]),
        (LARGE + SMALL + LARGE.replace("600", "500").replace("case large", "case edge"), ["ill"]),
        ("", []),
    ],
    ids=["one case", "three cases", "at the value", "no case"],
)
def test_what_no_case_shows(cases: str, left: list[str]) -> None:
    headlines = [finding.headline for finding in found(policy_of(HEAD + cases))]
    assert len(headlines) == len(left)
    assert all(words in headline for words, headline in zip(left, headlines, strict=True))


def test_with_the_suggested_cases_nothing_is_left() -> None:
    policy = policy_of(HEAD + LARGE)
    cases = ["\n".join(finding.detail[1:]) for finding in found(policy)]
    whole = policy_of("\n\n".join([HEAD + LARGE, *cases]) + "\n")
    assert found(whole) == ()
    wrong = frozenset({"failed-case", "impossible-case-facts"})
    assert examine(whole, CheckOptions(select=wrong)).findings == ()


def test_a_case_can_be_pasted_as_it_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the width of the paper: a broken row would be another line of the language."""
    file = tmp_path / "fines.policy"
    ill = "ill according to a certificate that a physician of the town has signed"
    text = HEAD.replace("is ill", f"is {ill}").replace("not ill", f"not {ill}") + LARGE
    file.write_text(text, encoding="utf-8")
    assert cli.run(["test", str(file)]) == Exit.CLEAN
    rows = capsys.readouterr().out.split("\n")
    first = next(
        place for place, row in enumerate(rows) if row.startswith("  case suggested 1 line 2")
    )
    last = next(place for place, row in enumerate(rows) if place > first and row[:3] != "   ")
    assert any(len(row) > 80 for row in rows[first:last])
    pasted = "\n".join(row[2:] for row in rows[first:last])
    assert len(policy_of(f"{text}\n{pasted}\n").cases) == 2


def test_a_line_that_changes_nothing_is_left_to_other_checks() -> None:
    """Clause 2 permits whatever a line of clause 1 keeps out."""
    said = 'clause 2 "All"\n  the Office may fine a debtor\n'
    headlines = [f.headline for f in found(policy_of(f"{HEAD}\n{said}{LARGE}"))]
    assert headlines == ["No case shows clause 1 where the debt of a debtor is exactly $500."]


def test_a_search_that_is_cut_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(untested_line, "MOST_SUGGESTED", 2)
    first, second = found(policy_of(HEAD + LARGE))
    assert first.kinds_complete
    assert not second.kinds_complete
