"""`antinomy test`: what passes, what fails, what is chosen, and how it is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from verifier.commands import cli
from verifier.commands.exit_codes import Exit
from verifier.findings.trials import chosen_by

Captured = pytest.CaptureFixture[str]

LENDING = """policy lending "Lending"

party the Library "the Town Library"

kind reader
kind book

fact a reader is a child
fact a book is rare

act lend a book to a reader

clause 1 "Lending"
  the Library may lend a book to a reader

clause 2 "Rare books"
  the Library must not lend a book to a reader
  notwithstanding clause 1
  when the book is rare

promise rare books stay "Rare books are never lent"
  the Library must not lend a book to a reader
  when the book is rare

promise children "Children get no rare books either"
  the Library must not lend a book to a reader
  when the book is rare
  and the reader is a child

possible lending "Something can be lent"
  whether the Library may lend a book to a reader
  expect permitted

case rare "Ana asks for a rare book"
  reader Ana; book B
  given B is rare
  and nothing else is so
  asking whether the Library may lend B to Ana
  expect prohibited

case common "Bea asks for another"
  reader Bea; book C
  given nothing else is so
  asking whether the Library may lend C to Bea
  expect permitted
"""

PROMISE = "promise rare"
RARE = "  when the book is rare\n\npromise rare"


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    file = tmp_path / "lending.policy"
    file.write_text(LENDING, encoding="utf-8")
    return file


def change(policy: Path, old: str, new: str) -> None:
    assert old in LENDING
    policy.write_text(LENDING.replace(old, new), encoding="utf-8")


def assume(policy: Path, never: str) -> None:
    """That something never happens."""
    change(policy, PROMISE, f'assume so "So it is"\n  never\n    {never}\n\n{PROMISE}')


def run(policy: Path, capsys: Captured, *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    code = cli.run(["test", str(policy), *arguments])
    return code, capsys.readouterr().out


def ends(policy: Path, capsys: Captured, *arguments: str) -> dict[str, str]:
    _, out = run(policy, capsys, "--format", "json", *arguments)
    (answer,) = json.loads(out)["policies"]
    return {f"{entry['kind']} {entry['name']}": entry["ended"] for entry in answer["tried"]}


def test_everything_passes(policy: Path, capsys: Captured) -> None:
    code, out = run(policy, capsys)
    assert code == Exit.CLEAN
    assert out.splitlines() == [
        "promise      ..",
        "possibility  .",
        "case         ..",
        "lending: 5 passed",
    ]


def test_verbose_has_a_line_for_each(policy: Path, capsys: Captured) -> None:
    _, out = run(policy, capsys, "-v")
    assert "PASSED promise rare books stay" in out
    assert "PASSED case rare: whether the Library may lend B to Ana" in out


def test_a_case_that_fails(policy: Path, capsys: Captured) -> None:
    change(policy, "  expect prohibited\n", "  expect permitted\n")
    code, out = run(policy, capsys)
    assert code == Exit.FINDINGS
    assert "case         F." in out
    assert "FAILED case rare: whether the Library may lend B to Ana (lending.policy:" in (
        " ".join(out.split())
    )
    assert "expect permitted: computed prohibited" in out
    assert out.endswith("lending: 4 passed, 1 failed\n")


def test_a_promise_that_fails_shows_its_case(policy: Path, capsys: Captured) -> None:
    change(
        policy,
        "  when the book is rare\n\npromise rare",
        "  when the reader is a child\n\npromise rare",
    )
    code, out = run(policy, capsys, "-k", "promise")
    assert code == Exit.FINDINGS
    assert "FAILED promise rare books stay" in out
    assert "a case: the Library lends the book to the reader: permitted" in out
    assert "“Rare books are never lent”" in out


def test_a_possibility_that_fails(policy: Path, capsys: Captured) -> None:
    change(policy, "  expect permitted\n\ncase rare", "  expect obliged\n\ncase rare")
    assert ends(policy, capsys)["possibility lending"] == "failed"


def test_what_holds_of_nothing_does_not_pass(policy: Path, capsys: Captured) -> None:
    assume(policy, "a reader is a child")
    found = ends(policy, capsys)
    assert found["promise children"] == "vacuous"
    assert found["promise rare books stay"] == "passed"
    assert run(policy, capsys)[0] == Exit.FINDINGS


def test_a_case_that_cannot_be(policy: Path, capsys: Captured) -> None:
    assume(policy, "a book is rare")
    code, out = run(policy, capsys, "-k", "case rare")
    assert code == Exit.FINDINGS
    assert "FAILED case rare: whether the Library may lend B to Ana" in out


def test_assumptions_that_cannot_be_true_block_everything(policy: Path, capsys: Captured) -> None:
    assume(policy, "the act is to lend a book to a reader")
    assert set(ends(policy, capsys).values()) == {"not run"}
    assert run(policy, capsys)[0] == Exit.FINDINGS


def test_what_no_case_exercises_is_suggested(policy: Path, capsys: Captured) -> None:
    start = LENDING.index("case rare")
    policy.write_text(LENDING[:start] + LENDING[LENDING.index("case common") :], encoding="utf-8")
    code, out = run(policy, capsys)
    assert code == Exit.CLEAN
    assert "No case shows clause 2 at work." in out
    assert "to be confirmed by a lawyer" in out
    assert "expect prohibited" in out
    assert "not exercised by any case" in out.splitlines()[-1]
    assert "confirmed" not in run(policy, capsys, "--no-suggest")[1]


# --------------------------------------------------------------------------- choosing


@pytest.mark.parametrize(
    ("expression", "chosen"),
    [
        ("rare", {"promise rare books stay", "promise children", "case rare"}),
        ("case", {"case rare", "case common"}),
        ("case and rare", {"case rare"}),
        ("rare and not promise", {"case rare"}),
        ("rare books stay or common", {"promise rare books stay", "case common"}),
        ("not (case or promise)", {"possibility lending"}),
        ("ANA ASKS", {"case rare"}),
    ],
)
def test_chosen(expression: str, chosen: set[str], policy: Path, capsys: Captured) -> None:
    assert set(ends(policy, capsys, "-k", expression)) == chosen


@pytest.mark.parametrize("expression", ["", "and", "a or", "(a", "a)", "not", "()"])
def test_no_expression(expression: str, policy: Path, capsys: Captured) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        chosen_by(expression)
    assert cli.run(["test", str(policy), "-k", expression]) == Exit.NOT_A_POLICY
    assert "is no expression" in capsys.readouterr().err


def test_nothing_chosen_is_a_mistake(policy: Path, capsys: Captured) -> None:
    assert cli.run(["test", str(policy), "-k", "weather"]) == Exit.NOT_A_POLICY
    assert "means no promise, possibility or case" in capsys.readouterr().err


# --------------------------------------------------------------------------- formats, input


def test_junit(policy: Path, tmp_path: Path, capsys: Captured) -> None:
    change(policy, "  expect prohibited\n", "  expect permitted\n")
    file = tmp_path / "out" / "tests.xml"
    code, out = run(policy, capsys, "--format", "junit", "-o", str(file))
    assert code == Exit.FINDINGS
    assert out.endswith("lending: 4 passed, 1 failed\n")
    (suite,) = ET.fromstring(file.read_text(encoding="utf-8"))
    assert suite.attrib | {"name": "lending", "tests": "5", "failures": "1"} == suite.attrib
    cases: dict[str, Any] = {case.attrib["name"]: case for case in suite}
    failed = cases["rare: whether the Library may lend B to Ana"]
    assert failed.attrib["classname"] == "lending.case"
    assert int(failed.attrib["line"]) > 30
    assert failed.find("failure").attrib["message"] == "expect permitted: computed prohibited"
    assert cases["children"].find("failure") is None


def test_a_policy_with_nothing_to_try(policy: Path, capsys: Captured) -> None:
    policy.write_text(LENDING[: LENDING.index("promise rare")], encoding="utf-8")
    code, out = run(policy, capsys, "--no-suggest")
    assert (code, out) == (Exit.CLEAN, "lending: nothing to try\n")


def test_a_policy_that_cannot_be_read(policy: Path, capsys: Captured) -> None:
    other = policy.parent / "zother.policy"
    other.write_text("policy other\n", encoding="utf-8")
    assert cli.run(["test", str(policy.parent), "--no-suggest"]) == Exit.NOT_A_POLICY
    out, err = capsys.readouterr()
    assert "lending: 5 passed" in out
    assert "zother.policy" in err


@pytest.mark.parametrize("output", ["text", "json", "junit"])
def test_two_runs_print_the_same_bytes(output: str, policy: Path, capsys: Captured) -> None:
    first = run(policy, capsys, "--format", output)
    assert run(policy, capsys, "--format", output, "--no-cache") == first
