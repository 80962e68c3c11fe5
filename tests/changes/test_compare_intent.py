"""What an amendment declares, held against what it does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.examples.amended import amendment_in, made, policy_in
from verifier.changes.compare.difference.outcome import Declared
from verifier.changes.compare.gate import held_against
from verifier.commands.cli import run

CHILDREN_TOO = """
  in clause 1
    strike line "the person is not a child"
"""


def judged(folder: Path, lines: str) -> Declared:
    result = made(folder, lines)
    return held_against(result.before.policy, result.after.policy, result.amendments)


def found(result: Declared) -> list[tuple[str, str]]:
    return [(finding.check, finding.headline) for finding in result.findings]


def test_a_declared_effect(tmp_path: Path) -> None:
    intent = """
  intends to tighten whether the Library may lend a book to a person
    when the person is a child
  and nothing else
"""
    result = judged(tmp_path, intent + CHILDREN_TOO)
    # Clause 1 prevails over clause 3, so that the children lose the permission too.
    assert found(result) == []
    assert [one.met for one in result.intents] == [True]
    assert result.complete


def test_nothing_declared(tmp_path: Path) -> None:
    result = judged(tmp_path, CHILDREN_TOO)
    assert found(result) == [
        (
            "undeclared-effect",
            "That the Library lends a book to a person becomes prohibited in some cases, and the "
            "amendment “first” does not say so.",
        ),
        (
            "undeclared-effect",
            "That the Library lends a book to a person is no longer expressly permitted in some "
            "cases, and the amendment “first” does not say so.",
        ),
    ]
    first, second = result.findings
    assert first.fingerprint != second.fingerprint
    assert "Ana is a child." in first.detail
    assert first.detail[-1].startswith("Before: permitted, by clause 3; after: prohibited")


def test_no_amendment_at_all(tmp_path: Path) -> None:
    result = made(tmp_path, CHILDREN_TOO)
    headlines = [w for _, w in found(held_against(result.before.policy, result.after.policy, ()))]
    assert headlines == [
        "That the Library lends a book to a person becomes prohibited in some cases, and no "
        "amendment says so.",
        "That the Library lends a book to a person is no longer expressly permitted in some cases, "
        "and no amendment says so.",
    ]


def test_a_declaration_that_reaches_too_little(tmp_path: Path) -> None:
    intent = """
  intends to tighten lend a book to a person
    when the person is a child
    and the person has paid
"""
    result = judged(tmp_path, intent + CHILDREN_TOO)
    assert [check for check, _ in found(result)] == ["undeclared-effect"] * 2
    assert all("Ana has paid." not in finding.detail for finding in result.findings)


def test_a_declaration_of_one_modality(tmp_path: Path) -> None:
    intent = """
  intends to tighten lend a book to a person
    in what it must not do
"""
    result = judged(tmp_path, intent + CHILDREN_TOO)
    (finding,) = result.findings
    assert "no longer expressly permitted" in finding.headline


def test_the_wrong_direction(tmp_path: Path) -> None:
    result = judged(tmp_path, "  intends to loosen lend a book to a person\n" + CHILDREN_TOO)
    checks = [check for check, _ in found(result)]
    assert checks == ["undeclared-effect", "undeclared-effect", "unmet-intent"]
    assert found(result)[-1][1] == (
        "The amendment “first” declares an effect that does not occur: "
        "“intends to loosen lend a book to a person”."
    )
    assert result.findings[-1].place is not None
    assert [one.met for one in result.intents] == [False]


def test_what_is_declared_unchanged(tmp_path: Path) -> None:
    intents = """
  intends to loosen lend a book to a person
  intends to leave unchanged lend a book to a person
    when the person {}
"""
    edits = """
  in clause 1
    strike line "the person has paid"
"""
    kept = judged(tmp_path / "kept", intents.format("is banned") + edits)
    assert kept.complete
    broken = judged(tmp_path / "broken", intents.format("is not banned") + edits)
    assert found(broken)
    assert all("declares that it leaves this unchanged" in words for _, words in found(broken))


def test_an_act_without_the_party(tmp_path: Path) -> None:
    result = judged(tmp_path, "  intends to tighten lend a book to a person\n" + CHILDREN_TOO)
    assert result.complete


def test_wording_alone_has_no_effect(tmp_path: Path) -> None:
    edits = """
  and nothing else
  in the text replace "everybody" with "all"
  in clause 3
    in the quotation replace "everybody" with "all"
"""
    result = judged(tmp_path, edits)
    assert result.complete
    assert result.intents == ()


def test_a_deadline_has_to_be_declared(tmp_path: Path) -> None:
    edits = """
  in clause 4
    insert after line "the Library must do all of"
      on or before 2027-01-01
"""
    undeclared = judged(tmp_path, edits)
    assert [check for check, _ in found(undeclared)] == ["undeclared-effect"] * 2
    assert all("is late sooner" in words for _, words in found(undeclared))
    intents = "  intends to tighten list a person\n  intends to tighten list a book\n"
    assert judged(tmp_path / "declared", intents + edits).complete
    loosened = judged(tmp_path / "loosened", "  intends to loosen list a person\n" + edits)
    assert len(loosened.findings) == 3


def test_two_amendments_declare_together(tmp_path: Path) -> None:
    first = "  intends to tighten lend a book to a person\n    when the person is a child\n"
    second = """
  intends to tighten lend a book to a person
    when the person has paid
  in clause 1
    strike exception paid
"""
    result = made(tmp_path, first + CHILDREN_TOO, second)
    both = held_against(result.before.policy, result.after.policy, result.amendments)
    assert both.complete
    one = held_against(result.before.policy, result.after.policy, result.amendments[:1])
    assert not one.complete


def test_compare_takes_amendments(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy = policy_in(tmp_path / "lending")
    intent = "  intends to tighten lend a book to a person\n"
    declared = amendment_in(tmp_path, intent + CHILDREN_TOO, "declared")
    silent = amendment_in(tmp_path, CHILDREN_TOO, "silent")
    arguments = ["--no-findings", "--format", "json"]
    assert run(["compare", str(policy), str(declared), *arguments]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["declared"]["findings"] == []
    assert [one["met"] for one in told["declared"]["intents"]] == [True]
    assert run(["compare", str(policy), str(silent), *arguments]) == 1
    told = json.loads(capsys.readouterr().out)
    assert {one["check"] for one in told["declared"]["findings"]} == {"undeclared-effect"}
    assert run(["compare", str(policy), str(silent), "--no-findings"]) == 1
    assert capsys.readouterr().out.startswith("Not as declared\n")
