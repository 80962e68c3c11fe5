"""The laws see something: each fault planted into the encoder is caught, and nothing is caught
where none is planted."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.examples.pinned import SITUATIONS
from tests.generators.policies import cases, policies, readings_of
from tests.oracles.faults import FAULTS, Fault
from tests.oracles.laws import agree_on_case, enough_slots, found_among_all, live_questions
from verifier.explanation.replay import Disagreement
from verifier.model import LawRegime
from verifier.solver.question_solver import QuestionSolver

CAUGHT = (AssertionError, Disagreement, IndexError, RecursionError)
MOST_TRIED = 1_000
"""A bound that is one too small shows in one of some hundred policies; the others much sooner."""


@pytest.mark.parametrize("name", SITUATIONS)
def test_the_laws_hold_in_every_pinned_situation(name: str) -> None:
    SITUATIONS[name]()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_every_planted_fault_is_caught(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    fault.plant(monkeypatch)
    with pytest.raises(CAUGHT):
        SITUATIONS[fault.caught_by]()


@pytest.mark.covered_once
@pytest.mark.parametrize("fault", [f for f in FAULTS if f.plain], ids=lambda fault: fault.name)
def test_drawn_policies_catch_it_too(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    fault.plant(monkeypatch)
    with pytest.raises(CAUGHT):
        _tried()


@settings(
    max_examples=MOST_TRIED,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.data())
def _tried(data: st.DataObject) -> None:
    policy = data.draw(policies())
    solver = QuestionSolver(policy)
    for _ in range(3):
        case, readings = data.draw(cases(policy)), data.draw(readings_of(policy))
        agree_on_case(solver, case, readings)
        found_among_all(solver, case, readings)
    for query in data.draw(st.permutations(list(live_questions(policy, LawRegime.BESIDE))))[:2]:
        enough_slots(solver, query)
