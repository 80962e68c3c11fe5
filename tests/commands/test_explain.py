"""`antinomy explain`: the catalogue on the command line."""

from __future__ import annotations

import pytest

from verifier.checks.catalogue import CATALOGUE
from verifier.checks.order import CHECKS
from verifier.commands import cli
from verifier.commands.exit_codes import Exit

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize("name", [entry.name for entry in CATALOGUE])
def test_a_page_fits_a_terminal_and_says_everything(name: str, capsys: Captured) -> None:
    assert cli.run(["explain", name]) == Exit.CLEAN
    out = capsys.readouterr().out
    assert out.startswith(f"{name} · ")
    assert max(map(len, out.splitlines())) <= 80
    sections = ("Why it matters", "Where it fires", "Where it just does not")
    for title in (*sections, "How to settle it", "What it cannot see"):
        assert f"\n  {title}\n" in out


def test_the_small_policies_keep_their_layout(capsys: Captured) -> None:
    entry = CATALOGUE[-1]
    assert cli.run(["explain", entry.name]) == Exit.CLEAN
    lines = [line[6:] for line in capsys.readouterr().out.splitlines()]
    at = lines.index(entry.fires.policy.splitlines()[0])
    policy = entry.fires.policy.rstrip("\n").splitlines()
    assert lines[at : at + len(policy)] == policy


def test_the_list_of_checks(capsys: Captured) -> None:
    assert cli.run(["explain"]) == Exit.CLEAN
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 80
    assert [
        line.split(":")[0].strip()
        for line in out.splitlines()
        if line.startswith("  ") and line[2] != " "
    ] == [entry.name for entry in CATALOGUE]


def test_every_check_that_runs_is_explained() -> None:
    assert {check.name for check in CHECKS} <= {entry.name for entry in CATALOGUE}


def test_markdown(capsys: Captured) -> None:
    assert cli.run(["explain", "gap", "--format", "markdown"]) == Exit.CLEAN
    assert capsys.readouterr().out.startswith("# gap\n")
    assert cli.run(["explain", "--all", "--format", "markdown"]) == Exit.CLEAN
    headings = [line for line in capsys.readouterr().out.splitlines() if line.startswith("# ")]
    assert headings[: len(CATALOGUE)] == [f"# {entry.name}" for entry in CATALOGUE]


@pytest.mark.parametrize(
    ("name", "said"),
    [("antinom", "did you mean “antinomy”?"), ("xyzzy", "antinomy explain lists them")],
)
def test_an_unknown_name(name: str, said: str, capsys: Captured) -> None:
    assert cli.run(["explain", name]) == Exit.NOT_A_POLICY
    assert f"no check is named “{name}”; {said}" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("words", [["gap", "--all"], ["--format", "markdown"]])
def test_what_makes_no_sense_together(words: list[str]) -> None:
    assert cli.run(["explain", *words]) == Exit.NOT_A_POLICY
