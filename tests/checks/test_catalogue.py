"""The catalogue of checks: complete, and every small policy in it is one."""

from __future__ import annotations

import pytest

from tests.examples.elaborated import elaborate_text
from verifier.checks.catalogue import BY_NAME, CATALOGUE, CatalogueEntry, CatalogueExample
from verifier.language.format import format_text
from verifier.source import SourceFile

EXAMPLES = [
    pytest.param(entry, example, id=f"{entry.name}-{which}")
    for entry in CATALOGUE
    for which, example in (("fires", entry.fires), ("near", entry.near_miss))
]

NAMES = """
quote-mismatch unaccounted-sentence unused-term loose-wording impossible-background
background-overreach redundant-assumption
dead-clause swallowed-clause nearly-swallowed idle-exception ineffective-exception
ineffective-clause redundant-clause surplus-condition edge-value unviolable-duty
impossible-deadline never-due
dilemma antinomy may-beside-must no-lawful-course narrowed-duty resolved-clash interaction
conflict-with-law controlled-condition discretion beneficiaries
gap uncovered-value broken-promise impossible-case missing-assumption
consequential-question idle-question undecided-question reading-interaction
failed-case impossible-case-facts untested-clause mutation-score
undeclared-effect unmet-intent
"""


def test_every_check_has_its_entry_once() -> None:
    assert [entry.name for entry in CATALOGUE] == NAMES.split()
    assert len(BY_NAME) == len(CATALOGUE)


@pytest.mark.parametrize(("entry", "example"), EXAMPLES)
def test_every_example_is_a_policy(entry: CatalogueEntry, example: CatalogueExample) -> None:
    policy, problems = elaborate_text(example.policy, example.source or None)
    if entry.name == "quote-mismatch" and example is entry.fires:
        assert [problem.name for problem in problems] == ["quote-mismatch"]
    else:
        assert problems == ()
        assert policy is not None


@pytest.mark.parametrize(("entry", "example"), EXAMPLES)
def test_every_example_is_in_the_canonical_layout(
    entry: CatalogueEntry, example: CatalogueExample
) -> None:
    for text in filter(None, (example.policy, example.amendment)):
        assert format_text(SourceFile(f"{entry.name}.policy", text)) == text


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.name)
def test_an_entry_says_everything(entry: CatalogueEntry) -> None:
    fires, near_miss = (
        (example.policy, example.source, example.amendment)
        for example in (entry.fires, entry.near_miss)
    )
    assert fires != near_miss
    said = (entry.matters, entry.settle, entry.cannot_see, entry.fires.says, entry.near_miss.says)
    assert all(words.endswith((".", "?", "”")) for words in said)
    assert entry.asks.endswith("?")
    assert entry.markdown.startswith(f"# {entry.name}\n")


def test_an_edit_of_words_that_are_not_there_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="occurs 0 times"):
        CATALOGUE[0].fires.edited("nowhere to be found", "", "")
