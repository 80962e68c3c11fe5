"""The answer on one case for other programs: decisions go in, values for JSON come out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from verifier import __version__
from verifier.decision.results import Decision
from verifier.json_report import Json
from verifier.model import CaseExample

Answered = tuple[CaseExample, tuple[Decision, ...]]
"""A case with the answer to each act that was asked about."""


def document(policy: str, answered: Iterable[Answered], exit_code: int) -> Json:
    """The whole answer of one command."""
    return {
        "antinomy": __version__,
        "exit": exit_code,
        "policy": policy,
        "cases": [case_json(example, decisions) for example, decisions in answered],
    }


def case_json(example: CaseExample, decisions: Iterable[Decision]) -> Json:
    """The answer on one case; the fields of each asking are those of `decision.results`."""
    return {
        "case": example.name,
        "title": example.title,
        "given": [condition.words for condition in example.givens],
        "nothing_else": example.closed,
        "askings": [decision_json(decision) for decision in decisions],
    }


def decision_json(decision: Decision) -> Json:
    return asdict(decision)
