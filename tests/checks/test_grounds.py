"""On which clauses and exceptions it rests that the case of a finding shows what it says."""

from __future__ import annotations

import pytest

from tests.examples.elaborated import policy_of
from verifier.checks.run import CheckOptions, examine
from verifier.checks.support import grounds
from verifier.explanation.reading_sets import MOST_DEVIATIONS
from verifier.findings.finding import Finding
from verifier.report.page.findings import finding_view

FORBIDDEN = """
clause 1 "Victims"
  the Office must not prosecute a person for a crime
  when the person is a victim of the crime
"""
ALLOWED = """
clause 2 "Reporters"
  the Office may prosecute a person for a crime
  when the person makes a report
"""
REVIVED = """
clause 1 "Victims"
  the Office must not prosecute a person for a crime
  when the person is a victim of the crime
  except theft when the type of the crime is "theft, petty"
  except reporters when the person makes a report
    except purpose when the act serves to prosecute a person
    except robbery when the type of the crime is robbery
"""
LAWS = """
law code "Code" above this policy

  clause l1 "First"
    quote "Reporters are prosecuted."
    the Office must prosecute a person for every crime
    when the person makes a report

  clause l2 "Second"
    quote "The purpose counts."
    the Office must prosecute a person for every crime
    when the act serves to prosecute the person
"""
COVERED = """
covers victims "Whether a victim may be prosecuted"
  whether the Office may prosecute a person for a crime
  when the person is a victim of the crime
"""


def found(text: str, check: str) -> Finding:
    (finding,) = examine(policy_of(text), CheckOptions(select=frozenset({check}))).findings
    return finding


def test_two_clauses() -> None:
    assert found(FORBIDDEN + ALLOWED, "antinomy").reasons == (("clause 1", "clause 2"),)


def test_what_revives_a_clause_belongs_to_the_reasons() -> None:
    """Whoever makes a report is out of clause 1, but for what takes the exception away."""
    (reason,) = found(REVIVED + ALLOWED, "antinomy").reasons
    assert {"clause 1", "clause 2"} < set(reason)
    assert len(reason) == 3
    assert "to the exception “reporters” of clause 1" in " ".join(reason)


def test_each_of_several_laws() -> None:
    finding = found(FORBIDDEN + LAWS, "conflict-with-law")
    assert finding.reasons == (
        ("clause 1", "clause l1 of Code"),
        ("clause 1", "clause l2 of Code"),
    )
    view = finding_view(1, finding, set())
    assert view.reasons_title == "It rests on any one of these"
    assert view.reasons_common == "Each of these needs clause 1."


def test_what_is_told_anyway_is_not_told_again() -> None:
    view = finding_view(1, found(FORBIDDEN + ALLOWED, "antinomy"), set())
    assert view.reasons == ()


def test_a_gap_that_an_exception_opens() -> None:
    excepted = FORBIDDEN + "  except reporters when the person makes a report\n"
    finding = found(excepted + COVERED, "gap")
    assert finding.reasons == (("the exception “reporters” of clause 1",),)


def test_a_gap_that_nothing_opens() -> None:
    finding = found(ALLOWED + COVERED, "gap")
    assert finding.reasons == ()
    assert finding.witness is not None
    assert {change.effect for change in finding.witness.changes} == {
        "still silent, but beyond what the claim covers"
    }


def test_where_too_much_is_at_work_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grounds, "MOST_AT_WORK", 1)
    assert found(FORBIDDEN + ALLOWED, "antinomy").reasons == ()


@pytest.mark.parametrize("beyond", [0, 4])
def test_a_finding_says_whether_all_sets_of_readings_are_listed(beyond: int) -> None:
    numbers = range(MOST_DEVIATIONS + beyond)
    questions = "".join(
        f"""
question q{n} "Is it meant broadly?"
  reading narrow (plain) "No"
  reading broad "Yes"
"""
        for n in numbers
    )
    broad = "".join(f"    reading q{n} as broad\n" for n in numbers)
    forbidden = FORBIDDEN + "  and any of\n" + broad
    finding = found(questions + forbidden + ALLOWED, "antinomy")
    assert len(finding.readings) == MOST_DEVIATIONS
    assert finding.readings_complete is (not beyond)
    assert finding_view(1, finding, set()).needs.endswith("(there are more)") is bool(beyond)


def test_more_covering_sets_than_are_listed() -> None:
    """A rule that any of twelve clauses for reporters covers together with any of twelve others."""
    rule, report = FORBIDDEN.strip(), "the person makes a report"
    both = [f"{rule}\n  and {report}", f"{rule}\n  and it is not the case that {report}"]
    text = [rule, *both * 12]
    numbered = (one.replace("clause 1", f"clause {n}") for n, one in enumerate(text, 1))
    policy = policy_of("\n\n".join(numbered))
    run = examine(policy, CheckOptions(select=frozenset({"redundant-clause"})))
    first = next(f for f in run.findings if "clause 1 " in f.headline.lower())
    assert not first.reasons_complete
    title = finding_view(1, first, set()).reasons_title
    assert title == "It rests on any one of these (there may be more)"
    for one, other in first.reasons:
        numbers = {int(name.removeprefix("clause ")) % 2 for name in (one, other)}
        assert numbers == {0, 1}
