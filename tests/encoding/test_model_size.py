"""How many things a question needs, worked out by hand; and what keeps a number from being enough.

That the numbers are enough is tried in `test_laws_solver`, and in `test_faults` on situations that
a wrong count gets wrong.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.examples.handmade import MUST_NOT, exception, excepts, norm, saying
from tests.examples.pinned import (
    ABOUT,
    COUNTS,
    FALSE_,
    GIVE,
    ITEM,
    PERSON,
    REPORT,
    STATEMENT,
    TELL,
    USE,
    WAIT,
    item,
    other,
    person,
    report,
    the,
    words,
)
from tests.generators.vocabulary import OFFICE, act_of, bare_policy, fact_of
from verifier.encoding.model_size.bounds import BOUNDED_SLOTS, MOST_SLOTS, Bound
from verifier.encoding.questions import AGENT, Angle, Ask, Live, Query, Seen, both, no, role
from verifier.model import (
    PARTY,
    TRUE,
    ActIs,
    All,
    Any,
    Assumption,
    CountsAs,
    Defined,
    Definition,
    Every,
    Formula,
    Named,
    Not,
    OneToEach,
    Policy,
    Reads,
    Same,
    Some,
    Variable,
)
from verifier.solver.question_solver import QuestionSolver

BY_THE_OFFICE = Same(AGENT, Named(OFFICE))
AN_ITEM: Formula = Some(item, the(COUNTS, item))
NO_ITEM: Formula = Not(AN_ITEM)
A_FALSE_REPORT: Formula = Some(report, the(FALSE_, report))
PLAIN = words(COUNTS, FALSE_, ABOUT)


def bound_of(body: Ask, policy: Policy = PLAIN, act: str = WAIT.id) -> Bound:
    return QuestionSolver(policy).bound(Query(act, both([BY_THE_OFFICE, body])))


def needed(body: Ask, policy: Policy = PLAIN, act: str = WAIT.id) -> dict[str, int]:
    """The things that a question about an act of the Office needs, where a number is enough."""
    found = bound_of(body, policy, act)
    assert found.complete, found.cycle
    return {kind: number for kind, number in found.sizes.items() if number}


# --------------------------------------------------------------------------- quantifiers


def test_a_question_about_nothing_needs_nothing() -> None:
    assert needed(TRUE) == {}


def test_each_role_needs_a_thing() -> None:
    assert needed(TRUE, act=USE.id) == {"item": 1}
    assert needed(TRUE, act=GIVE.id) == {"item": 2}


def test_somebody_unnamed_may_act_unless_the_question_says_who() -> None:
    assert QuestionSolver(PLAIN).bound(Query(WAIT.id, TRUE)).sizes[PARTY] == 1
    assert bound_of(TRUE).sizes[PARTY] == 0


def test_some_thing_is_one_and_every_thing_none() -> None:
    assert needed(AN_ITEM) == {"item": 1}
    assert needed(NO_ITEM) == {}
    assert needed(Every(item, the(COUNTS, item))) == {}
    assert needed(Not(Every(item, the(COUNTS, item)))) == {"item": 1}


def test_what_depends_on_each_thing_is_one_for_each() -> None:
    told: Formula = Every(item, Some(report, the(ABOUT, report, item)))
    assert needed(told, act=GIVE.id) == {"item": 2, "report": 2}


def test_what_does_not_depend_on_it_is_one_for_all() -> None:
    shared: Formula = Every(item, All((the(COUNTS, item), A_FALSE_REPORT)))
    assert needed(shared, act=GIVE.id) == {"item": 2, "report": 1}


def test_without_any_thing_to_start_from_nothing_follows() -> None:
    assert needed(Every(item, Some(report, the(ABOUT, report, item)))) == {}


def test_conjunction_adds_and_equal_parts_are_shared() -> None:
    another: Formula = Some(other, Not(the(COUNTS, other)))
    assert needed(All((AN_ITEM, another))) == {"item": 2}
    assert needed(All((AN_ITEM, AN_ITEM))) == {"item": 1}


def test_alternatives_need_what_the_larger_one_needs() -> None:
    other_item: Formula = Some(other, Not(the(COUNTS, other)))
    two: Formula = All((AN_ITEM, other_item))
    third: Formula = Some(other, the(COUNTS, other))
    assert needed(Any((AN_ITEM, other_item))) == {"item": 1}
    assert needed(Any((two, third))) == {"item": 2}
    assert needed(Any((AN_ITEM, A_FALSE_REPORT))) == {"item": 1, "report": 1}


def test_alternatives_that_differ_from_thing_to_thing_need_both() -> None:
    """Some reports are false and need an item that counts, the others one that does not."""
    counting = All((the(FALSE_, report), AN_ITEM))
    without = All((Not(the(FALSE_, report)), Some(other, Not(the(COUNTS, other)))))
    each: Formula = Every(report, Any((counting, without)))
    assert needed(each, act=TELL.id) == {"report": 1, "item": 2}


def test_a_defined_sentence_needs_what_its_condition_needs() -> None:
    told = Definition("told", (), (item,), Some(report, the(ABOUT, report, item)))
    policy = replace(PLAIN, definitions={"told": told})
    asked = Defined("told", (role(0, "item"),))
    assert needed(asked, policy, USE.id) == {"item": 1, "report": 1}
    assert needed(Not(asked), policy, USE.id) == {"item": 1}


def test_readings_that_a_question_gives_are_not_counted() -> None:
    guarded: Formula = All((Reads("question", "broad"), A_FALSE_REPORT))
    narrow = Angle(reads=frozenset({("question", "narrow")}))
    assert needed(Seen(narrow, Any((guarded, AN_ITEM)))) == {"item": 1}


# --------------------------------------------------------------------------- things that are given


def test_what_is_the_same_is_no_new_thing() -> None:
    same: Formula = Some(item, All((Same(item, role(0, "item")), the(COUNTS, item))))
    assert needed(same, act=USE.id) == {"item": 1}


def test_what_the_act_is_done_to_is_no_new_thing() -> None:
    used: Formula = Some(item, All((ActIs(USE.id, (item,)), the(COUNTS, item))))
    assert needed(used, act=USE.id) == {"item": 1}
    assert needed(Not(used), act=USE.id) == {"item": 1}


def test_what_counting_as_brings_in_is_a_thing_of_its_own() -> None:
    counts = CountsAs(USE.id, (item,), TELL.id, (report,), (item, report), the(ABOUT, report, item))
    policy = replace(PLAIN, counts_as=(counts,))
    told: Formula = Some(report, All((ActIs(TELL.id, (report,)), the(FALSE_, report))))
    assert needed(told, policy, USE.id) == {"item": 1, "report": 1}


def test_the_value_of_a_function_is_counted_once_for_each_argument() -> None:
    about = fact_of("is about", ("report", "item"), one_to_each=(OneToEach(1),))
    policy = words(about, COUNTS)
    its_item: Formula = Some(item, All((the(about, role(0, "report"), item), the(COUNTS, item))))
    assert needed(its_item, policy, TELL.id) == {"report": 1, "item": 1}
    assert needed(Not(its_item), policy, TELL.id) == {"report": 1, "item": 1}


def test_a_function_without_a_value_needs_one_only_where_it_is_said_to_have_one() -> None:
    about = fact_of("is about", ("report", "item"), one_to_each=(OneToEach(1, False),))
    policy = words(about, COUNTS)
    its_item: Formula = Some(item, All((the(about, role(0, "report"), item), the(COUNTS, item))))
    assert needed(its_item, policy, TELL.id) == {"report": 1, "item": 1}
    assert needed(Not(its_item), policy, TELL.id) == {"report": 1}


def test_a_function_of_which_nothing_speaks_needs_one_result() -> None:
    has = fact_of("has", ("item", "report"), one_to_each=(OneToEach(1),))
    policy = words(has, COUNTS)
    assert needed(TRUE, policy, GIVE.id) == {"item": 2, "report": 1}
    assert needed(TRUE, policy) == {}


def test_its_result_is_of_the_sub_kind() -> None:
    has = fact_of("has", ("item", "statement"), one_to_each=(OneToEach(1),))
    policy = bare_policy([ITEM, STATEMENT], (), [has], [USE])
    assert needed(TRUE, policy, USE.id) == {"item": 2}


def test_named_parties_are_among_the_parties_but_are_not_counted() -> None:
    """Each party, the Office and the defense among them, has an item of its own."""
    owns = fact_of("owns", ("party", "item"))
    each: Formula = Every(
        Variable("party", PARTY), Some(item, the(owns, Variable("party", PARTY), item))
    )
    assert needed(each, words(owns)) == {"item": 2}


def test_persons_are_no_named_parties() -> None:
    owns = fact_of("owns", ("person", "item"))
    each: Formula = Every(person, Some(item, the(owns, person, item)))
    assert needed(each, words(owns)) == {}


# --------------------------------------------------------------------------- norms


def test_a_norm_needs_what_its_condition_and_its_exceptions_need() -> None:
    rule = norm("1", MUST_NOT, USE.id, (item,), the(ABOUT, report, item), shared=(report,))
    carved = exception("1.e", rule, the(FALSE_, report))
    policy = saying(PLAIN, rule, carved, attacks=[excepts(carved, rule)])
    assert needed(Live("1"), policy, USE.id) == {"item": 1, "report": 1}
    assert needed(no(Live("1")), policy, USE.id) == {"item": 1}


def test_assumptions_count() -> None:
    background = {"there is an item": Assumption("there is an item", "", AN_ITEM)}
    assert needed(TRUE, replace(PLAIN, assumptions=background)) == {"item": 1}


def test_an_assumption_read_in_two_ways_counts_twice() -> None:
    counting = All((Reads("question", "narrow"), AN_ITEM))
    without = All((Reads("question", "broad"), Some(other, Not(the(COUNTS, other)))))
    background = {"one of two": Assumption("one of two", "", Any((counting, without)))}
    policy = replace(PLAIN, assumptions=background)
    there = Angle(apart=frozenset({"question"}), tag="otherwise")
    assert needed(TRUE, policy) == {"item": 1}
    assert needed(both([Reads("question", "narrow"), Seen(there, TRUE)]), policy) == {"item": 2}


# --------------------------------------------------------------------------- no number


WRITES = fact_of("writes", ("person", "report"))
BY = fact_of("is by", ("report", "person"), one_to_each=(OneToEach(1),))
EVERY_PERSON_WRITES: Formula = Every(person, Some(report, the(WRITES, person, report)))


def test_a_circle_of_kinds_is_said() -> None:
    somebody: Formula = Some(person, Some(report, the(BY, report, person)))
    found = bound_of(All((EVERY_PERSON_WRITES, somebody)), words(WRITES, BY))
    assert not found.complete
    assert found.cycle == (
        "“a report is by a person” makes each report lead to a person",
        "the question makes each person lead to a report",
    )


def test_the_circle_names_the_clause_or_the_assumption() -> None:
    title = "the assumption “everybody writes”"
    background = {"everybody writes": Assumption("everybody writes", "", EVERY_PERSON_WRITES)}
    policy = replace(words(WRITES, BY), assumptions=background)
    somebody: Formula = Some(person, Some(report, the(BY, report, person)))
    assert f"{title} makes each person lead to a report" in bound_of(somebody, policy).cycle


def test_a_circle_that_nothing_enters_does_not_matter() -> None:
    reads = fact_of("is read by", ("report", "person"))
    back: Formula = Every(report, Some(person, the(reads, report, person)))
    assert needed(All((EVERY_PERSON_WRITES, back)), words(WRITES, reads)) == {}


def test_rules_that_bind_two_kinds_to_one_number_are_a_circle_though_unspoken() -> None:
    has = fact_of("has", ("item", "report"), one_to_each=(OneToEach(0), OneToEach(1)))
    assert not bound_of(TRUE, words(has), USE.id).complete


@pytest.mark.parametrize("number", [MOST_SLOTS, MOST_SLOTS + 1])
def test_too_many_things_are_not_tried(number: int) -> None:
    facts = [fact_of(f"counts {place}", ("item",)) for place in range(number)]
    each = [Some(item, the(fact, item)) for fact in facts]
    found = bound_of(All(tuple(each)), bare_policy([ITEM], (), facts, [act_of("wait", ())]))
    assert found.complete == (number <= MOST_SLOTS)
    assert found.sizes["item"] == (number if found.complete else BOUNDED_SLOTS)
    if not found.complete:
        assert found.cycle == (f"{number} of the kind item would have to be tried",)


def test_sizes_come_in_the_order_of_the_kinds() -> None:
    policy = bare_policy([PERSON, ITEM, REPORT], (), [COUNTS], [WAIT])
    assert list(QuestionSolver(policy).bound(Query(WAIT.id, TRUE)).sizes) == [
        PARTY,
        "item",
        "report",
    ]
