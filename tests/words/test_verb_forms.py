"""What becomes of verbs: third person, plural parties, denials, over a table of verbs."""

from __future__ import annotations

import pytest

from tests.words.example import parts
from tests.words.verb_table import verbs
from verifier.language import base_form, is_past_participle, third_person
from verifier.model import UNLISTED
from verifier.words import sentences
from verifier.words.english import is_plural_name
from verifier.words.members import member_words

VERBS = verbs()
ORDINARY = [row for row in VERBS if row[0] not in ("be", "have")]
MANY = "the immigration authorities"


def test_the_table_is_long_enough() -> None:
    assert len(VERBS) >= 400
    assert len({plain for plain, _, _ in VERBS}) == len(VERBS)


def test_forms() -> None:
    for plain, third, participle in VERBS:
        assert third_person(plain) == third
        assert base_form(third) == plain
        assert is_past_participle(participle), participle


def test_a_fact_in_the_third_person_is_denied_with_does_not() -> None:
    for plain, third, _ in ORDINARY:
        declared = parts(f"[person] {third} [item]")
        assert sentences.affirmed(declared, ("Ana", "C")) == f"Ana {third} C"
        assert sentences.denied(declared, ("Ana", "C")) == f"Ana does not {plain} C"
        assert sentences.affirmed(declared, (MANY, "C")) == f"{MANY} {plain} C"
        assert sentences.denied(declared, (MANY, "C")) == f"{MANY} do not {plain} C"


def test_a_fact_with_has_is_denied_with_has_not() -> None:
    for _, _, participle in VERBS:
        declared = parts(f"[person] has {participle} [item]")
        assert sentences.denied(declared, ("Ana", "C")) == f"Ana has not {participle} C"
        assert sentences.affirmed(declared, (MANY, "C")) == f"{MANY} have {participle} C"
        assert sentences.denied(declared, (MANY, "C")) == f"{MANY} have not {participle} C"


def test_a_fact_in_the_passive_is_denied_with_is_not() -> None:
    for _, _, participle in VERBS:
        declared = parts(f"[person] is {participle} by [person]")
        assert sentences.denied(declared, ("Ana", "C")) == f"Ana is not {participle} by C"
        assert sentences.denied(declared, (MANY, "C")) == f"{MANY} are not {participle} by C"


def test_an_act_in_the_third_person() -> None:
    for plain, third, _ in VERBS:
        phrase = parts(f"{plain} [item]")
        assert sentences.act_of("the Office", phrase, ("C",)) == f"the Office {third} C"
        if plain != "be":
            assert sentences.act_of(MANY, phrase, ("C",)) == f"{MANY} {plain} C"


@pytest.mark.parametrize(
    ("declared", "denied"),
    [
        ("[person] has withdrawn", "Ana has not withdrawn"),
        ("[person] has already withdrawn from [item]", "Ana has not already withdrawn from C"),
        ("[person] has since then withdrawn [item]", "Ana has not since then withdrawn C"),
        ("[person] has overseen [item]", "Ana has not overseen C"),
        ("[person] has need of [item]", "Ana does not have need of C"),
        ("[person] has children", "Ana does not have children"),
        ("[person] has open files", "Ana does not have open files"),
        ("[person] has red hair", "Ana does not have red hair"),
        ("[person] has seven days", "Ana does not have seven days"),
        ("[person] has a record kept of [item]", "Ana does not have a record kept of C"),
        ("[person] had access to [item]", "Ana did not have access to C"),
        ("[person] had withdrawn", "Ana had not withdrawn"),
        ("[person] has limited rights", "it is not the case that Ana has limited rights"),
    ],
)
def test_to_have_is_a_verb_or_helps_one(declared: str, denied: str) -> None:
    assert sentences.denied(parts(declared), ("Ana", "C")) == denied


@pytest.mark.parametrize(
    ("name", "plural"),
    [
        ("the immigration authorities", True),
        ("the Member States", True),
        ("members of the board", True),
        ("the children", True),
        ("the Parties", True),
        ("the women of the shelter", True),
        ("the people who live there", True),
        ("the United Nations", False),
        ("the United States of America", False),
        ("the Netherlands", False),
        ("the Department of Motor Vehicles", False),
        ("the Board for Licenses", False),
        ("the Office of Ethics", False),
        ("the witness", False),
        ("the campus", False),
        ("the gas", False),
        ("a series of items", False),
        ("an item of goods", False),
        ("Ines", False),
        ("James", False),
    ],
)
def test_number_of_a_name(name: str, plural: bool) -> None:
    assert is_plural_name(name) is plural


@pytest.mark.parametrize(
    ("members", "positive", "said"),
    [
        (("red",), True, "is red"),
        (("red", UNLISTED), True, "is either red or something that is not on the list"),
        ((UNLISTED,), False, "is on the list"),
        (("red", UNLISTED), False, "is on the list and is not red"),
        (("red", "blue", UNLISTED), False, "is on the list and is neither red nor blue"),
        (("red", "blue", "green"), False, "is none of red, blue, and green"),
        (("none, or unknown",), True, "is “none, or unknown”"),
    ],
)
def test_members_of_a_list(members: tuple[str, ...], positive: bool, said: str) -> None:
    assert member_words(members, positive) == said
