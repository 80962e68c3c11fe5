"""Is every sentence of the source encoded or set aside?"""

from __future__ import annotations

from collections.abc import Iterable

from verifier.checks.support.check_context import CheckContext
from verifier.findings import Assurance, AssuranceKind, Finding, Severity
from verifier.model import Policy

NAME = "unaccounted-sentence"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each sentence that no clause quotes and that is not set aside."""
    source = context.policy.source
    if source is None:
        return
    taken = tuple(passages(context.policy))
    for sentence in source.sentences:
        if sentence.heading or _touched(sentence.start, sentence.end, taken):
            continue
        words = " ".join(source.file.text[sentence.start : sentence.end].split())
        line = source.file.position(sentence.start).line
        yield context.finding(
            NAME,
            Severity.WARNING,
            f"Sentence {sentence.number} of the source is neither encoded nor set aside.",
            [words],
            detail=(f"“{words}”", f"It begins on line {line} of {source.file.name}."),
            assurance=Assurance(AssuranceKind.COMPUTED, "every sentence was looked up"),
        )


def passages(policy: Policy) -> Iterable[tuple[int, int]]:
    """The stretches of the source that some clause of the policy quotes or that are set aside."""
    for clause in policy.clauses.values():
        if clause.law is None:
            for anchor in clause.anchors:
                yield from anchor.passages
    for aside in policy.set_aside:
        yield from aside.anchor.passages


def _touched(start: int, end: int, taken: tuple[tuple[int, int], ...]) -> bool:
    return any(first < end and start < last for first, last in taken)
