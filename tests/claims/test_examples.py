"""The examples of `explain` and the README's tutorial: each sentence that is printed of them is
held."""

from __future__ import annotations

import pytest

from tests.claims.drafting import Draft
from tests.claims.examples import examples, held
from tests.claims.shards import missing
from tests.claims.soak import report


@pytest.mark.no_cover
@pytest.mark.parametrize(("name", "draft"), list(examples()), ids=lambda one: str(one)[:50])
def test_what_is_printed_of_an_example(name: str, draft: Draft) -> None:
    found = held(draft)
    assert not found.refuted, "\n".join([name, *report(found, reduce=False)])
    assert not found.unclaimed, (name, found.unclaimed)
    assert not missing(name, found), missing(name, found)
