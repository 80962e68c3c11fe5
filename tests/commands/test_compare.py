"""`antinomy compare` as a user runs it: files, folders and revisions of a repository."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from verifier.changes.compare.comparison import ComparisonOptions, compare
from verifier.changes.compare.difference.outcome import Comparison
from verifier.changes.consolidate import enacted
from verifier.commands.cli import run
from verifier.commands.compare import exit_code
from verifier.commands.exit_codes import Exit
from verifier.elaborate import load

POLICY = """policy lending "Lending"
  issued by the Library

party the Library "the library"
kind member is a party
kind book

fact a member owes a fee
fact a book is rare

act lend a book to a member

clause 1 "Fees"
  the Library must not lend a book to a member
  when the member owes a fee

clause 2 "Everybody else"
  the Library may lend a book to a member
  when the member owes no fee
"""
POLICY = POLICY.replace(
    "when the member owes no fee", "when it is not the case that the member owes a fee"
)
NARROWED = POLICY.replace(
    "  when the member owes a fee\n", "  when the member owes a fee\n  and the book is rare\n", 1
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.policy").write_text(POLICY)
    (tmp_path / "new.policy").write_text(NARROWED)
    return tmp_path


def compared(*arguments: str) -> int:
    return run(["compare", "--no-findings", *arguments])


@pytest.mark.usefixtures("folder")
def test_it_says_who_loses_and_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert compared("old.policy", "new.policy") == 1
    out = capsys.readouterr().out
    assert "prohibited (clause 1) → silent" in out
    assert "* the book is not rare" in out
    assert all(len(line) <= 80 for line in out.splitlines())


def test_it_ends_with_0_where_no_meaning_changes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "new.policy").write_text(POLICY.replace('"Fees"', '"Late fees"'))
    assert compared("old.policy", "new.policy") == 0
    assert "wording only" in capsys.readouterr().out


@pytest.mark.usefixtures("folder")
def test_json_holds_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert compared("old.policy", "new.policy", "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)
    assert found["unchanged"] is False
    (change,) = found["changes"]
    assert [line["words"] for line in change["rules"][0]["lines"] if line["changed"]] == [
        "the book is not rare"
    ]
    assert change["made_by"] == [["clause 1"]]


@pytest.mark.usefixtures("folder")
def test_a_summary_for_a_comment(capsys: pytest.CaptureFixture[str]) -> None:
    assert compared("old.policy", "new.policy", "--format", "summary") == 1
    out = capsys.readouterr().out
    assert "## Lending: 1 outcome of 1 act changed" in out
    assert "whoever acts is freer; **the member whom clause 1 protects loses**" in out
    assert "**and the book is rare**" in out
    assert "Cut" not in out


def test_markdown_and_a_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = folder / "page.html"
    assert compared("old.policy", "new.policy", "--format", "markdown", "-o", str(page)) == 1
    assert "**the book is not rare**" in capsys.readouterr().out
    text = page.read_text()
    assert text.startswith("<!doctype html>")
    assert '<li class="changed">the book is not rare</li>' in text
    assert "<ins>and the book is rare</ins>" in text


@pytest.mark.usefixtures("folder")
def test_findings_are_compared_by_fingerprint(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", "old.policy", "new.policy", "--format", "json", "--no-cache"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {change["how"] for change in found["findings"]["changes"]} <= {"new", "gone"}


# --------------------------------------------------------------------------- exit codes

RARE = """amendment rare "Fees on rare books" to lending
  amends version "1"

{intents}
{edits}"""
NARROWING = """
  in clause 1
    insert after line "the member owes a fee"
      the book is rare
"""
OTHER_TITLE = """
  in clause 1
    replace line "the member owes a fee" with "the member owes a fee"
