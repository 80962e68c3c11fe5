"""Smallest sets that are enough, against trying every subset."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from verifier.minimal import minimal_sets

ITEMS = "abcde"


@given(st.lists(st.frozensets(st.sampled_from(ITEMS), max_size=3), max_size=4))
def test_every_smallest_set_is_found(bases: list[frozenset[str]]) -> None:
    def enough(kept: Sequence[str]) -> bool:
        return any(base <= set(kept) for base in bases)

    found, complete = minimal_sets(ITEMS, enough)
    subsets = [set(c) for size in range(6) for c in combinations(ITEMS, size) if enough(c)]
    smallest = [one for one in subsets if not any(other < one for other in subsets)]
    assert complete
    assert [set(one) for one in found] == smallest


def test_the_search_is_cut() -> None:
    items = tuple(range(20))
    found, complete = minimal_sets(items, lambda kept: len(kept) >= 2)
    assert not complete
    assert found
    assert all(len(one) == 2 for one in found)
