"""Laws that tie the solver to the interpreter, on every policy whatever its words.

The cases that random policies are drawn with seldom meet a conflict; the last laws therefore start
from the solver's own witnesses of conflicts and look around them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.generators.neighbours import neighbours
from tests.generators.policies import cases, policies, readings_of
from tests.generators.questions import question
from tests.generators.renaming import renamed, renaming_of
from tests.generators.shuffled import shuffled
from tests.oracles.laws import (
    PROMISED,
    TALLY,
    agree_on_case,
    checked,
    counts,
    enough_slots,
    found_among_all,
    live_questions,
    verdict_questions,
    witness_replays,
)
from verifier.encoding.norms import VERDICTS
from verifier.encoding.questions import (
    Angle,
    Applicable,
    Ask,
    InScope,
    Live,
    Query,
    Seen,
    Takes,
    both,
    either,
    no,
    verdict_is,
)
from verifier.model import (
    FALSE,
    All,
    Any,
    Attack,
    CaseClass,
    Condition,
    LawRegime,
    Modality,
    Not,
    Policy,
    Positions,
    Verdict,
)
from verifier.semantics.norms import verdict as verdict_of
from verifier.solver.question_solver import QuestionSolver


def law(examples: int) -> settings:
    """The same examples in every run, so that the count of what they meet stays."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


# --------------------------------------------------------------------------- one case


@counts(1900)
@law(200)
@given(st.data())
def test_the_engines_agree_on_a_case(data: st.DataObject) -> None:
    policy = data.draw(policies())
    solver = QuestionSolver(policy)
    for _ in range(4):
        agree_on_case(solver, data.draw(cases(policy)), data.draw(readings_of(policy)))


@counts(900)
@law(90)
@given(st.data())
def test_what_the_interpreter_finds_is_possible_for_the_solver(data: st.DataObject) -> None:
    policy = data.draw(policies())
    solver = QuestionSolver(policy)
    for _ in range(5):
        found_among_all(solver, data.draw(cases(policy)), data.draw(readings_of(policy)))


# --------------------------------------------------------------------------- witnesses


@counts(40)
@law(35)
@given(st.data(), st.sampled_from(LawRegime))
def test_every_witness_of_a_verdict_replays(data: st.DataObject, column: LawRegime) -> None:
    policy = data.draw(policies())
    solver = QuestionSolver(policy)
    queries = list(verdict_questions(policy, column))
    for query in data.draw(st.permutations(queries))[:6]:
        witness_replays(solver, query)


@counts(50)
@law(50)
@given(st.data(), st.sampled_from(LawRegime))
def test_every_witness_of_norms_live_together_replays(
    data: st.DataObject, column: LawRegime
) -> None:
    policy = data.draw(policies())
    solver = QuestionSolver(policy)
    readings = data.draw(readings_of(policy))
    for query in data.draw(st.permutations(list(live_questions(policy, column))))[:6]:
        witness_replays(solver, query, readings)


@counts(40)
@law(35)
@given(st.data())
def test_every_witness_of_two_looks_at_one_case_replays(data: st.DataObject) -> None:
    """Two readings of a question, a norm left out, readings put in, parts of a norm, a scope."""
    policy = data.draw(policies())
    solver = QuestionSolver(policy)
    queries = [Query(act, body) for act in policy.acts for body in _two_looks(data, policy)]
    for query in data.draw(st.permutations(queries))[:6]:
        witness_replays(solver, query)


