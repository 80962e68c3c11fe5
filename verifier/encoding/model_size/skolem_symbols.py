"""What a part of a question needs: Skolem symbols, joined where parts hold together, shared where
one of them is enough.

A symbol stands for the things that witness one `there is`: one for each combination of values of
the universal variables on which the choice depends.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, eq=False)
class Universal:
    """A universal variable: the `number`th of its kind among those in scope."""

    kind: str
    number: int


Universals = frozenset[Universal]

NO_UNIVERSALS: Universals = frozenset()


@dataclass(frozen=True, eq=False)
class SkolemTerm:
    """What a variable stands for while counting: a term, and the universals it depends on. There is
    one object for each term (see `Setting`)."""

    universals: Universals = NO_UNIVERSALS


Rank = tuple[str, tuple[str, ...]]
"""Result kind and argument kinds of a Skolem symbol."""

Key = Hashable
"""What identifies a symbol; equal keys are one symbol."""


class Symbol(NamedTuple):
    """A Skolem symbol: its rank, the universals in scope that are certainly among its arguments,
    where it comes from, in words, and whether a count asks for it beside a first thing."""

    rank: Rank
    known: Universals
    label: str
    further: bool = False


Symbols = Mapping[Key, Symbol]


@dataclass(frozen=True, eq=False)
class SkolemSymbols:
    """Symbols and the facts spoken of. `merged`: some symbols stand for several (see
    `either_of`), which another way of counting may keep apart."""

    symbols: Symbols
    facts: frozenset[str]
    merged: bool = False


@dataclass(eq=False)
class Gathering:
    """What parts that hold together need, collected one after the other."""

    symbols: dict[Key, Symbol] = field(default_factory=dict)
    facts: set[str] = field(default_factory=set)
    merged: bool = False

    def add(self, need: SkolemSymbols) -> None:
        """All that another part needs."""
        self.add_symbols(need.symbols)
        self.facts.update(need.facts)
        self.merged = self.merged or need.merged

    def add_symbols(self, symbols: Symbols) -> None:
        """The symbols of another part."""
        for key, symbol in symbols.items():
            self.put(key, symbol)

    def put(self, key: Key, symbol: Symbol) -> None:
        """One symbol. What is there already is known by what both agree on."""
        mine = self.symbols.get(key)
        if mine is not None and mine.known != symbol.known:
            symbol = symbol._replace(known=symbol.known & mine.known)
        self.symbols[key] = symbol

    def aside(self) -> Gathering:
        """For the symbols of one of several alternatives; all facts are spoken of together."""
        return Gathering({}, self.facts)

    def within(self, universals: Universals) -> SkolemSymbols:
        """What was gathered, as a caller sees it who knows only these universals: one that is bound
        inside may have the name of another outside."""
        symbols = {
            key: symbol
            if symbol.known <= universals
            else symbol._replace(known=symbol.known & universals)
            for key, symbol in self.symbols.items()
        }
        return SkolemSymbols(symbols, frozenset(self.facts), self.merged)


def either_of(
    one: Gathering, other: Gathering, chosen_by: Universals, keys: Iterable[Key], spare: int
) -> Gathering:
    """What one or the other needs, where the choice depends on `chosen_by`.

    Symbols of one rank can serve both branches if they have what the choice depends on among
    their arguments: otherwise one branch may be chosen here and the other there, and one thing
    would have to be both. They are then no longer known as the symbols they were but by fresh
    `keys`, and are kept apart where that costs at most `spare` symbols more. Either way the number
    is enough.
    """
    result = Gathering(dict(one.symbols), one.facts, one.merged or other.merged)
    result.add_symbols(other.symbols)
    if not one.symbols or not other.symbols:
        return result
    serving: dict[Rank, list[Key]] = {}
    for key, symbol in result.symbols.items():
        if chosen_by <= symbol.known:
            serving.setdefault(symbol.rank, []).append(key)
    for shared in serving.values():
        most = max(sum(key in branch.symbols for key in shared) for branch in (one, other))
        if len(shared) > most + spare:
            result.merged = True
            symbols = [result.symbols.pop(key) for key in shared]
            known = frozenset.intersection(*(symbol.known for symbol in symbols))
            for symbol, key in zip(symbols[:most], keys, strict=False):
                result.symbols[key] = symbol._replace(known=known)
    return result
