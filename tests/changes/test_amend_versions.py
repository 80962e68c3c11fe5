"""Versions: amendments in sequence and together, the day from which they are in force, and the law
of a day; and what `antinomy amend` writes."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tests.examples.amended import POLICY, amendment_in, made, policy_in, refused, text_of
from verifier.changes.consolidate import enacted
from verifier.checks.run import CheckOptions, check
from verifier.commands.cli import run
from verifier.diagnostics import InputProblems, Problem
from verifier.elaborate import find_policies, load
from verifier.report.page.cases import case_views

NO_CHILDREN = """
  in clause 1
    strike line "the person is not a child"
"""
NO_EXCEPTION = """
  in clause 1
    strike exception paid
"""
MAKES = '  makes version "{}"\n  in force from {}\n'


def head(result: str) -> list[str]:
    lines = [line.strip() for line in result.split("\n")]
    return [line for line in lines if line.startswith(("version", "in force", "earlier"))]


def test_two_amendments_of_one_version_are_made_together(tmp_path: Path) -> None:
    after = text_of(made(tmp_path, NO_CHILDREN, NO_EXCEPTION))
    assert "child" not in after.split("clause 2")[0].split("clause 1")[1].replace("children", "")
    assert "except paid" not in after
    assert head(after) == ['version "1, as amended by first and second"']


def test_two_amendments_of_one_version_may_not_touch_the_same_words(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, NO_CHILDREN, "  strike clause 1\n")
    assert problem.message == (
        "two edits of the amendments “first” and “second” touch the same words, "
        "in “and the person is not a child”"
    )
    assert problem.span is not None
    assert Path(problem.span.file.name).name == "second.policy"
    assert [Path(span.file.name).name for _, span in problem.related] == ["first.policy"]


def test_an_amendment_is_made_once(tmp_path: Path) -> None:
    """An insertion, of which two at one place would not meet."""
    inserted = "  in clause 1\n    insert at the end\n      the person is not banned\n"
    one = amendment_in(tmp_path, inserted, "first")
    (problem,) = problems(tmp_path, one, one)
    assert problem.message == "the amendment “first” is to be made twice"
    assert problem.span is not None
    assert Path(problem.span.file.name).name == "first.policy"


def test_an_amendment_can_amend_what_another_one_makes(tmp_path: Path) -> None:
    first = amendment_in(tmp_path, '  makes version "2"\n' + NO_CHILDREN, "first")
    more = """
  in clause 1
    insert at the end
      the person is not a child
      the person is not banned
"""
    second = amendment_in(tmp_path, more, "second", amends="2")
    after = text_of(enacted(policy_in(tmp_path / "lending"), [first, second]))
    assert "  and the person is not a child\n  and the person is not banned\n" in after
    assert head(after) == ['version "2, as amended by second"']


def test_what_is_inserted_first_can_be_replaced_next(tmp_path: Path) -> None:
    first = amendment_in(tmp_path, '  makes version "2"\n' + NO_CHILDREN, "first")
    (problem,) = problems(tmp_path, first, amendment_in(tmp_path, NO_CHILDREN, "second", "2"))
    assert problem.message == "clause 1 has no line “the person is not a child”"


def problems(folder: Path, *amendments: Path, policy: str = POLICY) -> tuple[Problem, ...]:
    with pytest.raises(InputProblems) as raised:
        enacted(policy_in(folder / "lending", policy), amendments)
    return raised.value.problems


def test_a_policy_without_a_version_cannot_be_amended(tmp_path: Path) -> None:
    amendment = amendment_in(tmp_path, NO_CHILDREN)
    bare = POLICY.replace('  version "1"\n  in force from 2024-01-01\n', "")
    (problem,) = problems(tmp_path, amendment, policy=bare)
    assert problem.message.startswith("the policy has no version")
    assert problem.span is not None
    assert problem.span.text == 'policy lending "Lending"'


def test_an_amendment_of_another_policy(tmp_path: Path) -> None:
    amendment = amendment_in(tmp_path, NO_CHILDREN)
    amendment.write_text(amendment.read_text().replace("to lending", "to borrowing"))
    (problem,) = problems(tmp_path, amendment)
    assert problem.message == (
        "the amendment “first” is to “borrowing”, and this policy is “lending”"
    )


def test_an_amendment_that_names_no_version(tmp_path: Path) -> None:
    amendment = amendment_in(tmp_path, NO_CHILDREN)
    amendment.write_text(amendment.read_text().replace('  amends version "1"\n', ""))
    (problem,) = problems(tmp_path, amendment)
    assert problem.message == "the amendment “first” does not say which version it amends"


def test_an_amendment_that_comes_too_late(tmp_path: Path) -> None:
    first = amendment_in(tmp_path, '  makes version "2"\n' + NO_CHILDREN, "first")
    second = amendment_in(tmp_path, '  makes version "3"\n' + NO_EXCEPTION, "second", "2")
    third = amendment_in(tmp_path, "  strike clause 4\n", "third", "1")
    (problem,) = problems(tmp_path, first, second, third)
    assert problem.message == (
        "the amendment “third” amends version “1”, and the policy is version “3”"
    )
    assert "after the amendment “first” the policy is another version" in problem.hint


VERSIONS = {
    "two names": (
        ('  makes version "2"\n', '  makes version "3"\n'),
        "two amendments of version “1” make two versions",
    ),
    "two days": (
        (MAKES.format(2, "2025-01-01"), MAKES.format(2, "2026-01-01")),
        "two amendments of version “1” come into force on two days",
    ),
    "the same name": (('  makes version "1"\n', ""), "bears the name of the one that it amends"),
    "an earlier day": ((MAKES.format(2, "2023-01-01"), ""), "would come into force on 2023-01-01"),
    "no day": ((MAKES.format(2, "soon"), ""), "“soon” is not a date"),
}


@pytest.mark.parametrize(("heads", "words"), VERSIONS.values(), ids=VERSIONS)
def test_versions_that_do_not_fit(tmp_path: Path, heads: tuple[str, str], words: str) -> None:
    first, second = heads
    (problem,) = refused(tmp_path, first + NO_CHILDREN, second + NO_EXCEPTION)
    assert words in problem.message


def test_files_that_hold_no_amendment(tmp_path: Path) -> None:
    folder = policy_in(tmp_path / "lending")
    assert problems(tmp_path, folder / "lending.policy")[0].name == "no-amendment"
    assert problems(tmp_path, tmp_path)[0].name == "no-amendment"
    assert problems(tmp_path, tmp_path / "none.policy")[0].name == "unreadable-file"
    mixed = amendment_in(tmp_path, NO_CHILDREN + 'clause 9 "Nine"\n  the Library may list a book\n')
    assert problems(tmp_path, mixed)[0].name == "stray-item"


# --------------------------------------------------------------------------- the law of a day

CASES = """
  insert after case late
    case then "A child, before"
      under the law of 2024-06-01
      person Ana; book B
      given the fee of Ana is 30 dollars
      and Ana is a child
      and the state of B is good
      and nothing else is so
      asking whether the Library may lend B to Ana
      expect permitted

    case now "A child, now"
      under the law of its day
      person Ana; book B
      given the fee of Ana is 30 dollars
      and Ana is a child
      and the state of B is good
      and the day of the act is 2025-06-01
      and nothing else is so
      asking whether the Library may lend B to Ana
      expect prohibited
