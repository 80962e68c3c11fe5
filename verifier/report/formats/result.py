"""What every format is made from: a result with its places, and a finding's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from verifier.findings import Acceptance, Finding, Run, Severity
from verifier.model import Clause, Policy
from verifier.report.page.findings import (
    assurance_words,
    capitalized,
    changes_views,
    strength_words,
)
from verifier.source import Span
from verifier.words import quoted

Relative = Callable[[str], str]
"""From the name of a file to its path from the folder in which the command runs, with slashes."""


@dataclass(frozen=True)
class Result:
    """A policy, what the checks found, and which findings count: those as grave as `gate`."""

    policy: Policy
    run: Run
    gate: Severity

    def fails(self, finding: Finding) -> bool:
        """Whether the finding makes the exit code 1."""
        return finding.gates and finding.severity.rank <= self.gate.rank


def place_of(policy: Policy, finding: Finding) -> Span:
    """Where a finding is shown: its own place, else that of the first clause that it cites, else
    that of the policy."""
    cited = (clause.span for clause in cited_clauses(policy, finding))
    beginning = Span(policy.files[0], 0, 0)
    return next(span for span in (finding.place, *cited, policy.span, beginning) if span)


def cited_clauses(policy: Policy, finding: Finding) -> tuple[Clause, ...]:
    """The clauses of a finding, in the order in which it cites them."""
    ids = dict.fromkeys(citation.clause for citation in finding.citations)
    return tuple(policy.clauses[name] for name in ids if name in policy.clauses)


def passages(policy: Policy, clause: Clause) -> Iterator[Span]:
    """Where the words of a clause stand in the policy's own text."""
    if policy.source is not None and clause.law is None:
        for anchor in clause.anchors:
            for start, end in anchor.passages:
                yield Span(policy.source.file, start, end)


def headline(finding: Finding) -> str:
    """The finding in one sentence, with the readings that it needs."""
    strength = strength_words(finding)
    said = capitalized(finding.headline)
    return f"{said.rstrip('.')} ({strength})." if strength else said


def paragraphs(finding: Finding) -> Iterator[str]:
    """The finding as a reader needs it outside the report: what, which clauses, the case, what
    would settle it, how certain it is, and who accepted it."""
    yield headline(finding)
    yield from cited_words(finding)
    yield from finding.detail
    if finding.witness is not None:
        yield "; ".join((f"A case: {finding.witness.act}", *finding.witness.given)) + "."
        for group in changes_views(finding):
            yield from (f"{group.title}: {one.words} → {one.effect}." for one in group.changes)
    for remedy in finding.remedies:
        yield f"To settle it: {remedy.words}" + (f" ({remedy.effect})" if remedy.effect else "")
    if finding.assurance is not None:
        yield assurance_words(finding.assurance)
    if finding.acceptance is not None:
        yield acceptance_words(finding.acceptance)


def cited_words(finding: Finding) -> Iterator[str]:
    """`Clause P4c (exception “x”): “So long as …”`"""
    for citation in finding.citations:
        about = citation.detail or ("" if citation.words else citation.title)
        words = f": {quoted(citation.words)}" if citation.words else ""
        yield f"Clause {citation.clause}{f' ({about})' if about else ''}{words}"


def acceptance_words(acceptance: Acceptance) -> str:
    """`Accepted by Jane Doe because …; to be looked at again on 2027-01-15.`"""
    because = acceptance.because.rstrip(".")
    day = date.fromordinal(acceptance.look_again).isoformat()
    return f"Accepted by {acceptance.by}: {because}. To be looked at again on {day}."
