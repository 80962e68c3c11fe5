"""Ten thousand printed sentences, on made policies and on those of the project, and none of them is
false."""

from __future__ import annotations

import pytest

from tests.claims.examples import examples, held
from tests.claims.machine import of_seed
from tests.claims.registry import kinds_of_sentence
from tests.claims.soak import report
from tests.claims.tried import Tried

SENTENCES = 10_000
SELDOM: frozenset[str] = frozenset()
"""Kinds that ten thousand sentences need not have: `make soak` has them."""


@pytest.fixture(scope="module")
def found() -> Tried:
    """The same policies on every machine."""
    tried = Tried()
    for _, draft in examples():
        tried.add(held(draft))
    seed = 0
    while sum(tried.sentences.values()) < SENTENCES:
        tried.add(of_seed(seed))
        seed += 1
    return tried


def test_no_sentence_is_refuted(found: Tried) -> None:
    assert not found.refuted, "\n".join(report(found))


def test_every_sentence_has_a_claim(found: Tried) -> None:
    assert not found.unclaimed, found.unclaimed


def test_every_kind_of_sentence_was_tried(found: Tried) -> None:
    never = [kind for kind in kinds_of_sentence() if not found.sentences[kind]]
    assert set(never) <= SELDOM, never