"""
LOOSENS = "  intends to loosen lend a book to a member\n"
TIGHTENS = "  intends to tighten lend a book to a member\n"


def compared_with(folder: Path, intents: str, edits: str) -> Comparison:
    """The policy compared with what an amendment makes of it."""
    (folder / "old.policy").write_text(POLICY.replace("Library\n", 'Library\n  version "1"\n', 1))
    (folder / "rare.policy").write_text(RARE.format(intents=intents, edits=edits))
    made = enacted(folder / "old.policy", [folder / "rare.policy"])
    options = ComparisonOptions(amendments=made.amendments)
    return compare(made.before.policy, made.after.policy, options)


@pytest.mark.parametrize(
    ("intents", "edits", "decided", "open_"),
    [
        (LOOSENS, NARROWING, Exit.CLEAN, Exit.UNDECIDED),
        ("  and nothing else\n", NARROWING, Exit.FINDINGS, Exit.FINDINGS),
        (LOOSENS + TIGHTENS, NARROWING, Exit.FINDINGS, Exit.FINDINGS),
        # Nothing changes: that is enough, where it is known.
        (TIGHTENS, OTHER_TITLE, Exit.CLEAN, Exit.FINDINGS),
        ("  and nothing else\n", OTHER_TITLE, Exit.CLEAN, Exit.UNDECIDED),
    ],
    ids=["declared", "undeclared", "one unmet", "only unmet", "nothing"],
)
def test_a_finding_counts_before_what_is_undecided(
    folder: Path, intents: str, edits: str, decided: Exit, open_: Exit
) -> None:
    found = compared_with(folder, intents, edits)
    assert not found.undecided
    assert exit_code(found) is decided
    assert exit_code(replace(found, undecided=("something",))) is open_


def test_without_amendments_a_change_counts_before_what_is_undecided(folder: Path) -> None:
    old, new = (load(folder / name).policy for name in ("old.policy", "new.policy"))
    changed, same = compare(old, new), compare(old, old)
    for result, decided, open_ in (
        (changed, Exit.FINDINGS, Exit.FINDINGS),
        (same, Exit.CLEAN, Exit.UNDECIDED),
    ):
        assert exit_code(result) is decided
        assert exit_code(replace(result, undecided=("something",))) is open_


def test_an_intent_without_any_change_is_told_and_ends_with_0(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    compared_with(folder, TIGHTENS, OTHER_TITLE)
    assert compared("old.policy", "rare.policy") == 0
    assert "declares an effect that does not occur" in " ".join(capsys.readouterr().out.split())


# --------------------------------------------------------------------------- revisions


@pytest.fixture
def repository(folder: Path) -> Path:
    """A repository in which the policy was narrowed in the last commit."""
    home = folder / "policies"
    home.mkdir()
    file = home / "lending.policy"

    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(
            ["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True
        )

    git("init", "-q")
    for text in (POLICY, NARROWED):
        file.write_text(text)
        git("add", "policies")
        git("commit", "-q", "-m", "version")
    return home


@pytest.mark.usefixtures("repository")
def test_a_revision_against_the_work_tree(capsys: pytest.CaptureFixture[str]) -> None:
    assert compared("--git", "HEAD", "policies") == 0
    assert compared("--git", "HEAD~1", "policies") == 1
    assert compared("--git", "HEAD~1", "policies/lending.policy") == 1
    assert "the book is not rare" in capsys.readouterr().out


def test_two_revisions_leave_the_work_tree_alone(repository: Path) -> None:
    (repository / "lending.policy").write_text("something unfinished")
    assert compared("--git", "HEAD~1", "HEAD", "policies") == 1
    assert compared("--git", "HEAD", "HEAD", "policies") == 0
    assert (repository / "lending.policy").read_text() == "something unfinished"


# --------------------------------------------------------------------------- wrong input


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("old.policy",), "name the old version and the new one"),
        (("old.policy", "nowhere.policy"), "nowhere.policy"),
        (("old.policy", "new.policy", "--rename", "fee"), "is not an old name and a new one"),
        (("old.policy", "new.policy", "--rename", "fee=fine"), "nothing named “fee”"),
        (("--git", "HEAD", "old.policy"), "is in no git repository"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_wrong_input_ends_with_2(
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    message: str,
) -> None:
    assert compared(*arguments) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert message in said


@pytest.mark.usefixtures("repository")
def test_a_revision_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert compared("--git", "v9", "policies") == 2
    assert "no revision" in capsys.readouterr().err


def test_mistakes_of_an_old_version_are_told_of_the_known_folder(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "lending.policy").write_text("policy lending\n")
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *identity, "commit", "-qam", "broken"], check=True, cwd=repository)
    (repository / "lending.policy").write_text(POLICY)
    assert compared("--git", "HEAD", "policies") == 2
    said = capsys.readouterr().err
    assert "in the version HEAD" in said
    assert "antinomy-" not in said
