"""The answer on one case for other programs: decisions go in, values for JSON come out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from verifier.decide.decision import Decision
from verifier.diagnostics import Fault
from verifier.model import CaseExample, Policy
from verifier.report.json.results import Json, versions_json


@dataclass(frozen=True)
class Unanswered:
    """An act that was asked about, and why there is no answer: the tool made a mistake."""

    asked: str
    fault: Fault


@dataclass(frozen=True)
class Answered:
    """A case, the version of the policy that decides it, and the answer to each act that was asked
    about."""

    law: Policy
    example: CaseExample
    decisions: tuple[Decision, ...]
    failed: tuple[Unanswered, ...] = ()


def document(policy: str, answered: Iterable[Answered], exit_code: int) -> Json:
    """The whole answer of one command."""
    return {
        "versions": versions_json(),
        "exit": exit_code,
        "policy": policy,
        "cases": [case_json(one) for one in answered],
    }


def case_json(answered: Answered) -> Json:
    """The answer on one case; the fields of each asking are those of `decision.results`."""
    example = answered.example
    return {
        "case": example.name,
        "title": example.title,
        "law": law_json(answered.law),
        "given": [condition.words for condition in example.givens],
        "nothing_else": example.closed,
        "askings": [decision_json(decision) for decision in answered.decisions],
        "failed": [{"asked": one.asked, "fault": one.fault.what} for one in answered.failed],
    }


def law_json(law: Policy) -> Json:
    """Which version of the policy it is."""
    day = law.in_force
    return {
        "version": law.version or None,
        "in_force": None if day is None else date.fromordinal(day).isoformat(),
    }


def decision_json(decision: Decision) -> Json:
    return asdict(decision)
