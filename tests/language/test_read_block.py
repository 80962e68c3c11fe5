"""The lines below a line, held against its block: what is missing there and what stands twice."""

from __future__ import annotations

import pytest

from verifier.language.layout import source_of
from verifier.language.line_kinds import LineKind
from verifier.language.logical_lines import lines_of
from verifier.language.parse import parse
from verifier.language.productions import block_of, blocks_of_rule
from verifier.language.read_block import missing


def names(text: str) -> list[tuple[str, str]]:
    problems = parse(source_of("a.policy", text))[1]
    return [(problem.name, problem.span.text if problem.span else "") for problem in problems]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ('policy a "A"\n  version "1"\n  version "2"\n', 'version "2"'),
        ('case a "A"\n  and nothing else is so\n  nothing else is so\n', "nothing else is so"),
        (
            'question a "A"\n  affects no verdict\n  affects no verdict\n',
            "affects no verdict",
        ),
        (
            'assume a "A"\n  always it is so\n  never\n    it is old\n',
            "never",
        ),
        (
            'define it is so\n  when it is old\n    quote "a"\n    quote "b"\n',
            'quote "b"',
        ),
        (
            "kind item\n  type is one of a, b\n    judged by X\n    judged by Y\n",
            "judged by Y",
        ),
    ],
)
def test_a_second_line_where_one_may_stand(text: str, second: str) -> None:
    assert names(text) == [("second-line", second)]


def test_several_where_several_may_stand() -> None:
    text = (
        'clause 1 "A"\n  quote "a"\n  quote "b"\n  the Office must use it\n'
        '  except red when it is red\n    quote "c"\n    quote "d"\n'
    )
    assert names(text) == []


def test_a_slip_of_the_pen_is_no_second_norm() -> None:
    text = 'clause 1 "A"\n  the Office must use it\n  whenn it is so\n'
    assert names(text) == [("unknown-line", "whenn it is so")]


def test_a_missing_line_for_which_no_words_were_found() -> None:
    (item,) = lines_of(source_of("a.policy", 'question a "A"\n')).items
    problem = missing(item, LineKind.READING)
    assert problem.message == '“question a "A"” lacks a line below it'
    assert problem.hint == 'add a line “reading NAME "TITLE"”'


def test_blocks() -> None:
    """One block in full, as the grammar has it."""
    (law,) = blocks_of_rule("law_block")
    paraphrase, clauses = law.members
    assert (paraphrase.kinds, paraphrase.least, paraphrase.most) == ((LineKind.PARAPHRASE,), 0, 1)
    assert (clauses.kinds, clauses.least, clauses.most) == ((LineKind.CLAUSE,), 1, None)
    assert block_of(LineKind.LAW, 'law a "A" above this policy') == law
    assert block_of(LineKind.PHRASE, "use it") is None


def test_places_of_lines_in_a_clause() -> None:
    """“and” goes on with the group that was opened last."""
    (clause,) = blocks_of_rule("clause_block")
    kinds = (LineKind.WHEN, LineKind.AND, LineKind.EXCEPT, LineKind.QUOTE, LineKind.AND)
    places = clause.places(kinds)
    assert [place.line.rule for place in places] == [
        "when_block",
        "and_block",
        "except_block",
        "quote",
        "and_of_exception_block",
    ]
    assert [place.opens for place in places] == [True, False, True, True, False]
    assert places[0].index == places[1].index < places[2].index == places[4].index


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("  except when it is old", "give the exception a name of your choice"),
        ("  no member may use it", "write “a member must not …” for what no member may do"),
        ("  no one may use it", "write “a party must not …” for what no party may do"),
    ],
)
def test_what_a_clause_says_in_other_words_has_a_way_out(line: str, hint: str) -> None:
    rule = "" if "may" in line else "  the Office may use it\n"
    problems = parse(source_of("a.policy", f'clause 1 "One"\n{rule}{line}\n'))[1]
    assert any(hint in problem.hint for problem in problems), problems


def test_things_of_different_kinds_are_parted_by_semicolons() -> None:
    text = 'case a "A"\n  member Mia, motion M\n'
    (problem,) = parse(source_of("a.policy", text))[1]
    assert "“;” between things of different kinds" in problem.hint
