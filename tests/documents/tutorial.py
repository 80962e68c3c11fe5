"""The tutorial of the README: its steps, and what each does to a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

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
