"""Two runs on the same input print the same bytes, whatever order Python gives to its sets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FIRST = "spec/prioritizing-safety"
ROOT = Path(__file__).parents[2]
BARE = ["--no-cache", "--format", "json"]
COMMANDS = {
    "check": ["check", *BARE, FIRST],
    "compare": ["compare", *BARE, FIRST, f"{FIRST}/amendments/training.policy"],
}


def printed(command: list[str], seed: int) -> bytes:
    """What the command prints in a process of its own."""
    run = "import sys; from verifier.commands.cli import main; sys.argv[0] = 'antinomy'; main()"
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    done = subprocess.run(
        [sys.executable, "-c", run, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_the_order_of_sets_changes_no_byte(command: list[str]) -> None:
    first = printed(command, 1)
    assert first
    assert first == printed(command, 2)
