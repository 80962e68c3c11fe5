"""The meaning of small policies, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.examples.handmade import (
    MAY,
    MUST,
    MUST_NOT,
    NEED_NOT,
    case_of,
    disapplication,
    disapplies,
    exception,
    excepts,
    lines,
    norm,
    overrides,
    prevails,
    saying,
)
from tests.generators.vocabulary import (
    DEFENSE,
    FIRST_DAY,
    OFFICE,
    act_of,
    bare_policy,
    fact_of,
    kind_of,
    question_of,
)
from verifier.model import (
    FALSE,
    TRUE,
    ActDay,
    ActIs,
    ActPattern,
    All,
    Any,
    Assumption,
    Attribute,
    AttributeOf,
    Case,
    CaseClass,
    Compare,
    CountsAs,
    Defined,
    Definition,
    EventDay,
    Every,
    Formula,
    Holds,
    LawRegime,
    Modality,
    Named,
    Norm,
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
    Verdict,
)
from verifier.model.value_types import YES_NO, NumberType, Unit
from verifier.semantics.conditions import falls_under
from verifier.semantics.evaluate import admissible, evaluate, truth, verdicts
from verifier.semantics.norms import in_scope
from verifier.semantics.well_formed import well_formed
from verifier.semantics.world import World

PERSON = Variable("person", "person")
OTHER_PERSON = Variable("other person", "person")
ITEM = Variable("item", "item")
STATEMENT = Variable("statement", "statement")
REPORT = Variable("report", "report")
OTHER_REPORT = Variable("other report", "report")
PARTY = Variable("party", "party")

USE = "use an item with a person"
GIVE = "give an item"
TELL = "tell an item with a party"
MAKES = "a person makes a report"
IN = "an item stands in a report"
TRUE_REPORT = "a report holds"
SECRET = "an item hides"
REQUIRED = "the act serves"
ARRIVED = "the day an item arrives"

WORDS = bare_policy(
    kinds=[
        kind_of("person", "party"),
        kind_of("item"),
        kind_of("statement", "item"),
        kind_of("report"),
    ],
    attributes=[
        Attribute("state", "report", YES_NO),
        Attribute("size", "item", NumberType(Unit.COUNT, 0, 9)),
    ],
    facts=[
        fact_of("makes", ("person", "report"), one_to_each=(OneToEach(0),)),
        fact_of("stands in", ("item", "report")),
        fact_of("holds", ("report",)),
        fact_of("hides", ("item",)),
        fact_of("serves", (), about_act=True),
        fact_of("arrives", ("item",), event=True),
    ],
    acts=[
        act_of("use", ("item", "person")),
        act_of("give", ("item",)),
        act_of("tell", ("item", "party")),
    ],
    questions=[question_of("scope", "narrow", "broad")],
)
PLAIN = WORDS.plain_readings

ANA = Thing("Ana", "party", frozenset({"person"}))
BEA = Thing("Bea", "party", frozenset({"person"}))
BOX = Thing("Box", "item")
NOTE = Thing("Note", "item", frozenset({"statement"}))
R1, R2 = Thing("R1", "report"), Thing("R2", "report")
WORLD = (ANA, BEA, BOX, NOTE, R1, R2)
VALUES: dict[tuple[str, str], str | int] = {
    ("state of report", "R1"): "yes",
    ("state of report", "R2"): "no",
    ("size of item", "Box"): 5,
    ("size of item", "Note"): 3,
}

GIVE_BOX = case_of(GIVE, ("Box",), world=WORLD, values=VALUES, day=FIRST_DAY)


def give(identity: str, modality: Modality, *when: Formula, layer: int = 0) -> Norm:
    return norm(identity, modality, GIVE, (ITEM,), *when, layer=layer)


def verdict(policy: Policy, case: Case = GIVE_BOX, column: LawRegime = LawRegime.ALONE) -> Verdict:
    return evaluate(policy, case, PLAIN, column).verdict


def with_facts(case: Case, *facts: tuple[str, tuple[str, ...]]) -> Case:
    return replace(case, facts=case.facts | set(facts))


# --------------------------------------------------------------------------- verdicts


def test_no_norm_is_silence() -> None:
    assert verdict(WORDS) is Verdict.SILENT


@pytest.mark.parametrize(
    ("modalities", "expected"),
    [
        ((MUST,), Verdict.OBLIGED),
        ((MUST_NOT,), Verdict.PROHIBITED),
        ((MAY,), Verdict.PERMITTED),
        ((NEED_NOT,), Verdict.EXEMPT),
        ((MAY, NEED_NOT), Verdict.FREE),
        ((MUST, MAY), Verdict.OBLIGED),
        ((MUST_NOT, NEED_NOT), Verdict.PROHIBITED),
        ((MUST_NOT, MAY), Verdict.ANTINOMY),
        ((MUST, NEED_NOT), Verdict.ANTINOMY),
        ((MUST, MUST_NOT), Verdict.DILEMMA),
        ((MUST, MUST_NOT, MAY, NEED_NOT), Verdict.DILEMMA),
    ],
)
def test_the_table_of_verdicts(modalities: tuple[Modality, ...], expected: Verdict) -> None:
    norms = [give(f"C{place}", modality) for place, modality in enumerate(modalities)]
    assert verdict(saying(WORDS, *norms)) is expected


@pytest.mark.parametrize("modality", Modality)
def test_norms_that_agree_never_conflict(modality: Modality) -> None:
    once = saying(WORDS, give("A", modality))
    twice = saying(WORDS, give("A", modality), give("B", modality))
    assert verdict(twice) is verdict(once)


def test_a_norm_binds_its_bearer_only() -> None:
    policy = saying(WORDS, give("A", MUST_NOT))
    by_ana = case_of(GIVE, ("Box",), world=WORLD, values=VALUES, agent="Ana")
    assert verdict(policy, by_ana) is Verdict.SILENT


def test_a_variable_bearer_is_whoever_acts_and_is_of_its_kind() -> None:
    policy = saying(WORDS, norm("A", MUST_NOT, GIVE, (ITEM,), bearer=PERSON))
    by_ana = case_of(GIVE, ("Box",), world=WORLD, values=VALUES, agent="Ana")
    assert verdict(policy, by_ana) is Verdict.PROHIBITED
    assert evaluate(policy, by_ana, PLAIN).live == (("A", ("Ana", "Box")),)
    assert verdict(policy, GIVE_BOX) is Verdict.SILENT


def test_a_role_of_a_sub_kind_takes_only_things_of_it() -> None:
    policy = saying(WORDS, norm("A", MUST_NOT, GIVE, (STATEMENT,)))
    assert verdict(policy, GIVE_BOX) is Verdict.SILENT
    give_note = case_of(GIVE, ("Note",), world=WORLD, values=VALUES)
    assert verdict(policy, give_note) is Verdict.PROHIBITED


def test_a_named_party_in_a_role() -> None:
    policy = saying(WORDS, norm("A", MUST_NOT, TELL, (ITEM, Named(DEFENSE))))
    told = [case_of(TELL, ("Box", to), world=WORLD, values=VALUES) for to in (DEFENSE, "Ana")]
    assert [verdict(policy, case) for case in told] == [Verdict.PROHIBITED, Verdict.SILENT]


def test_one_variable_in_two_roles_is_one_thing() -> None:
    words = bare_policy([kind_of("item")], acts=[act_of("use", ("item", "item"))])
    policy = saying(words, norm("A", MUST_NOT, "use an item with another item", (ITEM, ITEM)))
    world = (BOX, Thing("Jar", "item"))
    same = case_of("use an item with another item", ("Box", "Box"), world=world)
    other = case_of("use an item with another item", ("Box", "Jar"), world=world)
    assert [verdict(policy, case) for case in (same, other)] == [
        Verdict.PROHIBITED,
        Verdict.SILENT,
    ]


# --------------------------------------------------------------------------- defeat


def test_a_defeated_exception_does_not_defeat() -> None:
    rule = give("A", MUST_NOT)
    out = exception("A.out", rule, Holds(SECRET, (ITEM,)))
    back = exception("A.out.back", out, Holds(REQUIRED, ()))
    policy = saying(WORDS, rule, out, back, attacks=[excepts(out, rule), excepts(back, out)])
    secret = with_facts(GIVE_BOX, (SECRET, ("Box",)))
    required = with_facts(secret, (REQUIRED, ()))
    assert [verdict(policy, case) for case in (GIVE_BOX, secret, required)] == [
        Verdict.PROHIBITED,
        Verdict.SILENT,
        Verdict.PROHIBITED,
    ]
    assert evaluate(policy, secret, PLAIN).defeated == (("A", ("Box",), (("A.out", ("Box",)),)),)


def test_a_priority_defeats_the_opposed_norm() -> None:
    below, above = give("A", MUST_NOT), give("B", MAY, Holds(SECRET, (ITEM,)))
    policy = saying(WORDS, below, above, attacks=[prevails(above, below, (ITEM, ITEM))])
    assert verdict(policy) is Verdict.PROHIBITED
    assert verdict(policy, with_facts(GIVE_BOX, (SECRET, ("Box",)))) is Verdict.PERMITTED


def test_a_norm_that_is_itself_defeated_has_no_priority() -> None:
    below, above = give("A", MUST_NOT), give("B", MAY)
    out = exception("B.out", above)
    attacks = [prevails(above, below, (ITEM, ITEM)), excepts(out, above)]
    assert verdict(saying(WORDS, below, above, out, attacks=attacks)) is Verdict.PROHIBITED


MADE = (Holds(MAKES, (PERSON, REPORT)), Holds(IN, (ITEM, REPORT)))
PROTECTED = norm("P", MUST_NOT, USE, (ITEM, PERSON), *MADE, shared=(REPORT,))
TWO_REPORTS = case_of(
    USE,
    ("Note", "Ana"),
    (MAKES, ("Ana", "R1")),
    (MAKES, ("Ana", "R2")),
    (IN, ("Note", "R1")),
    (IN, ("Note", "R2")),
    (TRUE_REPORT, ("R1",)),
    world=WORLD,
    values=VALUES,
)


def test_the_report_defeats_only_that_reason() -> None:
    untrue = exception("P.untrue", PROTECTED, Not(Holds(TRUE_REPORT, (REPORT,))))
    policy = saying(WORDS, PROTECTED, untrue, attacks=[excepts(untrue, PROTECTED)])
    found = evaluate(policy, TWO_REPORTS, PLAIN)
    assert found.verdict is Verdict.PROHIBITED
    assert found.live == (
        ("P", ("Note", "Ana", "R1")),
        *(n for n in found.live if n[0] == "P.untrue"),
    )
    assert [instance for _, instance, _ in found.defeated] == [("Note", "Ana", "R2")]


def test_a_report_defeats_the_norm_for_the_act() -> None:
    made = Holds(MAKES, (PERSON, OTHER_REPORT))
    untrue = exception(
        "P.untrue",
        PROTECTED,
        made,
        Not(Holds(TRUE_REPORT, (OTHER_REPORT,))),
        some=(OTHER_REPORT,),
    )
    policy = saying(WORDS, PROTECTED, untrue, attacks=[excepts(untrue, PROTECTED)])
    assert verdict(policy, TWO_REPORTS) is Verdict.SILENT


def test_parameters_that_are_not_mapped_are_existential() -> None:
    note = disapplication("D", Not(Holds(TRUE_REPORT, (REPORT,))), parameters=(REPORT,))
    mapped = saying(WORDS, PROTECTED, note, attacks=[disapplies(note, PROTECTED, (REPORT, REPORT))])
    assert verdict(mapped, TWO_REPORTS) is Verdict.PROHIBITED
    unmapped = saying(WORDS, PROTECTED, note, attacks=[disapplies(note, PROTECTED)])
    assert verdict(unmapped, TWO_REPORTS) is Verdict.SILENT


def test_a_disapplication_to_a_description_needs_the_act_to_fall_under_it() -> None:
    rule = give("A", MUST_NOT)
    tell = disapplication("D", act=ActPattern(TELL, (ITEM, PARTY)), parameters=(ITEM, PARTY))
    apart = saying(WORDS, rule, tell, attacks=[disapplies(tell, rule)])
    assert verdict(apart) is Verdict.PROHIBITED
    linked = CountsAs(GIVE, (ITEM,), TELL, (ITEM, Named(DEFENSE)), (ITEM,), TRUE)
    assert verdict(replace(apart, counts_as=(linked,))) is Verdict.SILENT


# --------------------------------------------------------------------------- three columns


def test_three_columns() -> None:
    rule, law = give("A", MUST_NOT), give("L", MUST, layer=1)
    policy = saying(WORDS, rule, law, attacks=[overrides(law, rule, (ITEM, ITEM))])
    assert verdicts(policy, GIVE_BOX, PLAIN) == {
        LawRegime.ALONE: Verdict.PROHIBITED,
        LawRegime.BESIDE: Verdict.DILEMMA,
        LawRegime.END: Verdict.OBLIGED,
    }
    assert evaluate(policy, GIVE_BOX, PLAIN).applicable == (("A", ("Box",)),)


def test_a_savings_note_removes_the_conflict_and_the_policys_word() -> None:
    rule, law = give("A", MUST_NOT), give("L", MUST, layer=1)
    note = disapplication("N", Holds(REQUIRED, ()))
    attacks = [overrides(law, rule, (ITEM, ITEM)), disapplies(note, rule)]
    policy = saying(WORDS, rule, law, note, attacks=attacks)
    assert list(verdicts(policy, with_facts(GIVE_BOX, (REQUIRED, ())), PLAIN).values()) == [
        Verdict.SILENT,
        Verdict.OBLIGED,
        Verdict.OBLIGED,
    ]


def test_a_law_does_not_attack_in_the_policy_alone() -> None:
    rule, law = give("A", MUST_NOT), give("L", MAY, layer=1)
    everywhere = replace(overrides(law, rule), columns=frozenset(LawRegime))
    policy = saying(WORDS, rule, law, attacks=[everywhere])
    assert verdict(policy) is Verdict.PROHIBITED
    assert verdict(policy, column=LawRegime.BESIDE) is Verdict.PERMITTED


# --------------------------------------------------------------------------- choice


def test_a_duty_to_do_some_act_obliges_to_no_particular_one() -> None:
    some = norm("A", MUST, GIVE, (ITEM,), choice=(ITEM,))
    found = evaluate(saying(WORDS, some), GIVE_BOX, PLAIN)
    assert (found.verdict, found.positions.obliged) == (Verdict.OBLIGED, False)
    assert found.live == (("A", ("Box",)),)
    others = {
        MUST_NOT: Verdict.DILEMMA,  # there is no item that may be given
        NEED_NOT: Verdict.EXEMPT,
        MAY: Verdict.OBLIGED,
        MUST: Verdict.OBLIGED,
    }
    for modality, expected in others.items():
        assert verdict(saying(WORDS, some, give("B", modality))) is expected


def test_a_permission_to_do_some_act_is_a_permission() -> None:
    some = norm("A", MAY, GIVE, (ITEM,), choice=(ITEM,))
    assert verdict(saying(WORDS, some)) is Verdict.PERMITTED


# --------------------------------------------------------------------------- descriptions


def descriptions(world: World) -> set[tuple[str, tuple[str, ...]]]:
    return {(act, things) for act in world.policy.acts for things in falls_under(world, act)}


def test_one_act_falls_under_one_description_in_several_ways() -> None:
    rule = CountsAs(GIVE, (ITEM,), TELL, (ITEM, PERSON), (ITEM, PERSON), Not(FALSE))
    policy = replace(WORDS, counts_as=(rule,))
    assert descriptions(World(policy, GIVE_BOX, PLAIN)) == {
        (GIVE, ("Box",)),
        (TELL, ("Box", "Ana")),
        (TELL, ("Box", "Bea")),
    }
    told = norm("A", MUST_NOT, TELL, (ITEM, PARTY))
    live = evaluate(saying(policy, told), GIVE_BOX, PLAIN).live
    assert live == (("A", ("Box", "Ana")), ("A", ("Box", "Bea")))


def test_descriptions_chain_and_depend_on_readings() -> None:
    broad = Reads("scope", "broad")
    rules = (
        CountsAs(TELL, (ITEM, PARTY), USE, (ITEM, PARTY), (ITEM, PARTY), TRUE),
        CountsAs(GIVE, (ITEM,), TELL, (ITEM, PERSON), (ITEM, PERSON), broad),
    )
    policy = replace(WORDS, counts_as=rules)
    assert descriptions(World(policy, GIVE_BOX, PLAIN)) == {(GIVE, ("Box",))}
    assert (USE, ("Box", "Bea")) in descriptions(World(policy, GIVE_BOX, {"scope": "broad"}))


def test_what_counts_as_an_act_fits_its_roles() -> None:
    """To tell the defense is not to use something with a person: the defense is none."""
    rule = CountsAs(TELL, (ITEM, PARTY), USE, (ITEM, PARTY), (ITEM, PARTY), TRUE)
    policy = replace(WORDS, counts_as=(rule,))
    told = case_of(TELL, ("Box", DEFENSE), world=WORLD, values=VALUES)
    assert descriptions(World(policy, told, PLAIN)) == {(TELL, ("Box", DEFENSE))}


# --------------------------------------------------------------------------- conditions


def holds(formula: Formula, case: Case = GIVE_BOX, **env: str) -> bool:
    return truth(WORDS, case, PLAIN, formula, env)


def test_empty_kinds() -> None:
    nothing = case_of(GIVE, ("Box",), world=(BOX,), values={("size of item", "Box"): 1})
    assert holds(Every(REPORT, FALSE), nothing)
    assert not holds(Some(REPORT, TRUE), nothing)
    policy = saying(WORDS, norm("A", MUST_NOT, GIVE, (ITEM,), some=(REPORT,)))
    assert verdict(policy, nothing) is Verdict.SILENT
    assert verdict(policy, GIVE_BOX) is Verdict.PROHIBITED


def test_another_is_not_the_same() -> None:
    two = All((Holds(MAKES, (PERSON, REPORT)), Not(Same(REPORT, OTHER_REPORT))))
    twice = Some(REPORT, Some(OTHER_REPORT, All((two, Holds(MAKES, (PERSON, OTHER_REPORT))))))
    once = replace(TWO_REPORTS, facts=TWO_REPORTS.facts - {(MAKES, ("Ana", "R2"))})
    assert holds(twice, TWO_REPORTS, person="Ana")
    assert not holds(twice, once, person="Ana")


def test_named_parties_are_parties_and_no_persons() -> None:
    assert holds(OfKind(Named(OFFICE), "party"))
    assert not holds(OfKind(Named(OFFICE), "person"))
    assert holds(Some(PARTY, Same(PARTY, Named(OFFICE))))
    assert not holds(Some(PERSON, Same(PERSON, Named(OFFICE))))


def test_values_and_kinds() -> None:
    assert holds(ValueIs("state of report", REPORT, frozenset({"yes"})), report="R1")
    assert not holds(ValueIs("state of report", REPORT, frozenset({"yes"})), report="R2")
    assert holds(OfKind(ITEM, "statement"), item="Note")
    assert not holds(OfKind(ITEM, "statement"), item="Box")


def test_empty_all_and_any() -> None:
    assert holds(All(()))
    assert not holds(Any(()))


def test_a_quantifier_binds_its_variable_anew() -> None:
    assert holds(Some(REPORT, Same(REPORT, Named("R2"))), report="R1")


@pytest.mark.parametrize(
    ("relation", "below", "at", "above"),
    [
        ("<", True, False, False),
        ("<=", True, True, False),
        ("=", False, True, False),
        ("!=", True, False, True),
        (">", False, False, True),
        (">=", False, True, True),
    ],
)
def test_strictness(relation: Operator, below: bool, at: bool, above: bool) -> None:
    size = Quantity(((1, AttributeOf("size of item", ITEM)),), 0)
    found = [
        holds(Compare(relation, size, Quantity((), border)), item="Box") for border in (6, 5, 4)
    ]
    assert found == [below, at, above]


def test_days() -> None:
    arrived = case_of(
        GIVE, ("Box",), world=WORLD, values=VALUES, days={(ARRIVED, ("Box",)): FIRST_DAY}, day=9
    )
    week_after = Quantity(((1, EventDay(ARRIVED, (ITEM,))),), 7)
    acted = Quantity(((1, ActDay()),), 0)
    before = All((Holds(ARRIVED, (ITEM,)), Compare("<", acted, week_after)))
    assert holds(before, arrived, item="Box")
    assert not holds(before, arrived, item="Note")


def test_a_condition_on_an_open_day_cannot_be_judged() -> None:
    today = Quantity(((1, ActDay()),), 0)
    with pytest.raises(ValueError, match="day of the act is open"):
        holds(Compare("=", today, today), replace(GIVE_BOX, act=replace(GIVE_BOX.act, day=None)))


def test_readings() -> None:
    policy = saying(WORDS, give("A", MUST_NOT, Reads("scope", "broad")))
    assert evaluate(policy, GIVE_BOX, {"scope": "narrow"}).verdict is Verdict.SILENT
    assert evaluate(policy, GIVE_BOX, {"scope": "broad"}).verdict is Verdict.PROHIBITED


def test_a_definition_is_true_of_things_of_its_kinds() -> None:
    sentence = Definition("a statement is open", (), (STATEMENT,), Not(Holds(SECRET, (STATEMENT,))))
    policy = replace(WORDS, definitions={sentence.id: sentence})
    opened = Defined(sentence.id, (ITEM,))
    assert truth(policy, GIVE_BOX, PLAIN, opened, {"item": "Note"})
    assert not truth(policy, GIVE_BOX, PLAIN, opened, {"item": "Box"})
    secret = with_facts(GIVE_BOX, (SECRET, ("Note",)))
    assert not truth(policy, secret, PLAIN, opened, {"item": "Note"})


def test_the_act_as_a_condition() -> None:
    assert holds(ActIs(GIVE, (ITEM,)), item="Box")
    assert not holds(ActIs(GIVE, (ITEM,)), item="Note")
    assert holds(ActIs(GIVE, (ITEM,), Named(OFFICE)), item="Box")
    assert not holds(ActIs(GIVE, (ITEM,), Named(DEFENSE)), item="Box")


# --------------------------------------------------------------------------- scope, admissibility


def test_scope() -> None:
    stands = lines([Holds(IN, (ITEM, REPORT))])
    pattern = ActPattern(USE, (ITEM, PERSON))
    scope = CaseClass(Named(OFFICE), pattern, (ITEM, PERSON), (REPORT,), stands)
    assert in_scope(World(WORDS, TWO_REPORTS, PLAIN), scope)
    assert not in_scope(World(WORDS, GIVE_BOX, PLAIN), scope)
    assert in_scope(World(WORDS, GIVE_BOX, PLAIN), CaseClass(None, None, (), (), ()))
    assert not in_scope(World(WORDS, GIVE_BOX, PLAIN), CaseClass(Named(DEFENSE), None, (), (), ()))
    assert not in_scope(World(WORDS, TWO_REPORTS, PLAIN), replace(scope, bearer=Named(DEFENSE)))


def test_admissible() -> None:
    never = Assumption("quiet", "Nothing hides", Not(Some(ITEM, Holds(SECRET, (ITEM,)))))
    policy = replace(WORDS, assumptions={never.name: never})
    assert admissible(policy, TWO_REPORTS, PLAIN) == ()
    hidden = with_facts(TWO_REPORTS, (SECRET, ("Box",)))
    assert admissible(policy, hidden, PLAIN) == ("quiet",)


@pytest.mark.parametrize(
    ("exactly", "makers", "fine"),
    [
        (True, ("Ana",), True),
        (True, (), False),
        (True, ("Ana", "Bea"), False),
        (False, ("Ana",), True),
        (False, (), True),
        (False, ("Ana", "Bea"), False),
    ],
)
def test_one_to_each(exactly: bool, makers: tuple[str, ...], fine: bool) -> None:
    makes = fact_of("makes", ("person", "report"), one_to_each=(OneToEach(0, exactly),))
    policy = replace(WORDS, facts={**WORDS.facts, MAKES: makes})
    others = TWO_REPORTS.facts - {(MAKES, ("Ana", "R1"))}
    case = replace(TWO_REPORTS, facts=others | {(MAKES, (maker, "R1")) for maker in makers})
    assert (admissible(policy, case, PLAIN) == ()) is fine


def test_a_well_formed_case() -> None:
    assert well_formed(WORDS, GIVE_BOX) == ()
    assert well_formed(WORDS, TWO_REPORTS) == ()


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (replace(GIVE_BOX, things=(*WORLD, BOX)), "names two things"),
        (replace(GIVE_BOX, things=(*WORLD, Thing(OFFICE, "party"))), "names two things"),
        (replace(GIVE_BOX, things=(*WORLD, Thing("X", "cat"))), "not declared"),
        (replace(GIVE_BOX, things=(*WORLD, Thing("X", "statement"))), "without its parent"),
        (
            replace(GIVE_BOX, things=(*WORLD, Thing("X", "report", frozenset({"statement"})))),
            "without its parent",
        ),
        (with_facts(GIVE_BOX, ("a cat purrs", ())), "not declared as a fact"),
        (with_facts(GIVE_BOX, (SECRET, ("R1",))), "cannot hold of R1"),
        (with_facts(GIVE_BOX, (SECRET, ())), "cannot hold of nothing"),
        (replace(GIVE_BOX, values={}), "is missing"),
        (replace(GIVE_BOX, values={**VALUES, ("size of item", "Box"): 99}), "cannot be “99”"),
        (replace(GIVE_BOX, values={**VALUES, ("state of report", "Box"): "yes"}), "has no"),
        (with_facts(GIVE_BOX, (ARRIVED, ("Box",))), "the day of"),
        (replace(GIVE_BOX, days={(ARRIVED, ("Box",)): FIRST_DAY}), "has not happened"),
        (case_of("sing", (), world=WORLD, values=VALUES), "not declared as an act"),
        (case_of(GIVE, ("R1",), world=WORLD, values=VALUES), "in its roles"),
        (case_of(GIVE, ("Box",), world=WORLD, values=VALUES, agent="Box"), "being no party"),
        (case_of(GIVE, ("Box",), world=WORLD, values=VALUES, day=1), "outside the calendar"),
    ],
)
def test_an_ill_formed_case(case: Case, words: str) -> None:
    found = well_formed(WORDS, case)
    assert any(words in sentence for sentence in found), found
    assert admissible(WORDS, case, PLAIN) == found
