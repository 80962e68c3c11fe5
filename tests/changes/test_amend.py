"""Amendments: what each edit makes of a policy, and that all else stays as it was."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.examples.amended import (
    POLICY,
    TEXT,
    WORDS,
    amendment_in,
    made,
    policy_in,
    refused,
    text_of,
)
from verifier.changes.amend.wording import in_rows, occurrences
from verifier.diagnostics import Problem
from verifier.elaborate import find_policies
from verifier.language.format import format_text
from verifier.language.layout import source_of
from verifier.model import Modality

BEFORE = {
    "lending.policy": format_text(source_of("a", POLICY)),
    "words.policy": format_text(source_of("a", WORDS)),
    "lending.txt": TEXT,
}
HEAD = (
    '-  version "1"',
    '-  in force from 2024-01-01',
    '+  version "1, as amended by first"',
)  # fmt: skip


def changes(folder: Path, edits: str, name: str = "lending.policy") -> list[str]:
    """The rows that an amendment takes out of a file and puts into it, in the order of the
    alphabet, but for blank ones and those that name the version."""
    before, after = (
        Counter(BEFORE[name].split("\n")),
        Counter(text_of(made(folder, edits), name).split("\n")),
    )
    struck = [f"-{row}" for row in (before - after).elements() if row]
    new = [f"+{row}" for row in (after - before).elements() if row]
    return sorted(row for row in (*struck, *new) if row not in HEAD)


EDITS = {
    "strike a line": (
        """
  in clause 1
    strike line "the person is not a child"
""",
        ["-  # Not said of children.", "-  and the person is not a child"],
    ),
    "strike the first condition": (
        """
  in clause 1
    strike line "the fee of the person is more than 20 dollars"
""",
        [
            "-  when the fee of the person is more than 20 dollars",
            "-  and the person is not a child",
            "+  when the person is not a child",
        ],
    ),
    "strike the first condition of an exception": (
        """
  in clause 1
    strike line "the person has paid"
""",
        [
            "-  except paid when the person has paid",
            "-  and the person is not banned",
            "+  except paid when the person is not banned",
        ],
    ),
    "replace a line by one": (
        """
  in clause 1
    replace line "the person has paid" with "the person is a child"
""",
        [
            "-  except paid when the person has paid",
            "+  except paid when the person is a child",
        ],
    ),
    "replace a line by a block": (
        """
  in clause 1
    replace line "and the person is not a child" with
      any of
        the person has paid
        # not yet
        the person is banned
      the person is not a child
""",
        [
            "+  and any of",
            "+    the person has paid",
            "+    # not yet",
            "+    the person is banned",
        ],
    ),
    "replace a line of a block": (
        """
  in clause 2
    replace line "the state of the book is rare" with "the state of the book is good"
""",
        ["-    the state of the book is rare", "+    the state of the book is good"],
    ),
    "replace a block": (
        """
  in clause 2
    replace line "any of" with "the book is worn"
""",
        [
            "-  when any of",
            "-    the state of the book is rare",
            "-    the state of the book is damaged",
            "+  when the book is worn",
        ],
    ),
    "insert after a line": (
        """
  in clause 2
    insert after line "the state of the book is damaged"
      the state of the book is used
""",
        ["+    the state of the book is used"],
    ),
    "insert at the end": (
        """
  in clause 1
    insert at the end
      the person is not banned
""",
        ["+  and the person is not banned"],
    ),
    "insert into a clause without conditions": (
        """
  in clause 3
    insert at the end
      the person is not banned
      the book is listed
""",
        ["+  when the person is not banned", "+  and the book is listed"],
    ),
    "insert what is no condition": (
        """
  in clause 3
    insert after line "the Library may lend a book to a person"
      without limiting clause 4
      owed to the person
""",
        ["+  owed to the person", "+  without limiting clause 4"],
    ),
    "replace the norm": (
        """
  in clause 4
    replace line "list every person" with "lend every book to every person"
""",
        ["-    list every person", "+    lend every book to every person"],
    ),
    "insert an exception": (
        """
  in clause 1
    insert exception
      except child when the person is a child
      and the person is not banned
""",
        ["+  except child when the person is a child", "+  and the person is not banned"],
    ),
    "insert an exception to an exception": (
        """
  in exception paid of clause 1
    insert exception
      except again when the person is a child
""",
        ["+    except again when the person is a child"],
    ),
    "insert into an exception": (
        """
  in exception paid of clause 1
    insert at the end
      the person is a child
""",
        ["+  and the person is a child"],
    ),
    "replace an exception": (
        """
  in clause 1
    replace exception paid with
      except small when the person is a child
""",
        [
            "-  except paid when the person has paid",
            "-  and the person is not banned",
            "+  except small when the person is a child",
        ],
    ),
    "strike an exception": (
        """
  in clause 1
    strike exception paid
""",
        ["-  except paid when the person has paid", "-  and the person is not banned"],
    ),
    "strike an exception by its name": (
        """
  strike exception reading room of clause 2
