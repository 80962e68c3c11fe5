"""One tiny policy examined twice: by every check, and by the references, over all its cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch

from tests.checks import (
    brute_between,
    brute_cases,
    brute_clauses,
    brute_guarantees,
    brute_parts,
    brute_text,
)
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
from verifier.model import Policy, Promise, Readings

Reference = Callable[[Table, set[str]], Iterator[Expected]]

OF_TEXT = {
    "unaccounted-sentence": brute_text.unaccounted_sentence,
    "loose-wording": brute_text.loose_wording,
}
OF_WORDS = {"unused-term": brute_text.unused_term, "uncovered-value": brute_text.uncovered_value}
OF_CASES: Mapping[str, Reference] = {
    "impossible-background": brute_guarantees.impossible_background,
    "background-overreach": brute_guarantees.background_overreach,
    "redundant-assumption": brute_guarantees.redundant_assumption,
    "dead-clause": brute_clauses.dead_clause,
    "swallowed-clause": brute_clauses.swallowed_clause,
    "nearly-swallowed": brute_text.nearly_swallowed,
    "idle-exception": brute_parts.idle_exception,
    "ineffective-exception": brute_parts.ineffective_exception,
    "ineffective-clause": brute_parts.ineffective_clause,
    "redundant-clause": brute_parts.redundant_clause,
    "surplus-condition": brute_clauses.surplus_condition,
    "edge-value": brute_between.edge_value,
    "unviolable-duty": brute_clauses.unviolable_duty,
    "dilemma": brute_between.dilemma,
    "antinomy": brute_between.antinomy,
    "no-lawful-course": brute_between.no_lawful_course,
    "resolved-clash": brute_between.resolved_clash,
    "interaction": brute_between.interaction,
    "conflict-with-law": brute_between.conflict_with_law,
    "controlled-condition": brute_between.controlled_condition,
    "discretion": brute_between.discretion,
    "beneficiaries": brute_between.beneficiaries,
    "gap": brute_guarantees.gap,
    "broken-promise": brute_guarantees.broken_promise,
    "impossible-case": brute_guarantees.impossible_case,
    "consequential-question": brute_guarantees.consequential_question,
    "idle-question": brute_guarantees.idle_question,
    "undecided-question": brute_guarantees.undecided_question,
    "reading-interaction": brute_cases.reading_interaction,
    "impossible-case-facts": brute_cases.impossible_case_facts,
    "failed-case": brute_cases.failed_case,
    "untested-clause": brute_cases.untested_clause,
}
ELSEWHERE = {"quote-mismatch", "deadline-clash", "missing-assumption"}
"""Checks that no reference says all about: what they find is looked at in other ways."""


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
    """Every check against its reference. Where no case can be, only what says so is asked, and what
    reads the text."""
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
            expected = list(_expected(check.name, table, made, causes))
            found.expected[check.name] += len(expected) or len(context.recorded)
            wrong = [
                *_compared(check.name, expected, table, context),
                *_noted(check.name, table, context),
            ]
            if wrong:
                found.wrong[check.name] = wrong
    return found


def _expected(name: str, table: Table, made: Made, causes: set[str]) -> Iterator[Expected]:
    if name in OF_TEXT:
        yield from OF_TEXT[name](made)
    elif name in OF_WORDS:
        yield from OF_WORDS[name](table)
    elif name in OF_CASES:
        yield from OF_CASES[name](table, causes)
    else:
        assert name in ELSEWHERE, f"there is no reference for {name}"


def _compared(
    name: str, expected: list[Expected], table: Table, context: Recorder
) -> Iterator[str]:
    of_classes = [r for r in context.recorded if _of_class(r)]
    for record in of_classes:
        if brute_parts.overstated(table, record):
            yield f"overstated: {record}"
    others = [record for record in context.recorded if not _of_class(record)]
    if name not in ELSEWHERE:
        yield from differences(expected, others)


def _of_class(record: Recorded) -> bool:
    return record.check == "redundant-clause" and record.reason[0] == "for"


def _noted(name: str, table: Table, context: Recorder) -> Iterator[str]:
    """What checks say beside their findings: what promises rest on, how clauses lie to one another,
    what would rescue a promise."""
    if name == "broken-promise":
        for promise, found in context.grounds.items():
            wanted = brute_guarantees.grounds(table, table.policy.promises[promise])
            told = frozenset(map(frozenset, found.sets))
            if wanted is not None and found.complete and told != wanted:
                yield f"{promise} rests on {wanted}, said to rest on {told}"
    if name == "interaction":
        told_edges = {(e.first.id, e.second.id, e.relation.value) for e in context.edges}
        edges = {(a, b, how) for a, b, how in brute_between.relations(table, context.causes)}
        if context.recorded and {e for e in told_edges if e[2] != "are disjoint"} != edges:
            yield f"the map is {edges}, said to be {told_edges}"
    if name == "missing-assumption":
        for promise, assumed in context.rescues.items():
            if not brute_text.rescued(table, table.policy.promises[promise], assumed):
                yield f"{promise} would not be rescued by {assumed}"
        if {record.reason[0] for record in context.recorded} != set(context.rescues):
            yield "a finding for no promise"


# --------------------------------------------------------------------------- without explanations


@contextmanager
def quickly() -> Iterator[None]:
    """Findings without the words that explain them and the ways to settle them, which have tests of
    their own; with what the checks say beside their findings written down at the desk."""
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


def _excluded(
    context: CheckContext, promise: Promise
) -> Sequence[missing_assumption.AssumptionKind]:
    found = _all_excluded(context, promise)
    if found and isinstance(context, Recorder):
        context.rescues[promise.name] = tuple(kind.written for kind in found)
    return found


def _no_case(*_: object) -> ShownFinding:
    return ShownFinding(None)


def _nothing(*_: object, **__: object) -> tuple[()]:
    return ()
