"""One tiny policy examined twice: by every check, and by its definition, over all its cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from unittest.mock import patch

from tests.examples.elaborated import elaborate_text
from tests.generators.tiny_policies import Made
from tests.oracles.case_table import Table
from tests.oracles.expected_findings import Expected, Recorded, Recorder, differences
from verifier.checks import interaction, missing_assumption
from verifier.checks.order import CHECKS
from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.further_cases import ShownFinding
from verifier.checks.support.reasons import PromiseReasons, reasons
from verifier.diagnostics import excerpt
from verifier.model import Formula, Policy, Promise, Readings

OF_VERDICTS = frozenset({"broken-promise", "missing-assumption", "impossible-case"})
"""Checks that ask for verdicts: where a duty leaves a thing to be chosen, a table with one thing in
each role has dilemmas for cases that are none once there are two things."""


@dataclass(frozen=True)
class Definition:
    """What a check must find, by trying every case.

    expected: its findings, given all cases and the norms that are not looked at any more (to which
    it adds). tried_otherwise: findings that are not compared with these. wrong: where one of them,
    or what the check says beside its findings, is not true."""

    expected: Callable[[Table, set[str]], Iterator[Expected]]
    tried_otherwise: Callable[[Recorded], bool]
    wrong: Callable[[Table, Recorder, set[str]], Iterator[str]]


def definition_of(check: str) -> Definition:
    """The definition in the folder of the check's name; without one, ModuleNotFoundError."""
    found = import_module(f"tests.checks.{check.replace('-', '_')}.brute_force")
    tried_otherwise = getattr(found, "tried_otherwise", lambda _: False)
    wrong = getattr(found, "wrong", lambda *_: iter(()))
    return Definition(found.expected, tried_otherwise, wrong)


@dataclass
class Examined:
    """What came of one policy: by check the differences, and how often each was expected."""

    made: Made
    wrong: dict[str, list[str]] = field(default_factory=dict)
    expected: Counter[str] = field(default_factory=Counter)

    def said(self) -> str:
        lines = [f"{check}:\n  " + "\n  ".join(found) for check, found in self.wrong.items()]
        return "\n".join([f"policy {self.made.seed}", self.made.text, *lines])


def policy_of(made: Made) -> Policy:
    policy, problems = elaborate_text(made.text, made.source)
    assert policy is not None, "\n".join([made.text, *map(excerpt, problems)])
    return policy


def examined(made: Made) -> Examined:
    """Every check against its definition. Where no case can be, only what says so is asked, and
    what reads the text."""
    policy = policy_of(made)
    table = Table(policy, made)
    context = Recorder(policy)
    found = Examined(made)
    causes: set[str] = set()
    with quickly():
        for check in CHECKS:
            if not table.rows and not check.of_text and check.name != "impossible-background":
                continue
            context.recorded.clear()
            findings = list(check.run(context))
            assert len(findings) == len(context.recorded)
            if check.name in OF_VERDICTS and any(norm.is_choice for norm in table.norms):
                continue
            definition = definition_of(check.name)
            expected = list(definition.expected(table, causes))
            compared = [r for r in context.recorded if not definition.tried_otherwise(r)]
            tried_otherwise = len(context.recorded) - len(compared)
            found.expected[check.name] += len(expected) + tried_otherwise
            wrong = [
                *differences(expected, compared),
                *definition.wrong(table, context, causes),
            ]
            if wrong:
                found.wrong[check.name] = wrong
    return found


# --------------------------------------------------------------------------- without explanations


@contextmanager
def quickly() -> Iterator[None]:
    """Findings without the words that explain them and the ways to settle them, which have tests of
    their own; with what the checks say beside their findings written down in the context."""
    with ExitStack() as stack:
        for module in ("support.conflicts", "conflict_with_law", "gap"):
            stack.enter_context(patch(f"verifier.checks.{module}.shown", _no_case))
        for name in ("support.conflicts.of_conflict", "conflict_with_law.of_conflict"):
            stack.enter_context(patch(f"verifier.checks.{name}", _nothing))
        for name in ("gap.by_readings", "broken_promise.by_readings", "untested_clause._suggested"):
            stack.enter_context(patch(f"verifier.checks.{name}", _nothing))
        stack.enter_context(patch("verifier.checks.broken_promise.reasons", _grounds))
        stack.enter_context(patch("verifier.checks.interaction.matrix", _matrix))
        stack.enter_context(patch("verifier.checks.missing_assumption._excluded", _excluded))
        yield


_reasons = reasons
_whole_matrix = interaction.matrix
_all_excluded = missing_assumption._excluded


def _grounds(context: CheckContext, promise: Promise, readings: Readings | None) -> PromiseReasons:
    found = _reasons(context, promise, readings)
    if isinstance(context, Recorder):
        context.grounds[promise.name] = found
    return found


def _matrix(context: CheckContext) -> Sequence[interaction.Edge]:
    found = _whole_matrix(context)
    if isinstance(context, Recorder):
        context.edges = tuple(found)
    return found


def _excluded(context: CheckContext, promise: Promise) -> Sequence[Formula]:
    found = _all_excluded(context, promise)
    if found and isinstance(context, Recorder):
        context.rescues[promise.name] = tuple(found)
    return found


def _no_case(*_: object) -> ShownFinding:
    return ShownFinding(None)


def _nothing(*_: object, **__: object) -> tuple[()]:
    return ()
