"""A question that looks at two cases at once finds pairs that differ in the chosen words only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples.elaborated import policy_of
from tests.examples.handmade import case_of
from tests.generators.policies import enumerate_cases, policies
from tests.oracles.laws import checked, counts
from verifier.encoding.questions import Angle, Query, Seen, both, either, no, verdict_is
from verifier.encoding.self_composition import (
    ACT_DAY,
    MARK,
    THE_ACT,
    SecondCopy,
    WordDependencies,
    as_seen_by,
    editions,
)
from verifier.explanation.nearest_case import nearest
from verifier.model import Case, FactKey, Holds, Policy, Thing, Verdict
from verifier.semantics.evaluate import admissible, evaluate
from verifier.solver.answers import Found, Possible
from verifier.solver.question_solver import QuestionSolver

TEXT = """
fact an item is old
fact an item is blue

define an item is of interest
  when the item is old

clause 1 "Items"
  the Office must not use an item against a person
  when the item is of interest
  and the item was gathered from the person
  except late when the day of the act is after 2026-01-01

clause 2 "Crimes"
  the Office must not prosecute a person for a crime
  when the person is a victim of the crime
"""
OLD, BLUE = "an item is old", "an item is blue"
LATER = SecondCopy("later", day="the later day")


def test_only_what_speaks_of_the_words_is_said_of_their_copies() -> None:
    policy = policy_of(TEXT)
    found = editions(policy, [SecondCopy("other", frozenset({OLD}))])
    whole, other = found[""], found["other"]
    assert OLD + MARK in whole.facts
    assert (whole.facts, whole.norms) == (other.facts, other.norms)
    assert whole.definitions == policy.definitions
    assert other.definitions != policy.definitions


def test_the_norms_on_which_words_bear() -> None:
    bearing = WordDependencies(policy_of(TEXT))

    def touched(word: str) -> list[str]:
        return [norm.id for norm in bearing.norms(frozenset({word}))]

    assert touched(OLD) == ["1"]
    assert touched(ACT_DAY) == ["1"]
    assert touched("a person is a victim of a crime") == ["2"]
    assert touched(THE_ACT) == []


def test_another_day_of_the_act() -> None:
    policy = policy_of(TEXT)
    days = editions(policy, [LATER])
    solver = QuestionSolver(days[""], editions=days)
    prohibited = verdict_is(Verdict.PROHIBITED)
    later = both([Holds("the later day", ()), Seen(Angle(edition="later"), no(prohibited))])
    found = solver.witness(Query("use an item against a person", both([prohibited, later])))
    assert isinstance(found, Found)
    first, second = as_seen_by(policy, found.case), as_seen_by(policy, found.case, LATER)
    assert evaluate(policy, first, {}).verdict is Verdict.PROHIBITED
    assert evaluate(policy, second, {}).verdict is Verdict.SILENT
    assert replace(second, act=first.act) == first


def test_differences_that_need_not_be_are_taken_back() -> None:
    policy = policy_of(TEXT)

    def case(*facts: FactKey) -> Case:
        return case_of("file a report", ("R",), *facts, world=WORLD, values=VALUES, day=740_000)

    first, second = case((OLD, ("I",))), case((BLUE, ("I",)))
    closer = nearest(policy, {}, first, second, lambda c: (OLD, ("I",)) not in c.facts)
    assert closer == case()


WORLD = (Thing("R", "report"), Thing("I", "item"))
VALUES = {("weight of item", "I"): 0, ("bought of item", "I"): 740_000}


# --------------------------------------------------------------------------- against brute force


def with_one_fact_changed(policy: Policy, case: Case, fact: str) -> Iterator[Case]:
    """The same case with one thing more, or less, of which the fact holds."""
    holes = policy.facts[fact].holes
    names = [*policy.parties, *(thing.name for thing in case.things)]
    for things in product(names, repeat=len(holes)):
        changed = replace(case, facts=case.facts ^ {(fact, things)})
        if not admissible(policy, changed, policy.plain_readings):
            yield changed


@counts(200)
@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(policies(tiny=True), st.data())
def test_a_verdict_turns_on_a_fact_just_where_two_cases_show_it(
    policy: Policy, data: st.DataObject
) -> None:
    plain = [name for name, fact in policy.facts.items() if not fact.event]
    if not plain:
        return
    fact = data.draw(st.sampled_from(plain))
    second = SecondCopy("other", frozenset({fact}))
    both_looks = editions(policy, [second])
    solver = QuestionSolver(both_looks[""], editions=both_looks)
    readings = policy.plain_readings

    def verdict(case: Case) -> Verdict:
        return evaluate(policy, case, readings).verdict

    for case in islice(enumerate_cases(policy, dict.fromkeys(policy.roots.values(), 1)), 60):
        if admissible(policy, case, readings):
            continue
        for other in with_one_fact_changed(policy, case, fact):
            there = Seen(Angle(edition="other"), verdict_is(verdict(other)))
            body = both([verdict_is(verdict(case)), there])
            assert isinstance(solver.ask(Query(case.act.act, body), readings), Possible)
            checked()
    for act in policy.acts:
        parts = [(verdict_is(v), Seen(Angle(edition="other"), no(verdict_is(v)))) for v in Verdict]
        found = solver.witness(Query(act, either(both(pair) for pair in parts)), readings)
        if isinstance(found, Found):
            one, two = as_seen_by(policy, found.case), as_seen_by(policy, found.case, second)
            assert not admissible(policy, one, found.readings[""])
            assert not admissible(policy, two, found.readings[""])
            assert {name for name, _ in one.facts ^ two.facts} <= {fact}
            assert replace(two, facts=one.facts) == one
            assert verdict(one) is not verdict(two)
            checked()
