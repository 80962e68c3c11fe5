"""One whole number as propositions that it is at most so much (order encoding; Tamura, Taga,
Kitagawa, Banbara, "Compiling Finite Linear CSP into SAT", 2009): a border and its literal go in,
what it has to do with the borders beside it comes out, as clauses."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class OrderEncoding:
    """The borders of one number in order, each with the literal that it is at most so much."""

    borders: list[tuple[int, int]] = field(default_factory=list)

    def put(self, border: int, literal: int, least: int, most: int) -> Iterator[list[int]]:
        """One border more; gives what it has to do with those beside it."""
        if border >= most or border < least:
            yield [literal if border >= most else -literal]
            return
        place = bisect_left(self.borders, (border, literal))
        for before, lower in self.borders[max(place - 1, 0) : place]:
            yield [-lower, literal]
            if before == border:
                yield [-literal, lower]
        for after, higher in self.borders[place : place + 1]:
            yield [-literal, higher]
            if after == border:
                yield [-higher, literal]
        self.borders.insert(place, (border, literal))
