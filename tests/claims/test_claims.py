"""Ten thousand printed sentences, on made policies and on those of the project, and none of them is
false. Those of made policies are tried here, in parts; those of the project in `test_examples`."""

from __future__ import annotations

import pytest

from tests.claims.registry import kinds_of_sentence
from tests.claims.shards import missing, shard, shards
from tests.claims.soak import report
from tests.claims.where_tried import WHERE

SELDOM = frozenset({"a quotation is not in the text"})
"""Kinds that no sentence of a run has: a policy whose quotation is not in its text is refused when
it is read, before any check says so."""
HOW = "`python -m tests.claims.shards` finds where it is tried; else make the drafts have it"


@pytest.mark.no_cover
@pytest.mark.parametrize("place", shards())
def test_no_sentence_is_refuted(place: str) -> None:
    found = shard(place)
    assert not found.refuted, "\n".join(report(found))
    assert not found.unclaimed, found.unclaimed
    assert not missing(place, found), f"{missing(place, found)}: {HOW}"


def test_every_kind_of_sentence_is_tried() -> None:
    assert set(kinds_of_sentence()) - SELDOM == set(WHERE), HOW
