"""The inputs that a fuzzer has kept, again: each takes another way through the tool, or once made
it stumble. And the mutations themselves: they must leave policies, or nothing is tried by them."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.fuzz.mutations import AMENDMENT, amending, mutated, versioned
from tests.fuzz.through import MOST_SIGNS, another, reaches, through

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.policy"))


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_an_input_goes_through_as_its_name_says(file: Path) -> None:
    """The name begins with how far it comes."""
    assert through(file.read_text(encoding="utf-8")) == file.stem.split("-")[0]


def test_the_corpus_reaches_everything() -> None:
    ends = [file.stem.split("-")[0] for file in CORPUS]
    assert len(ends) >= 12
    assert ends.count("checked") + ends.count("compared") > len(ends) // 2
    assert set(ends) == {"refused", "checked", "compared"}


def test_most_of_what_is_tried_reaches_the_checks() -> None:
    chance = Random(1)
    texts = [file.read_text(encoding="utf-8") for file in CORPUS]
    found = [another(chance.choice(texts), chance) for _ in range(40)]
    assert len(set(found)) > 35
    assert sum(map(reaches, found)) >= 30
    assert max(map(len, found)) < 2 * MOST_SIGNS


def test_what_is_mutated_does_not_hang_on_the_order_of_sets() -> None:
    text = CORPUS[0].read_text(encoding="utf-8")
    assert mutated(text, Random(7)) == mutated(text, Random(7))


def test_an_amendment_of_any_policy_can_be_made() -> None:
    chance = Random(2)
    texts = [f.read_text(encoding="utf-8") for f in CORPUS if f.stem.startswith("checked")]
    made = []
    for text in texts:
        policy = versioned(text)
        change = amending(policy, chance)
        made += [through(f"{policy}{AMENDMENT}{change}")] if change else []
    assert made.count("compared") >= len(made) // 3
    assert made
