"""What `decide` says of clauses that do not count: what defeats their exceptions, what is missing,
and what of that is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from verifier.commands import cli
from verifier.commands.exit_codes import Exit

POLICY = """policy lending "Lending"

party the Library "the Town Library"

kind reader
kind book
  state is one of good, worn, torn
kind permit

fact a book is rare
fact a reader is a member
fact a reader is a scholar
fact a reader is a guest
fact a permit names a reader

act lend a book to a reader

define a book is fit
  when the state of the book is good
  or when the book is rare
  and the state of the book is worn

clause 1 "Rare books"
  the Library must not lend a book to a reader
  when the book is rare
  except members when the reader is a member
    except scholars when the reader is a scholar

clause 2 "Permits"
  the Library may lend a book to a reader
  when a permit names the reader

clause 3 "Fit books"
  the Library need not lend a book to a reader
  when the book is fit

clause 4 "Guests"
  the Library may lend a book to a reader
  when the reader is a guest
  and the state of the book is good
"""

Captured = pytest.CaptureFixture[str]


def decided(tmp_path: Path, capsys: Captured, *given: str, closed: bool = True) -> str:
    file = tmp_path / "lending.policy"
    file.write_text(POLICY, encoding="utf-8")
    sentences = [word for sentence in given for word in ("--given", sentence)]
    more = ["--nothing-else"] if closed else []
    asked = ["--asking", "the Library may lend B to Ana", *more]
    things = ["--with", "reader Ana; book B"]
    assert cli.run(["decide", str(file), *things, *sentences, *asked]) == Exit.CLEAN
    return " ".join(capsys.readouterr().out.split())


def test_a_defeated_exception_and_by_what(tmp_path: Path, capsys: Captured) -> None:
    said = decided(
        tmp_path,
        capsys,
        "B is rare",
        "Ana is a member",
        "Ana is a scholar",
        "the state of B is torn",
    )
    assert "Whether the Library may lend B to Ana: prohibited" in said
    assert (
        "The exception “members” of clause 1 is defeated by the exception “scholars” to the"
        " exception “members” of clause 1, because – Ana is a scholar" in said
    )


def test_a_thing_that_there_is_not(tmp_path: Path, capsys: Captured) -> None:
    said = decided(tmp_path, capsys, "B is rare", "the state of B is torn")
    assert "Clause 2 (the Library may lend B to Ana) does not apply: there is no permit." in said


def test_every_alternative_of_a_definition_that_fails(tmp_path: Path, capsys: Captured) -> None:
    said = decided(tmp_path, capsys, "the state of B is worn", "Ana is a member")
    assert "B is not fit (the state of B is not good; B is not rare)" in said


def test_what_is_not_known_is_no_reason(tmp_path: Path, capsys: Captured) -> None:
    """Whether Ana is a guest may turn out either way, and is not said to be one way."""
    given = ("B is rare", "the state of B is torn", "Ana is not a member")
    said = decided(tmp_path, capsys, *given, closed=False)
    assert (
        "Clause 4 (the Library may lend B to Ana) does not apply: the state of B is not good."
        in said
    )
    assert "guest" not in said
