"""JUnit, GitLab and GitHub: what they say of findings, and files that are written whole."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.examples.clash import CLASH
from tests.report import page_example
from tests.report.changed_findings import with_findings
from verifier.commands import cli
from verifier.commands.exit_codes import Exit
from verifier.diagnostics import Problem
from verifier.findings.finding import Acceptance, Run, Severity
from verifier.report.formats import github, gitlab, junit
from verifier.report.formats.result import Result

Captured = pytest.CaptureFixture[str]

ACCEPTANCE = Acceptance("it is known", "Jane Doe", date(2027, 1, 15).toordinal())
WRONG = Problem("odd", "100% odd", page_example.place("clause 1"), "look, there")


def result_of(run: Run, gate: Severity = Severity.WARNING) -> Result:
    return Result(page_example.policy(), run, gate)


@pytest.fixture
def clash(tmp_path: Path) -> Path:
    file = tmp_path / "clash.policy"
    file.write_text(CLASH, encoding="utf-8")
    return file


# --------------------------------------------------------------------------- JUnit


def cases_of(text: str) -> dict[str, ET.Element]:
    root = ET.fromstring(text)
    assert root.tag == "testsuites"
    suites = root.findall("testsuite")
    for name in ("tests", "failures", "errors", "skipped"):
        assert int(root.attrib[name]) == sum(int(suite.attrib[name]) for suite in suites)
    return {case.attrib["name"]: case for suite in suites for case in suite.findall("testcase")}


def test_a_check_is_a_test() -> None:
    cases = cases_of(junit.of_checks([result_of(page_example.run())], []))
    assert cases["antinomy"].find("failure") is not None
    assert cases["gap"].find("failure") is None
    assert "late book" in (cases["gap"].findtext("system-out") or "")
    assert cases["quote-mismatch"].find("failure") is None
    assert cases["edge-value"].find("skipped") is not None


def test_undecided_is_no_success() -> None:
    run = page_example.run()
    undecided = replace(run, checks=tuple(replace(c, findings=()) for c in run.checks))
    cases = cases_of(junit.of_checks([result_of(undecided)], []))
    assert cases["broken-promise"].find("error") is not None


def test_accepted_findings_pass_and_are_shown() -> None:
    run = with_findings(page_example.run(), acceptance=ACCEPTANCE)
    case = cases_of(junit.of_checks([result_of(run)], []))["antinomy"]
    assert case.find("failure") is None
    assert "Accepted by Jane Doe: it is known" in (case.findtext("system-out") or "")


def test_problems_of_the_input_are_errors() -> None:
    assert cases_of(junit.of_checks([], [WRONG]))["odd"].find("error") is not None


def test_characters_that_xml_cannot_hold() -> None:
    run = with_findings(page_example.run(), headline="a \x0b bell \ufffe <&>\"'")
    assert cases_of(junit.of_checks([result_of(run)], []))


# --------------------------------------------------------------------------- GitLab


def test_gitlab_issues() -> None:
    run = page_example.run()
    issues = gitlab.issues([result_of(run)], [WRONG], lambda name: f"spec/{name}")
    assert len(issues) == len(run.findings) + 1
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        location = issue["location"]
        assert isinstance(location, dict)
        assert location["path"] == "spec/lending.policy"
        assert location["lines"]["begin"] >= 1
    assert len({str(issue["fingerprint"]) for issue in issues}) == len(issues)


def test_gitlab_says_what_is_accepted() -> None:
    run = with_findings(page_example.run(), acceptance=ACCEPTANCE)
    issues = list(gitlab.issues([result_of(run)], [], str))
    assert issues
    for issue in issues:
        assert str(issue["description"]).startswith("accepted: ")
        assert issue["severity"] == "info"


# --------------------------------------------------------------------------- GitHub


def test_github_annotations() -> None:
    lines = list(github.lines([result_of(page_example.run())], [WRONG], str))
    assert lines[0].startswith("::error file=lending.policy,line=3,")
    assert lines[0].endswith("title=odd::100%25 odd look, there")
    assert any(line.startswith("::warning file=lending.policy,line=3,") for line in lines)
    assert any("stayed undecided" in line for line in lines)
    assert lines[-1].startswith("lending: ")
    assert not any("\n" in line for line in lines)


def test_github_only_notes_what_is_accepted_or_known() -> None:
    for change in ({"acceptance": ACCEPTANCE}, {"novel": False}):
        run = with_findings(page_example.run(), **change)
        lines = list(github.lines([result_of(run)], [], str))
        found = [line for line in lines if "undecided:" not in line and line.startswith("::")]
        assert found
        assert [line for line in found if line.startswith(("::error", "::warning f"))] == []


# --------------------------------------------------------------------------- files


@pytest.mark.parametrize(
    "output", ["text", "json", "markdown", "sarif", "junit", "gitlab", "github"]
)
def test_a_file_holds_what_the_terminal_would(
    output: str, clash: Path, tmp_path: Path, capsys: Captured
) -> None:
    arguments = ["check", str(clash), "--format", output]
    assert cli.run(arguments) == Exit.FINDINGS
    printed = capsys.readouterr().out
    file = tmp_path / "out" / "answer"
    assert cli.run([*arguments, "-o", str(file)]) == Exit.FINDINGS
    assert file.read_text(encoding="utf-8") == printed
    assert "dilemma · error" in capsys.readouterr().out


def test_a_file_that_cannot_be_written_is_code_2(clash: Path, capsys: Captured) -> None:
    arguments = ["check", str(clash), "--format", "sarif", "-o", str(clash / "answer.sarif")]
    assert cli.run(arguments) == Exit.NOT_A_POLICY
    assert "cannot write" in capsys.readouterr().err


def test_paths_start_from_the_folder_of_the_command(
    clash: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(clash.parent.parent)
    cli.run(["check", str(clash), "--select", "dilemma", "--format", "gitlab"])
    (issue,) = json.loads(capsys.readouterr().out)
    assert issue["location"]["path"] == f"{clash.parent.name}/clash.policy"
