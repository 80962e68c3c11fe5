"""The grammar says the whole language: what is written from it is up to date, its forms are true,
and documents are sentences of its blocks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

from tests.language import from_grammar
from tests.language.reference import REFERENCE, examples
from verifier.diagnostics import Level
from verifier.language.format import in_canonical_order
from verifier.language.grammar import (
    DECLARED,
    FILE,
    Definition,
    block_rules,
    forms_of,
    last_terminal,
    line_rules,
    rules,
    symbol_of,
    tree_of,
)
from verifier.language.layout import source_of
from verifier.language.leading_words import leading_words
from verifier.language.line_kinds import LineKind
from verifier.language.lines_below import leading_kind, lines_below
from verifier.language.logical_lines import LogicalLine, lines_of
from verifier.language.parse import parse
from verifier.language.productions import blocks

ROOT = Path(__file__).parents[2]
LINES = [kind for kind in LineKind if kind is not LineKind.FILE]

# --------------------------------------------------------------------------- written from it


def test_kinds_are_written_from_the_grammar() -> None:
    assert from_grammar.KINDS.read_text(encoding="utf-8") == from_grammar.kinds_written(), (
        "run make grammar"
    )


def test_the_table_is_written_from_the_grammar() -> None:
    assert REFERENCE.read_text(encoding="utf-8") == from_grammar.reference_written(), (
        "run make grammar"
    )


# --------------------------------------------------------------------------- forms and words


@pytest.mark.parametrize("kind", LINES)
def test_every_form_is_a_line_of_its_kind(kind: LineKind) -> None:
    """What messages and the reference say that one writes can be written so."""
    written = forms_of(kind)
    assert written.said
    for form in written.all:
        tree_of(form.replace("VERDICT", "silent"), kind)


@pytest.mark.parametrize("kind", LINES)
def test_every_form_begins_with_words_of_its_kind(kind: LineKind) -> None:
    words = leading_words(kind.value)
    for form in forms_of(kind).all if words else ():
        assert any(f"{form} ".startswith(f"{word} ") for word in words), form


@pytest.mark.parametrize("kind", list(blocks()))
def test_one_kind_of_line_below_another_has_no_words(kind: LineKind) -> None:
    """A row without leading words is one thing only; the same words say one thing only."""
    for block in blocks()[kind]:
        lines = {line.kind for member in block.members for line in member.lines}
        assert len([line for line in lines if not leading_words(line.value)]) <= 1
        words = [word for line in lines for word in leading_words(line.value)]
        assert len(words) == len(set(words))


def test_lines_are_known_by_the_longest_words() -> None:
    case = lines_below(LineKind.CASE, 'case one "One"')
    assert leading_kind(case, "and nothing else is so") is LineKind.NOTHING_ELSE
    assert leading_kind(case, "and nothing else") is LineKind.FURTHER
    assert leading_kind(case, "android A") is None
    fact = lines_below(LineKind.FACT, "fact it is so")
    assert leading_kind(fact, "at most one person to each item") is LineKind.ONE_TO_EACH


def test_the_end_of_a_line_says_what_stands_below() -> None:
    attribute = lines_below(LineKind.ATTRIBUTE, "type is one of")
    assert (attribute.other, attribute.wraps) == (LineKind.MEMBERS, False)
    attribute = lines_below(LineKind.ATTRIBUTE, "type is one of a, b")
    assert (attribute.other, attribute.wraps) == (None, True)
    assert lines_below(LineKind.WHEN, "when any of").other is LineKind.PART
    assert lines_below(LineKind.WHEN, "when it is any of").wraps
    assert lines_below(LineKind.NORM, "the Office must do all of").other is LineKind.PHRASE
    edits = lines_below(LineKind.IN_ITEM, "in kind item").below
    assert ("add", LineKind.EDIT_KIND) in edits
    assert ("add", LineKind.EDIT) in lines_below(LineKind.IN_ITEM, "in clause 1").below


# --------------------------------------------------------------------------- documents


def test_documents_are_sentences_of_the_blocks() -> None:
    """The blocks are a grammar without conflicts, over lines as tokens, and every document that can
    be read, its lines in canonical order, is one of its sentences."""
    known = 0
    for name, text in documents():
        file = source_of(name, text)
        if any(problem.level is Level.ERROR for problem in parse(file)[1]):
            continue
        known += 1
        accepts(name, lines_of(file).items)
    assert known > 100


def documents() -> Iterator[tuple[str, str]]:
    for path in (*ROOT.glob("spec/**/*.policy"), *ROOT.glob("tests/**/*.policy")):
        yield str(path), path.read_text(encoding="utf-8")
    yield from ((f"language.md, line {line}", text) for line, text in examples())


@pytest.mark.parametrize(
    "text",
    [
        'clause 1 "No norm"\n  when it is so\n',
        'clause 1 "Two"\n  the Office must use it\n  the Office may use it\n',
        'promise a "A"\n  whether the Office may use it\n',
        'case a "A"\n  expect silent\n',
        'policy a "A"\n  version "1"\n  version "2"\n',
        "define it is so\n  and it is so\n",
    ],
)
def test_what_is_no_sentence_of_the_blocks(text: str) -> None:
    file = source_of("a.policy", text)
    assert parse(file)[1]
    with pytest.raises(UnexpectedInput):
        accepts("a.policy", lines_of(file).items)


def accepts(name: str, items: tuple[LogicalLine, ...]) -> None:
    reading = blocks_as_grammar().parse_interactive()
    for item in items:
        for token, text in tokens(item):
            try:
                reading.feed_token(Token(token, text))
            except UnexpectedInput as error:
                error.add_note(f"{name}: {token} {text}")
                raise
    reading.feed_token(Token("$END", ""))


def tokens(line: LogicalLine) -> Iterator[tuple[str, str]]:
    """A line with everything below it: its kind, the terminal in which it ends where that matters,
    and what is indented below it."""
    yield f"LINE_{line.role.upper()}", line.text
    ending = last_terminal(line.text, line.role)
    if ending and any(ending in block.endings for block in blocks().get(line.role, ())):
        yield ending, ""
    if line.children:
        yield "_INDENT", ""
        for child in in_canonical_order(line):
            yield from tokens(child)
        yield "_DEDENT", ""


@cache
def blocks_as_grammar() -> Lark:
    """The upper level of the grammar by itself, with a terminal for each kind of line."""
    upper = [rule for rule in rules() if rule in block_rules() and rule != "begins_a_line"]
    endings = {ending for own in blocks().values() for block in own for ending in block.endings}
    names = [*(f"LINE_{rule.upper()}" for rule in line_rules()), *sorted(endings), *DECLARED]
    text = "\n".join(f"{rule}: {ebnf(rules()[rule])}" for rule in upper)
    return Lark(f"%declare {' '.join(names)}\n{text}\n", start=FILE, parser="lalr")


def ebnf(piece: Definition | Token) -> str:
    """A definition as text; what is only read to be reported is left out."""
    match piece:
        case Tree(data="expansions", children=children):
            return " | ".join(map(ebnf, children))
        case Tree(data="expansion", children=children):
            inner = (f"({ebnf(c)})" if c.data == "expansions" else ebnf(c) for c in children)
            return " ".join(inner)
        case Tree(data="maybe", children=[inner]):
            return f"[{ebnf(inner)}]"
        case Tree(data="expr", children=[inner, operator]):
            return f"({ebnf(inner)}){operator}" if ebnf(inner) else ""
        case Tree():
            symbol = symbol_of(piece)
            if symbol is None:
                return ""
            return f"LINE_{symbol.name.upper()}" if symbol.name in line_rules() else symbol.name
        case _:
            raise AssertionError(piece)
