"""The libraries that solve, and which version of each is installed."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

SOLVERS: Mapping[str, str] = {"python_sat": "python-sat", "z3": "z3-solver"}
"""The name of each in an answer, and that of its distribution."""


def solver_versions() -> Mapping[str, str]:
    """The version of each solver; "unknown" where the system does not tell."""
    return {name: _installed(distribution) for name, distribution in SOLVERS.items()}


def _installed(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "unknown"
