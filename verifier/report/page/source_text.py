"""The policy's own text: a policy goes in, its sentences and what became of them come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from verifier.model import Anchor, Clause, Policy, SourceSentence
from verifier.report.page.anchors import clause_anchor, question_anchor, sentence_anchor
from verifier.source import SourceFile


class SentenceFate(StrEnum):
    """What became of a sentence of the source."""

    ENCODED = "encoded"
    SET_ASIDE = "set aside"
    UNACCOUNTED = "unaccounted for"
    HEADING = "heading"


@dataclass(frozen=True)
class Link:
    words: str
    anchor: str


@dataclass(frozen=True)
class Segment:
    """A stretch of a sentence and the clauses that quote it."""

    words: str
    clauses: str  # "P3, P4"; "" where no clause quotes these words


@dataclass(frozen=True)
class SentenceView:
    number: int
    anchor: str
    lines: str
    words: str
    segments: tuple[Segment, ...]
    fate: SentenceFate
    clauses: tuple[Link, ...]
    questions: tuple[Link, ...]
    because: str  # why it was set aside


@dataclass(frozen=True)
class SentenceTally:
    fate: SentenceFate
    number: int


Passage = tuple[int, int, str]
"""Start and end in the source text, and the id of the clause that quotes it."""


def sentence_views(policy: Policy) -> tuple[SentenceView, ...]:
    if policy.source is None:
        return ()
    passages = tuple(quoted_passages(policy))
    return tuple(
        sentence_view(policy, policy.source.file, sentence, passages)
        for sentence in policy.source.sentences
    )


def sentence_tally(policy: Policy) -> tuple[SentenceTally, ...]:
    """How many sentences met each fate; headings are not counted."""
    fates = [view.fate for view in sentence_views(policy)]
    counted = (SentenceFate.ENCODED, SentenceFate.SET_ASIDE, SentenceFate.UNACCOUNTED)
    return tuple(SentenceTally(fate, fates.count(fate)) for fate in counted if fates)


def quoted_passages(policy: Policy) -> Iterator[Passage]:
    """Every passage of the source that a clause of the policy quotes, wherever in the clause."""
    for clause in policy.clauses.values():
        if clause.law is None:
            for anchor in clause_anchors(policy, clause):
                for start, end in anchor.passages:
                    yield start, end, clause.id


def clause_anchors(policy: Policy, clause: Clause) -> Iterator[Anchor]:
    yield from clause.anchors
    for norm in (policy.norms[name] for name in clause.norms):
        yield from norm.anchors
        yield from (condition.anchor for condition in norm.conditions if condition.anchor)


def sentence_view(
    policy: Policy, file: SourceFile, sentence: SourceSentence, passages: tuple[Passage, ...]
) -> SentenceView:
    touching = tuple(passage for passage in passages if overlaps(sentence, *passage[:2]))
    because = set_aside_because(policy, sentence)
    clauses = dict.fromkeys(clause for _, _, clause in touching)
    return SentenceView(
        number=sentence.number,
        anchor=sentence_anchor(sentence.number),
        lines=source_lines(file, sentence),
        words=" ".join(file.text[sentence.start : sentence.end].split()),
        segments=tuple(segments(file.text, sentence, touching)),
        fate=fate_of(sentence, bool(touching), bool(because)),
        clauses=tuple(Link(clause, clause_anchor(clause)) for clause in clauses),
        questions=tuple(questions_about(policy, sentence)),
        because=because,
    )


def overlaps(sentence: SourceSentence, start: int, end: int) -> bool:
    return start < sentence.end and end > sentence.start


def fate_of(sentence: SourceSentence, quoted: bool, set_aside: bool) -> SentenceFate:
    if quoted:
        return SentenceFate.ENCODED
    if set_aside:
        return SentenceFate.SET_ASIDE
    return SentenceFate.HEADING if sentence.heading else SentenceFate.UNACCOUNTED


def set_aside_because(policy: Policy, sentence: SourceSentence) -> str:
    for entry in policy.set_aside:
        if any(overlaps(sentence, *passage) for passage in entry.anchor.passages):
            return entry.because
    return ""


def source_lines(file: SourceFile, sentence: SourceSentence) -> str:
    first = file.position(sentence.start).line
    last = file.position(max(sentence.start, sentence.end - 1)).line
    return f"l. {first}" if first == last else f"l. {first}–{last}"


def segments(
    text: str, sentence: SourceSentence, passages: tuple[Passage, ...]
) -> Iterator[Segment]:
    """The sentence cut at the borders of the passages that touch it."""
    borders = {sentence.start, sentence.end}
    borders |= {max(sentence.start, start) for start, _, _ in passages}
    borders |= {min(sentence.end, end) for _, end, _ in passages}
    cuts = sorted(borders)
    for start, end in pairwise(cuts):
        clauses = dict.fromkeys(c for first, last, c in passages if first <= start and end <= last)
        words = " ".join(text[start:end].split())
        before = " " if text[start:end][:1].isspace() else ""
        after = " " if text[start:end][-1:].isspace() and words else ""
        yield Segment(f"{before}{words}{after}", ", ".join(clauses))


def questions_about(policy: Policy, sentence: SourceSentence) -> Iterator[Link]:
    """The questions that quote words of this sentence."""
    for question in policy.questions.values():
        passages = (passage for about in question.about for passage in about.anchor.passages)
        if any(overlaps(sentence, *passage) for passage in passages):
            yield Link(question.name, question_anchor(question.name))
