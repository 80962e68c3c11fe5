"""Clauses to norms: parameters, exceptions, disapplications, priorities, laws, deadlines."""

from __future__ import annotations

import pytest

from tests.examples.elaborated import policy_of, problems_of
from verifier.model import (
    ActPattern,
    Attack,
    EventDay,
    Holds,
    LawRegime,
    Modality,
    Named,
    Not,
    Policy,
    Quantity,
    Same,
    Savings,
    Variable,
)

PERSON = Variable("person", "person")
CRIME = Variable("crime", "crime")
REPORT = Variable("report", "report")
ITEM = Variable("item", "item")
OFFICE = Named("the Office")
PROSECUTE = ActPattern("prosecute a person for a crime", (PERSON, CRIME))


def attacks_of(policy: Policy) -> dict[tuple[str, str], Attack]:
    return {(attack.attacker, attack.target): attack for attack in policy.attacks}


def names(pairs: tuple[tuple[Variable, Variable], ...]) -> list[tuple[str, str]]:
    return [(own.name, other.name) for own, other in pairs]


# --------------------------------------------------------------------------- parameters


def test_parameters_are_the_act_and_what_an_exception_mentions() -> None:
    policy = policy_of(
        """clause 1 "One"
  the Office must not prosecute a person for a crime
  when the person makes a report
  and the report is about another crime
  except false when the report is false
    except rare when the person is a victim of the crime
"""
    )
    norm, exception = policy.norms["1"], policy.norms["1.false"]
    assert (norm.modality, norm.bearer, norm.act) == (Modality.FORBIDDEN, OFFICE, PROSECUTE)
    assert norm.parameters == (PERSON, CRIME, REPORT)
    assert norm.locals == (Variable("other crime", "crime"),)
    assert exception.parameters == policy.norms["1.rare"].parameters == norm.parameters
    assert (exception.role, exception.modality, exception.name) == ("exception", None, "false")
    assert policy.clauses["1"].norms == ("1", "1.false", "1.rare")
    found = attacks_of(policy)
    identity = tuple((variable, variable) for variable in norm.parameters)
    assert found["1.false", "1"].mapping == found["1.rare", "1.false"].mapping == identity
    assert found["1.false", "1"].ground == "exception"


def test_an_exception_may_introduce_the_same_kind_of_its_own() -> None:
    policy = policy_of(
        """clause 1 "One"
  the Office must not prosecute a person for a crime
  when the person makes a report
  except false when a report is false
"""
    )
    assert policy.norms["1"].locals == (REPORT,)
    assert policy.norms["1.false"].locals == (Variable("other report", "report"),)


def test_a_bearer_of_a_kind() -> None:
    policy = policy_of(
        """clause 1 "One"
  a person (the clerk) must not use an item against another person
  owed to the other person
  when the item was gathered from the clerk
"""
    )
    norm = policy.norms["1"]
    clerk, other = Variable("clerk", "person"), Variable("other person", "person")
    assert norm.bearer == clerk
    assert norm.owed_to == other
    assert norm.parameters == (clerk, ITEM, other)
    assert norm.conditions[0].formula == Not(Same(other, clerk))


def test_a_list_of_acts_makes_a_norm_of_each() -> None:
    policy = policy_of(
        """clause 7 "Seven"
  the Office must do all of
    file at least one report
    disclose every item to the police
  when a crime is unsolved
  except solved when no crime is unsolved

fact a crime is unsolved
"""
    )
    assert policy.clauses["7"].norms == ("7.1", "7.2", "7.1.solved", "7.2.solved")
    assert policy.norms["7.1"].act == ActPattern("file a report", (REPORT,), (REPORT,))
    assert policy.norms["7.1"].is_choice
    assert policy.norms["7.2"].act == ActPattern(
        "disclose an item to a party", (ITEM, Named("the police"))
    )
    assert policy.norms["7.2"].locals == (CRIME,)


# --------------------------------------------------------------------------- disapplications


def test_the_whole_policy_does_not_apply() -> None:
    policy = policy_of(
        """clause 1 "One"
  the Office must not use an item against a person
  except own when the item was gathered from the person

clause 2 "Two"
  the Office must not prosecute a person for a crime

clause note "Note"
  this policy does not apply to use an item against a person
  when the person makes a report

law the law "The law" above this policy
  clause L "Law"
    the Office may use an item against a person
"""
    )
    note = policy.norms["note"]
    assert (note.role, note.bearer, note.modality) == ("disapplication", None, None)
    assert (note.parameters, note.locals) == ((ITEM, PERSON), (REPORT,))
    found = [attack for attack in policy.attacks if attack.attacker == "note"]
    assert [attack.target for attack in found] == ["1", "2"]
    assert names(found[0].mapping) == [("item", "item"), ("person", "person")]
    assert found[1].mapping == ()


def test_a_disapplication_borrows_what_every_named_clause_has() -> None:
    policy = policy_of(
        """clause 1 "One"
  the Office must not prosecute a person for a crime
  when the person makes a report

clause 2 "Two"
  the Office must not use an item against a person
  when a report is about a crime

clause 3 "Three"
  clauses 1, 2 do not apply
  when the report is false
"""
    )
    assert policy.norms["3"].parameters == (REPORT,)
    assert policy.norms["1"].parameters == (PERSON, CRIME, REPORT)
    assert policy.norms["2"].parameters == (ITEM, PERSON, REPORT)
    assert policy.norms["2"].locals == (CRIME,)
    found = attacks_of(policy)
    assert (
        names(found["3", "1"].mapping) == names(found["3", "2"].mapping) == [("report", "report")]
    )