"""


def amended_folder(tmp_path: Path, cases: str = CASES) -> Path:
    policy = policy_in(tmp_path / "lending")
    lines = MAKES.format("2", "2025-01-01") + NO_CHILDREN + cases
    amendment = amendment_in(tmp_path, lines)
    assert run(["amend", str(policy), str(amendment), "-o", str(tmp_path / "new")]) == 0
    return tmp_path / "new"


def test_a_case_is_decided_under_the_law_of_its_day(tmp_path: Path) -> None:
    loaded = load(amended_folder(tmp_path))
    policy = loaded.policy
    assert [(v.version, list(v.cases)) for v in policy.earlier] == [("1", ["then"])]
    assert list(policy.every_case) == ["late", "now", "then"]
    result = check(loaded, CheckOptions(select=frozenset({"failed-case"})))
    assert result.findings == ()
    assert [case.name for case in result.cases] == ["late", "now", "then"]
    given = {view.name: view.given for view in case_views(policy, result)}
    assert given["then"][0] == "the policy is in its version “1”"


def test_an_expectation_is_held_against_the_law_of_its_day(tmp_path: Path) -> None:
    loaded = load(amended_folder(tmp_path, CASES.replace("expect permitted", "expect prohibited")))
    (finding,) = check(loaded, CheckOptions(select=frozenset({"failed-case"}))).findings
    assert "It is decided under version “1”." in finding.detail
    assert "expect prohibited: computed permitted" in finding.detail


def test_a_case_of_an_earlier_law_can_be_decided_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = amended_folder(tmp_path)
    for case, verdict in (("then", "permitted"), ("now", "prohibited")):
        capsys.readouterr()
        assert run(["decide", str(folder), "--case", case]) == 0
        assert f"lend B to Ana: {verdict}" in capsys.readouterr().out


ASKED = ("--with", "person Ana; book B", "--given", "the fee of Ana is 30 dollars", "--given",
         "Ana is a child", "--given", "the state of B is good", "--nothing-else")  # fmt: skip


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2024-06-01", "permitted"), ("2025-01-01", "prohibited"), ("", "prohibited")],
)
def test_a_case_made_of_sentences_has_the_law_of_a_day(
    day: str, verdict: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = amended_folder(tmp_path)
    capsys.readouterr()
    on = ("--on", day) if day else ()
    asking = ("--asking", "the Library may lend B to Ana", *on)
    assert run(["decide", str(folder), *ASKED, *asking]) == 0
    out = capsys.readouterr().out
    assert f"lend B to Ana: {verdict}" in out
    assert ("the policy is in its version “1”" in out) == (day == "2024-06-01")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2019-01-01", "no version of the policy was in force on 2019-01-01"),
        ("soon", "“soon” is not a date"),
    ],
)
def test_a_day_without_a_law(
    day: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = amended_folder(tmp_path)
    asking = ("--asking", "the Library may lend B to Ana", "--on", day)
    assert run(["decide", str(folder), *ASKED, *asking]) == 2
    assert words in capsys.readouterr().err


def test_a_file_of_cases_has_the_law_of_their_days(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = amended_folder(tmp_path)
    file = tmp_path / "cases.policy"
    text = dedent(CASES[CASES.index("    case then") :])
    file.write_text(text.replace("case then", "case first").replace("case now", "case second"))
    capsys.readouterr()
    assert run(["decide", str(folder), "--case-file", str(file)]) == 0
    out = capsys.readouterr().out
    assert out.index("lend B to Ana: permitted") < out.index("lend B to Ana: prohibited")


def test_what_amend_writes(tmp_path: Path) -> None:
    folder = amended_folder(tmp_path)
    files = sorted(str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file())
    own = ["lending.policy", "lending.txt", "words.policy"]
    assert files == [*(f"earlier/1/{name}" for name in own), *own]
    assert find_policies(folder) == [folder / "lending.policy"]
    assert run(["format", "--check", str(folder)]) == 0
    assert head((folder / "lending.policy").read_text()) == [
        'version "2"',
        "in force from 2025-01-01",
        'earlier version "1" in "earlier/1/lending.policy"',
    ]


def test_earlier_versions_go_along(tmp_path: Path) -> None:
    first = amended_folder(tmp_path)
    again = amendment_in(tmp_path, MAKES.format("3", "2026-01-01") + NO_EXCEPTION, "again", "2")
    assert run(["amend", str(first), str(again), "-o", str(tmp_path / "newest")]) == 0
    policy = load(tmp_path / "newest").policy
    assert [(v.version, list(v.cases)) for v in policy.earlier] == [("1", ["then"]), ("2", ["now"])]


BAD_DAYS = {
    "too early": ("under the law of 2023-06-01", "no version of the policy was in force"),
    "no day": ("under the law of its day", "does not say which day"),
    "no date": ("under the law of June", "“June” is not a date"),
    "twice": ("under the law of 2025-01-01\n  under the law of 2025-01-01", "is the second line"),
}


@pytest.mark.parametrize(("line", "words"), BAD_DAYS.values(), ids=BAD_DAYS)
def test_days_that_have_no_law(tmp_path: Path, line: str, words: str) -> None:
    policy = POLICY.replace("  person Ana; book B", f"  {line}\n  person Ana; book B")
    with pytest.raises(InputProblems, match=words):
        load(policy_in(tmp_path, policy))


HEADS = {
    "another version": ('version "0"', "is version “1”, not “0”"),
    "no such file": ('version "1" in "none.policy"', "there is no file “none.policy”"),
    "itself": ('version "1" in "lending.policy"', "is a file of this version"),
}


@pytest.mark.parametrize(("line", "words"), HEADS.values(), ids=HEADS)
def test_earlier_versions_that_do_not_fit(tmp_path: Path, line: str, words: str) -> None:
    folder = amended_folder(tmp_path)
    file = folder / "lending.policy"
    line = line if " in " in line else f'{line} in "earlier/1/lending.policy"'
    text = file.read_text()
    old = 'version "1" in "earlier/1/lending.policy"'
    assert old in text
    file.write_text(text.replace(old, line))
    with pytest.raises(InputProblems, match=words):
        load(file)


def test_an_earlier_version_that_came_later(tmp_path: Path) -> None:
    folder = amended_folder(tmp_path)
    file = folder / "earlier" / "1" / "lending.policy"
    file.write_text(file.read_text().replace("2024-01-01", "2025-01-01"))
    with pytest.raises(InputProblems, match="came into force no earlier than this one"):
        load(folder)


# --------------------------------------------------------------------------- the command


def test_nothing_is_written_where_an_amendment_does_not_apply(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policy = policy_in(tmp_path / "lending")
    amendment = amendment_in(tmp_path, "  strike clause 9\n")
    assert run(["amend", str(policy), str(amendment), "-o", str(tmp_path / "new")]) == 2
    assert "the policy has no clause “9”" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    policy = policy_in(tmp_path / "lending")
    amendment = amendment_in(tmp_path, NO_CHILDREN)
    assert run(["amend", str(policy), str(amendment), "-o", str(policy)]) == 2
    assert (policy / "lending.policy").read_text() == POLICY


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = policy_in(tmp_path / "lending")
    amendment = amendment_in(tmp_path, NO_CHILDREN)
    before = sorted(tmp_path.rglob("*"))
    written = 0

    def full(path: Path, text: str, **_: str) -> int:
        nonlocal written
        written += 1
        if written == 2:
            raise OSError(28, "No space left on device")
        return Path.write_bytes(path, text.encode())

    monkeypatch.setattr(Path, "write_text", full)
    assert run(["amend", str(policy), str(amendment), "-o", str(tmp_path / "new")]) == 2
    assert sorted(tmp_path.rglob("*")) == before
