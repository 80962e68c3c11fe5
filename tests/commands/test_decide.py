"""`antinomy decide`: what it prints, its options, its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from verifier.commands import cli
from verifier.commands.exit_codes import Exit

Captured = pytest.CaptureFixture[str]

FENCE = """policy fence "The fence"

party the Owner "the Owner"

kind fence
  height is a number of feet from 0 to 20

fact a fence is old
fact a fence stands on the border

act raise a fence

question border "Does “on the border” mean exactly on it?"
  reading exact (plain) "Yes"
  reading near "No, near it is enough"

assume old border "What stands on the border is old"
  always the fence is old
  when a fence stands on the border

clause 1 "Borders"
  the Owner must not raise a fence
  when the fence stands on the border

clause 2 "Old fences"
  the Owner may raise a fence
  notwithstanding clause 1
  when reading border as near
  and the fence is old
"""

CASES = """case low "A low fence"
  fence F
  given F is old
  and nothing else is so
  asking whether the Owner may raise F

case both "Two fences"
  fence F, G
  given F stands on the border
  and F is old
  and nothing else is so
  asking whether the Owner may raise F
  asking whether the Owner may raise G
"""

ASK = ("--with", "fence F", "--asking", "the Owner may raise F")


@pytest.fixture
def fence(tmp_path: Path) -> str:
    file = tmp_path / "fence.policy"
    file.write_text(FENCE, encoding="utf-8")
    return str(file)


@pytest.fixture
def cases(tmp_path: Path) -> str:
    file = tmp_path / "cases.txt"
    file.write_text(CASES, encoding="utf-8")
    return str(file)


def printed(arguments: list[str], captured: Captured, code: Exit = Exit.CLEAN) -> str:
    captured.readouterr()
    assert cli.run(["decide", *arguments]) == code
    return captured.readouterr().out


BORDER = ["--given", "F stands on the border", "--given", "F is old"]

ON_THE_BORDER = """\
Given: F stands on the border; F is old; nothing else is so.

Whether the Owner may raise F: prohibited, as the text is plainly read
  The Owner must not raise F.
  With the text read otherwise, the verdict can be permitted.

  Why
    Clause 1: the Owner must not raise F, because
      – F stands on the border

  Why nothing else
    Clause 2 (the Owner may raise F) does not apply: the answer to “Does ‘on the
      border’ mean exactly on it?” is not “No, near it is enough”.

  The fewest facts that are enough, whatever else is so
    F stands on the border

  It would be silent, if this were so
    F does not stand on the border

  Question to decide first
    the answer to “Does ‘on the border’ mean exactly on it?”
      – if “Yes”: prohibited
      – if “No, near it is enough”: permitted

  How the text would have to be read
    permitted, if “Does ‘on the border’ mean exactly on it?” is answered “No,
      near it is enough”
