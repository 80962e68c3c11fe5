"""Every check does what its entry in the catalogue says: it finds something in the one small policy
and nothing in the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples.elaborated import elaborate_text
from verifier.changes.compare.gate import held_against
from verifier.changes.compare.intent import UNDECLARED, UNMET
from verifier.changes.consolidate import enacted
from verifier.checks.catalogue import CATALOGUE, CatalogueEntry, CatalogueExample
from verifier.checks.order import CHECKS
from verifier.checks.run import CheckOptions, examine
from verifier.findings.finding import Finding, Outcome

KNOWN = {check.name for check in CHECKS}
RUNNING = [entry for entry in CATALOGUE if entry.name in KNOWN]


def findings(entry: CatalogueEntry, example: CatalogueExample) -> tuple[Finding, ...]:
    policy, problems = elaborate_text(example.policy, example.source or None)
    if policy is None:
        pytest.skip(f"the text is refused before it is checked: {problems[0].message}")
    run = examine(policy, CheckOptions(select=frozenset({entry.name})))
    outcome = next(check.outcome for check in run.checks if check.check == entry.name)
    assert outcome is not Outcome.UNKNOWN
    return run.findings


@pytest.mark.parametrize("entry", RUNNING, ids=lambda entry: entry.name)
def test_it_fires(entry: CatalogueEntry) -> None:
    assert findings(entry, entry.fires) != ()


@pytest.mark.parametrize("entry", RUNNING, ids=lambda entry: entry.name)
def test_it_does_not_fire_on_the_near_miss(entry: CatalogueEntry) -> None:
    """What a check remarks on in passing, where what it looks for is as it should be, is another
    outcome."""
    fired = {finding.outcome for finding in findings(entry, entry.fires)}
    again = [f.headline for f in findings(entry, entry.near_miss) if f.outcome in fired]
    assert again == []


OF_AMENDMENTS = [entry for entry in CATALOGUE if entry.fires.amendment]


def declared(folder: Path, example: CatalogueExample) -> list[str]:
    """The checks that find something in what the amendment of an example declares."""
    (folder / "lending.policy").write_text(example.policy, encoding="utf-8")
    amendment = folder / "amendment.policy"
    amendment.write_text(example.amendment, encoding="utf-8")
    made = enacted(folder / "lending.policy", [amendment])
    found = held_against(made.before.policy, made.after.policy, made.amendments)
    assert found.undecided == ()
    return [finding.check for finding in found.findings]


@pytest.mark.parametrize("entry", OF_AMENDMENTS, ids=lambda entry: entry.name)
def test_a_check_of_amendments(entry: CatalogueEntry, tmp_path: Path) -> None:
    assert set(declared(tmp_path, entry.fires)) == {entry.name}
    assert declared(tmp_path, entry.near_miss) == []


SCORE = "mutation-score"
"""It is no check but what `antinomy mutate` comes to; `test_mutate` runs its examples."""


def test_every_entry_of_the_catalogue_is_run() -> None:
    """Those of the checks, of the two checks of amendments, and of the score."""
    assert {entry.name for entry in RUNNING} == KNOWN
    assert {entry.name for entry in OF_AMENDMENTS} == {UNDECLARED, UNMET}
    ran = [*KNOWN, UNDECLARED, UNMET, SCORE]
    assert sorted(ran) == sorted(entry.name for entry in CATALOGUE)
