"""What may stand at a place, and the words of the language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.language.reference import examples
from verifier.language.completion import completions
from verifier.language.grammar import forms_of
from verifier.language.keywords import keywords
from verifier.language.layout import source_of
from verifier.language.line_kinds import LineKind
from verifier.language.logical_lines import LogicalLine, lines_of

NORM = "the Office must not use an item"


def kinds(*rows: str, indent: int) -> list[str]:
    above = source_of("a.policy", "".join(f"{row}\n" for row in rows))
    return [found.kind.value for found in completions(above, indent)]


def test_at_the_margin_items_begin() -> None:
    found = completions(source_of("a.policy", ""), 0)
    assert [words for item in found for words in item.words][:3] == ["policy", "use", "party"]
    assert len(found) == 22
    (clause,) = [item for item in found if item.kind is LineKind.CLAUSE]
    assert clause.forms == ('clause ID "TITLE"',)


def test_below_a_clause() -> None:
    known = ["quote", "norm", "owed_to", "deadline", "when", "except"]
    below = kinds('clause 1 "One"', indent=2)
    assert [kind for kind in below if kind in known] == known
    assert not {"and", "or", "never", "clause", "part"} & set(below)


def test_what_is_there_once_and_may_not_be_there_twice_is_left_out() -> None:
    found = kinds('clause 1 "One"', f"  {NORM}", "  owed to the person", indent=2)
    assert not {"norm", "disapplication", "owed_to"} & set(found)
    assert {"quote", "relation", "deadline", "when", "except"} <= set(found)


def test_conditions_go_on_until_an_exception_does() -> None:
    rows: tuple[str, ...] = ('clause 1 "One"', f"  {NORM}", "  when the item is old")
    assert kinds(*rows, indent=2)[-3:] == ["and", "or", "except"]
    assert kinds(*rows, indent=4) == ["quote"]
    rows = (*rows, "  except red when the item is red", "  and the item is new")
    assert kinds(*rows, indent=2)[-3:] == ["and", "or", "except"]
    assert kinds(*rows, indent=4) == ["quote", "except"]
    rows = (*rows, "    except blue when the item is blue")
    assert kinds(*rows, indent=4) == ["quote", "and", "or", "except"]


@pytest.mark.parametrize(
    ("rows", "indent", "found"),
    [
        (('clause 1 "One"', "  when any of"), 4, ["part"]),
        (('clause 1 "One"', "  the Office must do all of"), 4, ["phrase"]),
        (("kind item", "  type is one of"), 4, ["members", "judged_by", "controlled_by"]),
        (("kind item", "  type is one of a, b"), 4, ["judged_by", "controlled_by"]),
        (("kind item", "  type is one of a,", "      b"), 2, ["attribute"]),
        (('case a "A"', "  given it is so"), 4, []),
        (('case a "A"', "  given any of"), 4, []),
        (("act use an item",), 2, ["in_its_ways"]),
        (('amendment a "A" to b', "  in kind item"), 4, ["edit_kind", "in_quotation"]),
        (('amendment a "A" to b', "  in kind item", "    insert at the end"), 6, ["attribute"]),
        (('case a "A"', "  what is this", "  asking whether X may y"), 4, []),
    ],
)
def test_a_line_that_opens_a_block(rows: tuple[str, ...], indent: int, found: list[str]) -> None:
    assert kinds(*rows, indent=indent) == found


@pytest.mark.parametrize(("line", "text"), list(examples()), ids=lambda part: str(part)[:20])
def test_every_line_of_the_reference_may_stand_where_it_stands(line: int, text: str) -> None:
    file = source_of(f"language.md after line {line}", text)
    for item in lines_of(file).items:
        for below in every(item):
            start = below.span().start
            indent = start - (text.rfind("\n", 0, start) + 1)
            above = source_of("above", text[item.span().start : start].rstrip(" "))
            offered = [found.kind for found in completions(above, indent)]
            assert below.role in offered, below.text


def every(line: LogicalLine) -> Iterator[LogicalLine]:
    yield line
    for child in line.children:
        yield from every(child)


def test_forms_are_those_of_messages_and_more() -> None:
    forms = forms_of(LineKind.LAW)
    assert forms.said == ('law NAME "TITLE" above this policy',)
    assert forms.further == ('law NAME "TITLE" above law NAME',)


def test_words_of_the_language() -> None:
    words = keywords()
    assert {"policy", "not encoded", "to"} <= set(words.items)
    assert {"at most one", "only when", "without limiting", "quote"} <= set(words.lines)
    assert {"must not", "any of", "is an amount of money", "plural"} <= set(words.within)
    every_word = {*words.items, *words.lines, *words.within}
    assert not {"shall", "will", "should", "may not", "NAME", ","} & every_word
