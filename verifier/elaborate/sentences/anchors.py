"""Finding quotations in the source text: white space, quotation marks and dashes are folded, and
`…` skips words within one sentence and its numbered parts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from verifier.elaborate.sentences.complaints import Complaints
from verifier.language import Quoted
from verifier.model import Anchor, SourceText

_FOLDED = {
    **dict.fromkeys("’‘‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("–—‐‑‒−", "-"),
}
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)\s*")

Passage = tuple[int, int]
"""Offsets into the source text file."""


def fold(text: str) -> str:
    """The text as it is compared."""
    return Folded.of(text).text.strip()


@dataclass(frozen=True)
class Folded:
    """A folded text, with the offset in the original text of each of its characters."""

    text: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Folded:
        characters: list[str] = []
        offsets: list[int] = []
        for offset, character in enumerate(text):
            folded = " " if character.isspace() else _FOLDED.get(character, character)
            if folded == " " and characters and characters[-1] == " ":
                continue
            characters.append(folded)
            offsets.append(offset)
        return cls("".join(characters), tuple(offsets))


@dataclass(frozen=True)
class Quotations:
    """Finds quotations in a source text; without one, every quotation is taken on trust."""

    source: SourceText | None
    complaints: Complaints = field(compare=False)

    @cached_property
    def _folded(self) -> Folded:
        return Folded.of(self.source.file.text if self.source else "")

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(sentence.start for sentence in self.source.sentences) if self.source else ()

    def anchor(self, quoted: Quoted, whose: str, within: Sequence[Passage] = ()) -> Anchor:
        """The passages that a quotation stands for, those `within` given passages before others."""
        if self.source is None:
            return Anchor(quoted.text, (), quoted.span)
        found = self.occurrences(quoted.text)
        near = [one for one in found if inside(one, within)] or found
        if not near:
            self._mismatch(quoted, whose)
            return Anchor(quoted.text, (), quoted.span)
        if len(near) > 1:
            self._repeated(quoted, len(near))
        return Anchor(quoted.text, near[0], quoted.span)

    def occurrences(self, words: str) -> list[tuple[Passage, ...]]:
        """Every place of the quotation: a passage for each stretch between `…`."""
        parts = [fold(part) for part in _ELLIPSIS.split(words)]
        wanted = [part for part in parts if part]
        if not wanted:
            return []
        chains = (self._chain(start, wanted) for start in self._places(wanted[0], 0))
        return [chain for chain in chains if chain is not None]

    def _places(self, part: str, start: int) -> Iterator[int]:
        """Where a stretch of words stands in the folded text, never in the middle of a word."""
        text = self._folded.text
        at = text.find(part, start)
        while at >= 0:
            if not _splits_word(text, at) and not _splits_word(text, at + len(part)):
                yield at
            at = text.find(part, at + 1)

    def _chain(self, start: int, parts: Sequence[str]) -> tuple[Passage, ...] | None:
        passages = [self._passage(start, parts[0])]
        end = start + len(parts[0])
        for part in parts[1:]:
            at = next(self._places(part, end), None)
            if at is None:
                return None
            passage = self._passage(at, part)
            if self._whole(passage[0]) != self._whole(passages[-1][1] - 1):
                return None
            passages.append(passage)
            end = at + len(part)
        return tuple(passages)

    def _passage(self, start: int, part: str) -> Passage:
        offsets = self._folded.offsets
        return offsets[start], offsets[start + len(part) - 1] + 1

    def _sentence(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def _whole(self, offset: int) -> int:
        """The number of the sentence, with its numbered parts, in which an offset lies."""
        assert self.source is not None
        number = self._sentence(offset)
        return self.source.whole[number - 1] if number else 0

    def wholes_of(self, areas: Sequence[Passage]) -> tuple[Passage, ...]:
        """The areas, widened to the unit that opens the list in which they stand, and that list."""
        if self.source is None:
            return ()
        wanted = {self._whole(start) for start, _ in areas}
        units = zip(self.source.sentences, self.source.whole, strict=True)
        spans: dict[int, list[Passage]] = {}
        for sentence, whole in units:
            if whole in wanted:
                spans.setdefault(whole, []).append((sentence.start, sentence.end))
        return tuple((found[0][0], found[-1][1]) for found in spans.values())

    def sentences_of(self, areas: Sequence[Passage]) -> tuple[Passage, ...]:
        """The areas, widened to whole sentences."""
        if self.source is None:
            return ()
        sentences = self.source.sentences
        return tuple(
            (
                min(start, sentences[max(0, self._sentence(start) - 1)].start),
                max(end, sentences[max(0, self._sentence(end - 1) - 1)].end),
            )
            for start, end in areas
        )

    # ------------------------------------------------------------------ what went wrong

    def _mismatch(self, quoted: Quoted, whose: str) -> None:
        close = self._nearest(fold(quoted.text))
        hint = f"the nearest passage is “{close}”" if close else "quote the source word for word"
        parts = _ELLIPSIS.split(quoted.text)
        if len(parts) > 1 and all(self.occurrences(part) for part in parts if part):
            hint = "“…” skips words within one sentence and its numbered parts, from left to right"
        self.complaints.error(
            "quote-mismatch",
            f"{whose} quotes words that the source does not contain: “{_short(quoted.text)}”",
            quoted.span,
            hint,
        )

    def _nearest(self, words: str) -> str:
        """The sentence of the source most like the words, or the part of it as long as they are."""
        assert self.source is not None
        wanted = set(words.lower().split())
        texts = [
            fold(self.source.file.text[sentence.start : sentence.end])
            for sentence in self.source.sentences
        ]
        ranked = sorted(texts, key=lambda text: -len(wanted & set(text.lower().split())))
        best = max(ranked[:3], key=lambda text: _likeness(words, text), default="")
        return _window(words, best)

    def _repeated(self, quoted: Quoted, count: int) -> None:
        self.complaints.warn(
            "repeated-quote",
            f"the source contains “{_short(quoted.text)}” {count} times; the first is taken",
            quoted.span,
            "quote more words, so that it is clear which passage is meant",
        )


def extent(anchor: Anchor) -> Passage | None:
    """From the first word of a quotation to its last, what `…` skips included."""
    if not anchor.passages:
        return None
    return anchor.passages[0][0], anchor.passages[-1][1]


def extents(anchors: Sequence[Anchor]) -> tuple[Passage, ...]:
    found = (extent(anchor) for anchor in anchors)
    return tuple(passage for passage in found if passage is not None)


def inside(passages: Sequence[Passage], areas: Sequence[Passage]) -> bool:
    """Whether the passages lie within one of the areas."""
    return any(a <= passages[0][0] and passages[-1][1] <= b for a, b in areas)


def _splits_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _likeness(words: str, text: str) -> float:
    matcher = SequenceMatcher(None, words, text, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks() if block.size > 2)


def _window(words: str, text: str) -> str:
    """The part of `text` that stands where `words` would, cut at whole words."""
    if len(text) <= len(words) + 20:
        return text
    matcher = SequenceMatcher(None, words, text, autojunk=False)
    block = matcher.find_longest_match()
    start = max(0, block.b - block.a)
    end = min(len(text), start + len(words))
    while start > 0 and text[start - 1] != " ":
        start -= 1
    while end < len(text) and text[end] != " ":
        end += 1
    return _short(text[start:end].strip())


def _short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
