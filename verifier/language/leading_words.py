"""The words with which lines begin: a rule of the grammar goes in, its leading words come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from verifier.language.grammar import Definition, literal_of, rules, symbol_of, terminals


@cache
def leading_words(rule: str) -> tuple[str, ...]:
    """The words with which a line of this rule begins, in the order of the grammar; none where it
    begins with words of the drafter's."""
    return tuple(dict.fromkeys(_beginnings(rules()[rule])))


def _beginnings(tree: Definition) -> Iterator[str]:
    match tree.data:
        case "expansions":
            yield from chain.from_iterable(map(_beginnings, tree.children))
        case "expansion":
            yield from _of_sequence(tree.children)
        case "maybe" | "expr":
            yield from _beginnings(tree.children[0])
        case "value":
            yield from _of_value(tree)
        case _:
            raise AssertionError(tree.data)


def _of_sequence(pieces: Sequence[Definition]) -> Iterator[str]:
    """Those of the first piece; where it can be left out, those of the next one, with it before."""
    if not pieces:
        return
    first, *rest = pieces
    if first.data != "maybe":
        yield from _beginnings(first)
        return
    after = tuple(_of_sequence(rest))
    yield from after
    yield from (f"{before} {words}" for before in _beginnings(first) for words in after)


def _of_value(value: Definition) -> Iterator[str]:
    literal = literal_of(value)
    symbol = symbol_of(value)
    if literal is not None:
        yield literal
    elif symbol is not None:
        definition = rules().get(symbol.name) or terminals().get(symbol.name)
        if definition is not None:
            yield from _beginnings(definition)
