"""`antinomy gate` where the version compared with is hard to have: what was not compared has not
passed, and what is not of the change does not stop it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.examples.clash import CLASH
from tests.examples.repository import (
    BROKEN,
    NARROWED,
    POLICY,
    UNCHANGED,
    Repository,
    amendment,
    repository,
)
from verifier.commands import cli
from verifier.commands.exit_codes import Exit
from verifier.commands.stages import git_revision

Captured = pytest.CaptureFixture[str]
OTHER = POLICY.replace("policy lending", "policy reading")
AMENDING_OTHER = amendment(UNCHANGED, policy="reading")


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    found = repository(tmp_path / "clone")
    monkeypatch.chdir(found.folder)
    return found


def gated(capsys: Captured, path: str = "spec") -> tuple[int, str]:
    capsys.readouterr()
    code = cli.run(["gate", "--base=main", path])
    return code, " ".join("".join(capsys.readouterr()).split())


def on_main(made: Repository) -> None:
    """What the work tree holds becomes the first commit of both branches."""
    made.git("add", "--all")
    made.git("commit", "--amend", "--no-edit")
    made.git("branch", "--force", "main")


def linked(file: Path, target: str) -> None:
    """Git holds a link; the work tree holds it as well."""
    file.unlink()
    file.symlink_to(target)


def test_a_policy_that_was_a_link_is_compared(made: Repository, capsys: Captured) -> None:
    made.write(made.folder / "spec" / "kept" / "text", POLICY)
    linked(made.policy, "../kept/text")
    on_main(made)
    assert gated(capsys)[0] == Exit.CLEAN
    made.policy.unlink()
    made.write(made.policy, NARROWED)
    code, said = gated(capsys)
    assert code == Exit.FINDINGS
    assert "1 of 1 changes not as declared" in said


@pytest.mark.parametrize("target", ["nowhere.txt", "lending.policy", "../../../../etc/hostname"])
def test_a_link_to_no_file_has_not_passed(target: str, made: Repository, capsys: Captured) -> None:
    linked(made.policy, target)
    on_main(made)
    made.policy.unlink()
    made.write(made.policy, NARROWED)
    code, said = gated(capsys)
    assert code == Exit.NOT_A_POLICY
    assert "passed" not in said
    assert "lending.policy as it was at “main" in said or "cannot be read" in said


def test_a_used_file_and_a_text_that_were_links(made: Repository, capsys: Captured) -> None:
    words, use = made.policy.parent / "words.policy", 'use "words.policy"\n'
    head, rest = POLICY.split("party the", 1)
    made.write(made.folder / "shared.txt", f"party the{rest}")
    made.write(made.policy, f"{head}{use}")
    words.symlink_to("../../shared.txt")
    on_main(made)
    words.unlink()
    made.write(words, f"party the{rest}".replace("  when the member owes a fee\n", "", 1))
    code, said = gated(capsys)
    assert code == Exit.FINDINGS
    assert "not as declared" in said


def test_a_base_with_a_mistake_has_not_passed(made: Repository, capsys: Captured) -> None:
    made.write(made.policy, BROKEN)
    on_main(made)
    made.write(made.policy, NARROWED)
    code, said = gated(capsys)
    assert code == Exit.NOT_A_POLICY
    assert "as it was at main it cannot be read, so nothing was compared" in said


def test_a_repository_within_is_looked_at_in_itself(
    made: Repository, capsys: Captured, tmp_path: Path
) -> None:
    inner = repository(tmp_path / "inner")
    made.git("submodule", "add", str(inner.folder), "spec/within")
    on_main(made)
    within = made.folder / "spec" / "within" / "spec" / "lending" / "lending.policy"
    within.write_text(NARROWED, encoding="utf-8")
    code, said = gated(capsys)
    assert code == Exit.NOT_A_POLICY
    assert "is a repository of its own" in said


def test_line_ends_are_no_change(made: Repository, capsys: Captured) -> None:
    made.write(made.policy.parent / "other.policy", OTHER)
    made.write(made.amendment, AMENDING_OTHER)
    on_main(made)
    for file in (made.policy, made.amendment):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    code, said = gated(capsys)
    assert code == Exit.CLEAN, said
    assert "no meaning changed" in said


def test_a_change_of_a_sibling_does_not_stop_a_policy(made: Repository, capsys: Captured) -> None:
    made.write(made.policy.parent / "other.policy", OTHER)
    on_main(made)
    made.write(made.amendment, AMENDING_OTHER)
    code, said = gated(capsys, "spec/lending/lending.policy")
    assert code == Exit.CLEAN, said


def test_other_files_cost_no_process_each(
    made: Repository, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        made.write(made.folder / "spec" / "notes" / f"{number}.txt", "a note\n")
        made.write(made.folder / "spec" / "more" / f"{number}" / "a.policy", "# nothing\n")
    on_main(made)
    asked: list[tuple[str, ...]] = []
    run = git_revision.run_git

    def counted(folder: Path, *arguments: str, given: bytes = b"") -> object:
        asked.append(arguments)
        return run(folder, *arguments, given=given)

    monkeypatch.setattr(git_revision, "run_git", counted)
    gated(capsys)
    assert len(asked) < 12
    assert not any("notes" in " ".join(arguments) for arguments in asked)


def test_git_says_why_it_will_not_look(made: Repository, capsys: Captured) -> None:
    made.folder.joinpath(".git", "config").write_text("[broken\n", encoding="utf-8")
    code, said = gated(capsys)
    assert code == Exit.NOT_A_POLICY
    assert "bad config" in said
    assert "is in no git repository" not in said


def test_of_two_policies_of_one_name_each_has_its_own_past(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    clash = CLASH.replace("policy clash", "policy lending")
    for name, text in (("a", POLICY), ("b", clash)):
        Path(name).mkdir()
        Path(name, "lending.policy").write_text(text, encoding="utf-8")
    cli.run(["check", "a", "b", "--format", "json", "-o", "before.json"])
    found = json.loads(Path("before.json").read_text(encoding="utf-8"))
    assert [policy["policy"] for policy in found["policies"]] == ["lending", "lending"]
    Path("a", "lending.policy").write_text(clash, encoding="utf-8")
    capsys.readouterr()
    assert cli.run(["check", "a", "b", "--new-since", "before.json"]) == Exit.FINDINGS
    assert cli.run(["check", "b", "--new-since", "before.json"]) == Exit.CLEAN
