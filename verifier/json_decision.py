"""The answer on one case for other programs: decisions go in, values for JSON come out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from verifier import __version__
from verifier.decision.results import Decision
from verifier.json_report import Json
from verifier.model import CaseExample


def case_json(policy: str, example: CaseExample, decisions: Iterable[Decision]) -> Json:
    """The answer on one case: an entry for each act that was asked about, whose fields are those of
    `decision.results`."""
    return {
        "antinomy": __version__,
        "policy": policy,
        "case": example.name,
        "title": example.title,
        "given": [condition.words for condition in example.givens],
        "nothing_else": example.closed,
        "askings": [decision_json(decision) for decision in decisions],
    }


def decision_json(decision: Decision) -> Json:
    return asdict(decision)
