"""Situations made for one rule each, small enough to be worked out by hand. A solver that breaks
the rule is caught on its situation, however seldom drawn policies would come by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from tests.examples.handmade import (
    MAY,
    MUST,
    MUST_NOT,
    case_of,
    exception,
    excepts,
    norm,
    overrides,
    prevails,
    saying,
)
from tests.generators.vocabulary import (
    OFFICE,
    act_of,
    bare_policy,
    fact_of,
    kind_of,
    question_of,
)
from tests.oracles.laws import agree_on_case, enough_slots, found_among_all, witness_replays
from verifier.encoding.questions import AGENT, Angle, Ask, Query, Seen, both, no, role
from verifier.model import (
    PARTY,
    TRUE,
    ActDay,
    ActIs,
    All,
    Any,
    Assumption,
    Attack,
    Attribute,
    AttributeOf,
    Compare,
    Counted,
    CountsAs,
    Defined,
    Definition,
    Every,
    Fact,
    Formula,
    Holds,
    Named,
    Not,
    OfKind,
    OneToEach,
    Operator,
    Policy,
    Quantity,
    Reads,
    Same,
    Some,
    Thing,
    ValueIs,
    Variable,
)
from verifier.model.value_types import ListType, NumberType, Unit
from verifier.solver.question_solver import QuestionSolver

# --------------------------------------------------------------------------- words

PERSON, ITEM, REPORT = kind_of("person", PARTY), kind_of("item"), kind_of("report")
STATEMENT = kind_of("statement", "item")
USE, GIVE = act_of("use", ("item",)), act_of("give", ("item", "item"))
TELL, WAIT = act_of("tell", ("report",)), act_of("wait", ())
COUNTS = fact_of("counts", ("item",))
FALSE_ = fact_of("is false", ("report",))
ABOUT = fact_of("is about", ("report", "item"))
QUESTION = question_of("question", "narrow", "broad")

item, other = Variable("item", "item"), Variable("other item", "item")
report = Variable("report", "report")
person, friend = Variable("person", "person"), Variable("other person", "person")

BOX, CUP = Thing("the box", "item"), Thing("the cup", "item")
NOTE, MEMO = Thing("the note", "report"), Thing("the memo", "report")
NARROW, BROAD = {"question": "narrow"}, {"question": "broad"}


def words(*facts: Fact) -> Policy:
    """Items and reports, to use and to give."""
    return bare_policy([PERSON, ITEM, REPORT], (), facts, [USE, GIVE, TELL, WAIT], [QUESTION])


def the(fact: Fact, *variables: Variable) -> Formula:
    return Holds(fact.id, variables)


def agrees(policy: Policy, *things: Thing, **given: object) -> None:
    """The engines agree on a use of the box."""
    facts = given.get("facts", ())
    assert isinstance(facts, Iterable)
    case = case_of(USE.id, ("the box",), *facts, world=(BOX, *things), day=738_000)
    readings = given.get("readings", NARROW)
    assert isinstance(readings, Mapping)
    agree_on_case(QuestionSolver(policy), case, readings)
    found_among_all(QuestionSolver(policy), case, readings)


def box(fact: Fact) -> tuple[str, tuple[str, ...]]:
    return fact.id, ("the box",)


# --------------------------------------------------------------------------- norms


def an_exception_defeats() -> None:
    rule = norm("1", MUST_NOT, USE.id, (item,))
    carved = exception("1.e", rule, the(COUNTS, item))
    policy = saying(words(COUNTS), rule, carved, attacks=[excepts(carved, rule)])
    agrees(policy, facts=[box(COUNTS)])


def a_defeated_exception_does_not_defeat() -> None:
    rule = norm("1", MUST_NOT, USE.id, (item,))
    carved = exception("1.e", rule, the(COUNTS, item))
    back = exception("1.e.e", carved, the(COUNTS, item))
    attacks = [excepts(carved, rule), excepts(back, carved)]
    agrees(saying(words(COUNTS), rule, carved, back, attacks=attacks), facts=[box(COUNTS)])


def priority_leaves_norms_that_agree() -> None:
    first, then = norm("1", MUST_NOT, USE.id, (item,)), norm("2", MUST, USE.id, (item,))
    third = norm("3", MUST_NOT, USE.id, (item,))
    agrees(saying(words(), first, then, third, attacks=[prevails(first, then)]))


def a_reading_is_needed() -> None:
    rule = norm("1", MUST_NOT, USE.id, (item,), Reads("question", "broad"))
    for readings in (NARROW, BROAD):
        agrees(saying(words(), rule), readings=readings)


def before_is_not_on() -> None:
    """A day that is just the day of a deadline."""
    deadline = Quantity((), 738_000)
    day = Quantity(((1, ActDay()),), 0)
    policy = words()
    agrees(
        saying(
            policy,
            norm("1", MUST, USE.id, (item,), Compare("<", day, deadline)),
            norm("2", MAY, USE.id, (item,), Compare("<=", day, deadline)),
            norm("3", MUST_NOT, USE.id, (item,), Compare(">", day, deadline)),
        )
    )


def some_is_not_every() -> None:
    rule = norm("1", MUST_NOT, USE.id, (item,), the(COUNTS, other), some=(other,))
    agrees(saying(words(COUNTS), rule), CUP, facts=[box(COUNTS)])


def the_report_defeats_only_that_reason() -> None:
    """Two reports about the box, of which one is false."""
    rule = norm("1", MUST_NOT, USE.id, (item,), the(ABOUT, report, item), shared=(report,))
    carved = exception("1.e", rule, the(FALSE_, report))
    policy = saying(words(ABOUT, FALSE_), rule, carved, attacks=[excepts(carved, rule)])
    about = [(ABOUT.id, (thing.name, "the box")) for thing in (NOTE, MEMO)]
    agrees(policy, NOTE, MEMO, facts=[*about, (FALSE_.id, ("the note",))])


def a_law_prevails_in_the_end_only() -> None:
    rule = norm("1", MUST_NOT, USE.id, (item,))
    law = norm("2", MUST, USE.id, (item,), layer=1)
    agrees(saying(words(), rule, law, attacks=[overrides(law, rule, (item, item))]))


def another_item_is_another() -> None:
    lines = (the(COUNTS, other), Not(Same(other, item)))
    rule = norm("1", MUST_NOT, USE.id, (item,), *lines, some=(other,))
    agrees(saying(words(COUNTS), rule), facts=[box(COUNTS)])


def a_count_is_of_as_many_as_it_says() -> None:
    """With one, two and three reports about the box, each relation with two."""
    draft = Thing("the draft", "report")
    reports = (NOTE, MEMO, draft)
    operators: tuple[Operator, ...] = (">=", "<=", "=", ">", "<", "!=")
    for operator in operators:
        count = Counted(operator, 2, report, the(ABOUT, report, item))
        policy = saying(words(ABOUT), norm("1", MUST_NOT, USE.id, (item,), count))
        for number in range(4):
            about = [(ABOUT.id, (thing.name, "the box")) for thing in reports[:number]]
            agrees(policy, *reports, facts=about)


def a_thing_is_counted_once() -> None:
    count = Counted(">=", 2, report, the(ABOUT, report, item))
    policy = saying(words(ABOUT), norm("1", MUST_NOT, USE.id, (item,), count))
    agrees(policy, NOTE, MEMO, facts=[(ABOUT.id, ("the note", "the box"))])


def a_share_is_not_rounded() -> None:
    """“The fine is less than 50% of the fee”, both sides twice: 1 is less than half of 3."""
    number = NumberType(Unit.MONEY, 0, 5)
    attributes = [Attribute(name, "item", number) for name in ("fine", "fee")]
    policy = bare_policy(
        [PERSON, ITEM, REPORT], attributes, (), [USE, GIVE, TELL, WAIT], [QUESTION]
    )
    fine, fee = (AttributeOf(f"{name} of item", item) for name in ("fine", "fee"))
    line = Compare("<", Quantity(((2, fine),), 0), Quantity(((1, fee),), 0), None, 2)
    policy = saying(policy, norm("1", MUST_NOT, USE.id, (item,), line))
    for amounts in ((1, 3), (1, 2), (2, 3), (0, 1)):
        values = dict(zip((a.id for a in attributes), amounts, strict=True))
        case = replace(
            case_of(USE.id, ("the box",), world=(BOX,), day=738_000),
            values={(name, "the box"): value for name, value in values.items()},
        )
        agree_on_case(QuestionSolver(policy), case, NARROW)


def two_roles_can_have_one_thing() -> None:
    rule = norm("1", MUST_NOT, GIVE.id, (item, item))
    policy = saying(words(), rule)
    case = case_of(GIVE.id, ("the box", "the box"), world=(BOX,))
    found_among_all(QuestionSolver(policy), case, NARROW)


def an_act_can_count_as_several() -> None:
    """To use an item is to tell each report about it."""
    counts = CountsAs(USE.id, (item,), TELL.id, (report,), (item, report), the(ABOUT, report, item))
    rule = norm("1", MUST_NOT, TELL.id, (report,), the(FALSE_, report))
    policy = replace(saying(words(ABOUT, FALSE_), rule), counts_as=(counts,))
    about = [(ABOUT.id, (thing.name, "the box")) for thing in (NOTE, MEMO)]
    agrees(policy, NOTE, MEMO, facts=[*about, (FALSE_.id, ("the memo",))])


def both_parameters_must_be_the_attackers_thing() -> None:
    """An attacker about one item in both roles of a description that the act has in two ways."""
    counts = tuple(
        CountsAs(USE.id, (item,), GIVE.id, pair, (item, other, Variable("third", "item")), when)
        for pair, when in (
            ((item, other), All((the(COUNTS, other), Not(Same(item, other))))),
            ((other, other), the(COUNTS, other)),
        )
    )
    target = norm("1", MUST_NOT, GIVE.id, (item, other))
    attacker = norm("2", MUST, GIVE.id, (item, item))
    attack = Attack("2", "1", ((item, item), (item, other)), "priority")
    policy = replace(saying(words(COUNTS), target, attacker, attacks=[attack]), counts_as=counts)
    agrees(policy, CUP, facts=[(COUNTS.id, ("the cup",))])


# --------------------------------------------------------------------------- what cases are like


def a_closed_list_has_no_other_value() -> None:
    grades = ListType(("low", "middle", "high"))
    policy = bare_policy([ITEM], [Attribute("grade", "item", grades)], (), [USE])
    none = [
        no(ValueIs("grade of item", role(0, "item"), frozenset({one}))) for one in grades.values
    ]
    witness_replays(QuestionSolver(policy), Query(USE.id, both(none)))


def each_report_is_about_one_item() -> None:
    fact = fact_of("is about", ("report", "item"), one_to_each=(OneToEach(1),))
    both_ = [(fact.id, ("the note", thing)) for thing in ("the box", "the cup")]
    agrees(words(fact), CUP, NOTE, facts=both_)


def rules_of_one_fact_count_unspoken() -> None:
    """One report to each item and one item to each report: as many of the one as of the other."""
    fact = fact_of("is about", ("report", "item"), one_to_each=(OneToEach(0), OneToEach(1)))
    body = Not(Same(role(0, "item"), role(1, "item")))
    witness_replays(QuestionSolver(words(fact)), Query(GIVE.id, body))


# --------------------------------------------------------------------------- how many things


def stays(policy: Policy, body: Ask, act: str = WAIT.id) -> None:
    """More things than are said to be enough change nothing."""
    solver = QuestionSolver(policy)
    for more in (1, 2):
        enough_slots(solver, Query(act, body), more)
    witness_replays(solver, Query(act, body))


def two_items() -> None:
    differ = Some(item, Some(other, All((the(COUNTS, item), Not(the(COUNTS, other))))))
    stays(words(COUNTS), differ)


def as_many_items_as_are_counted() -> None:
    operators: tuple[Operator, ...] = (">=", "=", ">")
    for operator in operators:
        stays(words(COUNTS), Counted(operator, 3, item, the(COUNTS, item)))


def as_many_reports_about_every_item() -> None:
    """Each item has two reports of its own, at most one of them false."""
    about = All((the(ABOUT, report, item), the(FALSE_, report)))
    each = Every(
        item,
        All((Counted(">=", 2, report, the(ABOUT, report, item)), Counted("<=", 1, report, about))),
    )
    none = Not(Some(report, Counted(">=", 2, item, the(ABOUT, report, item))))
    stays(words(ABOUT, FALSE_, COUNTS), both([each, none, Some(item, the(COUNTS, item))]))


def two_items_of_defined_sentences() -> None:
    conditions = (Some(item, the(COUNTS, item)), Some(other, Not(the(COUNTS, other))))
    names = ("an item counts", "an item does not")
    defined = {
        name: Definition(name, (), (), condition)
        for name, condition in zip(names, conditions, strict=True)
    }
    policy = replace(words(COUNTS), definitions=defined)
    stays(policy, All(tuple(Defined(name, ()) for name in names)))


PAYS, QUEUED = fact_of("pays", ("person",)), fact_of("is queued", ("item",))
TOSSED = fact_of("is tossed", ("item",))
NEVER_BOTH: Formula = Every(item, Not(All((the(QUEUED, item), the(TOSSED, item)))))


def alternatives_chosen_person_by_person() -> None:
    """One person takes the first branch and another the second: both items are needed."""
    first = All((the(PAYS, person), Some(item, the(QUEUED, item))))
    then = All((Not(the(PAYS, person)), Some(other, the(TOSSED, other))))
    mixed = (Some(person, the(PAYS, person)), Some(friend, Not(the(PAYS, friend))))
    body = All((*mixed, NEVER_BOTH, Every(person, Any((first, then)))))
    stays(words(PAYS, QUEUED, TOSSED), body)


def things_that_counting_as_brings_in() -> None:
    """For each person another report: none serves two."""
    signs = fact_of("signs", ("person", "report"), one_to_each=(OneToEach(0, False),))
    counts = CountsAs(USE.id, (item,), TELL.id, (report,), (item, report), the(ABOUT, report, item))
    policy = replace(words(ABOUT, signs), counts_as=(counts,))
    told = Some(report, All((ActIs(TELL.id, (report,)), the(signs, person, report))))
    two = Some(person, Some(friend, Not(Same(person, friend))))
    stays(policy, All((two, Every(person, told))), USE.id)


def roles_of_an_act_in_several_ways() -> None:
    """Which of two things the act touches differs from person to person, and each has its own
    report."""
    touch = act_of("touch", ("item",))
    rests = fact_of("rests on", ("item", "report"), one_to_each=(OneToEach(0, False),))
    sees = fact_of("sees", ("person", "item"))
    policy = bare_policy([PERSON, ITEM, REPORT], (), [sees, rests], [GIVE, touch])
    ways = [
        CountsAs(GIVE.id, (item, other), touch.id, (v,), (item, other), TRUE) for v in (item, other)
    ]
    policy = replace(policy, counts_as=tuple(ways))
    never = Every(item, Not(All((the(sees, person, item), the(sees, friend, item)))))
    lines = (
        ActIs(touch.id, (item,)),
        the(sees, person, item),
        Some(report, the(rests, item, report)),
    )
    body = All((Some(person, Some(friend, never)), Every(person, Some(item, All(lines)))))
    stays(policy, body, GIVE.id)


def two_readings_of_an_assumption() -> None:
    readings = {"narrow": Some(item, the(QUEUED, item)), "broad": Some(other, the(TOSSED, other))}
    alternatives = Any(tuple(All((Reads("question", r), f)) for r, f in readings.items()))
    assumptions = {
        "there is an item": Assumption("there is an item", "", alternatives),
        "no item is both": Assumption("no item is both", "", NEVER_BOTH),
    }
    policy = replace(words(QUEUED, TOSSED), assumptions=assumptions)
    there = Angle(apart=frozenset({"question"}), tag="otherwise")
    parts = [Seen(Angle(), Reads("question", "narrow")), Seen(there, Reads("question", "broad"))]
    stays(policy, both(parts))


def unspoken_functions_lead_on() -> None:
    """Each item has a report, of which nothing speaks, and each report is by a person; one person
    has written nothing."""
    has = fact_of("has", ("item", "report"), one_to_each=(OneToEach(1),))
    by = fact_of("is by", ("report", "person"), one_to_each=(OneToEach(1),))
    idle = Some(person, Every(report, Not(the(by, report, person))))
    stays(words(has, by), All((Same(AGENT, Named(OFFICE)), idle)), USE.id)


def unspoken_functions_have_results_of_a_sub_kind() -> None:
    has = fact_of("has", ("item", "statement"), one_to_each=(OneToEach(1),))
    policy = bare_policy([ITEM, STATEMENT], (), [has], [USE])
    stays(policy, Not(OfKind(role(0, "item"), "statement")), USE.id)


def universals_of_one_name() -> None:
    """Each alternative holds a universal of its own, which has the name of the one outside on which
    it depends which alternative is chosen."""
    makers = (OneToEach(0, False),)
    reads = fact_of("reads", ("person", "report"), one_to_each=makers)
    sends = fact_of("sends", ("person", "report"), one_to_each=makers)
    every = {f: Every(person, Some(report, the(f, person, report))) for f in (reads, sends)}
    defined = {
        fact.id: Definition(f"everybody {verb}", (), (), every[fact])
        for fact, verb in ((reads, "reads"), (sends, "sends"))
    }
    policy = words(PAYS, reads, sends)
    policy = replace(policy, definitions={one.id: one for one in defined.values()})
    first = All((the(PAYS, person), Defined(defined[reads.id].id, ())))
    then = All((Not(the(PAYS, person)), Defined(defined[sends.id].id, ())))
    mixed = (Some(person, the(PAYS, person)), Some(friend, Not(the(PAYS, friend))))
    read, sent = Some(person, the(reads, person, report)), Some(friend, the(sends, friend, report))
    never = Every(report, Not(All((read, sent))))
    nobody_else = Same(AGENT, Named(OFFICE))
    stays(policy, All((nobody_else, *mixed, never, Every(person, Any((first, then))))))


# --------------------------------------------------------------------------- by name

Situation = Callable[[], None]
SITUATIONS: Mapping[str, Situation] = {
    one.__name__: one
    for one in (
        an_exception_defeats,
        a_defeated_exception_does_not_defeat,
        priority_leaves_norms_that_agree,
        a_reading_is_needed,
        before_is_not_on,
        some_is_not_every,
        the_report_defeats_only_that_reason,
        a_law_prevails_in_the_end_only,
        another_item_is_another,
        a_count_is_of_as_many_as_it_says,
        a_thing_is_counted_once,
        a_share_is_not_rounded,
        two_roles_can_have_one_thing,
        an_act_can_count_as_several,
        both_parameters_must_be_the_attackers_thing,
        a_closed_list_has_no_other_value,
        each_report_is_about_one_item,
        rules_of_one_fact_count_unspoken,
        two_items,
        as_many_items_as_are_counted,
        as_many_reports_about_every_item,
        two_items_of_defined_sentences,
        alternatives_chosen_person_by_person,
        things_that_counting_as_brings_in,
        roles_of_an_act_in_several_ways,
        two_readings_of_an_assumption,
        unspoken_functions_lead_on,
        unspoken_functions_have_results_of_a_sub_kind,
        universals_of_one_name,
    )
}
