"""Under which readings a question has a case: against trying every reading by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples.handmade import MUST, MUST_NOT, norm, saying
from tests.examples.pinned import COUNTS, ITEM, USE, item, the
from tests.generators.policies import enumerate_cases, enumerate_readings, policies
from tests.generators.vocabulary import bare_policy, question_of
from tests.oracles.laws import checked
from verifier.encoding.questions import Angle, Live, Query, verdict_is
from verifier.explanation.reading_sets import MOST_DEVIATIONS, Deviation, deviations, robust
from verifier.model import (
    All,
    Any,
    Formula,
    LawRegime,
    Not,
    Policy,
    Readings,
    Reads,
    Verdict,
)
from verifier.semantics.evaluate import admissible, evaluate
from verifier.solver.answers import Found, Impossible, Possible
from verifier.solver.question_solver import QuestionSolver

NAMES = ("first", "second", "third")


def policy_where(*when: Formula) -> Policy:
    """The Office must not use an item where the conditions hold; three questions."""
    questions = [question_of(name, "narrow", "broad", "other") for name in NAMES]
    words = bare_policy([ITEM], (), [COUNTS], [USE], questions)
    return saying(words, norm("1", MUST_NOT, USE.id, (item,), *when))


def broad(name: str) -> Formula:
    return Reads(name, "broad")


def deviating(policy: Policy, fixed: Readings | None = None) -> list[Deviation]:
    fixed = fixed or {}
    plain = {**policy.plain_readings, **fixed}
    found = deviations(QuestionSolver(policy), Query(USE.id, Live("1")), plain, fixed)
    assert isinstance(found, tuple)
    return list(found)


BROAD = {name: (name, "broad") for name in NAMES}


# --------------------------------------------------------------------------- by hand


def test_a_case_under_the_plain_readings_needs_no_other() -> None:
    assert deviating(policy_where(the(COUNTS, item))) == [frozenset()]
    assert deviating(policy_where(Any((broad("first"), the(COUNTS, item))))) == [frozenset()]


def test_no_case_needs_no_reading() -> None:
    assert deviating(policy_where(the(COUNTS, item), Not(the(COUNTS, item)))) == []


def test_the_smallest_sets_are_found_and_none_that_contains_another() -> None:
    two = All((broad("first"), broad("second")))
    policy = policy_where(Any((two, broad("third"), All((broad("first"), broad("third"))))))
    assert deviating(policy) == [
        frozenset({BROAD["third"]}),
        frozenset({BROAD["first"], BROAD["second"]}),
    ]


def test_each_reading_that_is_enough_is_named() -> None:
    policy = policy_where(Not(Reads("second", "narrow")))
    assert deviating(policy) == [frozenset({("second", r)}) for r in ("broad", "other")]


def test_readings_chosen_beforehand_are_not_varied() -> None:
    policy = policy_where(Any((broad("first"), broad("second"))))
    assert deviating(policy, {"first": "narrow"}) == [frozenset({BROAD["second"]})]
    assert deviating(policy, {"first": "broad"}) == [frozenset()]
    assert deviating(policy, {"first": "other", "second": "other"}) == []


def test_no_more_are_found_than_can_be_listed_and_one() -> None:
    questions = [question_of(f"question {n}", "narrow", "broad") for n in range(12)]
    words = bare_policy([ITEM], (), [COUNTS], [USE], questions)
    each: Formula = Any(tuple(broad(question.name) for question in questions))
    policy = saying(words, norm("1", MUST_NOT, USE.id, (item,), each))
    assert len(deviating(policy)) == MOST_DEVIATIONS + 1, "one more tells that there are more"


def test_robust_is_one_case_under_all_readings_not_one_for_each() -> None:
    """An item that counts under one reading, and another item under the other."""
    counts, not_ = the(COUNTS, item), Not(the(COUNTS, item))
    split = Any((All((broad("first"), counts)), All((Not(broad("first")), not_))))
    policy = policy_where(split)
    stands = partial(robust, plain=policy.plain_readings, fixed={})
    assert isinstance(stands(QuestionSolver(policy), Query(USE.id, Live("1"))), Impossible)
    whole = policy_where(Any((broad("first"), counts)))
    assert isinstance(stands(QuestionSolver(whole), Query(USE.id, Live("1"))), Found)


def test_robust_leaves_readings_chosen_beforehand() -> None:
    policy = policy_where(broad("first"))
    fixed = {"first": "broad"}
    plain = {**policy.plain_readings, **fixed}
    assert isinstance(robust(QuestionSolver(policy), Query(USE.id, Live("1")), plain, fixed), Found)
    assert isinstance(
        robust(QuestionSolver(policy), Query(USE.id, Live("1")), policy.plain_readings, {}),
        Impossible,
    )


# --------------------------------------------------------------------------- by trying all


LAW = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def questions_about(policy: Policy) -> Iterator[Query]:
    for act, verdict in product(policy.acts, Verdict):
        if verdict is not Verdict.SILENT:
            yield Query(act, verdict_is(verdict), Angle(column=LawRegime.BESIDE))


@LAW
@given(st.data())
def test_deviations_are_the_smallest_of_all_readings(data: st.DataObject) -> None:
    policy = data.draw(policies().filter(lambda drawn: len(drawn.questions) > 1))
    solver = QuestionSolver(policy)
    for query in data.draw(st.permutations(list(questions_about(policy))))[:3]:
        found = deviations(solver, query, policy.plain_readings, {})
        assert isinstance(found, tuple)
        right = set(smallest(solver, query))
        assert set(found) <= right
        assert len(found) in (len(right), MOST_DEVIATIONS)
        checked()


def smallest(solver: QuestionSolver, query: Query) -> list[Deviation]:
    plain = solver.policy.plain_readings
    enough = [
        frozenset((name, own) for name, own in readings.items() if own != plain[name])
        for readings in enumerate_readings(solver.policy)
        if isinstance(solver.ask(query, readings), Possible)
    ]
    return [one for one in enough if not any(other < one for other in enough)]


@LAW
@given(st.data(), st.sampled_from([v for v in Verdict if v is not Verdict.SILENT]))
def test_robust_is_what_trying_all_cases_says(data: st.DataObject, verdict: Verdict) -> None:
    policy = data.draw(policies(tiny=True))
    (act,) = policy.acts
    solver = QuestionSolver(policy)
    query = Query(act, verdict_is(verdict))
    found = robust(solver, query, policy.plain_readings, {})
    if isinstance(found, Found):
        assert stands_everywhere(policy, found, verdict)
    sizes = {"party": 0, "item": 2}
    tried = any(
        stands_everywhere(policy, Found(case, {}, solver.bound(query)), verdict)
        for case in enumerate_cases(policy, sizes)
    )
    assert isinstance(found, Found) or not tried
    checked()


def stands_everywhere(policy: Policy, found: Found, verdict: Verdict) -> bool:
    return all(
        not admissible(policy, found.case, readings)
        and evaluate(policy, found.case, readings).verdict is verdict
        for readings in enumerate_readings(policy)
    )


@pytest.mark.parametrize("given_", [{}, {"first": "narrow"}], ids=["none", "one"])
def test_robust_needs_few_rounds_where_many_questions_are_idle(given_: Mapping[str, str]) -> None:
    questions = [question_of(f"question {n}", "narrow", "broad") for n in range(14)]
    words = bare_policy(
        [ITEM], (), [COUNTS], [USE], [question_of("first", "narrow", "broad"), *questions]
    )
    each = [Any((broad(question.name), the(COUNTS, item))) for question in questions]
    policy = saying(words, norm("1", MUST, USE.id, (item,), *each))
    plain = {**policy.plain_readings, **given_}
    solver = QuestionSolver(policy)
    found = robust(solver, Query(USE.id, Live("1")), plain, given_)
    assert isinstance(found, Found)
    assert found.case.facts
