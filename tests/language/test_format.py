"""The canonical layout: what it looks like, and that it changes no word."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.diagnostics import InputProblems
from verifier.language.format import MARGIN, format_text
from verifier.language.layout import source_of
from verifier.language.parse import parse

SPEC = Path(__file__).parents[2] / "spec"


def formatted(text: str) -> str:
    return format_text(source_of("a.policy", text))


def same_meaning(before: str, after: str) -> bool:
    first, second = parse(source_of("a", before))[0], parse(source_of("a", after))[0]
    return first.items == second.items


def assert_canonical(text: str) -> None:
    """Formatting changes no item, and formatting again changes nothing."""
    once = formatted(text)
    assert same_meaning(text, once)
    assert formatted(once) == once


def test_layout_of_a_clause() -> None:
    before = """\
# about one

clause   1    "One"
      # before the norm
      the Office   must not use an item
      when any of
          the item is old
          # before the red one
          the item
            is red
      owed to the person
      except red when it is red
      and it is new
         quote "red"
      notwithstanding clause 2

      quote "some
        words"
      # at the end
clause 2 "Two"
   this policy does not apply
"""
    after = """\
# about one

clause 1 "One"
  quote "some words"
  # before the norm
  the Office must not use an item
  owed to the person
  notwithstanding clause 2
  when any of
    the item is old
    # before the red one
    the item is red
  except red when it is red
  and it is new
    quote "red"
  # at the end

clause 2 "Two"
  this policy does not apply
"""
    assert formatted(before) == after
    assert_canonical(before)


def test_white_space_within_lines_is_folded() -> None:
    text = 'clause  1 "T"\n  the Office  must not  use it\n  when  any  of\n    it is  old\n'
    expected = 'clause 1 "T"\n  the Office must not use it\n  when any of\n    it is old\n'
    assert formatted(text) == expected


def test_declarations_of_one_sort_stay_together() -> None:
    text = 'party a "A"\nparty b "B"\n\n\nparty c "C"\nkind d\n  e is yes or no\nkind f\nfact g\n'
    expected = (
        'party a "A"\nparty b "B"\n\nparty c "C"\n\nkind d\n  e is yes or no\nkind f\n\nfact g\n'
    )
    assert formatted(text) == expected


def test_long_lines_are_wrapped() -> None:
    words = " ".join(["word"] * 60)
    text = (
        f'clause 1 "T"\n  quote "{words}"\n  the Office must not use an item\n  when {words}\n\n'
        f'not encoded "{words}"\n  because "{words}"\n\n'
        f"kind k\n  type is one of {', '.join(['two words'] * 30)}\n"
    )
    rows = formatted(text).splitlines()
    assert max(map(len, rows)) <= MARGIN
    assert f"         {'word ' * 17}word" in rows
    assert_canonical(text)


def test_files_with_errors_are_not_touched() -> None:
    with pytest.raises(InputProblems):
        formatted('clause 1 "One"\n  the Office shall not use an item\n')


@pytest.mark.parametrize("path", sorted(SPEC.rglob("*.policy")), ids=lambda path: path.name)
def test_own_policies(path: Path) -> None:
    assert_canonical(path.read_text(encoding="utf-8"))


# --------------------------------------------------------------------------- as a property

WORD = st.sampled_from(["item", "old", "the", "case", "§", "and", "when", "quote", "red,", "it"])
SENTENCE = st.lists(WORD, min_size=1, max_size=30).map(lambda words: " ".join(["x", *words, "y"]))
COMMENT = st.sampled_from(["", "", "", "# note", "#", "\n"])


@st.composite
def block(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """The lines of a condition, with the lines below it indented."""
    lines = [draw(SENTENCE)]
    if depth < 3 and draw(st.booleans()):
        word = draw(st.sampled_from(["any of", "all of", "none of", "never"]))
        parts = draw(st.lists(block(depth + 1), min_size=1, max_size=3))
        width = draw(st.integers(1, 4))
        lines = [word, *(" " * width + line for part in parts for line in part)]
    elif draw(st.booleans()):
        lines.append(f'   quote "{draw(SENTENCE)}"')
    return [draw(COMMENT), *lines]


def connected(connective: str, lines: list[str]) -> list[str]:
    first = next(i for i, line in enumerate(lines) if line.strip() and line[0] != "#")
    return [*lines[:first], f"{connective} {lines[first]}", *lines[first + 1 :]]


@st.composite
def clauses(draw: st.DrawFn) -> str:
    """A clause in some layout of its own."""
    body = [draw(COMMENT), f'quote "{draw(SENTENCE)}"', "the Office must not use an item"]
    body.append(f"subject to clauses {', '.join(draw(st.lists(st.just('P1'), min_size=1)))}")
    connectives = ["when", "and", "or when", "except red when", "and"]
    for connective in connectives[: draw(st.integers(0, 5))]:
        body += connected(connective, draw(block()))
    width = draw(st.integers(1, 5))
    rows = [draw(COMMENT), 'clause P2 "T"', *(" " * width + line for line in body)]
    return "\n".join([*rows, draw(COMMENT)])


@settings(max_examples=60, deadline=None)
@given(st.lists(clauses(), max_size=3))
def test_formatting_changes_no_item_and_is_idempotent(drawn: list[str]) -> None:
    text = "\n".join(drawn)
    if not parse(source_of("a", text))[1]:
        assert_canonical(text)
