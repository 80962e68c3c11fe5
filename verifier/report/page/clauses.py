"""Each clause three times: its own words, as written in the language, as an English paraphrase."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

from verifier.model import Clause, Policy, clause_anchors
from verifier.report.page.anchors import (
    clause_anchor,
    place_words,
    question_anchor,
    sentence_anchor,
)
from verifier.report.page.findings import FindingView
from verifier.report.page.source_text import Link, overlaps
from verifier.report.page.voice import Voice
from verifier.source import Span
from verifier.words import Passage


@dataclass(frozen=True)
class ClauseView:
    id: str
    anchor: str
    title: str
    law: str  # the title of the law it stands in; "" for a clause of the policy
    law_paraphrased: bool
    quotes: tuple[str, ...]
    paraphrase: tuple[Passage, ...]
    definitions: tuple[Passage, ...]  # those that the paraphrase refers to, marked [1], [2], …
    written: str  # its lines in the policy file
    place: str
    sentences: tuple[Link, ...]
    questions: tuple[Link, ...]
    findings: tuple[Link, ...]


def clause_views(
    policy: Policy, voice: Voice, findings: tuple[FindingView, ...]
) -> tuple[ClauseView, ...]:
    return tuple(clause_view(policy, clause, voice, findings) for clause in policy.clauses.values())


def clause_view(
    policy: Policy, clause: Clause, voice: Voice, findings: tuple[FindingView, ...]
) -> ClauseView:
    law = policy.laws[clause.law] if clause.law else None
    paraphrase, definitions = parted(voice.clause_outline(clause.id))
    return ClauseView(
        id=clause.id,
        anchor=clause_anchor(clause.id),
        title=clause.title,
        law=law.title if law else "",
        law_paraphrased=bool(law and law.paraphrase),
        quotes=tuple(dict.fromkeys(anchor.words for anchor in clause.anchors)),
        paraphrase=paraphrase,
        definitions=definitions,
        written=source_lines(clause.span) if clause.span else "",
        place=place_words(clause.span),
        sentences=quoted_sentences(policy, clause),
        questions=questions_about(policy, clause),
        findings=tuple(
            Link(f"{view.number}. {view.check}", view.anchor)
            for view in findings
            if clause.id in view.clauses
        ),
    )


def parted(outline: tuple[Passage, ...]) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """An outline before and from its first definition, a line at the margin marked [1]."""
    marks = (n for n, line in enumerate(outline) if line.level == 0 and line.mark[:1] == "[")
    first = next(marks, len(outline))
    return outline[:first], outline[first:]


def source_lines(span: Span) -> str:
    """The whole lines of the file on which the span lies, the common indentation taken off."""
    last = span.file.position(max(span.start, span.start + len(span.text.rstrip()) - 1)).line
    return dedent("\n".join(map(span.file.line, range(span.from_.line, last + 1))))


def quoted_sentences(policy: Policy, clause: Clause) -> tuple[Link, ...]:
    if policy.source is None or clause.law is not None:
        return ()
    passages = [p for anchor in clause_anchors(clause, policy.norms) for p in anchor.passages]
    return tuple(
        Link(str(sentence.number), sentence_anchor(sentence.number))
        for sentence in policy.source.sentences
        if any(overlaps(sentence, *passage) for passage in passages)
    )


def questions_about(policy: Policy, clause: Clause) -> tuple[Link, ...]:
    return tuple(
        Link(question.name, question_anchor(question.name))
        for question in policy.questions.values()
        if any(about.clause == clause.id for about in question.about)
    )
