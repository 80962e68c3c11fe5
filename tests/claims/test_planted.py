"""Falsehoods planted in what makes the words: each is caught by the claims, and by the one that it
is meant for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import pytest

from tests.claims.machine import of_seed
from verifier.checks.support.parting import Matters, Parting
from verifier.findings import SingleChange, Strength

MOST_SEEDS = 150
"""In the policies of so many seeds a planted falsehood must have been printed."""


@dataclass(frozen=True)
class Planted:
    """What is patched (a place, and what comes there, given what was there before); the kind of
    sentence that is false then, and a check that prints it."""

    name: str
    place: str
    put: Callable[[Any], Any]
    kind: str
    check: str


def _whatever_too_many(before: Any) -> Any:
    """Says of a value that matters that it does not."""

    def irrelevant(solver: Any, speaker: Any, explained: Any) -> Iterator[str]:
        yield from before(solver, speaker, explained)
        for statement in explained.needed:
            if statement.value is not None:
                yield speaker.whatever(statement.value)

    return irrelevant


def _off_by_one(before: Any) -> Any:
    return lambda number, unit, label="": before(number + 1, unit, label)


def _clause_too_many(before: Any) -> Any:
    """Adds to what a finding rests on a clause that has nothing to do with it."""

    def of_witness(context: Any, witness: Any, *others: Any) -> Any:
        found = before(context, witness, *others)
        if witness is None:
            return found
        surplus = [
            context.speaker.norm_name(norm.id)
            for norm in context.policy.norms.values()
            if norm.modality is not None and norm.id not in witness.live
        ]
        return [[*one, *surplus[:1]] for one in found]

    return of_witness


def _change_that_leaves_it(before: Any) -> Any:
    """Takes for a change that removes the finding what leaves it as it is."""

    def told(self: Any, changed: Any) -> Iterator[SingleChange]:
        found = list(before(self, changed))
        yield from found or [SingleChange(changed.words, "silent")]

    return told


def _wrong_effect(before: Any) -> Any:
    return lambda *given: before(*given).replace("prohibited", "permitted")


def _given_too_few(before: Any) -> Any:
    """Leaves out the last of the facts that matter."""
    return lambda speaker, explained: before(speaker, explained)[:-1]


def _denial_lost(before: Any) -> Any:
    return lambda policy, key, *_, **__: before(policy, key, True)


def _every_reading(before: Any) -> Any:
    """Says of what is so under the plain readings that it is under every reading."""

    def strength(finding: Any) -> Any:
        robust = replace(finding, strength=Strength.ROBUST)
        return before(robust if finding.strength is Strength.PLAIN else finding)

    return strength


def _nowhere(_: Any) -> Any:
    return lambda *_: True


def _wrong_remedy(_: Any) -> Any:
    return lambda *_: "where they meet, the verdict is then “exempt”"


def _another_verdict(before: Any) -> Any:
    """Expects of a suggested case, once it was tried, what it does not come to."""

    def suggested(*given: Any) -> list[str]:
        return [_with_another_verdict(line) for line in before(*given)]

    return suggested


def _with_another_verdict(line: str) -> str:
    if not line.startswith("  expect "):
        return line
    return "  expect obliged" if "silent" in line else "  expect silent"


def _always_enough(_: Any) -> Any:
    return lambda *_: True


def _never_matters(before: Any) -> Any:
    return lambda context, question: Parting(Matters.NEVER, before(context, question).queries)


PLANTED = (
    Planted(
        "a “whatever” too many", "verifier.explanation.witness._irrelevant", _whatever_too_many,
        "whatever", "antinomy",
    ),
    Planted(
        "a border off by one", "verifier.words.quantities.amount", _off_by_one,
        "given", "broken-promise",
    ),
    Planted(
        "a clause too many in “rests on”", "verifier.checks.support.conflicts.of_witness",
        _clause_too_many, "it rests on", "antinomy",
    ),
    Planted(
        "a change that leaves it as it is",
        "verifier.explanation.counterfactuals.SingleChanges._told", _change_that_leaves_it,
        "single change", "broken-promise",
    ),
    Planted(
        "the wrong verdict behind a change", "verifier.explanation.counterfactuals.said_of",
        _wrong_effect, "single change", "antinomy",
    ),
    Planted(
        "a fact that matters left out", "verifier.explanation.witness.given_words",
        _given_too_few, "every completion", "broken-promise",
    ),
    Planted(
        "a “not” lost", "verifier.words.cases.fact_words", _denial_lost, "given", "antinomy",
    ),
    Planted(
        "“every reading” for the plain ones", "verifier.report.page.findings.strength_words",
        _every_reading, "under every reading", "broken-promise",
    ),
    Planted(
        "a line that does add something", "verifier.checks.surplus_condition.nowhere", _nowhere,
        "a line adds nothing", "surplus-condition",
    ),
    Planted(
        "the wrong verdict behind a way to settle it",
        "verifier.checks.support.remedies._verdict_then",
        _wrong_remedy, "a priority settles it", "antinomy",
    ),
    Planted(
        "a suggested case that fails", "verifier.checks.untested_clause.suggestion",
        _another_verdict, "a suggested case", "untested-clause",
    ),
    Planted(
        "a second case that something else decides",
        "verifier.explanation.counterfactuals.OtherCase.follows", _always_enough,
        "single change", "discretion",
    ),
    Planted(
        "a question that does matter", "verifier.checks.idle_question.parted", _never_matters,
        "no outcome depends", "idle-question",
    ),
)  # fmt: skip


@pytest.mark.parametrize("planted", PLANTED, ids=lambda one: one.name)
def test_a_planted_falsehood_is_caught(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    module, _, name = planted.place.rpartition(".")
    monkeypatch.setattr(planted.place, planted.put(_found(module, name)))
    for seed in range(MOST_SEEDS):
        refuted = of_seed(seed, (planted.kind, planted.check)).refuted
        if any(one.kind == planted.kind for one in refuted):
            return
    raise AssertionError(f"not caught in the policies of {MOST_SEEDS} seeds")


def _found(module: str, name: str) -> Any:
    try:
        return getattr(import_module(module), name)
    except ModuleNotFoundError:
        above, _, owner = module.rpartition(".")
        return getattr(getattr(import_module(above), owner), name)
