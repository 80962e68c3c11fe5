"""`antinomy mutate`: what it prints, in every format, its exit codes, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.documents.tutorial import README, steps, take
from tests.examples.lending import CLAUSES, LENDING, SOURCE
from verifier.commands import cli
from verifier.commands.exit_codes import Exit

Captured = pytest.CaptureFixture[str]

FEW = "exception or without"
"""Edits enough to have some that are noticed and some that are not."""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    (tmp_path / "text.txt").write_text(SOURCE, encoding="utf-8")
    file = tmp_path / "lending.policy"
    file.write_text(LENDING, encoding="utf-8")
    return file


def mutate(*arguments: str | Path) -> int:
    return cli.run(["mutate", *map(str, arguments)])


def test_survivors_their_case_and_the_score(policy: Path, capsys: Captured) -> None:
    assert mutate(policy, "-k", FEW) == Exit.CLEAN
    printed = capsys.readouterr().out
    assert "An edit nobody would notice:\n" in printed
    assert "  the exception “trusted” of clause 2 left out (lending.policy:" in printed
    assert '\n# To be confirmed by a lawyer.\ncase noticed 1 "' in printed
    assert "\n  expect " in printed
    assert printed.splitlines()[-1].startswith("lending: ")
    assert " percent)" in printed


def test_what_is_printed_can_be_pasted(policy: Path, capsys: Captured) -> None:
    mutate(policy, "-k", FEW)
    rows = capsys.readouterr().out.splitlines()
    starts = [n for n, row in enumerate(rows) if row.startswith("# To be confirmed")]
    assert starts
    for start in starts:
        case = rows[start : rows.index("", start)]
        policy.write_text(policy.read_text(encoding="utf-8") + "\n" + "\n".join(case) + "\n")
    assert mutate(policy, "-k", FEW) == Exit.CLEAN
    printed = capsys.readouterr().out
    assert "nobody would notice" not in printed
    assert "(100 percent)" in printed


def test_the_readme_shows_what_is_printed(tmp_path: Path, capsys: Captured) -> None:
    for step in steps():
        take(*step, tmp_path)
    assert mutate(tmp_path / "guests") == Exit.CLEAN
    shown = README.split("## Would anybody notice?")[1].split("```\n")[1]
    assert shown in capsys.readouterr().out


def test_json(policy: Path, capsys: Captured) -> None:
    assert mutate(policy, "-k", FEW, "--format", "json") == Exit.CLEAN
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert answer["policy"] == "lending"
    assert answer["exit"] == 0
    ends = [edit["ended"] for edit in answer["edits"]]
    assert answer["noticed"] == ends.count("killed")
    assert answer["counted"] == len(ends) - ends.count("equivalent")
    survivors = [edit for edit in answer["edits"] if edit["ended"] == "survived"]
    for survivor in survivors:
        suggested = answer["suggested"][survivor["noticed_by_suggested"]]
        assert suggested.startswith("# To be confirmed by a lawyer.\ncase noticed ")
        assert " → " in survivor["changes"]
    assert survivors[0]["place"]["line"] > 0


def test_markdown_in_a_file(policy: Path, tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "score.md"
    assert mutate(policy, "-k", FEW, "--format", "markdown", "-o", file) == Exit.CLEAN
    written = file.read_text(encoding="utf-8")
    assert written.startswith("# lending: edits nobody would notice\n\n**lending: ")
    assert "```\n# To be confirmed by a lawyer.\ncase noticed 1 " in written
    assert "| drop exception | 0 | 1 |" in written
    assert capsys.readouterr().out.splitlines()[-1].startswith("lending: ")


def test_every_edit_on_request(policy: Path, capsys: Captured) -> None:
    mutate(policy, "-k", "clause 1 left", "-v")
    printed = capsys.readouterr().out
    assert printed.startswith("killed by the case “common”: clause 1 left out (lending.policy:")


def test_a_bar_to_reach(policy: Path, capsys: Captured) -> None:
    assert mutate(policy, "-k", "clause 1 left", "--fail-under", "100") == Exit.CLEAN
    assert mutate(policy, "-k", "exception", "--fail-under", "100") == Exit.FINDINGS
    assert mutate(policy, "-k", "exception") == Exit.CLEAN
    capsys.readouterr()


def test_what_fails_on_the_policy_itself(policy: Path, capsys: Captured) -> None:
    policy.write_text(LENDING.replace("expect silent", "expect permitted"), encoding="utf-8")
    assert mutate(policy, "-k", "clause 1 left") == Exit.FINDINGS
    printed = capsys.readouterr().out
    assert "Not as expected on the policy itself is the case “damaged”" in printed


def test_too_small_a_budget(policy: Path, capsys: Captured) -> None:
    assert mutate(policy, "-k", "exception", "--budget", "1") == Exit.UNDECIDED
    printed = capsys.readouterr().out
    assert "undecided: the exception “trusted” of clause 2 left out" in printed
    assert "Undecided on the policy itself are the case" in printed
    assert "Not as expected" not in printed


def test_an_impossible_world(policy: Path, capsys: Captured) -> None:
    text = LENDING.replace(
        "    the age of a reader is child\n    the reader holds a card\n",
        "    the act is to lend a book to a reader\n",
    )
    policy.write_text(text, encoding="utf-8")
    assert mutate(policy) == Exit.FINDINGS
    printed = capsys.readouterr().out
    assert "Not run: the assumptions cannot all be true." in printed
    assert "percent" not in printed


def test_a_policy_without_clauses(policy: Path, capsys: Captured) -> None:
    bare = CLAUSES[: CLAUSES.index("question")]
    policy.write_text(bare, encoding="utf-8")
    mutate(policy)
    printed = capsys.readouterr()
    assert "lending: nothing to edit" in printed.out, printed.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-k", "no such words"], "-k “no such words” means no edit"),
        (["-k", "clause and"], "“clause and” is no expression"),
        (["--fail-under", "101"], "101"),
        (["--budget", "0"], "0"),
    ],
)
def test_a_command_line_that_means_nothing(
    policy: Path, capsys: Captured, arguments: list[str], said: str
) -> None:
    assert mutate(policy, *arguments) == Exit.NOT_A_POLICY
    assert said in capsys.readouterr().err


def test_no_file(tmp_path: Path, capsys: Captured) -> None:
    assert mutate(tmp_path / "nowhere.policy") == Exit.NOT_A_POLICY
    assert "nowhere.policy" in capsys.readouterr().err


def test_a_mistake_in_the_policy(policy: Path, tmp_path: Path, capsys: Captured) -> None:
    policy.write_text(LENDING.replace("when the book is rare", "when the book is blue", 1))
    file = tmp_path / "score.json"
    assert mutate(policy, "--format", "json", "-o", file) == Exit.NOT_A_POLICY
    printed = capsys.readouterr()
    assert "the book is blue" in printed.err
    assert printed.out == ""
    assert not file.exists()


def test_two_policies(policy: Path, capsys: Captured) -> None:
    (policy.parent / "second.policy").write_text(
        LENDING.replace("policy lending", "policy second"), encoding="utf-8"
    )
    assert mutate(policy.parent) == Exit.NOT_A_POLICY
    assert "name one of them" in capsys.readouterr().err
