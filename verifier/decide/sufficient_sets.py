"""Smallest sufficient sets: which items are enough, by the sets that every sufficient set must hit.

Every set of items that is not enough leaves out something that a sufficient set needs, so a
sufficient set hits the complement of each. The smallest set that hits all complements found so far
is tried; if it is not enough, it shows the next complement (Reiter's hitting-set duality). The
result is the first of the smallest sufficient sets in the order of the items, whatever the solver.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

MOST_ROUNDS = 400
"""So many complements are collected before the search for the smallest is given up."""

Items = frozenset[int]
Escape = Callable[[Items], Items | None]
"""Items kept → None where they are enough; else items, those kept among them, that are not."""


def smallest(count: int, escape: Escape) -> tuple[Items, bool]:
    """The first of the smallest sets that are enough, and whether it is known to be smallest. All
    items together are taken to be enough."""
    complements: list[Items] = []
    everything = frozenset(range(count))
    for _ in range(MOST_ROUNDS):
        kept = first_hitting(complements)
        escaped = escape(kept)
        if escaped is None:
            return kept, True
        complement = everything - _grown(escaped, everything, escape)
        if not complement:
            return everything, False
        complements.append(complement)
    return _irreducible(everything, escape), False


def _grown(kept: Items, everything: Items, escape: Escape) -> Items:
    """A largest set around `kept` that is not enough: nothing can be added to it."""
    for item in sorted(everything - kept):
        if item not in kept:
            kept = escape(kept | {item}) or kept
    return kept


def _irreducible(items: Items, escape: Escape) -> Items:
    """A sufficient set of which nothing can be left out, later items given up first."""
    for item in sorted(items, reverse=True):
        if escape(items - {item}) is None:
            items -= {item}
    return items


# --------------------------------------------------------------------------- hitting sets


def first_hitting(sets: Sequence[Items]) -> Items:
    """The first, in order, of the smallest sets that have a member in common with each set."""
    size = _disjoint(sets)
    while True:
        found = _hitting(tuple(sets), size, -1)
        if found is not None:
            return frozenset(found)
        size += 1


def _hitting(sets: tuple[Items, ...], size: int, last: int) -> tuple[int, ...] | None:
    """The first ascending tuple of at most `size` items after `last` that hits all the sets."""
    if not sets:
        return ()
    if _disjoint(sets) > size:
        return None
    most = min(max(one) for one in sets)
    for item in sorted(set(chain.from_iterable(sets))):
        if last < item <= most:
            rest = tuple(one for one in sets if item not in one)
            found = _hitting(rest, size - 1, item)
            if found is not None:
                return (item, *found)
    return None


def _disjoint(sets: Sequence[Items]) -> int:
    """At least so many items are needed: the sets, small ones first, that share nothing."""
    taken: set[int] = set()
    count = 0
    for one in sorted(sets, key=len):
        if taken.isdisjoint(one):
            taken |= one
            count += 1
    return count