def _two_looks(data: st.DataObject, policy: Policy) -> Iterator[Ask]:
    readings = frozenset(data.draw(readings_of(policy)).items())
    yield differs(Angle(), Angle(reads=readings))
    for name in policy.questions:
        yield differs(Angle(), Angle(apart=frozenset({name}), tag="otherwise"))
        yield differs(
            Angle(LawRegime.BESIDE), Angle(apart=frozenset(policy.questions), tag="other")
        )
    norm = data.draw(st.sampled_from(list(policy.norms.values())))
    yield differs(Angle(), Angle(without=frozenset({norm.id})))
    yield differs(Angle(column=LawRegime.BESIDE), Angle(column=LawRegime.END))
    kept = frozenset(range(len(norm.conditions) // 2))
    if norm.modality is not None:
        yield both([Applicable(norm.id, kept), no(Applicable(norm.id))])
        scope = CaseClass(norm.bearer, norm.act, norm.parameters, norm.locals, norm.conditions)
        yield both([InScope(scope), no(Live(norm.id))])
        yield both([no(InScope(scope)), verdict_is(Verdict.SILENT)])


def differs(here: Angle, there: Angle) -> Ask:
    """The verdict seen from one angle is not that seen from the other."""
    single = [verdict_is(verdict) for verdict in Verdict]
    return either(both([Seen(here, one), Seen(there, no(one))]) for one in single)


# --------------------------------------------------------------------------- what changes nothing


def answers(policy: Policy, queries: list[Query]) -> list[str]:
    solver = QuestionSolver(policy)
    return [type(solver.ask(query)).__name__ for query in queries]


def some_questions(data: st.DataObject, policy: Policy) -> list[Query]:
    queries = [*verdict_questions(policy, LawRegime.END), *live_questions(policy, LawRegime.BESIDE)]
    return data.draw(st.permutations(queries))[:10]


@counts(250)
@law(30)
@given(st.data())
def test_order_changes_no_answer(data: st.DataObject) -> None:
    policy = data.draw(policies())
    queries = some_questions(data, policy)
    assert answers(shuffled(data, policy), queries) == answers(policy, queries)
    checked(len(queries))


@counts(250)
@law(30)
@given(st.data())
def test_consistent_renaming_changes_no_answer(data: st.DataObject) -> None:
    policy = data.draw(policies())
    names = renaming_of(policy, data.draw(cases(policy)))
    queries = some_questions(data, policy)
    other = [renamed(query, names) for query in queries]
    assert answers(renamed(policy, names), other) == answers(policy, queries)
    checked(len(queries))


@counts(250)
@law(30)
@given(st.data())
def test_a_dead_norm_changes_no_answer(data: st.DataObject) -> None:
    policy = data.draw(policies())
    norm = data.draw(st.sampled_from(list(policy.norms.values())))
    dead = replace(
        norm,
        id="dead",
        clause="dead",
        modality=data.draw(st.sampled_from((*Modality, None))),
        conditions=(*norm.conditions, Condition(FALSE, "never")),
    )
    attacks = [Attack("dead", target, (), "disapplication") for target in policy.norms]
    more = replace(
        policy, norms={**policy.norms, "dead": dead}, attacks=(*policy.attacks, *attacks)
    )
    queries = some_questions(data, policy)
    assert answers(more, queries) == answers(policy, queries)
    checked(len(queries))


# --------------------------------------------------------------------------- how many things


@counts(50)
@law(40)
@given(st.data(), st.sampled_from(LawRegime))
def test_one_thing_more_of_each_kind_changes_no_answer(
    data: st.DataObject, column: LawRegime
) -> None:
    policy = data.draw(policies())
    solver = QuestionSolver(policy)
    queries = [*verdict_questions(policy, column), *live_questions(policy, column)]
    for query in data.draw(st.permutations(queries))[:10]:
        enough_slots(solver, query)


QUESTIONS, SHARE = 1600, 200


@pytest.mark.covered_once
@pytest.mark.parametrize("start", range(0, QUESTIONS, SHARE))
def test_enough_things_are_tried_for_questions_with_many_quantifiers(start: int) -> None:
    before = TALLY["checks"]
    for seed in range(start, start + SHARE):
        policy, query = question(seed)
        solver = QuestionSolver(policy)
        needed = solver.bound(query)
        if needed.complete and sum(needed.sizes.values()) <= 8:
            enough_slots(solver, query, more=2 if sum(needed.sizes.values()) < 4 else 1)
            witness_replays(solver, query)
    assert TALLY["checks"] - before >= SHARE // 2


# --------------------------------------------------------------------------- around conflicts


@counts(500)
@law(105)
@given(st.data(), st.sampled_from(LawRegime))
def test_the_engines_agree_around_every_conflict(data: st.DataObject, column: LawRegime) -> None:
    """The canonical case of each kind of conflict, and cases one step away from it."""
    policy = data.draw(policies())
    solver = QuestionSolver(policy)
    for query in conflict_questions(policy, column):
        found = witness_replays(solver, query)
        if found is not None:
            case, readings = found.case, found.readings[""]
            agree_on_case(solver, case, readings)
            near = list(neighbours(policy, case, readings))
            for other, others in islice(data.draw(st.permutations(near)), 24):
                agree_on_case(solver, other, others)


def conflict_questions(policy: Policy, column: LawRegime) -> Iterator[Query]:
    for act, verdict in product(policy.acts, (Verdict.DILEMMA, Verdict.ANTINOMY)):
        yield Query(act, verdict_is(verdict), Angle(column=column))


# --------------------------------------------------------------------------- verdicts


@pytest.mark.parametrize("given_", list(product((False, True), repeat=5)))
def test_the_formula_of_each_verdict_is_the_table_of_verdicts(
    given_: tuple[bool, ...],
) -> None:
    positions = Positions(*given_)
    taken = {letter for letter, has in zip("OFPEC", given_, strict=True) if has}
    true = [verdict for verdict in Verdict if holds(VERDICTS[verdict], taken)]
    assert true == [verdict_of(positions)]
    checked()


def holds(ask: Ask, taken: set[str]) -> bool:
    match ask:
        case Takes(position):
            return position in taken
        case Not(body):
            return not holds(body, taken)
        case All(parts):
            return all(holds(part, taken) for part in parts)
        case Any(parts):
            return any(holds(part, taken) for part in parts)
        case _:
            raise AssertionError(f"no formula over positions: {ask}")


def test_there_are_at_least_five_thousand_comparisons() -> None:
    """Without those that the parametrised laws add. The summary of a run says how many it were."""
    promised = (least for law, least in PROMISED.items() if law.startswith(__name__))
    assert sum(promised) + QUESTIONS // 2 >= 5_000