"""


def test_the_whole_answer(fence: str, capsys: Captured) -> None:
    assert printed([fence, *ASK, *BORDER, "--nothing-else"], capsys) == ON_THE_BORDER


@pytest.mark.parametrize(
    ("readings", "headline"),
    [
        ([], "prohibited, as the text is plainly read"),
        (["--readings", "all"], "prohibited, as the text is plainly read"),
        (["--readings", "plain"], "prohibited, as the text is plainly read"),
        (["--readings", "border=near"], "permitted, as you read the text"),
    ],
)
def test_readings(readings: list[str], headline: str, fence: str, capsys: Captured) -> None:
    out = printed([fence, *ASK, *BORDER, *readings], capsys)
    assert f"Whether the Owner may raise F: {headline}\n" in out
    assert ("text read otherwise" in out) == (readings in ([], ["--readings", "all"]))


def test_open_on_facts_is_an_answer(fence: str, capsys: Captured) -> None:
    out = printed([fence, *ASK], capsys)
    assert "F: open on facts: prohibited or silent\n" in out
    assert "  Fact to find out first\n    whether F stands on the border\n" in out


def test_no_line_is_wider_than_a_terminal(fence: str, capsys: Captured) -> None:
    for arguments in ([], BORDER, [*BORDER, "--nothing-else"]):
        out = printed([fence, *ASK, *arguments], capsys)
        assert max(map(len, out.splitlines())) <= 80


def test_what_cannot_be_so(fence: str, capsys: Captured) -> None:
    given = ["--given", "F stands on the border", "--given", "F is not old"]
    out = printed([fence, *ASK, *given], capsys, Exit.NOT_A_POLICY)
    assert "what is given cannot all be so" in out
    assert "against the assumption “What stands on the border is old”" in out


def test_a_file_of_cases(fence: str, cases: str, capsys: Captured) -> None:
    out = printed([fence, "--case-file", cases], capsys)
    assert "Case low: A low fence\n" in out
    assert "Whether the Owner may raise G: silent" in out
    whole = json.loads(printed([fence, "--case-file", cases, "--format", "json"], capsys))
    assert [len(case["askings"]) for case in whole["cases"]] == [1, 2]
    out = printed([fence, "--case-file", cases, "--case", "low"], capsys)
    assert "Case both" not in out


def test_json(fence: str, capsys: Captured) -> None:
    arguments = [fence, *ASK, *BORDER, "--nothing-else", "--format", "json"]
    found = json.loads(printed(arguments, capsys))
    (case,) = found["cases"]
    (asking,) = case["askings"]
    assert (found["exit"], case["given"]) == (0, ["F stands on the border", "F is old"])
    assert asking["status"] == "open on readings"
    assert asking["columns"] == [
        {"column": "alone", "verdicts": ["prohibited"], "possible": ["prohibited", "permitted"]}
    ]
    assert asking["ways"][0]["live"][0]["citation"]["clause"] == "1"
    assert asking["flips"] == [
        {"changes": ["F does not stand on the border"], "verdicts": ["silent"]}
    ]


def test_markdown(fence: str, capsys: Captured) -> None:
    out = printed([fence, *ASK, *BORDER, "--format", "markdown"], capsys)
    assert out.startswith("# A case\n\nGiven: F stands on the border; F is old.\n")
    assert "- Clause 1: the Owner must not raise F, because\n  - F stands on the border\n" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--case-file", "missing.txt"], "missing.txt cannot be read"),
        ([*ASK, "--case", "low"], "nothing can be added to it"),
        ([*ASK, "--readings", "border=far"], "has no reading named “far”"),
        ([*ASK, "--readings", "borders=near"], "did you mean “border”?"),
        ([*ASK, "--given", "F is new"], "no sentence is declared as “F is new”"),
        ([*ASK, "--given", "F is new"], "given F is new ^^^^^^^^"),
        (["--asking", "the Owner may raise F"], "F"),
        (["--with", "gate F", "--asking", "the Owner may raise F"], "gate"),
    ],
)
def test_mistakes(arguments: list[str], words: str, fence: str, capsys: Captured) -> None:
    capsys.readouterr()
    assert cli.run(["decide", fence, *arguments]) == Exit.NOT_A_POLICY
    assert words in " ".join(capsys.readouterr().err.split())


def test_a_file_that_holds_more_than_cases(fence: str, capsys: Captured) -> None:
    capsys.readouterr()
    assert cli.run(["decide", fence, "--case-file", fence]) == Exit.NOT_A_POLICY
    assert "only cases can stand in a file of cases" in capsys.readouterr().err


def test_giving_up_is_code_3(fence: str, capsys: Captured) -> None:
    out = printed([fence, *ASK, "--budget", "1"], capsys, Exit.UNDECIDED)
    assert "Not everything could be settled" in " ".join(out.split())


def test_what_is_enough_is_enough_under_the_readings_of_the_headline(
    tmp_path: Path, capsys: Captured
) -> None:
    """Read plainly, nothing need be known; read otherwise, it decides that no court asks for it."""
    file = tmp_path / "records.policy"
    file.write_text(
        """policy records "Records"

party the Clinic "the Clinic"

kind record

fact a record is asked for by a court

act amend a record

question scope "How far does it go?"
  reading narrow (plain) "It is narrow"
  reading broad "It is broad"

clause 1 "Courts"
  the Clinic may amend a record
  when reading scope as broad
  and the record is asked for by a court

case quiet "Nobody asks"
  record R
  given nothing else is so
  asking whether the Clinic may amend R
""",
        encoding="utf-8",
    )
    assert cli.run(["decide", str(file), "--case", "quiet"]) == 0
    told = capsys.readouterr().out
    assert "silent, however the text is read" in told
    enough = told.partition("The fewest facts that are enough")[2]
    assert "R is not asked for by a court" in enough.partition("It would be")[0]
