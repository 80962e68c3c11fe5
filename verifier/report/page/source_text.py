"""The policy's own text: a policy goes in, its sentences and what became of them come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from verifier.model import Policy, SourceSentence
from verifier.report.page.anchors import clause_anchor, question_anchor, sentence_anchor
from verifier.source import SourceFile
from verifier.words import Quotation, quotations, unaccounted_words


class SentenceFate(StrEnum):
    """What became of a sentence of the source."""

    ENCODED = "encoded"
    ASKED_ABOUT = "asked about"
    SET_ASIDE = "set aside"
    PARTLY = "partly accounted for"
    UNACCOUNTED = "unaccounted for"
    HEADING = "heading"


@dataclass(frozen=True)
class Link:
    words: str
    anchor: str


@dataclass(frozen=True)
class Segment:
    """A stretch of a sentence, who quotes it, and whether nothing accounts for it."""

    words: str
    quoted_by: str  # "clause P3, clause P4"; "" where nothing quotes these words
    left: bool = False


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
    left: tuple[str, ...]  # words that nothing accounts for, where others are accounted for


@dataclass(frozen=True)
class SentenceTally:
    fate: SentenceFate
    number: int


Passage = tuple[int, int, Quotation]
"""Start and end in the source text, and the quotation of which it is a part."""


def sentence_views(policy: Policy) -> tuple[SentenceView, ...]:
    if policy.source is None:
        return ()
    passages = tuple(quoted_passages(policy))
    left = unaccounted_words(policy)
    return tuple(
        sentence_view(policy, policy.source.file, sentence, passages, left.get(sentence.number, ()))
        for sentence in policy.source.sentences
    )


def sentence_tally(policy: Policy) -> tuple[SentenceTally, ...]:
    """How many sentences met each fate; headings are not counted."""
    fates = [view.fate for view in sentence_views(policy)]
    always = (SentenceFate.ENCODED, SentenceFate.SET_ASIDE, SentenceFate.UNACCOUNTED)
    return tuple(
        SentenceTally(fate, fates.count(fate))
        for fate in SentenceFate
        if fates and fate is not SentenceFate.HEADING and (fate in always or fate in fates)
    )


def quoted_passages(policy: Policy) -> Iterator[Passage]:
    """Every passage of the source that an item of the policy quotes."""
    for one in quotations(policy):
        for start, end in one.anchor.passages:
            yield start, end, one


def sentence_view(
    policy: Policy,
    file: SourceFile,
    sentence: SourceSentence,
    passages: tuple[Passage, ...],
    left: tuple[tuple[int, int], ...],
) -> SentenceView:
    touching = tuple(passage for passage in passages if overlaps(sentence, *passage[:2]))
    because = set_aside_because(policy, sentence)
    clauses = dict.fromkeys(one.clause for _, _, one in touching if one.clause)
    fate = fate_of(tuple(one for _, _, one in touching), bool(because), bool(left))
    return SentenceView(
        number=sentence.number,
        anchor=sentence_anchor(sentence.number),
        lines=source_lines(file, sentence),
        words=" ".join(file.text[sentence.start : sentence.end].split()),
        segments=tuple(segments(file.text, sentence, touching, left)),
        fate=fate,
        clauses=tuple(Link(clause, clause_anchor(clause)) for clause in clauses),
        questions=tuple(questions_about(policy, sentence)),
        because=because,
        left=tuple(
            " ".join(file.text[start:end].split())
            for start, end in left
            if fate is SentenceFate.PARTLY
        ),
    )


def overlaps(sentence: SourceSentence, start: int, end: int) -> bool:
    return start < sentence.end and end > sentence.start


def fate_of(quoted: tuple[Quotation, ...], set_aside: bool, left: bool) -> SentenceFate:
    """`left`: whether words of it are accounted for by nothing."""
    if left:
        accounted = quoted or set_aside
        return SentenceFate.PARTLY if accounted else SentenceFate.UNACCOUNTED
    if any(not one.asks for one in quoted):
        return SentenceFate.ENCODED
    if set_aside:
        return SentenceFate.SET_ASIDE
    if quoted:
        return SentenceFate.ASKED_ABOUT
    return SentenceFate.HEADING


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
    text: str,
    sentence: SourceSentence,
    passages: tuple[Passage, ...],
    left: tuple[tuple[int, int], ...],
) -> Iterator[Segment]:
    """The sentence cut at the borders of the passages that touch it."""
    stretches = (*(passage[:2] for passage in passages if not passage[2].asks), *left)
    borders = {sentence.start, sentence.end}
    borders |= {max(sentence.start, start) for start, _ in stretches}
    borders |= {min(sentence.end, end) for _, end in stretches}
    cuts = sorted(borders)
    for start, end in pairwise(cuts):
        by = dict.fromkeys(
            one.by
            for first, last, one in passages
            if first <= start and end <= last and not one.asks
        )
        open_ = any(first <= start and end <= last for first, last in left)
        words = " ".join(text[start:end].split())
        before = " " if text[start:end][:1].isspace() else ""
        after = " " if text[start:end][-1:].isspace() and words else ""
        yield Segment(f"{before}{words}{after}", ", ".join(by), open_)


def questions_about(policy: Policy, sentence: SourceSentence) -> Iterator[Link]:
    """The questions that quote words of this sentence."""
    for question in policy.questions.values():
        passages = (passage for about in question.about for passage in about.anchor.passages)
        if any(overlaps(sentence, *passage) for passage in passages):
            yield Link(question.name, question_anchor(question.name))
