"""What a comparison finds in short is what the checks find, and what it takes over from the earlier
version is what it would find anew."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

import pytest

from tests.checks.documents import FILES, read
from tests.generators.tiny_policies import made
from tests.oracles.examined_policies import policy_of
from verifier.changes.compare.carried_answers import CarriedAnswers
from verifier.changes.compare.findings_in_short import Examined, runs
from verifier.changes.consolidate import enacted
from verifier.changes.mutate.mutants import mutants
from verifier.checks.order import CHECKS
from verifier.checks.run import CheckOptions, Examination, examine
from verifier.checks.support.check_context import CheckContext
from verifier.elaborate import load
from verifier.explanation.replay import Disagreement
from verifier.findings.finding import Run
from verifier.model import Policy
from verifier.solver.answers import Budget
from verifier.solver.question_solver import QuestionSolver

Declared = TypeVar("Declared")

pytestmark = pytest.mark.covered_once

FIRST = Path(__file__).parents[2] / "spec" / "prioritizing-safety"
AMENDMENTS = sorted((FIRST / "amendments").glob("*.policy"))
TRIED = [path for path in AMENDMENTS if path.stem == "truthfulness"]
"""`make soak` tries the others too: each takes as long as a check of the first policy."""
if "ANTINOMY_SOAK" in os.environ:
    TRIED = AMENDMENTS
SEEDS = range(9_000, 9_060 if "ANTINOMY_SOAK" in os.environ else 9_024)
TOGETHER = 12
"""So many policies are examined by one test."""
BUDGET = Budget()


@cache
def corpus() -> tuple[Policy, ...]:
    found = (read(path)[0] for path in FILES)
    return tuple(policy for policy in found if policy is not None)


@cache
def handmade(seeds: Sequence[int]) -> tuple[Policy, ...]:
    return tuple(policy_of(made(seed)) for seed in seeds)


@cache
def first_policy() -> Policy:
    policy = load(FIRST).policy
    assert policy is not None
    return policy


def told(run: Run) -> list[object]:
    """What a comparison tells of a run: how each check ended, and what stands of each finding."""
    return [
        (
            one.check,
            one.outcome,
            [(f.fingerprint, f.severity, f.headline, f.outcome) for f in one.findings],
        )
        for one in run.checks
    ]


def in_short(policy: Policy) -> Run:
    """What the checks find in short, in a context in which nothing was asked before."""
    examination = Examination(CheckContext(policy, QuestionSolver(policy, BUDGET), {}, brief=True))
    return Run(policy.name, tuple(examination.run(one) for one in CHECKS))


KNOWN: dict[int, tuple[Policy, list[object]]] = {}
"""By the identity of policies, which are kept: what is told of each."""


def alone(policy: Policy) -> list[object]:
    """What is told of a policy by itself, found once: several tests ask."""
    if id(policy) not in KNOWN:
        KNOWN[id(policy)] = policy, told(in_short(policy))
    return KNOWN[id(policy)][1]


def both(old: Policy, new: Policy, order: Sequence[int] = range(len(CHECKS))) -> tuple[Run, Run]:
    """What is found in two versions together, the checks being run in some order."""
    examined = Examined(old, new, BUDGET)
    return runs(old, new, examined.ran([CHECKS[place] for place in order]), BUDGET)


# --------------------------------------------------------------------------- in short


CHUNKS = {
    **{f"corpus {n}": (lambda n=n: corpus()[n::TOGETHER]) for n in range(TOGETHER)},
    **{
        f"policies {seeds[0]}": (lambda seeds=seeds: handmade(seeds))
        for seeds in (SEEDS[n : n + TOGETHER] for n in range(0, len(SEEDS), TOGETHER))
    },
    **({"the first policy": lambda: (first_policy(),)} if "ANTINOMY_SOAK" in os.environ else {}),
}


@pytest.mark.parametrize("chosen", CHUNKS.values(), ids=CHUNKS)
def test_in_short_the_same_is_found(chosen: Callable[[], Sequence[Policy]]) -> None:
    for policy in chosen():
        assert alone(policy) == told(examine(policy, CheckOptions())), policy.name


# --------------------------------------------------------------------------- taken over


def edited(policy: Policy, chance: random.Random, most: int) -> list[Policy]:
    """Some policies after one edit: a slip in a clause or a definition; an assumption, a promise or
    a fact of a case struck; a question read plainly otherwise."""
    found = [mutant.policy for mutant in chance.sample(mutants(policy), 1)]
    if policy.assumptions:
        found.append(replace(policy, assumptions=_fewer(policy.assumptions, chance)))
    if policy.promises:
        found.append(replace(policy, promises=_fewer(policy.promises, chance)))
    for name, question in policy.questions.items():
        if question.adopted is None:
            *others, last = (replace(reading, plain=False) for reading in question.readings)
            turned = replace(question, readings=(*others, replace(last, plain=True)))
            found.append(replace(policy, questions={**policy.questions, name: turned}))
    for name, example in policy.cases.items():
        if len(example.givens) > 1:
            fewer = replace(example, givens=example.givens[:-1])
            found.append(replace(policy, cases={**policy.cases, name: fewer}))
    return chance.sample(found, min(most, len(found)))


def _fewer(declared: Mapping[str, Declared], chance: random.Random) -> dict[str, Declared]:
    gone = chance.choice(list(declared))
    return {name: one for name, one in declared.items() if name != gone}


def otherwise(policies: Iterable[Policy], most: int) -> Iterator[str]:
    """The policies of which, after an edit, something else is found together with the version
    before than alone, or where that fails. The checks are run in any order."""
    for policy in policies:
        chance = random.Random(policy.name)
        by_itself = alone(policy)
        for changed in edited(policy, chance, most) if mutants(policy) else ():
            order = chance.sample(range(len(CHECKS)), len(CHECKS))
            before, after = both(policy, changed, order)
            if told(before) != by_itself or told(after) != told(in_short(changed)):
                yield policy.name


@pytest.mark.parametrize("chosen", CHUNKS.values(), ids=CHUNKS)
def test_what_is_taken_over_is_what_is_found_anew(
    chosen: Callable[[], Sequence[Policy]],
) -> None:
    policies = chosen()
    assert list(otherwise(policies, 2 if len(policies) > 1 else 1)) == []


@pytest.mark.no_cover
@pytest.mark.parametrize("name", ["_on_one_ground", "_norm", "_formula", "same_act", "same_case"])
def test_a_fault_is_noticed(name: str) -> None:
    """What differs is taken for the same."""
    with patch.object(CarriedAnswers, name, lambda *_: True):
        try:
            noticed = next(otherwise((*corpus(), *handmade(SEEDS)), 6), None)
        except (Disagreement, KeyError) as error:
            noticed = str(error)
    assert noticed is not None


@pytest.mark.no_cover
@pytest.mark.parametrize("path", TRIED, ids=lambda path: path.stem)
def test_an_amendment_of_the_first_policy(path: Path) -> None:
    new = enacted(FIRST, [path]).after.policy
    assert new is not None
    _, after = both(first_policy(), new)
    assert told(after) == told(in_short(new))
