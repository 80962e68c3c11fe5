"""One line read by the grammar: a logical line goes in, its named fields come out."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from lark import Lark, Token, Tree, UnexpectedInput
from lark.exceptions import UnexpectedToken

from verifier.diagnostics import Problem
from verifier.language.line_kinds import LineKind
from verifier.language.logical_lines import LogicalLine, role_name
from verifier.language.refused_words import open_mark
from verifier.language.syntax import Quoted, Words
from verifier.source import Span


class Fields:
    """The named pieces of one line, in the order in which they stand there."""

    def __init__(self, line: LogicalLine, tree: Tree[Token]) -> None:
        self.line = line
        self._pieces = tree.children
        self._tokens = [piece for piece in self._pieces if isinstance(piece, Token)]

    def words(self, name: str) -> Words | None:
        """The first piece of this name as words."""
        token = next((token for token in self._tokens if token.type == name), None)
        return None if token is None else self._words(token)

    def need(self, name: str) -> Words:
        """A piece that the grammar guarantees."""
        return self._words(next(token for token in self._tokens if token.type == name))

    def every(self, *names: str) -> tuple[Words, ...]:
        """All pieces with one of these names."""
        return tuple([self._words(token) for token in self._tokens if token.type in names])

    def quotations(self) -> tuple[Quoted, ...]:
        return tuple(self._quoted(token) for token in self._tokens if token.type == "QUOTED")

    def quoted(self) -> Quoted | None:
        return next(iter(self.quotations()), None)

    def has(self, name: str) -> bool:
        return any(token.type == name for token in self._tokens)

    def parts(self, name: str) -> tuple[Fields, ...]:
        """The pieces that have pieces of their own."""
        trees = (piece for piece in self._pieces if isinstance(piece, Tree) and piece.data == name)
        return tuple(Fields(self.line, tree) for tree in trees)

    def members(self) -> tuple[Words, ...]:
        """Members of a list, quotation marks around a member taken off."""
        return tuple(
            _unmarked(self._words(token)) for part in self.parts("member") for token in part._tokens
        )

    def _words(self, token: Token) -> Words:
        start = token.start_pos or 0
        lead = len(token) - len(token.lstrip())
        text = token.strip()
        return Words(text, self.line.span(start + lead, start + lead + len(text)))

    def _quoted(self, token: Token) -> Quoted:
        start = token.start_pos or 0
        inner = token[1:-1]
        return Quoted(inner.strip(), self.line.span(start + 1, start + 1 + len(inner)))


def _unmarked(words: Words) -> Words:
    if words.text[0] not in '"“':
        return words
    inner = Span(words.span.file, words.span.start + 1, words.span.end - 1)
    return Words(words.text[1:-1].strip(), inner)


def read_line(line: LogicalLine, problems: list[Problem]) -> Fields | None:
    """The fields of a line; None, with a problem, where it is not written as its kind asks."""
    if open_mark(line.text) is not None:
        return None  # reported when the line was joined
    try:
        return Fields(line, _tree(line.text, line.role))
    except UnexpectedInput as error:
        problems.append(_malformed(line, _place(error, line)))
        return None


@lru_cache(maxsize=20_000)
def _tree(text: str, role: LineKind) -> Tree[Token]:
    """The same line stands in a policy many times, and in each of its versions again."""
    return _grammar().parse(text, start=role.value)


def _place(error: UnexpectedInput, line: LogicalLine) -> int:
    """Where in the line reading stopped; its end, where something is missing there."""
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return len(line.text)
    return min(error.column - 1, len(line.text))


@cache
def _grammar() -> Lark:
    text = files("verifier.grammar").joinpath("policy.lark").read_text(encoding="utf-8")
    starts = [role.value for role in LineKind if role is not LineKind.FILE]
    return Lark(text, parser="lalr", start=starts, maybe_placeholders=False)


# --------------------------------------------------------------------------- malformed lines

_EDIT = 'replace line "WORDS" with”, “strike line "WORDS"” or “insert after line "WORDS"'

SHAPES = {
    LineKind.POLICY: 'policy NAME "TITLE"',
    LineKind.USE: 'use "FILE"',
    LineKind.PARTY: 'party NAME "TITLE"',
    LineKind.KIND: 'kind NAME is a KIND plural "WORD"',
    LineKind.FACT: "fact SENTENCE",
    LineKind.EVENT: "event the day SENTENCE",
    LineKind.ACT: "act PHRASE",
    LineKind.COUNTS_AS: "to PHRASE counts as to PHRASE",
    LineKind.DEFINE: "define SENTENCE",
    LineKind.CLAUSE: 'clause ID "TITLE"',
    LineKind.LAW: 'law NAME "TITLE" above this policy',
    LineKind.NOT_ENCODED: 'not encoded "WORDS"',
    LineKind.SOURCE_TEXT: 'source text "FILE"',
    LineKind.VERSION: 'version "NAME"',
    LineKind.IN_FORCE: "in force from DATE",
    LineKind.EARLIER: 'earlier version "NAME" in "FILE"',
    LineKind.ALSO_CALLED: 'also called "NAME", "NAME"',
    LineKind.ATTRIBUTE: "NAME is one of A, B” or “NAME is a number",
    LineKind.MEMBERS: "A, B, C",
    LineKind.ONE_TO_EACH: "one KIND to each KIND",
    LineKind.ABOUT: 'about "WORDS" in clause ID',
    LineKind.READING: 'reading NAME "TITLE"',
    LineKind.ADOPTED: 'adopted READING by "PERSON" on DATE because "REASON"',
    LineKind.AFFECTS_NO_VERDICT: "affects no verdict",
    LineKind.BECAUSE: 'because "REASON"',
    LineKind.PARAPHRASE: "paraphrase",
    LineKind.NORM: "PARTY must PHRASE",
    LineKind.DISAPPLICATION: "this policy does not apply” or “clause ID does not apply",
    LineKind.RELATION: "notwithstanding clause ID” or “subject to clauses ID, ID",
    LineKind.QUOTE: 'quote "WORDS"',
    LineKind.WHEN: "when SENTENCE",
    LineKind.AND: "and SENTENCE",
    LineKind.OR: "or when SENTENCE",
    LineKind.UNLESS: "unless SENTENCE",
    LineKind.EXCEPT: "except NAME when SENTENCE",
    LineKind.ALWAYS: "always SENTENCE",
    LineKind.NEVER: "never",
    LineKind.NEVER_A: "never a dilemma",
    LineKind.WHETHER: "whether PARTY may PHRASE",
    LineKind.ASKING: "asking whether PARTY may PHRASE",
    LineKind.UNDER: "under the plain readings” or “under every reading",
    LineKind.EXPECT_ANY: "expect VERDICT, VERDICT",
    LineKind.THINGS: "KIND NAME, NAME; KIND NAME",
    LineKind.EXPECT: "expect VERDICT, reading QUESTION as READING",
    LineKind.UNDER_LAW: "under the law of DATE” or “under the law of its day",
    LineKind.AMENDMENT: 'amendment NAME "TITLE" to POLICY',
    LineKind.AMENDS: 'amends version "NAME"',
    LineKind.MAKES: 'makes version "NAME"',
    LineKind.INTENDS: "intends to tighten PHRASE”, “intends to loosen PHRASE” or "
    "“intends to leave unchanged PHRASE",
    LineKind.IN_WHAT: "in what it must not do",
    LineKind.NO_OTHER: "and nothing else",
    LineKind.IN_ITEM: "in clause ID",
    LineKind.IN_TEXT: 'in the text replace "WORDS" with "WORDS"',
    LineKind.IN_QUOTATION: 'in the quotation replace "WORDS" with "WORDS"',
    LineKind.STRIKE_ITEM: "strike clause ID",
    LineKind.REPLACE_ITEM: "replace clause ID with",
    LineKind.INSERT_ITEM: "insert after clause ID",
    LineKind.RENUMBER: "renumber clause ID as ID",
    LineKind.EDIT: _EDIT,
    LineKind.EDIT_KIND: _EDIT,
    LineKind.EDIT_QUESTION: _EDIT,
    LineKind.EDIT_CASE: _EDIT,
}
"""How a line of each kind is written, where that is not only its leading words and a text."""


def _malformed(line: LogicalLine, at: int) -> Problem:
    shape = SHAPES.get(line.role) or f"{role_name(line.role)} …"
    message = f"“{_short(line.text)}” is not written as “{shape}”"
    if at >= len(line.text):
        message = f"“{_short(line.text)}” breaks off: it is written as “{shape}”"
        return Problem("malformed-line", message, line.span())
    hint = ""
    if any(begins == at for begins, _ in line.segments[1:]):
        hint = "a row indented deeper continues the row above; is this one a line of its own?"
    elif re.search(r"[A-Z]", line.text[:1]):
        hint = "the words of the language are written in small letters"
    return Problem("malformed-line", message, line.span(at), hint)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
