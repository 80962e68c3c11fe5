"""The command line: exit codes, formats, files, messages."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.examples.clash import CLASH
from verifier import __version__
from verifier.commands import cli
from verifier.commands.exit_codes import Exit
from verifier.commands.output_files import write_whole

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    folder = tmp_path / "lending"
    assert cli.run(["new", str(folder)]) == Exit.CLEAN
    return folder


@pytest.fixture
def clash(tmp_path: Path) -> Path:
    file = tmp_path / "clash.policy"
    file.write_text(CLASH, encoding="utf-8")
    return file


def test_version(capsys: Captured) -> None:
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out == f"antinomy {__version__}\n"


@pytest.mark.parametrize(
    "command",
    ["", "check", "report", "decide", "format", "gate", "compare", "new", "explain", "schema"],
)
def test_help_fits_a_terminal(command: str, capsys: Captured) -> None:
    assert cli.run([*command.split(), "--help"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


def test_an_unknown_option_is_code_2(capsys: Captured) -> None:
    assert cli.run(["check", "--colour"]) == Exit.NOT_A_POLICY
    assert "--colour" in capsys.readouterr().err


# --------------------------------------------------------------------------- new, check


def test_new_policy_checks_clean_in_one_line(starter: Path, capsys: Captured) -> None:
    capsys.readouterr()
    assert cli.run(["check", str(starter), "--fail-on", "warning"]) == Exit.CLEAN
    out, err = capsys.readouterr()
    assert out.startswith("lending: no errors or warnings")
    assert len(out.splitlines()) == 1
    assert err == ""


def test_new_takes_the_name_of_the_folder(tmp_path: Path) -> None:
    assert cli.run(["new", str(tmp_path / "My 2nd Policy")]) == 0
    file = tmp_path / "My 2nd Policy" / "my-2nd-policy.policy"
    assert file.read_text(encoding="utf-8").startswith("policy my-2nd-policy ")


def test_new_refuses_a_folder_with_something_in_it(starter: Path, capsys: Captured) -> None:
    before = sorted(starter.iterdir())
    assert cli.run(["new", str(starter)]) == Exit.NOT_A_POLICY
    assert "not an empty folder" in capsys.readouterr().err
    assert sorted(starter.iterdir()) == before


def test_findings_are_code_1(clash: Path, capsys: Captured) -> None:
    assert cli.run(["check", str(clash)]) == Exit.FINDINGS
    out = capsys.readouterr().out
    assert "dilemma · error" in out
    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out


def test_the_gate(clash: Path) -> None:
    without = ["--ignore", "dilemma"]
    assert cli.run(["check", str(clash), *without, "--select", "antinomy"]) == Exit.CLEAN
    assert cli.run(["check", str(clash), "--select", "dilemma"]) == Exit.FINDINGS


def test_json(clash: Path, capsys: Captured) -> None:
    assert cli.run(["check", str(clash), "--format", "json"]) == Exit.FINDINGS
    answer = json.loads(capsys.readouterr().out)
    assert answer["versions"]["antinomy"] == __version__
    assert answer["exit"] == 1
    (policy,) = answer["policies"]
    finding = next(entry for entry in policy["findings"] if entry["check"] == "dilemma")
    asked = {"check", "outcome", "severity", "clauses", "readings", "strength", "case", "assurance"}
    assert asked <= set(finding)
    assert finding["clauses"] == ["1", "2"]


def test_markdown(clash: Path, capsys: Captured) -> None:
    assert cli.run(["check", str(clash), "--format", "markdown"]) == Exit.FINDINGS
    assert capsys.readouterr().out.startswith("# Clash\n")


@pytest.mark.parametrize("output", ["text", "json", "markdown"])
def test_two_runs_print_the_same_bytes(clash: Path, output: str, capsys: Captured) -> None:
    cli.run(["check", str(clash), "--format", output])
    first = capsys.readouterr().out
    cli.run(["check", str(clash), "--format", output])
    assert capsys.readouterr().out == first


def test_a_folder_of_policies(starter: Path, clash: Path, capsys: Captured) -> None:
    capsys.readouterr()
    assert cli.run(["check", str(clash), str(starter)]) == Exit.FINDINGS
    out = capsys.readouterr().out
    assert "clash: " in out
    assert "lending: no errors or warnings" in out


def test_problems_of_one_policy_do_not_hide_the_others(
    starter: Path, tmp_path: Path, capsys: Captured
) -> None:
    capsys.readouterr()
    empty = tmp_path / "empty.policy"
    empty.write_text("", encoding="utf-8")
    assert cli.run(["check", str(empty), str(starter)]) == Exit.NOT_A_POLICY
    out, err = capsys.readouterr()
    assert "lending: no errors or warnings" in out
    assert "empty" in err


def test_problems_in_json(tmp_path: Path, capsys: Captured) -> None:
    assert cli.run(["check", str(tmp_path), "--format", "json"]) == Exit.NOT_A_POLICY
    answer = json.loads(capsys.readouterr().out)
    assert answer["exit"] == 2
    assert answer["policies"] == []
    assert answer["problems"][0]["message"]


# --------------------------------------------------------------------------- options


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--select", "dilema"], "did you mean “dilemma”?"),
        (["--ignore", "nothing-like-it"], "no check is named"),
        (["--readings", "sometimes"], "neither plain, nor all"),
        (["--readings", "plain", "--readings", "a=b"], "stand alone"),
        (["--readings", "weather=dry"], "asks no question"),
        (["--budget", "0"], "--budget"),
        (["--format", "xml"], "--format"),
    ],
)
def test_options_that_mean_nothing(
    arguments: list[str], words: str, clash: Path, capsys: Captured
) -> None:
    assert cli.run(["check", str(clash), *arguments]) == Exit.NOT_A_POLICY
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("readings", ["plain", "all"])
def test_readings(readings: str, starter: Path) -> None:
    assert cli.run(["check", str(starter), "--readings", readings]) == Exit.CLEAN


# --------------------------------------------------------------------------- report


def test_report_writes_two_files(starter: Path, tmp_path: Path, capsys: Captured) -> None:
    page = tmp_path / "out" / "page.html"
    assert cli.run(["report", str(starter), "-o", str(page)]) == Exit.CLEAN
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert page.with_suffix(".md").read_text(encoding="utf-8").startswith("# Lending Laptops")
    assert str(page) in capsys.readouterr().out


def test_report_is_byte_identical(starter: Path, tmp_path: Path) -> None:
    pages = [tmp_path / "a.html", tmp_path / "b.html"]
    for page in pages:
        cli.run(["report", str(starter), "-o", str(page)])
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_report_has_a_gate_where_asked(clash: Path, tmp_path: Path) -> None:
    page = str(tmp_path / "page.html")
    assert cli.run(["report", str(clash), "-o", page]) == Exit.CLEAN
    assert cli.run(["report", str(clash), "-o", page, "--fail-on", "error"]) == Exit.FINDINGS


def test_a_failed_report_leaves_the_old_one(clash: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("old", encoding="utf-8")
    clash.write_text("policy", encoding="utf-8")
    assert cli.run(["report", str(clash), "-o", str(page)]) == Exit.NOT_A_POLICY
    assert page.read_text(encoding="utf-8") == "old"


def test_half_a_file_is_never_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    page = tmp_path / "page.html"
    page.write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(page, "new")
    assert page.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [page]


def test_a_place_that_cannot_be_written(starter: Path, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    page = tmp_path / "file" / "page.html"
    assert cli.run(["report", str(starter), "-o", str(page)]) == Exit.NOT_A_POLICY
    assert "cannot write" in capsys.readouterr().err


# --------------------------------------------------------------------------- format


def test_format(clash: Path, capsys: Captured) -> None:
    untidy = CLASH.replace("  the Office must keep", "     the Office must keep")
    clash.write_text(untidy, encoding="utf-8", newline="\r\n")
    assert cli.run(["format", "--check", str(clash)]) == Exit.FINDINGS
    assert "would format" in capsys.readouterr().out
    assert cli.run(["format", str(clash)]) == Exit.CLEAN
    assert clash.read_bytes() == CLASH.encode()
    assert cli.run(["format", "--check", str(clash.parent)]) == Exit.CLEAN


def test_format_changes_nothing_that_it_cannot_read(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "wrong.policy"
    file.write_text("clause\n", encoding="utf-8")
    assert cli.run(["format", str(file), str(tmp_path / "missing.policy")]) == Exit.NOT_A_POLICY
    assert file.read_text(encoding="utf-8") == "clause\n"
    assert "missing.policy cannot be read" in capsys.readouterr().err


# --------------------------------------------------------------------------- decide


def test_decide_a_case_of_the_file(starter: Path, capsys: Captured) -> None:
    capsys.readouterr()
    assert cli.run(["decide", str(starter), "--case", "late"]) == Exit.CLEAN
    out = capsys.readouterr().out
    assert "Whether the Library may lend L to Ana: prohibited\n" in out
    assert "Clause 2" in out


LENDING = ("--with", "member Ana; laptop L", "--asking", "the Library may lend L to Ana")


@pytest.mark.parametrize(
    ("more", "verdict", "code"),
    [
        (["--nothing-else"], "permitted", Exit.CLEAN),
        (["--given", "Ana owes a late fee", "--nothing-else"], "prohibited", Exit.CLEAN),
        (["--given", "Ana owes a late fee"], "open on facts: prohibited or permitted", Exit.CLEAN),
    ],
)
def test_decide_a_case_of_sentences(
    more: list[str], verdict: str, code: Exit, starter: Path, capsys: Captured
) -> None:
    capsys.readouterr()
    assert cli.run(["decide", str(starter), *LENDING, *more]) == code
    assert f"L to Ana: {verdict}\n" in capsys.readouterr().out


@pytest.mark.parametrize("output", ["json", "markdown"])
def test_decide_in_other_formats(output: str, starter: Path, capsys: Captured) -> None:
    capsys.readouterr()
    assert cli.run(["decide", str(starter), "--case", "late", "--format", output]) == 0
    assert "prohibited" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "say which case"),
        (["--case", "lat"], "did you mean “late”?"),
        (["--case", "late", "--given", "Ana owes a late fee"], "nothing can be added"),
        ([*LENDING, "--given", "Ana owes a fine"], "no sentence is declared as “Ana owes a fine”"),
        (["--asking", "the Library may lend L to Ana"], "L"),
    ],
)
def test_decide_says_what_is_wrong(
    arguments: list[str], words: str, starter: Path, capsys: Captured
) -> None:
    assert cli.run(["decide", str(starter), *arguments]) == Exit.NOT_A_POLICY
    assert words in " ".join(capsys.readouterr().err.split())


# --------------------------------------------------------------------------- faults


def test_a_fault_of_the_tool(
    starter: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("somewhere")

    monkeypatch.setattr("verifier.checks.run.check", broken)
    capsys.readouterr()
    assert cli.run(["check", str(starter)]) == Exit.FAULT
    out, err = capsys.readouterr()
    assert out == ""
    assert "made a mistake of its own" in err
    assert "Traceback" not in err
    monkeypatch.setenv("ANTINOMY_DEBUG", "1")
    assert cli.run(["check", str(starter)]) == Exit.FAULT
    assert "Traceback" in capsys.readouterr().err


def test_completion_offers_commands(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("_ANTINOMY_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "antinomy re")
    monkeypatch.setenv("COMP_CWORD", "1")
    with pytest.raises(SystemExit):
        cli.run([])
    assert "report" in capsys.readouterr().out