""",
        ["-  except reading room when the act is done in the house"],
    ),
    "renumber": (
        """
  renumber clause 2 as 1
  renumber clause 1 as 2a
""",
        [
            '-clause 1 "Fees"',
            '+clause 2a "Fees"',
            '-clause 2 "Rare books"',
            '+clause 1 "Rare books"',
            "-  subject to clauses 1, 2",
            "+  subject to clauses 2a, 1",
            '-  about "anybody" in clause 1',
            '+  about "anybody" in clause 2a',
        ],
    ),
    "words of a quotation": (
        """
  in the text replace "20 dollars" with "30 dollars"
  in clause 1
    in the quotation replace "20 dollars" with "30 dollars"
    replace line "the fee of the person is more than 20 dollars" with "the fee of the person is
        more than 30 dollars"
""",
        [
            '-  quote "not to anybody who owes a fee of more than 20 dollars"',
            '+  quote "not to anybody who owes a fee of more than 30 dollars"',
            "-  when the fee of the person is more than 20 dollars",
            "+  when the fee of the person is more than 30 dollars",
        ],
    ),
    "words that a question is about": (
        """
  in question scope
    in the quotation replace "anybody" with "anybody who owes"
""",
        ['-  about "anybody" in clause 1', '+  about "anybody who owes" in clause 1'],
    ),
    "replace a clause": (
        """
  replace clause 2 with
    clause 2 "Rare books"
      quote "Rare or damaged books are not lent."
      the Library must not lend a book to a person
      when the book is worn
""",
        [
            "-  when any of",
            "-    the state of the book is rare",
            "-    the state of the book is damaged",
            "-  except reading room when the act is done in the house",
            "+  when the book is worn",
        ],
    ),
    "strike a clause": (
        """
  strike clause 4
  in clause 3
    insert at the end
      the book is listed
""",
        [
            "+  when the book is listed",
            '-clause 4 "Lists"',
            '-  quote "The Library keeps a list of all fees"',
            '-  quote "and of all books"',
            "-  the Library must do all of",
            "-    list every person",
            "-    list every book",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "rows"), EDITS.values(), ids=EDITS)
def test_edits(tmp_path: Path, edits: str, rows: list[str]) -> None:
    assert changes(tmp_path, edits) == sorted(rows)


LISTS = {
    "add": ('add "lost", "in repair" to the list', ["+    rare, damaged, lost, in repair"]),
    "add with a comma": (
        'add "rare, and lost" to the list "state"',
        ['+    rare, damaged, "rare, and lost"'],
    ),
    "replace": (
        'replace "good" with "as new" in the list',
        ["-    good, used", "+    as new, used"],
    ),
}


@pytest.mark.parametrize(("edit", "rows"), LISTS.values(), ids=LISTS)
def test_lists_of_attributes(tmp_path: Path, edit: str, rows: list[str]) -> None:
    changed = changes(tmp_path, f"  in kind book\n    {edit}\n", "words.policy")
    assert [row for row in changed if row != "-    rare, damaged"] == sorted(rows)


def test_lists_in_conditions(tmp_path: Path) -> None:
    edits = """
  in definition "a book is worn"
    add "rare" to the list "the state of the book"
    strike "used" from the list
"""
    assert changes(tmp_path, edits, "words.policy") == [
        "+  when the state of the book is one of damaged, rare",
        "-  when the state of the book is one of used, damaged",
    ]


def test_lines_stand_in_their_order(tmp_path: Path) -> None:
    edits = """
  in clause 1
    insert exception
      except child when the person is a child
      and the person is not banned
    replace line "the person is not a child" with
      any of
        # not yet
        the person has paid
        the person is banned
      the person is not a child
"""
    after = text_of(made(tmp_path, edits))
    assert (
        after[after.index("clause 1") : after.index("clause 2")]
        == """\
clause 1 "Fees"
  quote "not to anybody who owes a fee of more than 20 dollars"
  the Library must not lend a book to a person
  when the fee of the person is more than 20 dollars
  # Not said of children.
  and any of
    # not yet
    the person has paid
    the person is banned
  and the person is not a child
  except paid when the person has paid
  and the person is not banned
  except child when the person is a child
  and the person is not banned

"""
    )


def test_new_items_stand_after_what_they_are_to_follow(tmp_path: Path) -> None:
    edits = """
  insert after fact "a person has paid"
    # Of whom nothing can be asked.
    fact a person is poor
  insert after definition "a book is worn"
    define a book is old
      when the book is worn
"""
    assert changes(tmp_path, edits, "words.policy") == [
        "+  when the book is worn",
        "+# Of whom nothing can be asked.",
        "+define a book is old",
        "+fact a person is poor",
    ]


def test_comments_that_head_a_part_outlive_its_first_item(tmp_path: Path) -> None:
    edits = """
  strike clause 1
  in clause 3
    strike line "subject to clauses 1, 2"
  strike question scope
