"""Smallest sets that are enough, against trying every subset."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from verifier.explanation.minimal_sets import minimal_sets

ITEMS = "abcde"


@given(st.lists(st.frozensets(st.sampled_from(ITEMS), max_size=3), max_size=4))
def test_every_smallest_set_is_found(bases: list[frozenset[str]]) -> None:
    def enough(kept: Sequence[str]) -> bool:
        return any(base <= set(kept) for base in bases)

    found = minimal_sets(ITEMS, enough)
    subsets = [set(c) for size in range(6) for c in combinations(ITEMS, size) if enough(c)]
    smallest = [one for one in subsets if not any(other < one for other in subsets)]
    assert found.complete
    assert [set(one) for one in found.sets] == smallest


def test_the_search_is_cut() -> None:
    items = tuple(range(20))
    found = minimal_sets(items, lambda kept: len(kept) >= 2)
    assert not found.complete
    assert found.sets
    assert all(len(one) == 2 for one in found.sets)


def test_many_large_sets_are_given_up_in_time() -> None:
    groups = [frozenset(range(first, first + 40)) for first in range(0, 200, 40)]
    asked = list[int]()

    def enough(kept: Sequence[int]) -> bool:
        asked.append(len(kept))
        return any(group <= set(kept) for group in groups)

    found = minimal_sets(range(200), enough)
    assert not found.complete
    assert {frozenset(one) for one in found.sets} <= set(groups)
    assert len(asked) < 3000
