"""A mistake of the tool costs the findings of one check, one comparison or one answer: everything
else is shown, the command ends with 70, and a folder reproduces the mistake."""

from __future__ import annotations

import faulthandler
import json
import os
import re
import shlex
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.examples.clash import CLASH
from tests.report.sarif_shape import check_shape
from verifier.checks import order
from verifier.checks import run as pipeline
from verifier.checks.support.check_context import CheckContext
from verifier.commands import cli
from verifier.commands.exit_codes import Exit
from verifier.findings import Finding

pytestmark = pytest.mark.processes

Captured = pytest.CaptureFixture[str]

PROMISE = """policy p "P"

kind person is a party

fact a person is a minister
fact a person is a cook

act vote

clause 1 "Ministers"
  a person must not vote
  when the person is a minister

promise cooks "Cooks do not vote"
  a person must not vote
  when the person is a cook
"""
LEASE = """policy lease "A lease"

kind tenant is a party
kind flat

fact a tenant rents a flat
fact a tenant vouches for a tenant

act sublet a flat to a tenant

promise vouched "Whoever is vouched for may get the flat"
  a tenant may sublet a flat to another tenant
  when some tenant vouches for the other tenant
"""


def broken(error: Exception | None) -> Callable[[CheckContext], Iterable[Finding]]:
    """A check that raises, or that takes its process with it."""

    def run(_: CheckContext) -> tuple[()]:
        if error is None:
            faulthandler.disable()  # what it would print of this is no news
            os.abort()
        raise error

    return run


def planted(patch: pytest.MonkeyPatch, name: str, error: Exception | None) -> None:
    """The check of this name makes a mistake."""
    checks = tuple(
        replace(one, run=broken(error)) if one.name == name else one for one in order.CHECKS
    )
    patch.setattr(pipeline, "CHECKS", checks)


@pytest.fixture
def clash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    file = Path("clash.policy")
    file.write_text(CLASH, encoding="utf-8")
    return file


# --------------------------------------------------------------------------- ordinary policies