def test_an_exception_can_be_disapplied() -> None:
    policy = policy_of(
        """clause 1 "One"
  the Office must not use an item against a person
  except own when the item was gathered from the person

clause 2 "Two"
  exception own of clause 1 does not apply to use an item against a person
  when a report is false
"""
    )
    (attack,) = [attack for attack in policy.attacks if attack.attacker == "2"]
    assert (attack.target, attack.ground) == ("1.own", "disapplication")
    assert names(attack.mapping) == [("item", "item"), ("person", "person")]


# --------------------------------------------------------------------------- priorities, laws

TWO = """clause 1 "One"
  the Office must not use an item against a person
{first}

clause 2 "Two"
  {bearer} may use a statement against a person
{second}
"""


@pytest.mark.parametrize(
    ("first", "second", "attack"),
    [
        ("  notwithstanding clause 2", "", ("1", "2")),
        ("  subject to clause 2", "", ("2", "1")),
        ("", "  notwithstanding clause 1", ("2", "1")),
    ],
)
def test_priority_defeats_what_is_opposed(first: str, second: str, attack: tuple[str, str]) -> None:
    policy = policy_of(TWO.format(first=first, second=second, bearer="the Office"))
    (found,) = policy.attacks
    assert (found.attacker, found.target, found.ground) == (*attack, "priority")
    assert set(names(found.mapping)) in (
        {("item", "statement"), ("person", "person")},
        {("statement", "item"), ("person", "person")},
    )


def test_bearers_that_are_variables_meet() -> None:
    text = TWO.replace("the Office", "a person (the user)")
    policy = policy_of(
        text.format(first="  notwithstanding clause 2", second="", bearer="a person (the helper)")
    )
    (found,) = policy.attacks
    assert names(found.mapping)[0] == ("user", "helper")


def test_priority_without_opposition_is_a_warning() -> None:
    text = TWO.format(first="  notwithstanding clause 2", second="", bearer="the police")
    assert policy_of(text).attacks == ()
    assert "decides nothing" in problems_of(text)[0]


def test_without_limiting_is_a_promise() -> None:
    policy = policy_of(
        TWO.format(first="", second="  without limiting clause 1", bearer="the Office")
    )
    assert policy.savings == (Savings("2", "1"),)
    assert policy.attacks == ()


def test_laws_prevail_in_the_end() -> None:
    policy = policy_of(
        """clause 1 "One"
  the Office must not disclose an item to a party

law federal "Federal" above law state
  clause F "Federal"
    the Office must not disclose an item to the police
    quote "words that the policy does not contain"

law state "State" above this policy
  paraphrase
  clause S "State"
    the Office must disclose every item to the police
""",
        "The source.",
    )
    assert {law.name: (law.layer, law.paraphrase) for law in policy.laws.values()} == {
        "federal": (2, False),
        "state": (1, True),
    }
    assert {norm.id: norm.layer for norm in policy.norms.values()} == {"1": 0, "F": 2, "S": 1}
    found = attacks_of(policy)
    assert set(found) == {("F", "S"), ("S", "1")}
    assert found["S", "1"].columns == frozenset({LawRegime.END})
    assert names(found["S", "1"].mapping) == [("item", "item")]
    assert policy.clauses["F"].anchors[0].passages == ()


@pytest.mark.parametrize(("verb", "attacked"), [("must not", True), ("need not", False)])
def test_a_duty_of_choice_meets_prohibitions_alone(verb: str, attacked: bool) -> None:
    policy = policy_of(
        f"""clause 1 "One"
  the Office must file at least one report
  notwithstanding clause 2

clause 2 "Two"
  the Office {verb} file a report
"""
    )
    assert [(a.attacker, a.target) for a in policy.attacks] == [("1", "2")] * attacked


# --------------------------------------------------------------------------- deadlines

KNOWN = "the day an item becomes known to the Office"


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("within 7 days of", 0, 7),
        ("within 7 days after", 0, 7),
        ("within 7 days before", -7, 0),
        ("before", None, -1),
        ("on or before", None, 0),
        ("after", 1, None),
        ("on or after", 0, None),
        ("at least 30 days before", None, -30),
        ("at least 30 days after", 30, None),
    ],
)
def test_deadlines(words: str, earliest: int | None, latest: int | None) -> None:
    policy = policy_of(
        f"""clause 1 "One"
  the Office must file every report
  {words} the day the item becomes known to the Office
  when an item was gathered from a person
"""
    )
    norm = policy.norms["1"]
    assert norm.window is not None
    assert norm.parameters == (REPORT, ITEM)
    assert norm.window.occurs == (() if earliest is None else (Holds(KNOWN, (ITEM,)),))

    def days(constant: int | None) -> tuple[Quantity, ...]:
        known = EventDay(KNOWN, (ITEM,))
        return () if constant is None else (Quantity(((1, known),), constant),)

    assert (norm.window.earliest, norm.window.latest) == (days(earliest), days(latest))


def test_counts_as() -> None:
    policy = policy_of(
        """to disclose an item to a party counts as to use the item against a person
  when the item was gathered from the person
  and the person makes a report
"""
    )
    (rule,) = policy.counts_as
    assert rule.source_terms == (ITEM, Variable("party", "party"))
    assert rule.target_terms == (ITEM, PERSON)
    assert rule.variables == (ITEM, Variable("party", "party"), PERSON)
