"""Comparing two versions of small policies, written as drafters write them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.examples.elaborated import VOCABULARY, elaborate_text, policy_of
from verifier.changes.compare.comparison import ComparisonOptions, compare
from verifier.changes.compare.difference.outcome import Comparison, Direction
from verifier.diagnostics import InputProblems
from verifier.model import Policy, Verdict
from verifier.report.page.comparison import comparison_page

PROSECUTION = """clause 1 "Victims"
  the Office must not prosecute a person for a crime
  when the person is a victim of the crime
"""
USE = """clause 2 "Statements"
  the Office must not use an item against a person
  when the item was gathered from the person
"""
BOTH = PROSECUTION + "\n" + USE


def between(old: str, new: str, **options: object) -> Comparison:
    return compare(policy_of(old), policy_of(new), ComparisonOptions(**options))  # type: ignore[arg-type]


def whole(text: str) -> Policy:
    """A policy with a vocabulary of its own."""
    policy, problems = elaborate_text(text)
    assert policy is not None, problems
    return policy


def rules_of(result: Comparison) -> list[list[str]]:
    return [[line.words for line in rule.lines] for g in result.verdict_groups for rule in g.rules]


def outcomes(result: Comparison) -> list[tuple[str, str]]:
    return [(g.before.words, g.after.words) for g in result.groups]


# --------------------------------------------------------------------------- nothing differs


def test_a_policy_is_equal_to_itself() -> None:
    result = between(BOTH, BOTH)
    assert result.unchanged
    assert (result.text, result.groups, result.effects, result.scope) == ((), (), (), ())


def test_order_and_layout_are_no_difference() -> None:
    reordered = "# another order\n" + USE.replace("\n  ", "\n    ") + "\n" + PROSECUTION
    result = between(BOTH, reordered)
    assert result.unchanged
    assert not result.text


def test_other_words_of_one_meaning_are_proved_to_be_so() -> None:
    twice = PROSECUTION + "  and the person is a victim of the crime\n"
    result = between(PROSECUTION, twice)
    assert result.unchanged
    (change,) = result.text
    assert change.wording_only
    assert change.because.startswith("proved")


def test_a_title_is_wording_only() -> None:
    result = between(PROSECUTION, PROSECUTION.replace("Victims", "Victims of crime"))
    assert result.unchanged
    assert [change.wording_only for change in result.text] == [True]


# --------------------------------------------------------------------------- exact description


def test_a_clause_that_is_struck() -> None:
    result = between(BOTH, USE)
    assert outcomes(result) == [("prohibited (clause 1)", "silent")]
    assert rules_of(result) == [["the person is a victim of the crime"]]
    (group,) = result.groups
    assert group.words == "the Office prosecutes a person for a crime"
    assert group.edits == (("clause 1",),)
    assert [effect.direction for effect in result.effects] == [Direction.LOOSENS]
    assert result.effects[0].served_words == "the person whom clause 1 protects loses"


def test_a_condition_that_is_added_says_who_loses() -> None:
    narrower = USE + "  and the item is a statement\n"
    result = between(USE, narrower)
    assert outcomes(result) == [("prohibited (clause 2)", "silent")]
    assert rules_of(result) == [
        ["the item was gathered from the person", "the item is not a statement"]
    ]


def test_a_condition_that_is_widened_says_who_gains() -> None:
    wider = USE.replace(
        "when the item was gathered from the person",
        "when any of\n    the item was gathered from the person\n"
        "    the act serves to prosecute the person",
    )
    result = between(USE, wider)
    assert outcomes(result) == [("silent", "prohibited (clause 2)")]
    assert rules_of(result) == [
        ["the act serves to prosecute the person", "the item was not gathered from the person"]
    ]
    (group,) = result.groups
    assert group.rules[0].lines[0].changed


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("at least 100", "at least 200", ["at least $100", "less than $200"]),
        ("at most 600", "at most 500", ["at most $600", "more than $500"]),
        ("less than 600", "less than 900", ["less than $900", "at least $600"]),
    ],
)
def test_a_border_that_is_moved_is_told_with_both_its_places(
    old: str, new: str, expected: list[str]
) -> None:
    text = """policy fees "Fees"

