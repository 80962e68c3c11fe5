"""Ten thousand printed sentences, on made policies, and none of them is false."""

from __future__ import annotations

import pytest

from tests.claims.machine import Tried, of_seed
from tests.claims.soak import report

SENTENCES = 10_000
LEAST = 5
"""Of each kind of sentence that is common, so many at least are tried."""
RARE = frozenset(
    {
        "no lawful course",
        "each of them is needed",
    }
)
"""Kinds that made policies seldom or never print; the policies of `explain` print them."""


@pytest.fixture(scope="module")
def tried() -> Tried:
    found, seed = Tried(), 0
    while sum(found.sentences.values()) < SENTENCES:
        found.add(of_seed(seed))
        seed += 1
    return found


def test_no_sentence_is_refuted(tried: Tried) -> None:
    assert not tried.refuted, "\n".join(report(tried, reduce=True))


def test_every_sentence_has_a_claim(tried: Tried) -> None:
    assert not tried.unclaimed, tried.unclaimed
