"""Is there a question whose answer changes no outcome?"""

from __future__ import annotations

from collections.abc import Iterable

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.parting import Matters, asked_about, parted
from verifier.findings import Finding, Severity
from verifier.words import quoted

NAME = "idle-question"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each question such that no case, alike in all facts and all other readings, has
    two verdicts under two of its readings. One marked `affects no verdict` says so itself."""
    matter = 0
    for question in asked_about(context):
        found = parted(context, question)
        matter += found.matters in (Matters.ALONE, Matters.WITH_OTHERS)
        if found.matters is Matters.NEVER:
            yield context.finding(
                NAME,
                Severity.NOTE,
                f"No outcome depends on how {quoted(question.title)} is answered.",
                [question.name],
                detail=() if context.fixed else ("The difference is only verbal.",),
                assurance=context.absence(found.queries),
                place=question,
            )
    context.tally.held += _said(context, matter)


def _said(context: CheckContext, matter: int) -> Iterable[str]:
    """How many questions decide something, and which are not even asked about."""
    if matter:
        many = "One question decides" if matter == 1 else f"{matter} questions decide"
        yield f"{many} some outcome."
    marked = [q.title for q in context.policy.questions.values() if q.affects_no_verdict]
    if marked:
        titles = context.speaker.series([quoted(title) for title in marked])
        is_ = "is" if len(marked) == 1 else "are"
        named = context.speaker.sentence(titles).rstrip(".")
        yield f"{named} {is_} marked as affecting no verdict."