party the Landlord "the Landlord"

kind tenant is a party
  fee is an amount of money

act fine a tenant

clause 1 "Fine"
  the Landlord may fine a tenant
  when the fee of the tenant is {} dollars
"""
    before, after = (elaborate_text(text.format(words))[0] for words in (old, new))
    assert before is not None
    assert after is not None
    (rule,) = rules_of(compare(before, after, ComparisonOptions()))
    assert rule == [f"the fee of the tenant is {border}" for border in expected]


def test_an_exception_that_is_added() -> None:
    excepted = USE + "  except lies when a report is false\n  and the person makes the report\n"
    result = between(USE, excepted)
    (rule,) = rules_of(result)
    assert rule[0] == "the item was gathered from the person"
    assert rule[1:] == ["a report is false", "the person makes the report"]
    assert outcomes(result) == [("prohibited (clause 2)", "silent")]
    (group,) = result.groups
    assert group.shown is not None
    assert group.shown.before == "prohibited, by clause 2"
    assert group.shown.after == "silent"
    assert group.shown.changes


def test_a_modality_that_is_turned_round() -> None:
    result = between(PROSECUTION, PROSECUTION.replace("must not", "may"))
    assert outcomes(result) == [("prohibited (clause 1)", "permitted (clause 1)")]
    (effect,) = result.effects
    assert effect.direction is Direction.LOOSENS


def test_a_changed_definition_is_told_in_its_words() -> None:
    def text(inside: str) -> str:
        return (
            "define a crime is grave\n"
            f"  when the type of the crime is one of {inside}\n\n"
            + PROSECUTION
            + "  and the crime is grave\n"
        )

    result = between(text("robbery"), text("robbery, assault"))
    assert outcomes(result) == [("silent", "prohibited (clause 1)")]
    assert [change.name for change in result.text] == ["the definition “a crime is grave”"]
    (group,) = result.groups
    assert group.edits == (("the definition “a crime is grave”",),)


def test_the_same_outcome_on_other_ground() -> None:
    copy = PROSECUTION.replace("clause 1", "clause 3")
    result = between(PROSECUTION, copy)
    assert outcomes(result) == [("prohibited (clause 1)", "prohibited (clause 3)")]
    assert not result.verdict_groups
    assert all(effect.direction is Direction.EQUIVALENT for effect in result.effects)


def test_two_edits_that_only_work_together() -> None:
    """Each clause alone forbids it; only without both it is silent."""
    twice = PROSECUTION + "\n" + PROSECUTION.replace("clause 1", "clause 3")
    result = between(twice + USE, USE)
    (group,) = result.verdict_groups
    assert group.edits == (("clause 1", "clause 3"),)


# --------------------------------------------------------------------------- scope


def test_new_words_come_first_and_do_not_restrict() -> None:
    result = between(PROSECUTION, "fact a crime is grave\n\n" + PROSECUTION)
    assert [change.words for change in result.scope] == ["the sentence “a crime is grave” is new"]
    assert result.unchanged


def test_another_assumption_restricts_the_comparison() -> None:
    assumed = 'assume made "Nobody reports"\n  never\n    a person makes a report\n\n'
    result = between(PROSECUTION, assumed + PROSECUTION)
    assert any(change.restricts for change in result.scope)
    assert not result.unchanged


def test_another_plain_reading_changes_the_plain_outcome() -> None:
    def text(plain: str) -> str:
        marks = {name: " (plain)" if name == plain else "" for name in ("strict", "loose")}
        return (
            'question strictness "How strict?"\n'
            '  about "Victims" in clause 1\n'
            f'  reading strict{marks["strict"]} "Strict"\n'
            f'  reading loose{marks["loose"]} "Loose"\n\n'
            'clause 1 "Victims"\n  quote "Victims"\n'
            "  the Office must not prosecute a person for a crime\n"
            "  when reading strictness as strict\n"
        )

    old = policy_of(text("strict"), "Victims.")
    result = compare(old, policy_of(text("loose"), "Victims."))
    assert outcomes(result) == [("prohibited (clause 1)", "silent")]
    assert result.groups[0].edits == (("the plain reading of “strictness”",),)


# --------------------------------------------------------------------------- renames


def renaming() -> tuple[Policy, Policy]:
    old = policy_of("fact a crime is grave\n\n" + PROSECUTION + "  and the crime is grave\n")
    new = policy_of("fact a crime is serious\n\n" + PROSECUTION + "  and the crime is serious\n")
    return old, new


def test_a_rename_has_to_be_said() -> None:
    old, new = renaming()
    assert not compare(old, new).unchanged
    names = (("a crime is grave", "a crime is serious"),)
    assert compare(old, new, ComparisonOptions(names)).unchanged


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ((("a crime is mild", "a crime is serious"),), "the old version has nothing named"),
        ((("a crime is grave", "a crime is mild"),), "the new version has nothing named"),
        (
            (("a crime is grave", "a crime is serious"), ("crime", "a crime is serious")),
            "would both become",
        ),
        ((("report", "item"),), "already has something named"),
    ],
)
def test_renames_that_do_not_fit(names: tuple[tuple[str, str], ...], message: str) -> None:
    old, new = renaming()
    with pytest.raises(InputProblems, match=message):
        compare(old, new, ComparisonOptions(names))


def test_a_kind_is_renamed_wherever_it_stands() -> None:
    old = policy_of(USE)
    new = policy_of(USE)
    other = replace(new)
    assert compare(old, other, ComparisonOptions((("item", "item"),))).unchanged


# --------------------------------------------------------------------------- what depends on it

PROMISE = """
promise safe "Victims are safe"
  the Office must not prosecute a person for a crime
  when the person is a victim of the crime
