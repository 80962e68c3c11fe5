"""Two runs on the same input print and write the same bytes, however Python orders its sets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from verifier.commands import cli

ROOT = Path(__file__).parents[2]
FIRST = str(ROOT / "spec" / "prioritizing-safety")
BARE = ["--no-cache", "--format", "json"]
ASKED = ["--with", "member Ana; laptop L", "--asking", "the Library may lend L to Ana"]
COMMANDS = {
    "check": ["check", *BARE, FIRST],
    "compare": ["compare", *BARE, FIRST, f"{FIRST}/amendments/training.policy"],
    "report": ["report", "--no-cache", "lending", "-o", "page.html"],
    "decide": ["decide", "lending", *ASKED, "--given", "Ana owes a late fee", "--format", "json"],
    "mutate": ["mutate", "lending", "--format", "json"],
}


def outcome(command: list[str], seed: int, folder: Path) -> dict[str, bytes]:
    """What the command prints, in a process of its own, and the files of the folder after it."""
    assert cli.run(["new", str(folder / "lending")]) == 0
    run = "import sys; from verifier.commands.cli import main; sys.argv[0] = 'antinomy'; main()"
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    done = subprocess.run(
        [sys.executable, "-c", run, *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    files = (file for file in folder.rglob("*") if file.is_file())
    return {"": done.stdout, **{str(f.relative_to(folder)): f.read_bytes() for f in files}}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_the_order_of_sets_changes_no_byte(command: list[str], tmp_path: Path) -> None:
    first = outcome(command, 1, tmp_path / "first")
    assert first[""]
    assert ("page.html" in first) is ("report" in command)
    assert first == outcome(command, 2, tmp_path / "second")
