"""What some propositions speak of: a graph and a set of its atoms go in; questions, values, numbers
and facts come out, each in an order of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import cast

from verifier.encoding.circuit import AtomKey, Circuit
from verifier.encoding.counted_days import plain_numbers


class Signature:
    """The atoms given as bits (see `Circuit.below`), sorted by what they say."""

    def __init__(self, circuit: Circuit, bits: int) -> None:
        self.circuit = circuit
        self.bits = bits

    @cached_property
    def atoms(self) -> tuple[tuple[int, AtomKey], ...]:
        """Each atom with its key, in the order in which they were made."""
        return tuple((atom, self.circuit.atoms[atom]) for atom in self.circuit.atoms_in(self.bits))

    @cached_property
    def questions(self) -> tuple[tuple[str, str], ...]:
        """The questions with the tag of the look that reads them."""
        found = {(str(key[1]), str(key[3])) for _, key in self.atoms if key[0] == "reads"}
        return tuple(sorted(found))

    @cached_property
    def lists(self) -> tuple[tuple[str, str], ...]:
        """The attributes with lists of values, each with its thing."""
        return tuple(sorted({(str(k[1]), str(k[2])) for _, k in self.atoms if k[0] == "value"}))

    @cached_property
    def numbers(self) -> tuple[AtomKey, ...]:
        """The numbers and days."""
        found = {number for _, key in self.atoms for number in numbers_in(key)}
        return tuple(sorted(found, key=repr))

    @cached_property
    def facts(self) -> tuple[tuple[int, str, tuple[str, ...]], ...]:
        """The facts: the node of each, its id, the things."""
        return tuple(
            (atom, str(key[1]), cast(tuple[str, ...], key[2]))
            for atom, key in self.atoms
            if key[0] == "fact"
        )

    @cached_property
    def kinds(self) -> frozenset[int]:
        """The nodes that say of which narrower kind a thing is."""
        return frozenset(atom for atom, key in self.atoms if key[0] == "kind")


def numbers_in(key: AtomKey) -> Iterator[AtomKey]:
    """The numbers of which an atom says something: of a day counted by the calendar, those from
    which it is counted."""
    if key[0] == "at most":
        for number, _ in cast(Iterable[tuple[AtomKey, int]], key[1]):
            yield from plain_numbers(number)
