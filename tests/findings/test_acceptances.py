"""Accepting findings, and failing only on what is new."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.examples.clash import CLASH
from verifier.commands import cli
from verifier.commands.exit_codes import Exit
from verifier.findings.acceptances import read_acceptances
from verifier.language.layout import source_of

Captured = pytest.CaptureFixture[str]

JULY_2026 = "1783000000"  # 2026-07-02


@dataclass(frozen=True)
class CheckContext:
    """A policy with one dilemma, and the command line."""

    folder: Path
    capsys: Captured

    @property
    def policy(self) -> Path:
        return self.folder / "clash.policy"

    def check(self, *arguments: str, select: str = "dilemma") -> tuple[int, str, str]:
        self.capsys.readouterr()
        code = cli.run(["check", str(self.policy), "--select", select, *arguments])
        return code, *self.capsys.readouterr()

    def found(self, *arguments: str, select: str = "dilemma") -> list[Any]:
        _, out, _ = self.check("--format", "json", *arguments, select=select)
        (policy,) = json.loads(out)["policies"]
        return list(policy["findings"])

    def accept(self, fingerprint: str, check: str = "dilemma", day: str = "2027-01-15") -> None:
        entry = f"accept {check} {fingerprint}\n"
        lines = f'  because "We know."\n  by "Jane Doe"\n  look again on {day}\n'
        file = self.folder / "clash.accepted"
        before = file.read_text(encoding="utf-8") if file.exists() else "# Why so.\n"
        file.write_text(f"{before}\n{entry}{lines}", encoding="utf-8")


@pytest.fixture
def context(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> CheckContext:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", JULY_2026)
    context = CheckContext(tmp_path, capsys)
    context.policy.write_text(CLASH, encoding="utf-8")
    return context


# --------------------------------------------------------------------------- accepting


def test_an_accepted_finding_is_shown_and_does_not_gate(context: CheckContext) -> None:
    (finding,) = context.found()
    context.accept(finding["fingerprint"])
    code, out, err = context.check()
    assert code == Exit.CLEAN
    assert "dilemma · error · under every reading · accepted by Jane Doe until 2027-01-15" in (
        " ".join(out.split())
    )
    assert "clash: 1 error; 1 accepted" in out
    assert err == ""
    (again,) = context.found()
    assert again["accepted"] == {
        "because": "We know.",
        "by": "Jane Doe",
        "look_again": "2027-01-15",
    }


def test_another_finding_still_gates(context: CheckContext) -> None:
    context.accept("0123456789abcdef")
    assert context.check()[0] == Exit.FINDINGS


def test_a_needless_acceptance_is_a_warning(context: CheckContext) -> None:
    context.accept("0123456789abcdef")
    last = context.found()[-1]
    assert last["check"] == "stale-acceptance"
    assert last["severity"] == "warning"
    assert "needless" in last["headline"]
    assert last["place"]["file"].endswith("clash.accepted")
    assert last["place"]["line"] == 3


@pytest.mark.parametrize(
    ("select", "arguments"),
    [("antinomy", ()), ("dilemma", ("--ignore", "dilemma")), ("dilemma", ("--readings", "plain"))],
)
def test_what_was_not_looked_for_is_not_needless(
    select: str, arguments: tuple[str, ...], context: CheckContext
) -> None:
    context.accept("0123456789abcdef")
    found = context.found(*arguments, select=select)
    assert not any(f["check"] == "stale-acceptance" for f in found)


def test_a_stale_acceptance_is_a_warning_and_still_holds(context: CheckContext) -> None:
    (finding,) = context.found()
    context.accept(finding["fingerprint"], day="2026-07-02")
    code, out, _ = context.check()
    assert code == Exit.CLEAN
    assert "was to be looked at again on 2026-07-02" in " ".join(out.split())
    assert context.check("--fail-on", "warning")[0] == Exit.FINDINGS


def test_an_acceptance_cannot_accept_itself(context: CheckContext) -> None:
    context.accept("0123456789abcdef")
    last = context.found()[-1]
    context.accept(last["fingerprint"], check="stale-acceptance")
    code, _, err = context.check()
    assert code == Exit.NOT_A_POLICY
    assert "no check is named “stale-acceptance”" in err


# --------------------------------------------------------------------------- mistakes in the file

GOOD = """accept dilemma 0123456789abcdef
  because "a long
    reason"
  by “Jane Doe”
  look again on 2027-01-15