@pytest.mark.parametrize("text", [PROMISE, LEASE])
def test_a_broken_promise_about_whoever_acts(text: str, tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "p.policy"
    file.write_text(text, encoding="utf-8")
    assert cli.run(["check", str(file), "-v"]) == Exit.FINDINGS
    out, err = capsys.readouterr()
    assert "A promise is broken" in out
    assert "mistake" not in out + err


def test_what_would_rescue_it_speaks_of_who_acts(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "p.policy"
    file.write_text(PROMISE, encoding="utf-8")
    cli.run(["check", str(file), "-v", "--select", "missing-assumption"])
    said = " ".join(capsys.readouterr().out.split())
    assert "a person and is to vote, the person is a cook, and the person is not a minister" in said


def test_only_a_part_of_the_scope_is_assumed_away(tmp_path: Path, capsys: Captured) -> None:
    """Comparing a thing with itself is one kind of case, comparing two another."""
    file = tmp_path / "p.policy"
    file.write_text(
        'policy p "P"\n\nparty the Office "the Office"\n\nkind item\n\n'
        "act compare an item with an item\n\n"
        'clause 1 "Comparing"\n  the Office may compare an item with an item\n\n'
        'promise g "No comparing"\n  the Office must not compare an item with an item\n',
        encoding="utf-8",
    )
    cli.run(["check", str(file), "-v", "--select", "missing-assumption"])
    assert "would hold if" not in capsys.readouterr().out


# --------------------------------------------------------------------------- one check


@pytest.mark.parametrize("name", ["quote-mismatch", "dead-clause", "antinomy", "failed-case"])
def test_one_check_costs_its_own_findings(
    name: str, clash: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    planted(monkeypatch, name, KeyError("x"))
    assert cli.run(["check", str(clash)]) == Exit.FAULT
    out, err = capsys.readouterr()
    assert f"failed: {name}: the tool made a mistake of its own (KeyError: 'x')" in out
    assert "1 check failed" in out
    assert "dilemma · error" in out
    assert "your input is not to blame" in err
    assert "Traceback" not in err


def test_nothing_is_blamed_where_nothing_failed(clash: Path, capsys: Captured) -> None:
    assert cli.run(["check", str(clash)]) == Exit.FINDINGS
    assert "not to blame" not in "".join(capsys.readouterr())


def test_the_folder_reproduces_it(
    clash: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured, tmp_path: Path
) -> None:
    planted(monkeypatch, "antinomy", KeyError("x"))
    command = ["check", str(clash.absolute()), "--no-cache"]
    assert cli.run(command) == Exit.FAULT
    (folder,) = tmp_path.glob("antinomy-fault-*")
    assert str(folder) in capsys.readouterr().err
    told = (folder / "fault.txt").read_text(encoding="utf-8")
    assert "the check antinomy: KeyError: 'x'" in told
    assert "Traceback" in told
    assert "python_sat" in told
    (again,) = re.findall(r"^  antinomy (.*)$", told, re.MULTILINE)
    assert (folder / "files" / "clash.policy").read_text(encoding="utf-8") == CLASH
    monkeypatch.chdir(folder / "files")
    assert shlex.split(again) == ["check", "clash.policy", "--no-cache"]
    assert cli.run(shlex.split(again)) == Exit.FAULT
    assert len(list(tmp_path.glob("antinomy-fault-*"))) == 2


def test_every_format_says_that_it_failed(
    clash: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    planted(monkeypatch, "antinomy", KeyError("x"))
    said = {}
    for output in ("json", "sarif", "junit", "markdown", "github", "text"):
        assert cli.run(["check", str(clash), "--format", output]) == Exit.FAULT
        said[output] = capsys.readouterr().out
    (policy,) = json.loads(said["json"])["policies"]
    (failed,) = [one for one in policy["checks"] if one["outcome"] == "failed"]
    assert (failed["check"], failed["fault"]) == ("antinomy", "KeyError: 'x'")
    assert json.loads(said["json"])["exit"] == Exit.FAULT
    log = json.loads(said["sarif"])
    check_shape(log)
    assert any(not run["invocations"][0]["executionSuccessful"] for run in log["runs"])
    assert "antinomy failed: " in said["sarif"]
    assert '<error message="failed">' in said["junit"]
    assert "::error title=antinomy::failed" in said["github"]
    assert "antinomy, failed: the tool made a mistake" in said["markdown"].replace("\\", "")


def test_a_page_says_that_it_failed(clash: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, "antinomy", KeyError("x"))
    assert cli.run(["report", str(clash), "-o", "page.html"]) == Exit.FAULT
    for name in ("page.html", "page.md"):
        assert "1 check failed" in Path(name).read_text(encoding="utf-8")


def test_what_failed_is_not_remembered(
    clash: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    with monkeypatch.context() as patch:
        planted(patch, "antinomy", KeyError("x"))
        assert cli.run(["check", str(clash)]) == Exit.FAULT
    assert cli.run(["check", str(clash)]) == Exit.FINDINGS
    assert "failed" not in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize("name", ["impossible-background", "antinomy", "quote-mismatch"])
@pytest.mark.parametrize("error", [MemoryError(), None])
def test_where_memory_runs_out_a_check_is_undecided(
    name: str,
    error: Exception | None,
    clash: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
) -> None:
    """Python says so; a library of the solver ends the whole process."""
    planted(monkeypatch, name, error)
    assert cli.run(["check", str(clash)]) == Exit.FINDINGS
    out, err = capsys.readouterr()
    assert f"undecided: {name}: " in out
    assert "memory" in out
    assert "not to blame" not in err
    assert "dilemma · error" in out


# --------------------------------------------------------------------------- other commands


def test_one_task_of_a_comparison(
    clash: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def fails(*_: object) -> None:
        raise KeyError("x")

    new = CLASH.replace('clause 2 "Do not keep"\n  the Office must not keep a file\n', "")
    Path("new.policy").write_text(new, encoding="utf-8")
    monkeypatch.setattr("verifier.changes.compare.tasks.case_changes", fails)
    assert cli.run(["compare", str(clash), "new.policy"]) == Exit.FAULT
    out, err = capsys.readouterr()
    assert "the cases could not be compared: the tool made a mistake" in " ".join(out.split())
    assert "comparing the cases: KeyError: 'x'" in err
    assert "Nothing changes" not in out


def test_a_check_that_fails_on_one_version_tells_no_news(
    clash: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    planted(monkeypatch, "dilemma", KeyError("x"))
    new = CLASH.replace('clause 2 "Do not keep"\n  the Office must not keep a file\n', "")
    Path("new.policy").write_text(new, encoding="utf-8")
    assert cli.run(["compare", str(clash), "new.policy"]) == Exit.FAULT
    out = " ".join(capsys.readouterr().out.split())
    assert "those of dilemma could not be compared" in out


def test_one_edit_of_a_mutation(
    clash: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def fails(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("verifier.changes.mutate.hunt.Hunt.beside", fails)
    assert cli.run(["mutate", str(clash)]) == Exit.FAULT
    out, err = capsys.readouterr()
    assert "undecided" in out
    assert "trying the edit" in err


def test_one_question_of_a_case(
    clash: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    from verifier.decide import decide as deciding

    case = (
        'case a "A"\n  file F\n  given nothing else is so\n'
        "  asking whether the Office may keep F\n  asking whether the Office must keep F\n"
    )
    clash.write_text(f"{CLASH}\n{case}", encoding="utf-8")
    right, calls = deciding.decide, []

    def second_fails(*given: object) -> object:
        calls.append(given)
        if len(calls) == 1:
            raise KeyError("x")
        return right(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("verifier.decide.decide.decide", second_fails)
    assert cli.run(["decide", str(clash), "--case", "a"]) == Exit.FAULT
    out, err = capsys.readouterr()
    assert "failed" in out
    assert "dilemma" in out
    assert "not to blame" in err
