"""Is every word of the source quoted, or set aside with a reason?"""

from __future__ import annotations

from collections.abc import Iterable

from verifier.checks.support.check_context import CheckContext
from verifier.findings import Assurance, AssuranceKind, Finding, Severity
from verifier.model import SourceSentence, SourceText
from verifier.words import quoted, unaccounted_words

NAME = "unaccounted-sentence"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each sentence with words that no quotation covers and nothing sets aside.

    The reason is these words: a sentence of which no word is quoted keeps the fingerprint that it
    has always had."""
    source = context.policy.source
    if source is None:
        return
    left = unaccounted_words(context.policy)
    for sentence in source.sentences:
        if sentence.number in left:
            yield _finding(context, source, sentence, left[sentence.number])


def _finding(
    context: CheckContext,
    source: SourceText,
    sentence: SourceSentence,
    left: tuple[tuple[int, int], ...],
) -> Finding:
    file = source.file
    words = [" ".join(file.text[start:end].split()) for start, end in left]
    lines = [file.position(start).line for start, _ in left]
    if left == ((sentence.start, sentence.end),):
        headline = f"Sentence {sentence.number} of the source is neither quoted nor set aside."
        detail = [quoted(words[0]), f"It begins on line {lines[0]} of {file.name}."]
    else:
        headline = (
            f"Words of sentence {sentence.number} of the source are neither quoted nor set aside."
        )
        detail = [
            f"Line {line} of {file.name}: {quoted(said)}."
            for line, said in zip(lines, words, strict=True)
        ]
    return context.finding(
        NAME,
        Severity.WARNING,
        headline,
        words,
        detail=detail,
        assurance=Assurance(AssuranceKind.COMPUTED, "every word of the source was looked up"),
    )
