"""A small policy for the tests of amendments, and amendments of it."""

from __future__ import annotations

from pathlib import Path

from verifier.changes.consolidate import Enacted, enacted
from verifier.diagnostics import InputProblems, Problem

TEXT = """\
Lending

The Library lends books to everybody, but not to anybody who owes a fee of more than 20 dollars.
Rare or damaged books are not lent. The Library keeps a list of all fees, and of all books.
"""

POLICY = """\
# How the Library lends.
policy lending "Lending"
  issued by the Library
  source text "lending.txt"
  # The first one.
  version "1"
  in force from 2024-01-01

use "words.policy"

# ---- what is lent

# Who owes little may borrow.
clause 1 "Fees"
  quote "not to anybody who owes a fee of more than 20 dollars"
  the Library must not lend a book to a person
  when the fee of the person is more than 20 dollars
  # Not said of children.
  and the person is not a child
  except paid when the person has paid
  and the person is not banned

clause 2 "Rare books"
  quote "Rare or damaged books are not lent."
  the Library must not lend a book to a person
  when any of
    the state of the book is rare
    the state of the book is damaged
  except reading room when the act is done in the house

clause 3 "Everybody"
  quote "The Library lends books to everybody"
  the Library may lend a book to a person
  subject to clauses 1, 2

# ---- lists

clause 4 "Lists"
  quote "The Library keeps a list of all fees"
  quote "and of all books"
  the Library must do all of
    list every person
    list every book

question scope "Is a child “anybody”?"
  about "anybody" in clause 1
  reading no (plain) "No"
  reading yes "Yes"
  affects no verdict

case late "Who owes much"
  person Ana; book B
  given the fee of Ana is 30 dollars
  and nothing else is so
  asking whether the Library may lend B to Ana
  expect prohibited
# The end.
"""

WORDS = """\
# Words.
party the Library "the library of the town"
  also called "the House"

kind person is a party
  fee is an amount of money
kind book
  state is one of
    good, used
    rare, damaged

fact a person is a child
fact a person has paid
fact a person is banned
fact a book is listed
fact the act is done in the house

act lend a book to a person
act list a person
act list a book

define a book is worn
  when the state of the book is one of used, damaged
"""

HEAD = 'amendment {name} "An amendment" to lending\n  amends version "{amends}"\n'


def policy_in(folder: Path, policy: str = POLICY) -> Path:
    """The policy in a folder, with its words and its text."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "lending.policy").write_text(policy)
    (folder / "words.policy").write_text(WORDS)
    (folder / "lending.txt").write_text(TEXT)
    return folder


def amendment_in(folder: Path, lines: str, name: str = "first", amends: str = "1") -> Path:
    """An amendment whose lines are indented by two spaces."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.policy"
    path.write_text(HEAD.format(name=name, amends=amends) + lines)
    return path


def made(folder: Path, *amendments: str) -> Enacted:
    """The policy with the amendments, of which each amends version 1."""
    names = ("first", "second", "third")
    paths = [amendment_in(folder, a, n) for a, n in zip(amendments, names, strict=False)]
    return enacted(policy_in(folder / "lending"), paths)


def text_of(result: Enacted, name: str = "lending.policy") -> str:
    """The new text of a file."""
    return next(f.text for path, f in result.written.texts.items() if Path(path).name == name)


def refused(folder: Path, *amendments: str) -> tuple[Problem, ...]:
    """The problems of amendments that do not apply."""
    try:
        made(folder, *amendments)
    except InputProblems as error:
        return error.problems
    raise AssertionError("the amendments apply")
