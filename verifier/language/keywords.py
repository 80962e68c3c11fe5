"""The words of the language itself, for colours: read from the grammar, where they stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from verifier.language.grammar import forms, line_rules, literal_of, rules, symbol_of, terminals
from verifier.language.leading_words import leading_words
from verifier.language.line_kinds import LineKind
from verifier.language.productions import blocks_of_rule


@dataclass(frozen=True)
class Keywords:
    """Words and phrases, each in alphabetical order: those with which an item begins, with which a
    line below an item begins, and those that stand within a line or at its end."""

    items: tuple[str, ...]
    lines: tuple[str, ...]
    within: tuple[str, ...]


@cache
def keywords() -> Keywords:
    """The words of the language. A word can stand in more than one of the three lists."""
    (file,) = blocks_of_rule(LineKind.FILE.value)
    heads = {kind.value for member in file.members for kind in member.kinds}
    items = chain.from_iterable(leading_words(rule) for rule in heads)
    lines = chain.from_iterable(leading_words(rule) for rule in set(line_rules()) - heads)
    within = chain.from_iterable(_within(rule, leading_words(rule)) for rule in line_rules())
    return Keywords(_sorted(items), _sorted(lines), _sorted(within))


def _sorted(words: Iterator[str]) -> tuple[str, ...]:
    return tuple(sorted({word for word in words if word[0].isalpha()}))


def _within(rule: str, leading: tuple[str, ...]) -> Iterator[str]:
    """The words in a rule that do not begin its line; the forms of a terminal that has some."""
    seen, waiting = {rule}, [rule]
    while waiting:
        name = waiting.pop()
        written = forms().get(name) if name in terminals() else None
        yield from (form for form in (written.said if written else ()) if form.islower())
        for value in (rules().get(name) or terminals()[name]).find_data("value"):
            symbol, literal = symbol_of(value), literal_of(value)
            if symbol is not None and symbol.name not in seen:
                seen.add(symbol.name)
                waiting.append(symbol.name)
            if literal is not None and literal not in leading:
                yield literal.strip()
