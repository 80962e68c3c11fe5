"""Two versions over one world: what one version lacks, excludes or reads otherwise stays in the
comparison, and is held against what an amendment declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.changes.test_compare_intent import found
from verifier.changes.compare.comparison import ComparisonOptions, compare
from verifier.changes.compare.difference.outcome import Comparison
from verifier.changes.consolidate import alone, amended, load_amendment
from verifier.diagnostics import InputProblems
from verifier.elaborate import load
from verifier.language import AmendmentDeclaration

REPORTING = """\
policy reporting "Immunity for Reporting"
  version "1"
  in force from 2026-01-01

party the police "the police"

kind person is a party
kind crime
  type is one of assault, robbery, stalking, another offense

fact a person is reporting a crime

act arrest a person for a crime

clause 1 "No arrest"
  the police must not arrest a person for a crime
  when the person is reporting another crime
  and the type of the other crime is one of assault, robbery, stalking
"""

HEAD = """\
amendment {name} "Title" to {policy}
  amends version "1"
  makes version "2"

"""

ADDED = """
  in kind crime
    add "blackmail" to the list
  in clause 1
    add "blackmail" to the list
"""
STRUCK = ADDED.replace("add", "strike").replace("to the list", "from the list")
STRUCK = STRUCK.replace("blackmail", "stalking")
OF_TYPE = """
    in what it must not do
    when the person is reporting another crime
    and the type of the other crime is {type}
  and nothing else
"""
UNCHANGED = "  intends to leave unchanged arrest a person for a crime\n  and nothing else\n"
TIGHTENS = "  intends to tighten arrest a person for a crime" + OF_TYPE
LOOSENS = "  intends to loosen arrest a person for a crime" + OF_TYPE
SNEAKED = """
  in kind crime
    add "blackmail" to the list
  insert after clause 1
    clause 2 "Arrest of those who report blackmail"
      the police must arrest a person for every crime
      when the person is reporting another crime
      and the type of the other crime is blackmail
"""
AGENTS = """
  and nothing else
  insert after party the police
    party the agents "federal agents"
  insert after clause 1
    clause 3 "Federal agents"
      the agents must arrest a person for every crime
      when the person is reporting another crime
"""


def made(folder: Path, policy: str, *amendments: str) -> Comparison:
    """The policy of a text against what the amendments, each of which is a name and lines, make."""
    (folder / "policy.policy").write_text(policy)
    declared: list[AmendmentDeclaration] = []
    for number, lines in enumerate(amendments):
        file = folder / f"amendment{number}.policy"
        name = policy.split()[1]
        file.write_text(HEAD.format(name=f"a{number}", policy=name) + lines)
        declared += load_amendment(file)
    before = load(folder / "policy.policy")
    done = amended(before, declared)
    options = ComparisonOptions(amendments=done.amendments, alone=alone(before, declared))
    return compare(before.policy, done.after.policy, options)


@pytest.mark.parametrize(
    ("lines", "undeclared"),
    [
        (TIGHTENS.format(type="blackmail") + ADDED, []),
        (UNCHANGED + ADDED, ["becomes prohibited"]),
        (UNCHANGED + STRUCK, ["no longer prohibited"]),
        (LOOSENS.format(type="stalking") + STRUCK, []),
        (UNCHANGED + SNEAKED, ["becomes a duty"]),
        (AGENTS, ["becomes a duty"]),
    ],
    ids=["honest", "added", "struck", "struck and said", "sneak", "agents"],
)
def test_members_of_a_list(tmp_path: Path, lines: str, undeclared: list[str]) -> None:
    result = made(tmp_path, REPORTING, lines)
    assert result.declared is not None
    told = [finding.headline for finding in result.declared.findings]
    assert len(told) == len(undeclared)
    assert all(words in one for words, one in zip(undeclared, told, strict=True))
    assert not result.unchanged
    if lines.endswith(AGENTS):
        # To be arrested is no gain of anybody, as far as the policy says.
        assert [effect.served for effect in result.effects] == [()]


def test_the_rule_names_the_member_alone(tmp_path: Path) -> None:
    result = made(tmp_path, REPORTING, TIGHTENS.format(type="blackmail") + ADDED)
    (group,) = result.verdict_groups
    lines = [line.words for line in group.rules[0].lines]
    assert "the type of the other crime is blackmail" in lines
    assert not any("assault" in line or "another offense" in line for line in lines)
    assert [effect.served_words for effect in result.effects] == [
        "the person whom clause 1 protects gains"
    ]


ITEMS = """\
policy test "Test"
  version "1"

party the Office "the office"
kind item
fact an item was seized
fact an item was burnt

act keep an item

define an item is bad
  when the item was seized

assume a1 "Nothing bad"
  never
    an item is bad

clause 1 "One"
  the Office must not keep an item

clause 2 "Two"
  the Office may keep an item
  when the item was seized

promise p1 "P"
  never a conflict
