"""Everything a report on a policy shows: a policy and a run go in, a `Page` comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from verifier import __version__
from verifier.findings import CheckRun, Outcome, Run, Severity
from verifier.model import Policy
from verifier.report.page.anchors import place_words, slug
from verifier.report.page.cases import CaseView, case_views
from verifier.report.page.clauses import ClauseView, clause_views
from verifier.report.page.findings import FindingView, finding_views
from verifier.report.page.guarantees import CLAIM_CHECKS, ClaimView, claim_views, kept_words
from verifier.report.page.questions import QuestionView, question_views
from verifier.report.page.source_text import (
    SentenceTally,
    SentenceView,
    sentence_tally,
    sentence_views,
)
from verifier.report.page.voice import Voice

__all__ = [
    "AssumptionView",
    "CheckView",
    "ClaimView",
    "FileView",
    "Page",
    "build",
    "counted",
    "headline",
]


@dataclass(frozen=True)
class FileView:
    """A file that was read, with enough of its hash to tell two versions apart."""

    name: str
    lines: int
    hash: str


@dataclass(frozen=True)
class AssumptionView:
    anchor: str
    name: str
    title: str
    words: str
    comment: str
    place: str


@dataclass(frozen=True)
class CheckView:
    """One line of the table of checks."""

    name: str
    outcome: Outcome
    findings: int
    words: str
    settled: bool  # whether the check came to an answer
    complete: bool = True  # whether all that it found is listed


EVERY_READING = "Every reading of every question was tried."


@dataclass(frozen=True)
class Page:
    """The report on one policy. Every text is ready to print; every anchor is an HTML id."""

    name: str
    title: str
    issued_by: str
    version: str
    headline: str
    counts: tuple[tuple[Severity, int], ...]
    facts: tuple[str, ...]
    asked: tuple[str, ...]  # first which readings were tried
    only_some_readings: bool
    files: tuple[FileView, ...]
    assumptions: tuple[AssumptionView, ...]
    claims: tuple[ClaimView, ...]
    kept: str  # what became of the guarantees, in a sentence; "" where there are none
    findings: tuple[FindingView, ...]
    tally: tuple[SentenceTally, ...]
    sentences: tuple[SentenceView, ...]
    clauses: tuple[ClauseView, ...]
    law_clauses: tuple[ClauseView, ...]
    questions: tuple[QuestionView, ...]
    cases: tuple[CaseView, ...]
    checks: tuple[CheckView, ...]
    unsettled: tuple[CheckView, ...]


def build(policy: Policy, run: Run, voice: Voice, asked: Sequence[str] = ()) -> Page:
    """The page on `policy`; `asked` says in sentences what the run was told to do."""
    findings = finding_views(run.findings)
    clauses = clause_views(policy, voice, findings)
    checks = tuple(map(check_view, run.checks))
    claims = claim_views(policy, voice, run, findings)
    return Page(
        name=policy.name,
        title=policy.title,
        issued_by=policy.parties[policy.issued_by].title if policy.issued_by else "",
        version=__version__,
        headline=headline(run),
        counts=severity_counts(run),
        facts=policy_facts(policy),
        asked=tuple(asked),
        only_some_readings=bool(policy.questions)
        and tuple(asked[:1]) not in ((), (EVERY_READING,)),
        files=file_views(policy),
        assumptions=assumption_views(policy, voice),
        claims=claims,
        kept=kept_words(claims),
        findings=findings,
        tally=sentence_tally(policy),
        sentences=sentence_views(policy),
        clauses=tuple(clause for clause in clauses if not clause.law),
        law_clauses=tuple(clause for clause in clauses if clause.law),
        questions=question_views(policy, run, findings),
        cases=case_views(policy, run),
        checks=checks,
        unsettled=tuple(check for check in checks if not check.settled),
    )


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 finding`, `2 findings`, `no findings`."""
    words = noun if number == 1 else plural or f"{noun}s"
    return f"{number or 'no'} {words}"


def listed(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def severity_counts(run: Run) -> tuple[tuple[Severity, int], ...]:
    return tuple(
        (severity, sum(finding.severity is severity for finding in run.findings))
        for severity in Severity
    )


def headline(run: Run) -> str:
    """The result in one line: `2 errors, 1 warning and 4 notes`, `no errors or warnings, 4 notes`,
    `nothing found`."""
    counts = severity_counts(run)
    found = [counted(number, str(severity)) for severity, number in counts if number]
    words = listed(found) if found else "nothing found"
    if found and not any(number for severity, number in counts if severity is not Severity.NOTE):
        words = f"no errors or warnings, {words}"
    if any(finding.novel is not None for finding in run.findings):
        words += f"; {sum(finding.novel is True for finding in run.findings)} new"
    accepted = sum(finding.acceptance is not None for finding in run.findings)
    if accepted:
        words += f"; {accepted} accepted"
    if run.has_undecided:
        words += "; something stayed undecided"
    failed = len(run.faults)
    return f"{words}; {counted(failed, 'check')} failed" if failed else words


def policy_facts(policy: Policy) -> tuple[str, ...]:
    own = sum(1 for clause in policy.clauses.values() if clause.law is None)
    law = len(policy.clauses) - own
    amounts = (
        (own, "clause", ""),
        (law, "clause of laws above it", "clauses of laws above it"),
        (len(policy.questions), "question of interpretation", "questions of interpretation"),
        (len(policy.assumptions), "assumption", ""),
        (len(policy.promises), "promise", ""),
        (len(policy.coverages), "claim of coverage", "claims of coverage"),
        (len(policy.possibilities), "possibility", "possibilities"),
        (len(policy.every_case), "case", ""),
    )
    return tuple(counted(number, *nouns) for number, *nouns in amounts if number)


def file_views(policy: Policy) -> tuple[FileView, ...]:
    sources = (policy.source.file,) if policy.source else ()
    return tuple(
        FileView(
            file.name, len(file.text.splitlines()), sha256(file.text.encode()).hexdigest()[:12]
        )
        for file in (*policy.files, *sources)
    )


def assumption_views(policy: Policy, voice: Voice) -> tuple[AssumptionView, ...]:
    return tuple(
        AssumptionView(
            anchor=f"assumption-{slug(assumption.name)}",
            name=assumption.name,
            title=assumption.title,
            words=voice.assumption(assumption.name),
            comment=assumption.comment,
            place=place_words(assumption.span),
        )
        for assumption in policy.assumptions.values()
    )


UNSETTLED = (Outcome.UNKNOWN, Outcome.NOT_RUN, Outcome.VACUOUS, Outcome.FAILED)


def check_view(check: CheckRun) -> CheckView:
    return CheckView(
        name=check.check,
        outcome=check.outcome,
        findings=len(check.findings),
        words=_remark(check),
        settled=check.outcome not in UNSETTLED and check.complete,
        complete=check.complete,
    )


def _remark(check: CheckRun) -> str:
    """What there is to say of a check; what promises rest on is said of each, further on."""
    if check.check != CLAIM_CHECKS["promise"] or not check.held:
        return check.words
    words = check.words
    for held in check.held:
        words = words.replace(held, "")
    return f"{words.strip()} See “What the policy is held to”.".strip()
