"""The tutorial of the README, run step by step: what it says happens, happens."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from verifier.commands import cli

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
STEP = re.compile(r"<!-- tutorial: (?P<step>.*?) -->\n```\n(?P<text>.*?)```\n", re.DOTALL)


def steps() -> Iterator[tuple[str, str]]:
    return ((found["step"], found["text"]) for found in STEP.finditer(README))


def take(step: str, text: str, folder: Path) -> None:
    """Write a new file, replace a part of one, or add to one, as the marker says."""
    name, _, change = step.partition(" ")
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_text(encoding="utf-8") if change else ""
    file.write_text(changed(before, change, text), encoding="utf-8")


def changed(before: str, change: str, text: str) -> str:
    if not change:
        return text
    if change == "adds":
        return f"{before}\n{text}"
    if found := re.fullmatch(r'replaces "(.*)"', change):
        assert before.count(found[1]) == 1
        return before.replace(found[1], text.strip())
    item = change.removeprefix("replaces ")
    start = before.index(f"\n{item} ") + 1
    end = before.find("\n\n", start)
    return before[:start] + text + ("" if end < 0 else before[end + 1 :])


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