"""


def test_a_file_is_read() -> None:
    (entry,), problems = read_acceptances(source_of("a.accepted", f"# Why.\n\n{GOOD}"), ["dilemma"])
    assert problems == []
    assert entry.key == ("dilemma", "0123456789abcdef")
    assert entry.acceptance.because == "a long reason"
    assert entry.acceptance.by == "Jane Doe"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("accept dilemma", "accept", "“accept 0123456789abcdef” accepts no finding"),
        ("dilemma", "dilema", "no check is named “dilema”"),
        ("  by “Jane Doe”\n", "", "the acceptance of “dilemma 0123456789abcdef” has no “by” line"),
        ("by “Jane Doe”", "by Jane Doe", "“by Jane Doe” cannot be read here"),
        ("by “Jane Doe”", "by “”", "“by “”” cannot be read here"),
        ("2027-01-15", "15 January", "“15 January” is no day"),
        ("2027-01-15", "2027-02-30", "“2027-02-30” is no day"),
        ("  by", '  by "A"\n  by', "there is more than one “by” line"),
        ("  by", "  signed\n  by", "“signed” cannot be read here"),
        (GOOD, GOOD + GOOD, "this finding is accepted twice"),
    ],
)
def test_mistakes_in_the_file(old: str, new: str, said: str) -> None:
    assert old in GOOD
    _, problems = read_acceptances(source_of("a.accepted", GOOD.replace(old, new)), ["dilemma"])
    assert [problem.message for problem in problems][:1] == [said]
    assert all(problem.span is not None for problem in problems)
    assert len({problem.span for problem in problems}) == len(problems)


def test_a_mistake_is_code_2_with_its_place(context: CheckContext) -> None:
    context.accept("0123456789abcdef", day="soon")
    code, out, err = context.check()
    assert (code, out) == (Exit.NOT_A_POLICY, "")
    assert "clash.accepted:6:3: error: “soon” is no day" in err
    assert "hint: write it like 2027-01-15" in err


def test_a_binary_file_is_code_2(context: CheckContext) -> None:
    (context.folder / "clash.accepted").write_bytes(b"\0\1")
    assert context.check()[0] == Exit.NOT_A_POLICY


# --------------------------------------------------------------------------- new since

THIRD = """
clause 3 "Keep it all the same"
  the Office must keep every file
"""


def test_only_new_findings_gate_against_an_earlier_run(context: CheckContext) -> None:
    before = context.folder / "before.json"
    context.check("--format", "json", "-o", str(before))
    assert context.check("--new-since", str(before))[0] == Exit.CLEAN
    context.policy.write_text(CLASH + THIRD, encoding="utf-8")
    code, out, _ = context.check("--new-since", str(before))
    assert code == Exit.FINDINGS
    assert "· new" in out
    assert "· known" in out
    assert "; 1 new" in out


def test_what_is_gone_is_counted(context: CheckContext) -> None:
    before = context.folder / "before.json"
    context.check("--format", "json", "-o", str(before))
    context.policy.write_text(CLASH.replace("must not keep", "may keep"), encoding="utf-8")
    code, out, _ = context.check("--new-since", str(before))
    assert code == Exit.CLEAN
    assert "clash: 1 found before, now gone" in out


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"policies": [{"policy": 1}]}', "[" * 9999])
def test_a_file_that_is_no_earlier_run(text: str, context: CheckContext) -> None:
    before = context.folder / "before.json"
    before.write_text(text, encoding="utf-8")
    code, _, err = context.check("--new-since", str(before))
    assert code == Exit.NOT_A_POLICY
    assert "holds no earlier run" in err


@pytest.fixture
def repository(context: CheckContext) -> CheckContext:
    """The policy in a folder of a repository, in its first version and in a second one."""
    git(context.folder, "init", "--quiet", "--initial-branch=main")
    commit(context.folder, "First")
    context.policy.write_text(CLASH + THIRD, encoding="utf-8")
    commit(context.folder, "Second")
    return context


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Jane Doe", "-c", "user.email=jane@example.org")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--no-gpg-sign", "-m", message)


def test_only_new_findings_gate_against_a_revision(repository: CheckContext) -> None:
    assert repository.check("--new-since", "HEAD")[0] == Exit.CLEAN
    findings = repository.found("--new-since", "HEAD~1")
    assert [f["new"] for f in findings if f["check"] == "dilemma"].count(True) == 1
    assert repository.check("--new-since", "HEAD~1")[0] == Exit.FINDINGS


def test_the_work_tree_is_not_touched(repository: CheckContext) -> None:
    before = sorted((f.name, f.stat().st_mtime_ns) for f in repository.folder.iterdir())
    repository.check("--new-since", "HEAD~1")
    assert sorted((f.name, f.stat().st_mtime_ns) for f in repository.folder.iterdir()) == before


def test_a_policy_that_was_not_there_has_only_new_findings(repository: CheckContext) -> None:
    other = repository.folder / "deeper" / "clash.policy"
    other.parent.mkdir()
    other.write_text(CLASH, encoding="utf-8")
    assert cli.run(["check", str(other), "--new-since", "HEAD"]) == Exit.FINDINGS


@pytest.mark.parametrize("revision", ["no-such-branch", "-rf", "HEAD:clash.policy"])
def test_a_revision_that_does_not_exist(revision: str, repository: CheckContext) -> None:
    code, out, err = repository.check("--new-since", revision)
    assert (code, out) == (Exit.NOT_A_POLICY, "")
    assert f"there is no file “{revision}”, and no revision of that name" in err


def test_a_folder_without_a_repository(
    context: CheckContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(context.folder.parent))
    code, _, err = context.check("--new-since", "HEAD")
    assert code == Exit.NOT_A_POLICY
    assert "is in no git repository" in err


def test_a_version_with_mistakes(repository: CheckContext) -> None:
    repository.policy.write_text(CLASH.replace("keep every", "kepe every"), encoding="utf-8")
    commit(repository.folder, "Third")
    repository.policy.write_text(CLASH, encoding="utf-8")
    code, _, err = repository.check("--new-since", "HEAD")
    assert code == Exit.NOT_A_POLICY
    assert "in the version HEAD: " in err