"""
    after = text_of(made(tmp_path, edits))
    assert "# ---- what is lent\n\nclause 2" in after
    assert "# Who owes little may borrow." not in after
    assert after.endswith("# The end.\n")


def test_words_of_the_text(tmp_path: Path) -> None:
    edits = """
  in the text replace "Rare or damaged books" with "Rare books"
  in the text strike "of more than 20 dollars"
  in the text insert ", and to nobody else" after "lends books to everybody"
  in clause 1
    in the quotation strike "of more than 20 dollars"
  in clause 2
    in the quotation replace "Rare or damaged books" with "Rare books"
    strike line "the state of the book is damaged"
"""
    after = text_of(made(tmp_path, edits), "lending.txt")
    assert after == (
        "Lending\n\n"
        "The Library lends books to everybody, and to nobody else, but not to anybody who owes "
        "a fee.\n"
        "Rare books are not lent. The Library keeps a list of all fees, and of all books.\n"
    )


def test_rows_of_a_text_are_broken_where_they_grow_too_long() -> None:
    assert in_rows("one two three\nfour", 8) == "one two\nthree\nfour"
    assert in_rows("unbreakable row", 5) == "unbreakable\nrow"


def test_words_are_found_whole_whatever_the_space_between_them() -> None:
    assert occurrences("a fee, any\n  fee of “his”", 'any fee of "his"') == [(7, 25)]
    assert occurrences("coffee fee", "fee") == [(7, 10)]


def test_the_outcome_is_in_canonical_layout(tmp_path: Path) -> None:
    result = made(tmp_path, "  in clause 1\n    strike exception paid\n")
    written = {n: f.text for n, f in result.written.texts.items() if n.endswith(".policy")}
    assert written
    for name, text in written.items():
        assert format_text(source_of(name, text)) == text


def test_expectations_go_with_the_question_that_is_struck(tmp_path: Path) -> None:
    policy = POLICY.replace("  affects no verdict\n", "").replace(
        "  and the person is not a child\n",
        "  and any of\n    reading scope as yes\n    the person is not a child\n",
    )
    policy = policy.replace(
        "  expect prohibited\n",
        "  expect prohibited\n  expect prohibited, reading scope as yes\n"
        "  expect it turns on nothing\n",
    )
    policy_in(tmp_path / "lending", policy)
    edits = """
  in clause 1
    strike line "any of"
  strike question scope with its expectations
"""
    from verifier.changes.consolidate import enacted

    after = text_of(enacted(tmp_path / "lending", [amendment_in(tmp_path, edits)]))
    assert "reading scope" not in after
    assert "  expect prohibited\n  expect it turns on nothing\n" in after


def test_what_is_intended_is_read_with_the_words_of_the_policy(tmp_path: Path) -> None:
    edits = """
  intends to tighten whether the Library may lend a book to a person
    in what it must not do
    when the person is a child
  intends to leave unchanged list a book
  and nothing else
  in clause 1
    strike line "the person is not a child"
"""
    first, second = made(tmp_path, edits).amendments[0].intents
    assert (first.direction, first.modality) == ("tighten", Modality.FORBIDDEN)
    assert first.scope.act is not None
    assert first.scope.act.act == "lend a book to a person"
    assert len(first.scope.conditions) == 1
    assert (second.direction, second.modality, second.scope.bearer) == (
        "leave unchanged",
        None,
        None,
    )


# --------------------------------------------------------------------------- what is refused


def test_a_problem_of_the_amended_policy_stands_where_its_words_were_written(
    tmp_path: Path,
) -> None:
    edits = """
  in clause 1
    replace line "the person has paid" with
      the person has not
          payd
"""
    (problem,) = refused(tmp_path, edits)
    assert problem.message.startswith("as amended: ")
    assert place(problem) == ("first.policy", 6)


def test_a_line_of_the_policy_that_the_amendment_breaks_is_shown(tmp_path: Path) -> None:
    (problem, *_) = refused(tmp_path, "  strike clause 2\n")
    assert place(problem) == ("lending.policy", 34)
    assert problem.span is not None
    assert problem.span.text == "2"


def test_quotations_are_checked_again(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, '  in the text strike "or damaged"\n')
    assert problem.name == "quote-mismatch"
    assert place(problem) == ("lending.policy", 24)


def place(problem: Problem) -> tuple[str, int]:
    assert problem.span is not None
    return Path(problem.span.file.name).name, problem.span.from_.line


def test_a_file_of_an_amendment_is_no_policy(tmp_path: Path) -> None:
    folder = policy_in(tmp_path / "lending")
    amendment_in(folder / "amendments", '  in the text strike "but\n    policy 1 of all"\n')
    assert find_policies(folder) == [folder / "lending.policy"]


def test_a_policy_may_hold_no_amendment(tmp_path: Path) -> None:
    policy_in(tmp_path / "lending", POLICY + 'amendment 1 "One" to lending\n  strike clause 1\n')
    amendment = amendment_in(tmp_path, "  strike clause 4\n")
    from verifier.changes.consolidate import enacted
    from verifier.diagnostics import InputProblems

    with pytest.raises(InputProblems, match="stands in a file of the policy"):
        enacted(tmp_path / "lending", [amendment])
