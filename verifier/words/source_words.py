"""Which words of the policy's own text are accounted for: a policy goes in; who quotes what, and
the words that no quotation covers and nothing sets aside, come out.

Small connecting words count for nothing by themselves: an “and” between two quoted passages is no
rule that was overlooked. Words that deny, limit or bind (“not”, “unless”, “only”, “may”) do count.
What `…` skips is not quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifier.model import (
    Anchor,
    CaseClass,
    Policy,
    SourceSentence,
    clause_anchors,
)
from verifier.words.english import each, quoted

Stretch = tuple[int, int]
"""Offsets into the source text, from the first letter to behind the last."""

CONNECTING = frozenset(
    each(
        "a an the and or of to in on at by for with from as into that this these those such which "
        "who whom whose it its their his her there here also then thus further hereby thereof"
    )
)
_WORD = re.compile(r"[^\W_]+(?:['’.,\-‑/][^\W_]+)*|[§%$€£]")
_NUMBER = re.compile(
    r"(?:[-•*–]\s+|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s*"
    r"|(?:section|sec\.|article|art\.|chapter|part|clause|rule|paragraph|§{1,2})\s*[\dIVX][\w.\-]*"
    r"\s*(?:[.:)—–-]\s*|$))+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Quotation:
    """Words of the source that some item of the policy quotes; `clause` is set where it is one."""

    by: str
    anchor: Anchor
    clause: str = ""
    asks: bool = False  # quoted by a question alone


def quotations(policy: Policy) -> Iterator[Quotation]:
    """Every quotation of the policy's own text but those that set words aside, wherever it stands;
    a law quotes words of its own."""
    for clause in policy.clauses.values():
        if clause.law is None:
            for anchor in clause_anchors(clause, policy.norms):
                yield Quotation(f"clause {clause.id}", anchor, clause.id)
    yield from _of_background(policy)
    for name, scope in _classes(policy):
        for condition in scope.conditions:
            yield from (Quotation(name, anchor) for anchor in condition.anchors)
    for question in policy.questions.values():
        for about in question.about:
            if about.anchor.passages:
                name = f"the question {quoted(question.title)}"
                yield Quotation(name, about.anchor, asks=True)


def _of_background(policy: Policy) -> Iterator[Quotation]:
    for definition in policy.definitions.values():
        name = f"the definition of {quoted(definition.id)}"
        yield from (Quotation(name, anchor) for anchor in definition.anchors)
    for rule in policy.counts_as:
        name = f"the rule on what counts as to {rule.target}"
        yield from (Quotation(name, anchor) for anchor in rule.anchors)
    for assumption in policy.assumptions.values():
        name = f"the assumption {quoted(assumption.title)}"
        yield from (Quotation(name, anchor) for anchor in assumption.anchors)
    for presumption in policy.presumptions.values():
        name = f"the presumption {quoted(presumption.title)}"
        yield from (Quotation(name, anchor) for anchor in presumption.anchors)


def _classes(policy: Policy) -> Iterator[tuple[str, CaseClass]]:
    for promise in policy.promises.values():
        yield f"the promise {quoted(promise.title)}", promise.scope
    for possibility in policy.possibilities.values():
        yield f"the possibility {quoted(possibility.title)}", possibility.scope
    for coverage in policy.coverages.values():
        yield f"the claim of coverage {quoted(coverage.title)}", coverage.scope


def unaccounted_words(policy: Policy) -> dict[int, tuple[Stretch, ...]]:
    """For each sentence (by its number) that is no heading: its words that no quotation covers and
    nothing sets aside, in stretches; a sentence of which nothing is left is not there."""
    if policy.source is None:
        return {}
    taken = [passage for one in quotations(policy) for passage in one.anchor.passages]
    taken += [passage for aside in policy.set_aside for passage in aside.anchor.passages]
    text = policy.source.file.text
    left = {
        sentence.number: tuple(_left(text, sentence, taken))
        for sentence in policy.source.sentences
        if not sentence.heading
    }
    return {number: stretches for number, stretches in left.items() if stretches}


def _left(text: str, sentence: SourceSentence, taken: Sequence[Stretch]) -> Iterator[Stretch]:
    near = [one for one in taken if one[0] < sentence.end and sentence.start < one[1]]
    if not near:
        if any(True for _ in _telling(text, _words(text, sentence))):
            yield sentence.start, sentence.end
        return
    run: list[Stretch] = []
    for word in _words(text, sentence):
        if any(start < word[1] and word[0] < end for start, end in near):
            yield from _stretch(text, run)
            run = []
        else:
            run.append(word)
    yield from _stretch(text, run)


def _stretch(text: str, run: Sequence[Stretch]) -> Iterator[Stretch]:
    """Uncovered words side by side as one stretch, where one of them tells something."""
    if any(True for _ in _telling(text, run)):
        yield run[0][0], run[-1][1]


def _telling(text: str, words: Sequence[Stretch]) -> Iterator[Stretch]:
    return (word for word in words if text[word[0] : word[1]].lower() not in CONNECTING)


def _words(text: str, sentence: SourceSentence) -> list[Stretch]:
    """The words of a sentence without the number that it begins with."""
    number = _NUMBER.match(text, sentence.start, sentence.end)
    start = number.end() if number else sentence.start
    return [(word.start(), word.end()) for word in _WORD.finditer(text, start, sentence.end)]
