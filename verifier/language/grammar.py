"""The grammar as it stands in `policy.lark`: a line goes in, its pieces come out; so do the rules
themselves, as Lark has loaded them, and the forms that are written above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from lark import Lark, Token, Tree, UnexpectedInput
from lark.grammar import NonTerminal, Symbol, Terminal
from lark.load_grammar import Grammar, GrammarBuilder

from verifier.language.line_kinds import LineKind

FILE, STRAY, MISPLACED, BLOCK, GROUP = "file", "begins_a_line", "misplaced", "_block", "_group"
"""How rules of the upper level are called, or end."""
DECLARED = ("_INDENT", "_DEDENT")
"""The terminals that are no words."""

Definition = Tree[Any]
"""The right side of a rule or of a terminal: `expansions` of `expansion`s of `value`s."""


@cache
def _text() -> str:
    return files("verifier.grammar").joinpath("policy.lark").read_text(encoding="utf-8")


@cache
def _loaded() -> Grammar:
    """The whole grammar, both levels of it."""
    builder = GrammarBuilder()
    builder.load_grammar(_text(), "policy.lark")
    return builder.build()


@cache
def _lark() -> Lark:
    """The parser of single lines, which knows nothing of blocks."""
    whole, blocks = _loaded(), block_rules()
    own = [rule for rule in whole.rule_defs if rule[0] not in blocks and not rule[1]]
    lines = Grammar(own, whole.term_defs, whole.ignore)
    return Lark(lines, parser="lalr", start=list(line_rules()), maybe_placeholders=False)


@lru_cache(maxsize=20_000)
def tree_of(text: str, kind: LineKind) -> Tree[Token]:
    """The pieces of a line; raises `UnexpectedInput` where it is not written as its kind asks.

    The same line stands in a policy many times, and in each of its versions again.
    """
    return _lark().parse(text, start=kind.value)


LONGEST_END = 40
"""A terminal of at most so many signs is looked for at the end of a line before it is parsed."""


def may_end_in(text: str, terminal: str) -> bool:
    """Whether a line can end in a terminal, told by its last signs: a line that is read row by row
    need not be parsed anew with each."""
    pattern = _end_of(terminal)
    return pattern is None or pattern.search(text, max(0, len(text) - LONGEST_END)) is not None


@cache
def _end_of(terminal: str) -> re.Pattern[str] | None:
    """What a terminal matches at the end of a line; None where that may be of any length."""
    (found,) = (one.pattern for one in _lark().terminals if one.name == terminal)
    return re.compile(f"(?:{found.to_regexp()})\\Z") if found.max_width < LONGEST_END else None


def last_terminal(text: str, kind: LineKind) -> str | None:
    """The name of the terminal in which a line ends; None where the line cannot be read."""
    try:
        piece: Tree[Token] | Token = tree_of(text, kind)
    except UnexpectedInput:
        return None
    while isinstance(piece, Tree):
        if not piece.children:
            return None
        piece = piece.children[-1]
    return piece.type


# --------------------------------------------------------------------------- definitions


@cache
def rules() -> Mapping[str, Definition]:
    """Each rule of the grammar by its name."""
    return {str(name): tree for name, _, tree, _ in _loaded().rule_defs}


@cache
def terminals() -> Mapping[str, Definition]:
    """Each terminal of the grammar by its name."""
    return {str(name): tree for name, (tree, _) in _loaded().term_defs if name not in DECLARED}


@cache
def block_rules() -> frozenset[str]:
    """The rules of the upper level: of the file, of blocks and groups, and what these share."""
    found = {rule for rule in rules() if rule.endswith((BLOCK, GROUP)) or rule in (FILE, STRAY)}
    waiting = list(found)
    while waiting:
        shared = {name for name in _mentioned(waiting.pop()) if name.startswith("_")} - found
        found |= shared
        waiting += shared
    return frozenset(found)


@cache
def line_rules() -> tuple[str, ...]:
    """The rules of lines, in the order of the grammar."""
    upper = block_rules()
    named = {name for rule in upper for name in _mentioned(rule)} - upper
    return tuple(rule for rule in rules() if rule in named and rule != MISPLACED)


def _mentioned(rule: str) -> set[str]:
    symbols = rules()[rule].scan_values(lambda piece: isinstance(piece, NonTerminal))
    return {str(symbol.name) for symbol in symbols}


def symbol_of(value: Definition) -> Symbol | None:
    """The symbol that a value of a definition refers to; None for a literal or a template."""
    child = value.children[0]
    return child if isinstance(child, Terminal | NonTerminal) else None


def literal_of(value: Definition) -> str | None:
    """The words of a value that is a literal string."""
    tokens = [token for tree in value.find_data("literal") for token in tree.children]
    return next((str(token)[1:-1] for token in tokens if _is_a(token, "STRING")), None)


def regular_expressions(rule: str) -> tuple[str, ...]:
    """The regular expressions of the terminals that a rule mentions."""
    named = rules()[rule].scan_values(lambda piece: isinstance(piece, Terminal))
    definitions = [terminals()[name.name] for name in named]
    literals = [value.children[0] for tree in definitions for value in tree.find_data("literal")]
    return tuple(str(token)[1:-1] for token in literals if _is_a(token, "REGEXP"))


def _is_a(literal: object, type: str) -> bool:
    return isinstance(literal, Token) and literal.type == type


# --------------------------------------------------------------------------- forms


@dataclass(frozen=True)
class Forms:
    """How a line is written: as messages say it, and in what other ways."""

    said: tuple[str, ...] = ()
    further: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return self.said + self.further


_ROW = re.compile(r"//(?P<sign>[=+]) (?P<form>.+)|(?P<name>_?[A-Za-z]\w*)(?:\.\d+)?:|(?P<gap>\s*$)")
"""A form above a rule, the beginning of a rule, or the end of a paragraph of rules."""


@cache
def forms() -> Mapping[str, Forms]:
    """The forms of each rule and terminal, from the comments above it; Lark keeps no comments."""
    return dict(_forms())


def _forms() -> Iterator[tuple[str, Forms]]:
    written: dict[str, list[str]] = {"=": [], "+": []}
    named = False
    for row in _text().splitlines():
        found = _ROW.match(row)
        if found is None:
            continue
        if found["gap"] is not None or (found["sign"] and named):
            written, named = {"=": [], "+": []}, False
        if found["sign"]:
            written[found["sign"]].append(found["form"])
        elif found["name"]:
            named = True
            yield found["name"], Forms(tuple(written["="]), tuple(written["+"]))


def forms_of(kind: LineKind) -> Forms:
    """How a line of this kind is written."""
    return forms().get(kind.value, Forms())
