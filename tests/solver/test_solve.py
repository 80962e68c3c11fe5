"""The question solver: three answers, what they rest on, the one ordinary case, given cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.examples.handmade import MUST, MUST_NOT, case_of, lines, norm, saying
from tests.examples.pinned import (
    ABOUT,
    BOX,
    BROAD,
    COUNTS,
    CUP,
    GIVE,
    ITEM,
    NARROW,
    QUESTION,
    STATEMENT,
    TOSSED,
    USE,
    WAIT,
    item,
    other,
    report,
    the,
    words,
)
from tests.generators.vocabulary import DAYS, OFFICE, bare_policy, fact_of
from verifier.encoding.questions import (
    TRUE_ASK,
    Angle,
    Ask,
    Live,
    Query,
    Seen,
    both,
    no,
    role,
    verdict_is,
)
from verifier.explanation.case_verdicts import AskingAnswer
from verifier.explanation.replay import Disagreement, replayed
from verifier.model import (
    TRUE,
    ActDay,
    ActInQuestion,
    All,
    Any,
    Asking,
    Assumption,
    Attribute,
    CaseExample,
    Compare,
    Every,
    Formula,
    Holds,
    LawRegime,
    Named,
    Not,
    OneToEach,
    Policy,
    Quantity,
    Reads,
    Same,
    Some,
    Thing,
    Verdict,
)
from verifier.model.value_types import ListType, NumberType, Unit
from verifier.solver.answers import Budget, Found, Impossible, Possible, Undecided
from verifier.solver.question_solver import QuestionSolver

RULE = norm("1", MUST_NOT, USE.id, (item,), the(COUNTS, item))
PLAIN = saying(words(COUNTS, TOSSED), RULE)
BANNED = Query(USE.id, Live("1"))
USED = role(0, "item")


def assuming(policy: Policy, **formulas: Formula) -> Policy:
    found = {name: Assumption(name, name, formula) for name, formula in formulas.items()}
    return replace(policy, assumptions=found)


def witness(policy: Policy, body: Ask, act: str = USE.id) -> Found:
    solver = QuestionSolver(policy)
    query = Query(act, body)
    found = solver.witness(query)
    assert isinstance(found, Found), found
    replayed(solver.editions, query, found.case, found.readings)
    return found


# --------------------------------------------------------------------------- answers


def test_there_is_a_case_or_none_of_any_size() -> None:
    assert isinstance(QuestionSolver(PLAIN).ask(BANNED), Possible)
    never = QuestionSolver(PLAIN).ask(Query(USE.id, both([Live("1"), Not(the(COUNTS, USED))])))
    assert isinstance(never, Impossible)
    assert never.bound.complete


def test_a_search_that_proves_nothing_says_so() -> None:
    """Everybody knows somebody else, in one line that never comes back: no finite case."""
    knows = fact_of("comes before", ("item", "item"))
    third = replace(item, name="third item")
    onward: Formula = Every(item, Some(other, the(knows, item, other)))
    together = All((the(knows, item, other), the(knows, other, third)))
    leads = Any((Not(together), the(knows, item, third)))
    through: Formula = Every(item, Every(other, Every(third, leads)))
    never: Formula = Every(item, Not(the(knows, item, item)))
    answer = QuestionSolver(words(knows)).ask(Query(USE.id, All((onward, through, never))))
    assert isinstance(answer, Impossible)
    assert not answer.bound.complete
    assert answer.bound.cycle == ("the question makes each item lead to a item",)


def test_a_budget_that_is_used_up_decides_nothing() -> None:
    holes = [fact_of(f"is in hole {place}", ("item",)) for place in range(9)]
    each = [Some(item, the(fact, item)) for fact in holes]
    apart = [
        Every(item, Not(All((the(first, item), the(second, item)))))
        for place, first in enumerate(holes)
        for second in holes[place + 1 :]
    ]
    policy = bare_policy([ITEM], (), holes, [USE])
    query = Query(USE.id, All((*each, *apart)))
    answer = QuestionSolver(policy, Budget(resources=1)).ask(query)
    assert isinstance(answer, Undecided)
    assert isinstance(QuestionSolver(policy).ask(query), Possible)


def test_an_impossible_answer_names_the_assumptions_and_readings_it_rests_on() -> None:
    policy = assuming(
        PLAIN, never=Every(item, Not(the(COUNTS, item))), idle=Every(item, Not(the(TOSSED, item)))
    )
    solver = QuestionSolver(policy)
    answer = solver.ask(BANNED, core=True)
    assert isinstance(answer, Impossible)
    assert answer.core == (("assumed", "never"),)
    assert isinstance(solver.ask(BANNED, without=frozenset({"never"})), Possible)
    assert isinstance(solver.ask(BANNED, without=frozenset({"idle"})), Impossible)


def test_readings_that_are_given_are_kept() -> None:
    policy = saying(words(), norm("1", MUST_NOT, USE.id, (item,), Reads("question", "broad")))
    solver = QuestionSolver(policy)
    assert isinstance(solver.ask(BANNED), Possible)
    assert isinstance(solver.ask(BANNED, BROAD), Possible)
    assert isinstance(solver.ask(BANNED, NARROW), Impossible)
    assert isinstance(solver.ask(BANNED), Possible)


def test_an_assumption_is_read_as_the_question_is() -> None:
    """Read broadly nothing counts; asked one after the other, in one solver."""
    policy = assuming(
        PLAIN, narrow=Any((Reads("question", "narrow"), Not(Some(item, the(COUNTS, item)))))
    )
    solver = QuestionSolver(policy)
    for readings, possible in ((NARROW, True), (BROAD, False), (NARROW, True)):
        angle = Angle(reads=frozenset(readings.items()))
        for answer in (solver.ask(BANNED, readings), solver.ask(Query(USE.id, Live("1"), angle))):
            assert isinstance(answer, Possible) == possible
    both_ways = [
        Seen(Angle(reads=frozenset(readings.items())), TRUE_ASK) for readings in (NARROW, BROAD)
    ]
    assert isinstance(solver.ask(Query(USE.id, both([*both_ways, Live("1")]), Angle())), Impossible)


def test_two_roles_may_have_one_thing_or_two() -> None:
    same = Same(role(0, "item"), role(1, "item"))
    for body in (same, Not(same)):
        assert isinstance(QuestionSolver(PLAIN).ask(Query(GIVE.id, body)), Possible)


# --------------------------------------------------------------------------- the ordinary case


def test_a_witness_has_as_few_things_as_can_be_and_nothing_unusual() -> None:
    found = witness(PLAIN, Live("1")).case
    assert [thing.kind for thing in found.things] == ["item"]
    assert found.facts == {(COUNTS.id, ("item#0",))}
    assert found.act.agent == OFFICE


def test_fewest_things_come_first_then_distinct_roles_then_plain_readings() -> None:
    assert len(set(witness(PLAIN, TRUE, GIVE.id).case.act.things)) == 1
    two = Some(item, Some(other, Not(Same(item, other))))
    found = witness(PLAIN, two, GIVE.id)
    assert len(found.case.things) == len(set(found.case.act.things)) == 2
    assert found.readings[""] == NARROW


def test_numbers_stay_near_the_ordinary() -> None:
    price = Attribute("price", "item", NumberType(Unit.COUNT, 0, 100))
    policy = bare_policy([ITEM], [price], (), [USE])
    assert witness(policy, TRUE).case.values == {("price of item", "item#0"): 1}
    late = Compare(">", Quantity(((1, ActDay()),), 0), Quantity((), DAYS[0]))
    assert witness(policy, late).case.act.day == DAYS[0] + 1


def test_the_same_question_has_the_same_witness() -> None:
    several = Any((the(COUNTS, USED), the(TOSSED, USED)))
    first = witness(PLAIN, several)
    assert witness(PLAIN, several) == first
    assert first.case.facts == {(TOSSED.id, ("item#0",))}


def test_a_witness_shows_the_readings_of_each_look() -> None:
    rule = norm("1", MUST_NOT, USE.id, (item,), Reads("question", "broad"))
    there = Angle(apart=frozenset({"question"}), tag="otherwise")
    found = witness(saying(words(), rule), both([no(Live("1")), Seen(there, Live("1"))]))
    assert found.readings == {"": NARROW, "otherwise": BROAD}


def test_readings_put_into_one_look_are_not_those_of_another() -> None:
    rule = norm("1", MUST_NOT, USE.id, (item,), Reads("question", "broad"))
    broad = Angle(reads=frozenset(BROAD.items()))
    found = witness(saying(words(), rule), both([no(Live("1")), Seen(broad, Live("1"))]))
    assert found.readings[""] == NARROW


def test_functions_that_nothing_speaks_of_have_values() -> None:
    has = fact_of("has", ("item", "report"), one_to_each=(OneToEach(1),))
    found = witness(saying(words(has, COUNTS), RULE), Live("1")).case
    assert {key for key in found.facts if key[0] == has.id} == {(has.id, ("item#0", "report#0"))}


def test_a_result_of_a_sub_kind_is_of_it() -> None:
    has = fact_of("has", ("item", "statement"), one_to_each=(OneToEach(1),))
    found = witness(bare_policy([ITEM, STATEMENT], (), [has], [USE]), TRUE).case
    assert any("statement" in thing.subkinds for thing in found.things)


def test_a_case_that_breaks_an_assumption_does_not_replay() -> None:
    found = witness(PLAIN, Live("1"))
    strict = assuming(PLAIN, never=Every(item, Not(the(COUNTS, item))))
    with pytest.raises(Disagreement, match="breaks: never"):
        replayed({"": strict}, BANNED, found.case, found.readings)


# --------------------------------------------------------------------------- given cases

THE_BOX = Named("the box")
ACT = ActInQuestion(USE.id, OFFICE, ("the box",))


def verdicts(policy: Policy, *given: Formula, closed: bool = False) -> set[Verdict]:
    """The verdicts that a given use of the box may have, under the plain readings."""
    example = CaseExample("case", "", (BOX, CUP), lines(given), closed, ())
    answer = AskingAnswer(QuestionSolver(policy), example, Asking(ACT, ()), policy.plain_readings)
    return set(answer.verdicts(LawRegime.ALONE, policy.plain_readings))


def test_what_is_not_given_is_open_unless_nothing_else_is_so() -> None:
    assert verdicts(PLAIN) == {Verdict.SILENT, Verdict.PROHIBITED}
    assert verdicts(PLAIN, closed=True) == {Verdict.SILENT}
    assert verdicts(PLAIN, Holds(COUNTS.id, (THE_BOX,))) == {Verdict.PROHIBITED}
    assert verdicts(PLAIN, Not(Holds(COUNTS.id, (THE_BOX,)))) == {Verdict.SILENT}


def test_an_alternative_that_is_given_stays_one() -> None:
    either = Any((Holds(COUNTS.id, (THE_BOX,)), Holds(TOSSED.id, (THE_BOX,))))
    assert verdicts(PLAIN, either, closed=True) == {Verdict.SILENT, Verdict.PROHIBITED}


def test_what_is_given_may_be_impossible() -> None:
    policy = assuming(PLAIN, never=Every(item, Not(the(COUNTS, item))))
    example = CaseExample("case", "", (BOX,), lines([Holds(COUNTS.id, (THE_BOX,))]), False, ())
    answer = AskingAnswer(QuestionSolver(policy), example, Asking(ACT, ()), policy.plain_readings)
    assert answer.possible_at_all() is False
    assert verdicts(policy) == {Verdict.SILENT}


def test_a_given_case_has_no_other_things() -> None:
    """A use of the box is forbidden where some item counts, and there are two."""
    policy = saying(
        words(COUNTS), norm("1", MUST_NOT, USE.id, (item,), the(COUNTS, other), some=(other,))
    )
    nothing = [Not(Holds(COUNTS.id, (Named(thing.name),))) for thing in (BOX, CUP)]
    assert verdicts(policy, *nothing) == {Verdict.SILENT}


def test_a_given_case_is_read_as_asked_in_its_assumptions_too() -> None:
    background = Any((Reads("question", "narrow"), Every(item, Not(the(COUNTS, item)))))
    policy = assuming(PLAIN, narrow=background)
    example = CaseExample("case", "", (BOX,), lines([Holds(COUNTS.id, (THE_BOX,))]), True, ())
    answer = AskingAnswer(QuestionSolver(policy), example, Asking(ACT, ()), policy.plain_readings)
    assert answer.verdicts(LawRegime.ALONE, NARROW) == (Verdict.PROHIBITED,)
    assert answer.verdicts(LawRegime.ALONE, BROAD) == ()
    assert answer.verdicts(LawRegime.ALONE, NARROW) == (Verdict.PROHIBITED,)


def test_open_values_and_days_are_open_in_a_closed_case() -> None:
    grade = Attribute("grade", "item", ListType(("low", "high")))
    policy = bare_policy([ITEM], [grade], [COUNTS], [USE], [QUESTION])
    late = Compare(">", Quantity(((1, ActDay()),), 0), Quantity((), DAYS[0]))
    policy = saying(policy, norm("1", MUST, USE.id, (item,), late))
    assert verdicts(policy, closed=True) == {Verdict.SILENT, Verdict.OBLIGED}


def test_on_a_total_case_the_readings_that_show_a_question_are_found() -> None:
    rule = norm("1", MUST_NOT, USE.id, (item,), Reads("question", "broad"), the(COUNTS, item))
    solver = QuestionSolver(saying(words(COUNTS), rule))
    counting = case_of(USE.id, ("the box",), (COUNTS.id, ("the box",)), world=(BOX,))
    plain = case_of(USE.id, ("the box",), world=(BOX,))
    assert solver.given.plainest_readings(counting, BANNED, {}) == BROAD
    assert solver.given.plainest_readings(counting, BANNED, NARROW) is None
    assert solver.given.plainest_readings(plain, BANNED, {}) is None
    assert (
        solver.given.plainest_readings(plain, Query(USE.id, verdict_is(Verdict.SILENT)), {})
        is not None
    )


def test_things_of_one_kind_are_told_apart_in_a_given_case() -> None:
    memo = Thing("the memo", "report")
    rule = norm("1", MUST_NOT, USE.id, (item,), the(ABOUT, report, item), some=(report,))
    solver = QuestionSolver(saying(words(ABOUT), rule))
    about_the_cup = case_of(
        USE.id, ("the box",), (ABOUT.id, ("the memo", "the cup")), world=(BOX, CUP, memo)
    )
    assert solver.given.plainest_readings(about_the_cup, BANNED, {}) is None
    about_the_box = replace(about_the_cup, facts=frozenset({(ABOUT.id, ("the memo", "the box"))}))
    assert solver.given.plainest_readings(about_the_box, BANNED, {}) is not None


def test_what_is_given_of_a_fact_bears_on_its_rules() -> None:
    """Each item has one report and each report one item: where the box has the memo, the cup has
    the note."""
    has = fact_of("has", ("item", "report"), one_to_each=(OneToEach(0), OneToEach(1)))
    solver = QuestionSolver(words(has))
    things = (BOX, CUP, Thing("the memo", "report"), Thing("the note", "report"))
    given = lines([Holds(has.id, (THE_BOX, Named("the memo")))])
    other = Holds(has.id, (Named("the cup"), Named("the note")))
    for closed in (False, True):
        session = solver.given.session(CaseExample("case", "", things, given, closed, ()), ACT)
        answer = solver.given.ask(session, Query(USE.id, TRUE_ASK))
        assert isinstance(answer, Impossible) is closed
        assert isinstance(solver.given.ask(session, Query(USE.id, Not(other))), Impossible)


def test_an_act_without_roles_can_be_asked_about() -> None:
    assert witness(PLAIN, TRUE, WAIT.id).case.things == ()