"""


def test_a_definition_in_an_assumption(tmp_path: Path) -> None:
    """What can happen is another thing, and nobody declared it."""
    lines = """  and nothing else
  in definition "an item is bad"
    replace line "the item was seized" with "the item was burnt"
"""
    result = made(tmp_path, ITEMS, lines)
    assert result.declared is not None
    assert {check for check, _ in found(result.declared)} == {"undeclared-effect"}
    assert [promise.how for promise in result.promises] == ["lost"]
    assert [change.wording_only for change in result.text] == [False]
    told = [change.words for change in result.scope]
    assert any("possible that were not" in words and "seized" in words for words in told)
    assert any("not any more" in words and "burnt" in words for words in told)
    assert not result.unchanged


def test_no_common_case_is_said_first(tmp_path: Path) -> None:
    lines = """  and nothing else
  in assumption a1
    replace line "an item is bad" with "an item is not bad"
  in clause 1
    replace line "the Office must not keep an item" with "the Office may keep an item"
"""
    result = made(tmp_path, ITEMS, lines)
    assert result.scope[0].words.startswith("no case is possible in both versions")
    assert [change.wording_only for change in result.text if change.name == "clause 1"] == [False]
    assert result.verdict_groups


QUESTION = """\
policy test "Test"
  version "1"

party the Office "the office"
kind item
fact an item was seized

act keep an item

question reach "Is it wide?"
  reading narrow (plain) "No"
  reading wide "Yes"

clause 1 "One"
  the Office must not keep an item
  when reading reach as wide
  and the item was seized

promise p2 "P"
  the Office must not keep an item
  when the item was seized
  under the plain readings

case c1 "C"
  item Ring
  given Ring was seized
  asking whether the Office may keep Ring
  expect silent
"""


def test_another_plain_reading_is_an_effect(tmp_path: Path) -> None:
    lines = """
  replace question reach with
    question reach "Is it wide?"
      reading narrow "No"
      reading wide (plain) "Yes"
"""
    result = made(tmp_path, QUESTION, "  and nothing else\n" + lines)
    assert result.declared is not None
    assert [check for check, _ in found(result.declared)] == ["undeclared-effect"]
    assert [promise.how for promise in result.promises] == ["newly true"]
    assert [(one.before, one.after) for one in result.cases] == [("silent", "prohibited")]
    says = "  intends to tighten whether the Office may keep an item\n  and nothing else\n"
    result = made(tmp_path, QUESTION, says + lines)
    assert result.declared is not None
    assert result.declared.complete


HOUSE = """\
policy constitution "House Constitution"
  version "1"

party the House "the House"
kind member is a party
  status is one of active, alumnus, suspended

act vote

clause 1 "Votes"
  a member may vote
  when the status of the member is active
"""


def test_two_amendments_that_contradict_each_other(tmp_path: Path) -> None:
    alumni = """
  intends to loosen whether a member may vote
    when the status of the member is alumnus
  and nothing else
  insert after clause 1
    clause 1a "Alumni"
      a member may vote
      when the status of the member is alumnus
"""
    actives = """
  intends to tighten whether a member may vote
    when the status of the member is not active
  and nothing else
  insert after clause 1
    clause 3 "Only actives vote"
      a member must not vote
      when the status of the member is not active
"""
    result = made(tmp_path, HOUSE, alumni, actives)
    assert result.declared is not None
    (finding,) = result.declared.findings
    assert "“a0” and “a1” contradict each other" in finding.headline
    assert any("alumnus" in line for line in finding.detail)
    alone_lines = {
        group.after.words: [line.words for line in group.rules[0].lines]
        for group in result.verdict_groups
    }
    assert alone_lines["prohibited (clause 3)"][-1] == "the status of the agent is suspended"


def test_every_made_at_least_one_loosens(tmp_path: Path) -> None:
    policy = ITEMS.split("define")[0] + 'clause 1 "One"\n  the Office must keep every item\n'
    lines = """
  intends to {} whether the Office may keep an item
  and nothing else
  in clause 1
    replace line "the Office must keep every item" with "the Office must keep at least one item"
"""
    result = made(tmp_path, policy, lines.format("loosen"))
    assert result.declared is not None
    assert result.declared.complete
    (group,) = result.verdict_groups
    assert group.after.words == "obliged to at least one (clause 1)"
    result = made(tmp_path, policy, lines.format("tighten"))
    assert result.declared is not None
    assert not result.declared.complete


def test_other_words_for_an_edit_are_pointed_to_the_right_ones(tmp_path: Path) -> None:
    written = {
        "delete clause 1": "strike clause ID",
        "repeal clause 1": "strike clause ID",
        "amend clause 1 to read": "replace clause ID with",
    }
    for line, right in written.items():
        with pytest.raises(InputProblems) as caught:
            made(tmp_path, HOUSE, f"  {line}\n")
        assert any(right in problem.hint for problem in caught.value.problems)