"""


def test_a_promise_that_is_lost_and_one_that_rests_on_another_clause() -> None:
    lost = between(BOTH + PROMISE, USE + PROMISE)
    assert [(p.name, p.how) for p in lost.promises] == [("safe", "lost")]
    moved = between(PROSECUTION + PROMISE, PROSECUTION.replace("clause 1", "clause 3") + PROMISE)
    (promise,) = moved.promises
    assert (promise.how, promise.before, promise.after) == ("for another reason", ("1",), ("3",))


def test_cases_whose_verdict_changes() -> None:
    case = """
case one "A victim"
  person Ana; crime C
  given Ana is a victim of C
  and nothing else is so
  asking whether the Office may prosecute Ana for C
  expect prohibited
"""
    result = between(BOTH + case, USE + case)
    assert [(c.case, c.before, c.after) for c in result.cases] == [("one", "prohibited", "silent")]


def test_who_gets_a_deadline_can_be_late() -> None:
    duty = 'clause 3 "Reports"\n  the Office must file every report\n'
    result = between(duty, duty + "  on or before 2027-01-01\n")
    (group,) = result.groups
    assert (group.before.verdict, group.after.verdict) == ("obliged", "late")
    assert group.edits == (("clause 3",),)
    assert group.shown is not None
    assert "the day of the act is January 2, 2027" in group.shown.given
    assert [deadline.side for deadline in result.deadlines] == ["tightens"]
    assert not result.unchanged


FORMS = """policy forms "Forms"

party the Agency "the Agency"

kind form

event the day a form is requested

act process a form

clause 1 "A week"
  the Agency must process a form
  within 7 days of the day the form is requested

clause 2 "Not at once"
  the Agency must not process a form
  for 3 days from the day the form is requested
