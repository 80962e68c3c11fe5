"""The examples of `explain` and the README's tutorial: each sentence that is printed of them is
held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.claims.drafting import Draft, read
from tests.claims.machine import Tried, tried
from tests.claims.soak import report
from tests.documents.tutorial import steps, take
from verifier.checks.catalogue import CATALOGUE, CatalogueExample


def examples() -> Iterator[tuple[str, CatalogueExample]]:
    for entry in CATALOGUE:
        yield f"{entry.name} fires", entry.fires
        yield f"{entry.name} does not", entry.near_miss


def held(text: str, source: str | None) -> Tried:
    policy, problems = read(text, source)
    if policy is None:
        pytest.skip(f"it is no policy: {problems[0].message}")
    return tried(Draft(0, text, source), policy)


@pytest.mark.parametrize(("name", "example"), examples(), ids=lambda one: str(one)[:50])
def test_what_is_printed_of_an_example(name: str, example: CatalogueExample) -> None:
    found = held(example.policy, example.source or None)
    assert not found.refuted, "\n".join(report(found, reduce=False))
    assert not found.unclaimed, (name, found.unclaimed)


def test_what_is_printed_of_the_tutorial(tmp_path: Path) -> None:
    for step in steps():
        take(*step, tmp_path)
    folder = tmp_path / "guests"
    text = (folder / "guests.policy").read_text()
    text = re.sub(r'use "(.+)"\n', lambda m: (folder / m[1]).read_text(), text)
    found = held(text, (folder / "text.txt").read_text())
    assert found.sentences
    assert not found.refuted, "\n".join(report(found, reduce=False))
    assert not found.unclaimed, found.unclaimed
