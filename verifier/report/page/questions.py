"""The questions of interpretation, each with its readings and what it decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from verifier.findings import Run
from verifier.model import Policy, Question
from verifier.report.page.anchors import case_anchor, clause_anchor, question_anchor
from verifier.report.page.findings import FindingView
from verifier.report.page.source_text import Link

NAMED_NOWHERE = "No finding names it."
"""Said where the cases were not asked: the checks that do so were not run."""
DECIDES_NO_CASE = "No finding names it, and no case's verdict changes with its answer alone."


@dataclass(frozen=True)
class ReadingView:
    name: str
    title: str
    plain: bool
    adopted: bool


@dataclass(frozen=True)
class AboutView:
    words: str
    clause: Link | None  # None: the text as a whole


@dataclass(frozen=True)
class QuestionView:
    name: str
    anchor: str
    title: str
    about: tuple[AboutView, ...]
    readings: tuple[ReadingView, ...]
    adopted: str  # by whom, when and why; "" while nobody has
    affects_no_verdict: bool
    findings: tuple[FindingView, ...]
    cases: tuple[Link, ...]
    otherwise: str  # what is to be said where there are neither


def question_views(
    policy: Policy, run: Run, findings: tuple[FindingView, ...]
) -> tuple[QuestionView, ...]:
    return tuple(
        question_view(policy, question, run, findings) for question in policy.questions.values()
    )


def question_view(
    policy: Policy, question: Question, run: Run, findings: tuple[FindingView, ...]
) -> QuestionView:
    adopted = question.adopted
    return QuestionView(
        name=question.name,
        anchor=question_anchor(question.name),
        title=question.title,
        about=tuple(about_views(question)),
        readings=tuple(
            ReadingView(
                reading.name,
                reading.title,
                plain=reading.name == question.plain,
                adopted=adopted is not None and adopted.reading == reading.name,
            )
            for reading in question.readings
        ),
        adopted=adoption_words(question),
        affects_no_verdict=question.affects_no_verdict,
        findings=tuple(view for view in findings if question.name in view.questions),
        cases=cases_turning_on(question, run),
        otherwise=NAMED_NOWHERE if policy.cases and not run.cases else DECIDES_NO_CASE,
    )


def about_views(question: Question) -> Iterator[AboutView]:
    for about in question.about:
        clause = Link(about.clause, clause_anchor(about.clause)) if about.clause else None
        yield AboutView(about.anchor.words, clause)


def adoption_words(question: Question) -> str:
    if question.adopted is None:
        return ""
    adopted = question.adopted
    day = date.fromordinal(adopted.on).isoformat()
    return f"“{adopted.reading}” adopted by {adopted.by} on {day}: {adopted.because}"


def cases_turning_on(question: Question, run: Run) -> tuple[Link, ...]:
    return tuple(
        Link(case.name, case_anchor(case.name))
        for case in run.cases
        if any(question.name in asking.turns_on for asking in case.askings)
    )