"""


def test_a_prohibition_that_takes_every_day_makes_dilemmas() -> None:
    """Also on the days that were forbidden before, where the same clauses speak as before."""
    result = compare(whole(FORMS), whole(FORMS.replace("for 3 days", "for 9 days")))
    verdicts = {(g.before.verdict, g.after.verdict) for g in result.verdict_groups}
    assert verdicts == {
        (Verdict.OBLIGED, Verdict.DILEMMA),
        (Verdict.PROHIBITED, Verdict.DILEMMA),
        (Verdict.LATE, Verdict.PROHIBITED),
    }
    assert {g.edits for g in result.groups} == {(("clause 2",),)}
    assert result.assurance.kind == "proved"


def test_a_prohibition_that_leaves_days_makes_none() -> None:
    result = compare(whole(FORMS), whole(FORMS.replace("for 3 days", "for 5 days")))
    (group,) = result.groups
    assert (group.before.verdict, group.after.verdict) == ("obliged", "prohibited")


PAYMENT = """policy payment "Payment"

party the Buyer "the Buyer"

kind invoice

act pay an invoice
  in one of its ways
act pay an invoice in cash
act pay an invoice by wire

to pay an invoice in cash counts as to pay the invoice
to pay an invoice by wire counts as to pay the invoice

clause 1 "Payment"
  the Buyer must pay every invoice

clause 2 "No cash"
  the Buyer must not pay an invoice in cash
"""


def test_a_prohibition_of_the_other_way_makes_dilemmas() -> None:
    """Of paying in cash too, though no clause about that is edited."""
    no_wire = '\nclause 3 "No wire"\n  the Buyer must not pay an invoice by wire\n'
    result = compare(whole(PAYMENT), whole(PAYMENT + no_wire))
    found = {(g.act, g.before.verdict, g.after.verdict): g.edits for g in result.groups}
    assert found == {
        ("pay an invoice in cash", Verdict.PROHIBITED, Verdict.DILEMMA): (("clause 3",),),
        ("pay an invoice by wire", Verdict.OBLIGED, Verdict.DILEMMA): (("clause 3",),),
    }
    assert set(result.equal_acts) <= {"pay an invoice"}


def test_the_case_shown_says_the_day_of_the_act_where_it_matters() -> None:
    late = USE + "  and the day of the act is after 2026-03-01\n"
    (group,) = between(USE, late).groups
    assert group.shown is not None
    assert any(words.startswith("the day of the act is ") for words in group.shown.given)


# --------------------------------------------------------------------------- not for any number

CHAINS = """policy chains "Chains"

party the Office "the Office"

kind item

fact an item rests on another item

fact an item is old

fact an item is wet

fact an item is heavy

act move an item
{assumption}
clause 1 "Old items"
  the Office must not move an item
  when the item is old
  and the item is heavy

clause 2 "Heavy items"
  the Office must not move an item
  when the item is heavy
{heavy}
clause 3 "Wet items"
  the Office may move an item
  notwithstanding clause 2
  when the item is wet
{wet}
promise old ones "Old heavy items stay where they are dry"
  the Office must not move an item
  when the item is old
  and the item is heavy
  and it is not the case that the item is wet
"""
ENDLESS = """
assume ground "Every item rests on another one"
  always every item rests on another item
"""


@pytest.mark.parametrize(
    ("assumption", "tried"), [("", ""), (ENDLESS, "2 of the kind item")], ids=["proved", "tried"]
)
def test_what_was_only_tried_is_not_said_to_be_proved(assumption: str, tried: str) -> None:
    """Where the assumptions need ever more things, nothing is known of all numbers of them."""
    old, _ = elaborate_text(
        CHAINS.format(assumption=assumption, heavy="", wet="  and the item is old\n")
    )
    new, _ = elaborate_text(
        CHAINS.format(assumption=assumption, heavy="  and the item is wet\n", wet="")
    )
    assert old is not None
    assert new is not None
    result = compare(old, new)
    page = comparison_page(result, "old", "new")
    words = f" (tried up to {tried}; more are open)" if tried else ""
    assert [promise.tried for promise in result.promises] == [tried]
    assert page.promises == (f"Kept: Old heavy items stay where they are dry{words}",)
    assert {group.tried for group in result.verdict_groups} == {tried}
    made_by = {group.made_by for group in page.groups}
    assert made_by == {f"clause 2{words}", f"clause 3{words}"}


def test_a_clause_that_prevails_over_some_of_the_things_of_another() -> None:
    """Only a statement has a length: what is no statement is out of clause 3 for that reason."""
    long = """
