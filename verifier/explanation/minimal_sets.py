"""Smallest sets that are enough: items and a test go in, every set that is enough and of which
nothing can be left out comes out.

Found by Reiter's tree of hitting sets (R. Reiter, "A Theory of Diagnosis from First Principles",
1987): take one item away from a set found, and look for another set without it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)

MOST_SETS = 6
"""So many sets are listed."""
MOST_LOOKS = 24
"""So many times another set is looked for."""
MOST_REMOVED = 4096
"""So many ways of taking something away from each set are gone through."""


@dataclass(frozen=True)
class Smallest(Generic[Item]):
    """Sets that are enough and of which nothing can be left out, those of the fewest items first;
    `complete`: whether there are no others."""

    sets: tuple[tuple[Item, ...], ...] = ()
    complete: bool = True

    def named(self, name: Callable[[Item], str]) -> Smallest[str]:
        """The sets that have any items, in words."""
        sets = tuple(tuple(name(item) for item in one) for one in self.sets if one)
        return Smallest(sets, self.complete)


def minimal_sets(items: Sequence[Item], enough: Callable[[Sequence[Item]], bool]) -> Smallest[Item]:
    """The smallest sets of the items, each in the order of the items. More items than enough are
    enough."""
    found: list[tuple[Item, ...]] = []
    waiting: deque[frozenset[Item]] = deque([frozenset()])
    seen: set[frozenset[Item]] = set()
    looks = 0
    while waiting:
        removed = waiting.popleft()
        if removed in seen:
            continue
        if len(seen) == MOST_REMOVED:
            return Smallest(_ordered(items, found), False)
        seen.add(removed)
        known = next((one for one in found if removed.isdisjoint(one)), None)
        if known is None:
            if len(found) == MOST_SETS or looks == MOST_LOOKS:
                return Smallest(_ordered(items, found), False)
            looks += 1
            rest = [item for item in items if item not in removed]
            if not enough(rest):
                continue
            kept = set(preferred(rest, enough))
            known = tuple(item for item in items if item in kept)
            found.append(known)
        waiting.extend(removed | {item} for item in known)
    return Smallest(_ordered(items, found))


def _ordered(
    items: Sequence[Item], found: Sequence[tuple[Item, ...]]
) -> tuple[tuple[Item, ...], ...]:
    places = {item: place for place, item in enumerate(items)}
    return tuple(sorted(found, key=lambda one: (len(one), [places[item] for item in one])))


def preferred(statements: Sequence[Item], enough: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """The smallest sufficient subset that gives up later statements before earlier ones: the
    preferred explanation of Junker, "QuickXplain", AAAI 2004. Where not even all the statements are
    enough, all of them."""
    if not enough(statements):
        return list(statements)
    return [] if enough(()) else _narrow([], False, list(statements), enough)


def _narrow(
    base: list[Item],
    grown: bool,
    rest: list[Item],
    enough: Callable[[Sequence[Item]], bool],
) -> list[Item]:
    if grown and enough(base):
        return []
    if len(rest) == 1:
        return rest
    half = len(rest) // 2
    first, second = rest[:half], rest[half:]
    later = _narrow(base + first, bool(first), second, enough)
    return _narrow(base + later, bool(later), first, enough) + later
