"""Partly known cases: their completions and what these say together, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples.handmade import MAY, MUST, MUST_NOT, NEED_NOT, case_of, norm, saying
from tests.generators.policies import (
    cases,
    enumerate_cases,
    enumerate_readings,
    policies,
    readings_of,
)
from tests.generators.vocabulary import (
    FIRST_DAY,
    act_of,
    bare_policy,
    fact_of,
    kind_of,
    question_of,
)
from tests.oracles.enumerated import answer, smallest_sufficient
from verifier.model import (
    ActDay,
    ActInQuestion,
    All,
    Any,
    Asking,
    Assumption,
    Attribute,
    AttributeOf,
    CaseExample,
    Compare,
    Condition,
    Defined,
    Definition,
    EventDay,
    Formula,
    Holds,
    LawRegime,
    Named,
    Not,
    Policy,
    Quantity,
    Reads,
    Some,
    Thing,
    ValueIs,
    Variable,
    Verdict,
)
from verifier.model.value_types import YES_NO, NumberType, Unit
from verifier.semantics.completions import (
    ACT_DAY,
    PartlyKnown,
    Unknown,
    choices_of,
    completions,
    known_from,
)
from verifier.semantics.evaluate import admissible, verdicts
from verifier.semantics.mentions import BorderValues, candidates

ITEM = Variable("item", "item")
BOX = Named("Box")
GIVE = "give an item"
SECRET, OLD = "an item hides", "an item ages"
ARRIVED = "the day an item arrives"
WORDS = bare_policy(
    kinds=[kind_of("item")],
    facts=[fact_of("hides", ("item",)), fact_of("ages", ("item",))],
    acts=[act_of("give", ("item",))],
    questions=[question_of("scope", "narrow", "broad")],
)
ASKED = ActInQuestion(GIVE, "the Office", ("Box",))
NOTHING = PartlyKnown((Thing("Box", "item"),), ASKED)
HIDES, AGES = Unknown("fact", SECRET, ("Box",)), Unknown("fact", OLD, ("Box",))
SCOPE = Unknown("question", "scope")

FORBIDDEN = norm("A", MUST_NOT, GIVE, (ITEM,), Holds(SECRET, (ITEM,)))
POLICY = saying(WORDS, FORBIDDEN)


def known(*givens: Formula, closed: bool = False, **readings: str) -> PartlyKnown:
    return replace(NOTHING, givens=givens, closed=closed, readings=readings)


def verdicts_of(policy: Policy, partly: PartlyKnown) -> set[Verdict]:
    return set(answer(policy, partly, candidates(policy)).verdicts)


def count(policy: Policy, partly: PartlyKnown, tried: BorderValues | None = None) -> int:
    return sum(1 for _ in completions(policy, partly, tried or candidates(policy)))


def test_everything_is_open_that_is_not_given() -> None:
    assert count(POLICY, known()) == 2 * 2 * 2
    assert count(POLICY, known(Holds(SECRET, (BOX,)))) == 2 * 2
    assert count(POLICY, known(Not(Holds(SECRET, (BOX,))), scope="broad")) == 2
    assert count(POLICY, known(Any((Holds(SECRET, (BOX,)), Holds(OLD, (BOX,)))))) == 3 * 2


def test_in_a_closed_case_facts_on_which_no_given_depends_do_not_hold() -> None:
    assert count(POLICY, known(Holds(SECRET, (BOX,)), closed=True, scope="broad")) == 1
    either = Definition("odd", (), (ITEM,), Any((Holds(SECRET, (ITEM,)), Holds(OLD, (ITEM,)))))
    policy = replace(POLICY, definitions={"odd": either})
    assert count(policy, known(Defined("odd", (BOX,)), closed=True, scope="broad")) == 3


def test_givens_that_cannot_be_have_no_completion() -> None:
    never = Assumption("quiet", "Nothing hides", Not(Some(ITEM, Holds(SECRET, (ITEM,)))))
    policy = replace(POLICY, assumptions={"quiet": never})
    assert count(policy, known(Holds(SECRET, (BOX,)))) == 0
    assert answer(policy, known(Holds(SECRET, (BOX,))), BorderValues()).verdicts == frozenset()


def test_values_days_and_the_day_of_the_act() -> None:
    size = NumberType(Unit.COUNT, 0, 1000)
    words = bare_policy(
        kinds=[kind_of("item")],
        attributes=[Attribute("state", "item", YES_NO), Attribute("size", "item", size)],
        facts=[fact_of("arrives", ("item",), event=True)],
        acts=[act_of("give", ("item",))],
    )
    big = Compare(">", Quantity(((1, AttributeOf("size of item", ITEM)),), 0), Quantity((), 100))
    arrived = Holds(ARRIVED, (ITEM,))
    after = Compare(
        ">", Quantity(((1, ActDay()),), 0), Quantity(((1, EventDay(ARRIVED, (ITEM,))),), 7)
    )
    policy = saying(words, norm("A", MUST, GIVE, (ITEM,), big, All((arrived, after))))
    tried = candidates(policy)
    assert tried.numbers == {"size of item": (0, 99, 100, 101, 1000)}
    given = known(ValueIs("state of item", BOX, frozenset({"yes"})))
    open_ = choices_of(policy, given, tried)
    assert open_[Unknown("value", "state of item", ("Box",))] == ("yes",)
    assert open_[Unknown("event", ARRIVED, ("Box",))] == (None, *tried.days)
    assert open_[ACT_DAY] == tried.days
    assert verdicts_of(policy, given) == {Verdict.OBLIGED, Verdict.SILENT}
    found = answer(policy, given, tried)
    assert Unknown("value", "state of item", ("Box",)) not in found.matters
    assert set(found.matters) == set(open_) - {Unknown("value", "state of item", ("Box",))}
    assert next(iter(open_)) not in found.settling


def test_a_policy_that_speaks_of_no_day_leaves_the_day_of_the_act_aside() -> None:
    assert ACT_DAY not in choices_of(POLICY, known(), candidates(POLICY))


def test_decided() -> None:
    found = answer(POLICY, known(Holds(SECRET, (BOX,))), BorderValues())
    assert found.verdicts == {Verdict.PROHIBITED}
    assert (found.open_on_facts, found.open_on_readings) == (False, False)
    assert (found.matters, found.settling, found.ask_next) == ((), (), None)


def test_open_on_facts() -> None:
    found = answer(POLICY, known(), BorderValues())
    assert found.verdicts == {Verdict.PROHIBITED, Verdict.SILENT}
    assert (found.open_on_facts, found.open_on_readings) == (True, False)
    assert (found.matters, found.settling, found.ask_next) == ((HIDES,), (HIDES,), HIDES)


def test_open_on_readings() -> None:
    policy = saying(WORDS, norm("A", MUST_NOT, GIVE, (ITEM,), Reads("scope", "broad")))
    found = answer(policy, known(), BorderValues())
    assert (found.open_on_facts, found.open_on_readings) == (False, True)
    assert found.matters == (SCOPE,)
    assert verdicts_of(policy, known(scope="broad")) == {Verdict.PROHIBITED}


def test_open_on_both() -> None:
    both = (Reads("scope", "broad"), Holds(SECRET, (ITEM,)))
    policy = saying(WORDS, norm("A", MUST_NOT, GIVE, (ITEM,), *both))
    found = answer(policy, known(), BorderValues())
    assert (found.open_on_facts, found.open_on_readings) == (True, True)
    assert (found.matters, found.settling) == ((HIDES, SCOPE), (HIDES, SCOPE))


def test_the_next_question_leaves_the_fewest_verdicts() -> None:
    """Whether it ages tells one verdict from two others; whether it hides, less."""
    hides, ages = Holds(SECRET, (ITEM,)), Holds(OLD, (ITEM,))
    policy = saying(
        WORDS,
        norm("A", MUST_NOT, GIVE, (ITEM,), ages),
        norm("B", MAY, GIVE, (ITEM,), Not(ages), hides),
        norm("C", NEED_NOT, GIVE, (ITEM,), Not(ages), Not(hides)),
    )
    found = answer(policy, known(), BorderValues())
    assert found.verdicts == {Verdict.PROHIBITED, Verdict.PERMITTED, Verdict.EXEMPT}
    assert found.ask_next == AGES
    assert found.settling == (HIDES, AGES)


def test_a_smallest_sufficient_set() -> None:
    full = known(Holds(SECRET, (BOX,)), Holds(OLD, (BOX,)), scope="broad")
    assert smallest_sufficient(POLICY, full, BorderValues()) == (HIDES,)
    assert smallest_sufficient(POLICY, known(Holds(OLD, (BOX,))), BorderValues()) is None
    silent = known(closed=True)
    assert smallest_sufficient(POLICY, silent, BorderValues()) == (HIDES,)
    assert smallest_sufficient(WORDS, full, BorderValues()) == ()


def test_known_from_an_example() -> None:
    given = (Condition(Holds(SECRET, (BOX,)), "Box hides"),)
    asking = Asking(ASKED, ())
    example = CaseExample("box", "A box", NOTHING.things, given, True, (asking,))
    assert known_from(example, asking, {}) == known(Holds(SECRET, (BOX,)), closed=True)


def test_candidates_of_days() -> None:
    before = Compare("<", Quantity(((1, ActDay()),), 0), Quantity((), FIRST_DAY))
    policy = saying(WORDS, norm("A", MUST, GIVE, (ITEM,), before))
    assert candidates(policy).days == (FIRST_DAY - 1, FIRST_DAY, FIRST_DAY + 1)


# --------------------------------------------------------------------------- laws


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_completions_are_the_enumerated_cases(data: st.DataObject) -> None:
    """Of a tiny world with nothing known, the completions are all cases with that act."""
    policy = data.draw(policies(tiny=True))
    world = enumerate_cases(policy, {"item": 1})
    first = next(world)
    partly = PartlyKnown(first.things, replace(first.act, day=None))
    expected = {
        (case.facts, tuple(sorted(case.values.items())), tuple(sorted(readings.items())))
        for case, readings in product((first, *world), list(enumerate_readings(policy)))
        if (case.act.agent, case.act.things) == (first.act.agent, first.act.things)
        and not admissible(policy, case, readings)
    }
    completed = [
        (c.case.facts, tuple(sorted(c.case.values.items())), tuple(sorted(c.readings.items())))
        for c in completions(policy, replace(partly, act=first.act), candidates(policy))
    ]
    assert len(set(completed)) == len(completed)
    assert set(completed) == expected


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_total_case_is_decided_by_what_it_is(data: st.DataObject) -> None:
    """With everything given, the answer is the one verdict; a smallest sufficient part decides."""
    policy = data.draw(policies(tiny=True))
    case, readings = data.draw(cases(policy, 1)), data.draw(readings_of(policy))
    given_facts = tuple(
        Holds(fact, tuple(Named(thing) for thing in things)) for fact, things in sorted(case.facts)
    )
    given_values = tuple(
        ValueIs(attribute, Named(thing), frozenset({str(value)}))
        for (attribute, thing), value in case.values.items()
    )
    partly = PartlyKnown(case.things, case.act, (*given_facts, *given_values), True, readings)
    tried = candidates(policy)
    expected = verdicts(policy, case, readings)
    for column in LawRegime:
        assert answer(policy, partly, tried, column).verdicts == {expected[column]}
        assert smallest_sufficient(policy, partly, tried, column) is not None


def test_a_case_written_by_hand_completes_to_itself() -> None:
    case = case_of(GIVE, ("Box",), (SECRET, ("Box",)), world=NOTHING.things)
    (only,) = completions(
        POLICY, known(Holds(SECRET, (BOX,)), closed=True, scope="broad"), BorderValues()
    )
    assert only.case == case
    assert only.readings == {"scope": "broad"}