clause 3 "Long statements"
  the Office may use a statement against a person
  notwithstanding clause 2
  when the length of the statement is at least 10 pages
"""
    narrower = USE + "  and the act serves to prosecute the person\n"
    statement = "kind statement is an item\n"
    vocabulary = VOCABULARY.replace(statement, statement + "  length is a number of pages\n")
    old, new = (elaborate_text(vocabulary + clauses + long, None)[0] for clauses in (USE, narrower))
    assert old is not None
    assert new is not None
    result = compare(old, new)
    assert ("prohibited (clause 2)", "silent") in outcomes(result)
    assert rules_of(result) == [
        [
            "the item was gathered from the person",
            "the act does not serve to prosecute the person",
            "clause 3 does not apply",
        ]
    ]


OFFICE = """\
policy test "Test"

party the Office "the office"
kind item
  {attribute} is one of red, green, {last}
fact an item was seized

act keep an item
"""
PLAIN = OFFICE.format(attribute="type", last="blue")


def texts(old: str, new: str, **options: object) -> Comparison:
    before, after = (elaborate_text(text)[0] for text in (old, new))
    assert before is not None
    assert after is not None
    return compare(before, after, ComparisonOptions(**options))  # type: ignore[arg-type]


def test_both_edits_are_named_where_each_alone_does_something_else() -> None:
    """Without clause 1 alone the act would be permitted by clause 2, and not silent."""
    third = 'clause 3 "C"\n  the Office may keep an item\n  when the item was seized\n'
    first = 'clause 1 "A"\n  the Office must not keep an item\n  notwithstanding clause 2\n'
    second = 'clause 2 "B"\n  the Office may keep an item\n'
    result = texts(PLAIN + first + second + third, PLAIN + third)
    made = {group.edits for group in result.verdict_groups}
    assert made == {(("clause 1", "clause 2"),)}
    lines = [[line.words for line in group.rules[0].lines] for group in result.verdict_groups]
    assert sorted(lines) == [["the item was not seized"], ["the item was seized"]]


def test_a_near_miss_is_no_such_case_by_any_rule() -> None:
    first = 'clause 1 "A"\n  the Office must not keep an item\n'
    exceptions = """\
  except x1 when the item was seized
  and the type of the item is red
  except x2 when the item was not seized
  and the type of the item is not green
"""
    result = texts(PLAIN + first, PLAIN + first + exceptions)
    (group,) = result.verdict_groups
    assert group.shown is not None
    assert len(group.rules) == 2
    told = [change.effect for change in group.shown.changes]
    assert told == ["prohibited, by clause 1, before and after"]


def test_attributes_and_members_are_renamed_wherever_they_stand() -> None:
    clause = 'clause 1 "A"\n  the Office must keep every item\n  when the {} of the item is {}\n'
    new = OFFICE.format(attribute="class", last="azure") + clause.format("class", "azure")
    old = PLAIN + clause.format("type", "blue")
    result = texts(old, new, renames=(("type", "class"), ("blue", "azure")))
    assert result.unchanged
    assert not texts(old, new).unchanged


def test_a_longer_word_keeps_the_name_inside_it() -> None:
    words = """\
policy test "Test"

party the Office "the office"
kind {}
kind guard dog

act feed a guard dog
act walk a {}

clause 1 "A"
  the Office must feed every guard dog
"""
    old, new = (words.format(name, name) for name in ("dog", "hound"))
    assert texts(old, new, renames=(("dog", "hound"),)).unchanged
