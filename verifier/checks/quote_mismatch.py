"""Does the source text contain every quotation?"""

from __future__ import annotations

from collections.abc import Iterable

from verifier.checks.support.check_context import CheckContext
from verifier.findings import Assurance, AssuranceKind, Finding, Severity
from verifier.model import Anchor
from verifier.words import quotations, quoted

NAME = "quote-mismatch"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each quotation of the policy without a passage. (Reading the files already
    refuses such a policy; this keeps a policy made by other means honest.)"""
    if context.policy.source is None:
        return
    for one in quotations(context.policy):
        if not one.anchor.passages:
            yield _finding(context, one.by, one.clause or one.by, one.anchor)
    for aside in context.policy.set_aside:
        if not aside.anchor.passages:
            yield _finding(context, "a sentence set aside", "set aside", aside.anchor)


def _finding(context: CheckContext, who: str, key: str, anchor: Anchor) -> Finding:
    return context.finding(
        NAME,
        Severity.ERROR,
        context.speaker.sentence(
            f"{who} quotes words that the source does not contain: {quoted(anchor.words)}"
        ),
        [key, anchor.words],
        assurance=Assurance(AssuranceKind.COMPUTED, "compared word by word with the source text"),
        place=anchor,
    )
