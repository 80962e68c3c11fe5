"""A finding's fingerprint stays the same when lines move, when the layout changes and when clauses,
declarations and questions stand in another order."""

from __future__ import annotations

import random
import re

import pytest

from tests.examples.elaborated import elaborate_text
from verifier.checks.catalogue import CATALOGUE, CatalogueEntry
from verifier.checks.order import CHECKS
from verifier.checks.run import CheckOptions, examine
from verifier.model import Policy

NAMES = {check.name for check in CHECKS} - {"quote-mismatch"}
"""A quotation that is not in the source is a mistake of the input, and no policy comes of it."""
CHECKED = [entry for entry in CATALOGUE if entry.name in NAMES]
ENTRIES = [pytest.param(entry, id=entry.name) for entry in CHECKED]


def prints(entry: CatalogueEntry, text: str) -> list[str]:
    """The fingerprints that the entry's check gives, sorted."""
    policy, problems = elaborate_text(text, entry.fires.source or None)
    assert isinstance(policy, Policy), problems
    run = examine(policy, CheckOptions(select=frozenset({entry.name})))
    return sorted(finding.fingerprint for finding in run.findings)


def moved(text: str) -> str:
    """Every line on another line."""
    return "# A comment.\n\n\n" + text.replace("\n\n", "\n\n# Another comment.\n\n")


def laid_out(text: str) -> str:
    """Four spaces a level, and more blank lines."""
    deeper = re.sub(r"^ +", lambda spaces: spaces[0] * 2, text, flags=re.MULTILINE)
    return deeper.replace("\n\n", "\n\n\n")


def reordered(text: str) -> str:
    """Every block but the first in another order."""
    first, *blocks = text.strip("\n").split("\n\n")
    random.Random(7).shuffle(blocks)
    return "\n\n".join([first, *blocks]) + "\n"


@pytest.mark.parametrize("entry", ENTRIES)
def test_moving_and_laying_out_change_no_fingerprint(entry: CatalogueEntry) -> None:
    before = prints(entry, entry.fires.policy)
    assert before
    assert prints(entry, moved(entry.fires.policy)) == before
    assert prints(entry, laid_out(entry.fires.policy)) == before


@pytest.mark.parametrize("entry", ENTRIES)
def test_reordering_changes_no_fingerprint(entry: CatalogueEntry) -> None:
    assert prints(entry, reordered(entry.fires.policy)) == prints(entry, entry.fires.policy)


def test_different_findings_have_different_fingerprints() -> None:
    found = [one for entry in CHECKED for one in prints(entry, entry.fires.policy)]
    assert len(set(found)) == len(found)
