"""Which questions has nobody decided, and which promises depend on them?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.dependence import dependence
from verifier.checks.support.parting import Matters, asked_about, parted
from verifier.findings import Assurance, AssuranceKind, Finding, Severity
from verifier.model import Question
from verifier.words import quoted

NAME = "undecided-question"
COMPUTED = Assurance(AssuranceKind.COMPUTED, "read off the questions")
TRIED = Assurance(AssuranceKind.COMPUTED, "each promise was tried under other answers")


def run(context: CheckContext) -> Iterable[Finding]:
    """A warning for each question without an adopted reading on which it depends whether a promise
    holds; one note for the other questions that nobody decided and that matter."""
    undecided = [q for q in asked_about(context) if q.adopted is None]
    if not undecided:
        return
    promises = _promises(context)
    for question in undecided:
        if question.name in promises:
            yield _warning(context, question, promises[question.name])
    others = [
        question
        for question in undecided
        if question.name not in promises and parted(context, question).matters is not Matters.NEVER
    ]
    if others:
        yield _note(context, others)


def _promises(context: CheckContext) -> Mapping[str, Sequence[str]]:
    """The titles of the promises that depend on each question."""
    found: dict[str, list[str]] = {}
    for promise in context.policy.promises.values():
        for name in dependence(context, promise).singly:
            found.setdefault(name, []).append(promise.title)
    return found


def _warning(context: CheckContext, question: Question, promises: Sequence[str]) -> Finding:
    which = "A promise depends" if len(promises) == 1 else f"{len(promises)} promises depend"
    return context.finding(
        NAME,
        Severity.WARNING,
        f"Nobody has decided {quoted(question.title.rstrip('.'))}. {which} on it.",
        [question.name],
        detail=_told(promises),
        assurance=TRIED,
        place=question,
    )


def _told(promises: Sequence[str]) -> Sequence[str]:
    titles = [title.rstrip(".") for title in promises]
    if len(titles) == 1:
        return [f"Whether this promise holds turns on the answer: {titles[0]}."]
    return [
        "Whether each of these promises holds turns on the answer:",
        *(f"– {t}" for t in titles),
    ]


def _note(context: CheckContext, questions: Sequence[Question]) -> Finding:
    if len(questions) == 1:
        headline = f"Nobody has decided {quoted(questions[0].title.rstrip('.'))}."
        detail = []
        alone = "No promise depends on the answer alone."
    else:
        headline = f"Nobody has decided {len(questions)} questions on which outcomes turn."
        detail = [quoted(question.title) for question in questions]
        alone = "No promise depends on the answer to any one of them alone."
    return context.finding(
        NAME,
        Severity.NOTE,
        headline,
        sorted(question.name for question in questions),
        detail=[*detail, alone] if context.policy.promises else detail,
        assurance=COMPUTED,
        place=questions[0],
    )
