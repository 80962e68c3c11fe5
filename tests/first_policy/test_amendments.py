"""The amendments of the first policy: all can be made, each does what it declares, and the one that
only looks like a clarification is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from verifier.changes.amend import policy_text
from verifier.changes.amend.changes import resolved
from verifier.changes.amend.names import name_of
from verifier.changes.amend.rebuild import amended_text
from verifier.changes.amend.stems import STEMMED, body
from verifier.changes.amend.text import PolicyText
from verifier.changes.compare.gate import held_against
from verifier.changes.consolidate import enacted
from verifier.checks.run import CheckOptions, check
from verifier.elaborate import LoadedPolicy, find_policies, load
from verifier.findings.finding import Outcome, Severity
from verifier.language.format import format_text
from verifier.language.layout import read_source
from verifier.language.line_kinds import LineKind
from verifier.language.logical_lines import LogicalLine
from verifier.language.syntax import ItemName, LineName, NewLine, Quoted, ReplaceLine, Words

POLICY = Path(__file__).parents[2] / "spec" / "prioritizing-safety"
AMENDMENTS = sorted((POLICY / "amendments").glob("*.policy"))
DISGUISED = "truthfulness"
HONEST = [path for path in AMENDMENTS if path.stem != DISGUISED]

BROKEN_BY_AMENDMENTS = frozenset({"failed-case", "broken-promise"})
CONFLICTS = frozenset({"dilemma", "conflict-with-law", "no-lawful-course"})
SETTLED = (Outcome.HOLDS, Outcome.FAILS)


def test_there_are_six() -> None:
    assert [path.stem for path in AMENDMENTS] == [
        "charged-offenses",
        "drugs",
        "false-reports",
        "immigration",
        "training",
        "truthfulness",
    ]
    assert find_policies(POLICY) == [POLICY / "prioritizing-safety.policy"]


@pytest.mark.parametrize("path", AMENDMENTS, ids=lambda path: path.stem)
def test_they_are_in_canonical_layout(path: Path) -> None:
    file = read_source(str(path), path.read_bytes())
    assert format_text(file) == file.text


@pytest.mark.parametrize("path", HONEST, ids=lambda path: path.stem)
def test_each_does_what_it_declares_and_nothing_else(path: Path) -> None:
    result = enacted(POLICY, [path])
    declared = held_against(result.before.policy, result.after.policy, result.amendments)
    assert [finding.headline for finding in declared.findings] == []
    assert declared.undecided == ()
    assert all(intent.met for intent in declared.intents)
    assert declared.intents
    assert errors(result.after, BROKEN_BY_AMENDMENTS) == []


def errors(amended: LoadedPolicy, checks: frozenset[str]) -> list[str]:
    """For what the gate would be shut as well, by those of the checks that find it: the policy as
    it is has no errors."""
    run = check(amended, CheckOptions(select=checks))
    assert {one.outcome for one in run.checks if one.check in checks} <= {*SETTLED}
    return [f.headline for f in run.findings if f.severity is Severity.ERROR]


def test_the_disguised_one_is_stopped() -> None:
    result = enacted(POLICY, [POLICY / "amendments" / f"{DISGUISED}.policy"])
    declared = held_against(result.before.policy, result.after.policy, result.amendments)
    first = declared.findings[0]
    assert first.check == "undeclared-effect"
    assert first.headline == (
        "That the Office uses an item against a person is no longer prohibited in some cases, and "
        "the amendment “truthfulness” declares that it leaves this unchanged."
    )
    assert "The truth of the report is honestly mistaken." in first.detail
    assert first.detail[-1] == "Before: prohibited, by clause P4; after: silent."


@pytest.mark.no_cover
def test_all_honest_ones_can_be_made_together() -> None:
    """And the cases that they amend come out as they then expect."""
    amended = enacted(POLICY, HONEST).after
    policy = amended.policy
    assert policy.version == (
        "as published, as amended by charged offenses, drugs, false reports, immigration and "
        "training"
    )
    assert "P2c" not in policy.clauses
    assert "P7r" in policy.clauses
    assert errors(amended, BROKEN_BY_AMENDMENTS | CONFLICTS) == []


def test_a_line_replaced_by_itself_changes_nothing() -> None:
    """Every condition of every clause, put back in the words in which it is named."""
    loaded = load(POLICY)
    text = policy_text(loaded.documents, loaded.source)
    before = lines_of(text)
    tried = 0
    for edit in every_replacement(text):
        changed = amended_text(text, [resolved(edit, "none", text)])
        assert lines_of(changed) == before
        tried += 1
    assert tried > 40


Said = tuple[LineKind, str, tuple[str, ...], tuple["Said", ...]]


def said(line: LogicalLine) -> Said:
    """A line without its place."""
    return line.role, line.text, line.comments, tuple(map(said, line.children))


def lines_of(text: PolicyText) -> list[Said]:
    return [said(item) for file in text.files for item in file.items]


def every_replacement(text: PolicyText) -> Iterator[ReplaceLine]:
    """Each condition of a clause by itself; where it has a connective, also without it."""
    for address in text.items():
        clause = text.line(address)
        if clause.role is not LineKind.CLAUSE:
            continue
        texts = [line.text for line in clause.children]
        for line in clause.children:
            if line.role in STEMMED and not line.children and texts.count(line.text) == 1:
                span = line.span()
                words = line.text if line.role is LineKind.EXCEPT else body(line)
                item = ItemName("clause", name_of(clause), span)
                name = LineName(Quoted(line.text, span))
                yield ReplaceLine(item, name, (NewLine(Words(words, span)),), span)
