"""SARIF: its shape, what it says of findings, and fingerprints that stay."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.examples.clash import CLASH
from tests.report import page_example
from tests.report.changed_findings import with_findings
from tests.report.sarif_shape import check_shape
from verifier.checks.catalogue import BY_NAME
from verifier.checks.order import CHECKS
from verifier.commands import cli
from verifier.commands.exit_codes import Exit
from verifier.diagnostics import Level, Problem
from verifier.findings.finding import Acceptance, Run, Severity
from verifier.report.formats import sarif
from verifier.report.formats.result import Result

Captured = pytest.CaptureFixture[str]

ACCEPTANCE = Acceptance("it is known", "Jane Doe", date(2027, 1, 15).toordinal())


def log_of(run: Run, *problems: Problem, code: int = 1) -> Any:
    result = Result(page_example.policy(), run, Severity.ERROR)
    return json.loads(json.dumps(sarif.log([result], problems, code, lambda name: name)))


@pytest.fixture
def run() -> Run:
    """The example with a fingerprint for every finding."""
    found = page_example.run()
    checks = tuple(
        replace(
            check,
            findings=tuple(
                replace(f, fingerprint=f.fingerprint or f"{check.check}-x") for f in check.findings
            ),
        )
        for check in found.checks
    )
    return replace(found, checks=checks)


def test_the_shape(run: Run) -> None:
    warning = Problem("odd", "something is odd", page_example.place("clause 1"), "", Level.WARNING)
    check_shape(log_of(run, warning))
    check_shape(log_of(with_findings(run, acceptance=ACCEPTANCE, novel=True)))


def test_a_misspelt_property_is_noticed(run: Run) -> None:
    log = log_of(run)
    log["runs"][0]["results"][0]["rule"] = log["runs"][0]["results"][0].pop("ruleId")
    with pytest.raises(AssertionError, match="results"):
        check_shape(log)


def test_places_in_the_policy_and_in_its_text(run: Run) -> None:
    result = next(r for r in log_of(run)["runs"][0]["results"] if r["ruleId"] == "antinomy")
    (primary,) = result["locations"]
    assert primary["physicalLocation"]["artifactLocation"]["uri"] == "lending.policy"
    assert primary["physicalLocation"]["region"]["startLine"] == 3
    related = [
        (
            entry["id"],
            entry["physicalLocation"]["artifactLocation"]["uri"],
            entry["message"]["text"],
        )
        for entry in result["relatedLocations"]
    ]
    assert related == [
        (1, "lending.policy", "clause 1, “Borrowing”"),
        (2, "text.txt", "the words of clause 1"),
        (3, "lending.policy", "clause 3, “Rare books”"),
        (4, "text.txt", "the words of clause 3"),
    ]
    assert result["message"]["text"].endswith(
        "See [place 1](1), [place 2](2), [place 3](3), [place 4](4)."
    )


def test_many_policies_are_one_run(run: Run) -> None:
    """Code scanning refuses more than twenty runs, and takes two of one name for one."""
    results = [Result(page_example.policy(), run, Severity.ERROR)] * 25
    log = json.loads(json.dumps(sarif.log(results, (), 1, lambda name: name)))
    check_shape(log)
    (only,) = log["runs"]
    assert len(only["results"]) == 25 * len(run.findings)
    prints = [one["partialFingerprints"][sarif.FINGERPRINT] for one in only["results"]]
    assert len(set(prints)) == len(prints)
    for one in only["results"]:
        assert only["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"]
    places = [one["location"]["uri"] for one in only["artifacts"]]
    assert len(set(places)) == len(places)


@pytest.mark.usefixtures("run")
def test_a_place_outside_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "clash.policy").write_text(CLASH, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "work")
    cli.run(["check", "../clash.policy", "--format", "sarif"])
    said = capsys.readouterr().out
    assert "/../" not in said
    assert f"file://{tmp_path.as_posix()}/clash.policy" in said


def test_brackets_in_a_text_open_no_link(run: Run) -> None:
    result = log_of(with_findings(run, headline="See [here](1)"))["runs"][0]["results"][0]
    assert result["message"]["text"].startswith(r"See \[here\](1)")


def test_help_for_every_check() -> None:
    assert {check.name for check in CHECKS} <= set(BY_NAME)
    for name in (*BY_NAME, "stale-acceptance"):
        rule = sarif.rule(name)
        assert rule["id"] == name
        assert rule["help"]


def test_accepted_and_known_findings_are_marked_and_kept(run: Run) -> None:
    marked = with_findings(run, acceptance=ACCEPTANCE, novel=False)
    results = log_of(marked)["runs"][0]["results"]
    assert len(results) == len(run.findings)
    for result in results:
        assert result["suppressions"][0]["justification"] == "it is known (Jane Doe)"
        assert result["baselineState"] == "unchanged"
        assert result["properties"]["gates"] is False


def test_what_is_undecided_is_said(run: Run) -> None:
    (invocation,) = log_of(run)["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is True
    assert invocation["exitCode"] == 1
    (note,) = invocation["toolExecutionNotifications"]
    assert note["associatedRule"]["id"] == "broken-promise"


def test_a_policy_that_cannot_be_read(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "wrong.policy"
    file.write_text("policy\n", encoding="utf-8")
    assert cli.run(["check", str(file), "--format", "sarif"]) == Exit.NOT_A_POLICY
    log = json.loads(capsys.readouterr().out)
    check_shape(log)
    (invocation,) = log["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"]


def test_fingerprints_stay_when_lines_move(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    prints: list[object] = []
    lines: list[object] = []
    for text in (CLASH, f"# Why.\n\n{CLASH}"):
        Path("clash policy.policy").write_text(text, encoding="utf-8")
        arguments = ["check", "clash policy.policy", "--select", "dilemma", "--format", "sarif"]
        assert cli.run(arguments) == Exit.FINDINGS
        log = json.loads(capsys.readouterr().out)
        check_shape(log)
        (result,) = log["runs"][0]["results"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "clash%20policy.policy"
        prints.append(result["partialFingerprints"])
        lines.append(place["region"]["startLine"])
    assert prints[0] == prints[1]
    assert lines[0] != lines[1]
