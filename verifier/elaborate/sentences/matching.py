"""Matching a row of tokens against declared sentences.

A declared sentence is words and holes. A line matches when the words stand in order and every hole
is filled; `not` may follow the first is, was, are, were or has. Each pattern is filed under its
rarest word, so that a line is compared only with the few sentences it can match.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Literal, Protocol, TypeVar

from verifier.elaborate.sentences.tokens import tokens_of
from verifier.model import Hole, SentenceParts
from verifier.source import Span


class DeclaredEntry(Protocol):
    """Anything declared with a sentence."""

    @property
    def id(self) -> str: ...

    @property
    def span(self) -> Span | None: ...


Declared = TypeVar("Declared", bound=DeclaredEntry)

NEGATABLE = frozenset({"is", "was", "are", "were", "has"})

Form = Literal["a", "another", "some", "every", "no", "at least one", "the", "the other", "name"]


@dataclass(frozen=True)
class Filler:
    """What stands in a hole, as written: `word` is a kind, a label or a name; `label` is the name
    given in brackets; `other` marks "every other", "no other", "some other"."""

    form: Form
    word: str
    start: int
    end: int
    label: str = ""
    other: bool = False


ReadFiller = Callable[[Sequence[str], int], Filler | None]


@dataclass(frozen=True)
class Match(Generic[Declared]):
    """A declared sentence found in a line, with what fills its holes, up to `end`."""

    declared: Declared
    holes: tuple[Hole, ...]
    fillers: tuple[Filler, ...]
    negated: bool
    end: int


@dataclass(frozen=True)
class SentencePattern(Generic[Declared]):
    elements: tuple[str | Hole, ...]
    declared: Declared

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(element for element in self.elements if isinstance(element, str))

    @property
    def spoken(self) -> frozenset[str]:
        """The words of the sentence, those of its kinds included."""
        kinds = [tokens_of(part.kind) for part in self.elements if isinstance(part, Hole)]
        return frozenset((*self.words, *(word for kind in kinds for word in kind)))


def elements_of(sentence: SentenceParts) -> tuple[str | Hole, ...]:
    """The sentence with its words cut into tokens."""
    found: list[str | Hole] = []
    for part in sentence:
        found.extend((part,) if isinstance(part, Hole) else tokens_of(part))
    return tuple(found)


class Matcher(Generic[Declared]):
    """Declared sentences, filed for matching."""

    def __init__(self, sentences: Iterable[tuple[SentenceParts, Declared]]) -> None:
        self.patterns = [
            SentencePattern(elements_of(parts), declared) for parts, declared in sentences
        ]
        counts = Counter(word for pattern in self.patterns for word in set(pattern.words))
        self._filed: dict[str, list[SentencePattern[Declared]]] = {}
        for pattern in self.patterns:
            if pattern.words:
                rarest = min(pattern.words, key=lambda word: counts[word])
                self._filed.setdefault(rarest, []).append(pattern)

    def candidates(self, tokens: Sequence[str]) -> Iterator[SentencePattern[Declared]]:
        for token in dict.fromkeys(tokens):
            yield from self._filed.get(token, ())

    def matches(self, tokens: Sequence[str], read: ReadFiller) -> list[Match[Declared]]:
        """Every declared sentence that the whole row of tokens is."""
        return [match for match in self.beginnings(tokens, 0, read) if match.end == len(tokens)]

    def beginnings(
        self, tokens: Sequence[str], start: int, read: ReadFiller
    ) -> list[Match[Declared]]:
        """Every declared sentence that stands at `start`, wherever it ends."""
        rest = tokens[start:]
        found = (_match(pattern, tokens, start, read) for pattern in self.candidates(rest))
        return [match for match in found if match is not None]

    def alike(self, tokens: Sequence[str], most: int = 5) -> list[SentencePattern[Declared]]:
        """The patterns that share most words with the tokens, best first."""
        present = frozenset(tokens)
        shared = [len(words & present) / (1 + len(words)) for words in self._words]
        ranked = sorted(range(len(shared)), key=lambda index: -shared[index])
        return [self.patterns[index] for index in ranked[:most] if shared[index] > 0]

    @cached_property
    def _words(self) -> list[frozenset[str]]:
        return [pattern.spoken for pattern in self.patterns]


def _match(
    pattern: SentencePattern[Declared], tokens: Sequence[str], start: int, read: ReadFiller
) -> Match[Declared] | None:
    at, negated, may_negate = start, False, True
    fillers: list[Filler] = []
    holes: list[Hole] = []
    for element in pattern.elements:
        if isinstance(element, Hole):
            filler = read(tokens, at)
            if filler is None:
                return None
            fillers.append(filler)
            holes.append(element)
            at = filler.end
            continue
        if at >= len(tokens) or tokens[at] != element:
            return None
        at += 1
        if may_negate and element in NEGATABLE:
            may_negate = False
            if at < len(tokens) and tokens[at] == "not":
                negated, at = True, at + 1
    return Match(pattern.declared, tuple(holes), tuple(fillers), negated, at)
