"""The small policies in the folders of the checks: their files, the check of each, what is read."""

from __future__ import annotations

from pathlib import Path

from tests.examples.elaborated import elaborate_text
from verifier.diagnostics import Problem
from verifier.model import Policy

FILES = sorted(Path(__file__).parent.glob("*/*.policy"))


def check_of(path: Path) -> str:
    """The check that names the folder of a file."""
    return path.parent.name.replace("_", "-")


def read(path: Path) -> tuple[Policy | None, tuple[Problem, ...]]:
    source = path.with_suffix(".txt")
    text = source.read_text(encoding="utf-8") if source.exists() else None
    return elaborate_text(path.read_text(encoding="utf-8"), text)
