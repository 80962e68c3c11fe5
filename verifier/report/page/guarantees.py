"""What a policy is held to, and what became of it: promises, claims of coverage and possibilities
with the results of their checks go in, a view of each comes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from verifier.findings import CheckRun, Finding, Outcome, Run, Strength
from verifier.model import Coverage, Policy, Possibility, Promise
from verifier.report.page.anchors import place_words, slug
from verifier.report.page.findings import FindingView
from verifier.report.page.source_text import Link
from verifier.report.page.voice import Voice
from verifier.words import quoted, series


@dataclass(frozen=True)
class ClaimView:
    """A promise, a claim of coverage or a possibility, which the checks put to the test."""

    anchor: str
    kind: str
    name: str
    title: str
    words: str
    place: str
    outcome: str  # "holds", "fails under some readings", "was not settled"
    grounds: str  # how sure that is, and what it rests on
    findings: tuple[Link, ...]


CLAIM_CHECKS = {
    "promise": "broken-promise",
    "coverage": "gap",
    "possibility": "impossible-case",
}
"""The check that puts each kind of guarantee to the test."""


def claim_views(
    policy: Policy, voice: Voice, run: Run, views: Sequence[FindingView]
) -> tuple[ClaimView, ...]:
    kinds = (
        ("promise", policy.promises, voice.promise),
        ("coverage", policy.coverages, voice.coverage),
        ("possibility", policy.possibilities, voice.possibility),
    )
    return tuple(
        claim_view(kind, claim, words(claim.name), run, views)
        for kind, claims, words in kinds
        for claim in claims.values()
    )


def claim_view(
    kind: str,
    claim: Promise | Coverage | Possibility,
    words: str,
    run: Run,
    views: Sequence[FindingView],
) -> ClaimView:
    """A guarantee with what became of it: found broken, held (how surely, by what), or not
    settled."""
    check = next((one for one in run.checks if one.check == CLAIM_CHECKS[kind]), None)
    broken = [
        (finding, view)
        for finding, view in zip(run.findings, views, strict=True)
        if finding.check == CLAIM_CHECKS[kind] and finding.about == claim.name
    ]
    return ClaimView(
        anchor=f"{kind}-{slug(claim.name)}",
        kind=kind,
        name=claim.name,
        title=claim.title,
        words=words,
        place=place_words(claim.span),
        outcome=claim_outcome(check, [finding for finding, _ in broken]),
        grounds="" if broken or check is None else claim_grounds(kind, check, claim.title),
        findings=tuple(Link(f"finding {view.number}", view.anchor) for _, view in broken),
    )


CLAIM_NAMES = {
    "promise": ("promise", "promises"),
    "coverage": ("claim of coverage", "claims of coverage"),
    "possibility": ("possibility", "possibilities"),
}
OUTCOME_OF_SEVERAL = {
    "holds": "hold",
    "holds vacuously": "hold vacuously",
    "fails": "fail",
    "fails under some readings": "fail under some readings",
    "was not settled": "were not settled",
    "was not put to the test": "were not put to the test",
}


def kept_words(claims: Sequence[ClaimView]) -> str:
    """`8 promises hold; 2 claims of coverage hold and 1 claim of coverage fails.`"""
    parts = []
    for kind, nouns in CLAIM_NAMES.items():
        outcomes = Counter(claim.outcome for claim in claims if claim.kind == kind)
        told = [_told(number, outcome, *nouns) for outcome, number in outcomes.items()]
        parts += [series(told)] if told else []
    return f"{'; '.join(parts)}." if parts else ""


def _told(number: int, outcome: str, noun: str, plural: str) -> str:
    if number == 1:
        return f"1 {noun} {outcome}"
    return f"{number} {plural} {OUTCOME_OF_SEVERAL[outcome]}"


def claim_outcome(check: CheckRun | None, broken: Sequence[Finding]) -> str:
    if check is None or check.outcome in (Outcome.NOT_RUN, Outcome.FAILED):
        return "was not put to the test"
    if broken:
        under = {finding.strength for finding in broken} == {Strength.CONTESTABLE}
        vacuous = all(finding.outcome is Outcome.VACUOUS for finding in broken)
        return "holds vacuously" if vacuous else f"fails{' under some readings' if under else ''}"
    return "was not settled" if check.outcome is Outcome.UNKNOWN else "holds"


def claim_grounds(kind: str, check: CheckRun, title: str) -> str:
    """How surely a guarantee holds, and what it rests on."""
    if kind == "possibility":
        return "such a case was found."
    sure = check.assurance.words if check.assurance else ""
    rests = next((held for held in check.held if held.startswith(f"{quoted(title)}:")), "")
    return " ".join(part for part in (f"{sure}." if sure else "", rests.partition("”:")[2]) if part)
