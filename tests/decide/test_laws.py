"""Laws of partly known cases: what the solver answers is what trying every completion answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import prod

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.generators.policies import cases, policies, readings_of
from tests.oracles.enumerated import Answer, answer, smallest_sufficient
from tests.oracles.laws import checked, counts
from verifier.decide.decide import decide
from verifier.decide.decision import Decision, DecisionStatus, Way
from verifier.decide.inquiry import Frame, Inquiry
from verifier.decide.known_facts import alternatives, stated_number
from verifier.decide.smallest_changes import changes
from verifier.decide.unknowns import unknown_words
from verifier.model import (
    ActDay,
    Asking,
    Case,
    CaseExample,
    Compare,
    Condition,
    Formula,
    LawRegime,
    Not,
    Policy,
    Quantity,
    Readings,
)
from verifier.model.case_as_formulas import day_statement, fact_statement, value_statement
from verifier.semantics.completions import PartlyKnown, Unknown, choices_of, completions
from verifier.semantics.evaluate import evaluate
from verifier.semantics.mentions import candidates, speaks_of_the_day
from verifier.solver.question_solver import QuestionSolver
from verifier.words import Speaker

MOST_COMPLETIONS = 300
"""Cases with more completions than this are not drawn: each is tried several times."""

slow = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


@dataclass(frozen=True)
class Drawn:
    """A case of which some facts and values are left out, of a policy; some readings are fixed."""

    policy: Policy
    example: CaseExample
    asking: Asking
    fixed: Readings

    def known(self, readings: Readings) -> PartlyKnown:
        givens = tuple(condition.formula for condition in self.example.givens)
        return PartlyKnown(
            self.example.things, self.asking.act, givens, self.example.closed, readings
        )

    def enumerated(self, column: LawRegime, readings: Readings) -> Answer:
        known = self.known(readings)
        return answer(self.policy, known, candidates(self.policy, known.givens), column)

    @property
    def plain(self) -> Readings:
        return {**self.policy.plain_readings, **self.fixed}

    def confirm(self, way: Way) -> None:
        """With what is supposed there is no other verdict, and what is certain is live in every
        completion, and nothing else is."""
        speaker = Speaker(self.policy)
        statable = {speaker.formula(said): said for said in self._statable()}
        if not statable.keys() >= set(way.supposing):
            return  # a comparison of numbers or days is supposed
        supposed = tuple(statable[words] for words in way.supposing)
        known = self.known(self.plain)
        known = replace(known, givens=(*known.givens, *supposed))
        live = []
        for one in completions(self.policy, known, candidates(self.policy, known.givens)):
            found = evaluate(self.policy, one.case, one.readings, way.column)
            assert found.verdict is way.verdict
            live.append({norm for norm, _ in found.live})
        for reason in way.live:
            assert reason.certain == all(reason.norm in norms for norms in live)

    def _statable(self) -> Iterator[Formula]:
        """That facts hold or do not, and that attributes have values of lists."""
        known = PartlyKnown(self.example.things, self.asking.act)
        for unknown, some in choices_of(self.policy, known, candidates(self.policy)).items():
            key = (unknown.id, unknown.things)
            if unknown.what in ("fact", "event"):
                yield from (fact_statement(key), Not(fact_statement(key)))
            elif unknown.what == "value":
                for value in some:
                    if isinstance(value, str):
                        yield value_statement((unknown.id, unknown.things[0]), value)

    def decided(self) -> Decision:
        solver = QuestionSolver(self.policy)
        return decide(solver, Speaker(self.policy), self.example, self.asking, self.fixed)


@st.composite
def partly_known(draw: DrawFn) -> Drawn:
    policy = draw(policies(tiny=draw(st.booleans())))
    case = draw(cases(policy, 1))
    if not speaks_of_the_day(policy, ()):
        case = replace(case, act=replace(case.act, day=None))
    sure, loose = list(_dated(policy, case)), list(_undated(policy, case))
    places = draw(st.permutations(range(len(loose))))
    left_out = places[: draw(st.integers(2, 7))]
    kept = [formula for place, formula in enumerate(loose) if place not in left_out]
    givens = tuple(Condition(formula, "") for formula in (*sure, *kept))
    example = CaseExample("partly", "", case.things, givens, draw(st.integers(0, 3)) == 0, ())
    readings = draw(readings_of(policy))
    fixed = {name: readings[name] for name in readings if draw(st.integers(0, 3)) == 0}
    drawn = Drawn(policy, example, Asking(case.act, ()), fixed)
    assume(_completions(policy, drawn.known(fixed)) <= MOST_COMPLETIONS)
    return drawn


def _completions(policy: Policy, known: PartlyKnown) -> int:
    choices = choices_of(policy, known, candidates(policy, known.givens))
    return prod(len(some) for some in choices.values())


def _unknowns(policy: Policy, case: Case) -> Sequence[Unknown]:
    return tuple(choices_of(policy, PartlyKnown(case.things, case.act), candidates(policy)))


def _dated(policy: Policy, case: Case) -> Iterator[Formula]:
    """What is so of events and the day of the act: always given, for only some days are tried."""
    for unknown in _unknowns(policy, case):
        key = (unknown.id, unknown.things)
        if unknown.what == "event":
            happened = key in case.days
            yield day_statement(key, case.days[key]) if happened else Not(fact_statement(key))
    if case.act.day is not None:
        yield Compare("=", Quantity(((1, ActDay()),), 0), Quantity((), case.act.day))


def _undated(policy: Policy, case: Case) -> Iterator[Formula]:
    for unknown in _unknowns(policy, case):
        key = (unknown.id, unknown.things)
        if unknown.what == "fact":
            yield fact_statement(key) if key in case.facts else Not(fact_statement(key))
        elif unknown.what == "value":
            value_key = (unknown.id, unknown.things[0])
            yield value_statement(value_key, case.values[value_key])


# --------------------------------------------------------------------------- the laws


@slow
@given(partly_known())
def test_the_verdicts_are_those_of_all_completions(drawn: Drawn) -> None:
    decision = drawn.decided()
    assert decision.undecided == ()
    for column in decision.columns:
        assert set(column.possible) == drawn.enumerated(column.column, drawn.fixed).verdicts
        assert set(column.verdicts) == drawn.enumerated(column.column, drawn.plain).verdicts
    for way in decision.ways:
        drawn.confirm(way)


@slow
@given(partly_known())
def test_what_it_is_open_on_and_what_matters(drawn: Drawn) -> None:
    decision = drawn.decided()
    wide = drawn.enumerated(LawRegime.ALONE, drawn.fixed)
    if not wide.verdicts:
        assert decision.status is DecisionStatus.IMPOSSIBLE
        return
    assert (decision.status is DecisionStatus.DECIDED) == (len(wide.verdicts) == 1)
    if wide.open_on_facts != wide.open_on_readings:
        expected = DecisionStatus.FACT_OPEN if wide.open_on_facts else DecisionStatus.READING_OPEN
        assert decision.status is expected
    narrow = drawn.enumerated(LawRegime.ALONE, drawn.plain)
    speaker = Speaker(drawn.policy)
    if len(wide.verdicts) > 1:
        found = {matter.words for matter in (*decision.matters, *decision.matters_otherwise)}
        assert found == {unknown_words(speaker, u) for u in wide.matters if u.what != "question"}
        assert [m.words for m in decision.matters] == [
            unknown_words(speaker, u) for u in narrow.matters
        ]
        asked = narrow if len(narrow.verdicts) > 1 else wide
        assert len(decision.settling) == len(asked.settling)


@slow
@given(partly_known())
def test_a_smallest_part_is_enough(drawn: Drawn) -> None:
    decision = drawn.decided()
    known = drawn.known(drawn.plain)
    assume(not any(fact.event for fact in drawn.policy.facts.values()))
    assume(drawn.asking.act.day is None)
    assume(not any(isinstance(given, Compare) for given in known.givens))
    opened = replace(known, givens=(), closed=False)
    assume(_completions(drawn.policy, opened) <= 4 * MOST_COMPLETIONS)
    smallest = smallest_sufficient(drawn.policy, known, candidates(drawn.policy, known.givens))
    if decision.sufficient is None:
        assert smallest is None
        return
    part = decision.sufficient
    assert part.smallest
    assert smallest is not None
    assert len(part.given) + len(part.nothing_else) == len(smallest)


@counts(5)
@slow
@given(partly_known())
def test_every_single_change_that_flips_the_verdict_is_found(drawn: Drawn) -> None:
    narrow = drawn.enumerated(LawRegime.ALONE, drawn.plain)
    assume(len(narrow.verdicts) == 1)
    (verdict,) = narrow.verdicts
    solver, speaker = QuestionSolver(drawn.policy), Speaker(drawn.policy)
    inquiry = Inquiry(solver, speaker, drawn.example, drawn.asking.act)
    frame = Frame(LawRegime.ALONE, frozenset(drawn.plain.items()))
    found = changes(inquiry, frame, verdict)
    singles = {one.instead: set(one.verdicts) for one in found if len(one.instead) == 1}
    assume(_completions(drawn.policy, _instead(drawn, inquiry.formulas())) <= MOST_COMPLETIONS)
    tried = candidates(drawn.policy, inquiry.formulas())
    for place, formula in enumerate(inquiry.formulas()):
        for other in alternatives(drawn.policy, formula, tried):
            if stated_number(formula) is not None:
                continue
            changed = [*inquiry.formulas()]
            changed[place] = other
            known = _instead(drawn, changed)
            verdicts = answer(drawn.policy, known, candidates(drawn.policy, known.givens)).verdicts
            if verdicts and verdict not in verdicts:
                assert singles[(other,)] == verdicts
                checked()
            elif (other,) in singles:
                assert singles[(other,)] == verdicts
                assert verdict in verdicts


def _instead(drawn: Drawn, formulas: Sequence[Formula]) -> PartlyKnown:
    known = drawn.known(drawn.plain)
    return replace(known, givens=tuple(formulas), closed=False)


@slow
@given(partly_known())
def test_the_next_question_narrows_most(drawn: Drawn) -> None:
    decision = drawn.decided()
    assume(not any(isinstance(c.formula, Compare) for c in drawn.example.givens))
    narrow = drawn.enumerated(LawRegime.ALONE, drawn.plain)
    asked = narrow if len(narrow.verdicts) > 1 else drawn.enumerated(LawRegime.ALONE, drawn.fixed)
    if asked.ask_next is None:
        assert decision.next_question is None
        return
    question = decision.next_question
    assert question is not None
    kept = [set(verdicts) for _, verdicts in question.answers]
    assert set().union(*kept) == asked.verdicts
    if any(some != asked.verdicts for some in kept) and asked.ask_next.what != "value":
        expected = unknown_words(Speaker(drawn.policy), asked.ask_next)
        assert question.words == expected
