"""The tutorial of the README, run step by step: what it says happens, happens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.documents.tutorial import README, steps, take
from verifier.commands import cli


def check(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """The exit code and the names of the checks that found something."""
    code = cli.run(["check", str(folder / "guests"), "--format", "json"])
    (policy,) = json.loads(capsys.readouterr().out)["policies"]
    return code, [finding["check"] for finding in policy["findings"]]


def test_tutorial(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second, third, settle_text, settle_clause, promises = steps()
    for step in (first, second, third):
        take(*step, tmp_path)
    code, found = check(tmp_path, capsys)
    assert code == 1
    assert "dilemma" in found
    for step in (settle_text, settle_clause):
        take(*step, tmp_path)
    code, found = check(tmp_path, capsys)
    assert code == 0
    assert "dilemma" not in found
    take(*promises, tmp_path)
    code, found = check(tmp_path, capsys)
    assert code == 0
    assert not {"broken-promise", "failed-case"} & set(found)
    page = tmp_path / "guests.html"
    assert cli.run(["report", str(tmp_path / "guests"), "-o", str(page)]) == 0
    assert page.is_file()


def test_tutorial_is_in_canonical_layout(tmp_path: Path) -> None:
    for step in steps():
        take(*step, tmp_path)
    assert cli.run(["format", "--check", str(tmp_path / "guests")]) == 0


def test_every_command_is_in_the_readme() -> None:
    for name in cli.antinomy.commands:
        assert f"| `antinomy {name}" in README
