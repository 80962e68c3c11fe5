"""Words as tokens that know their places, and names of several words that are found in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from verifier.language import Words
from verifier.source import Span

Value = TypeVar("Value")

_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


@lru_cache(maxsize=20_000)
def plain_marks(text: str) -> str:
    """The text with straight quotation marks and apostrophes."""
    return text.translate(_MARKS)


def tokens_of(text: str) -> tuple[str, ...]:
    return tuple(plain_marks(text).split())


@dataclass(frozen=True)
class Phrase:
    """Words cut into tokens; `offset` counts the tokens of the words that were cut off in front."""

    words: Words
    tokens: tuple[str, ...]
    offset: int = 0

    @classmethod
    def of(cls, words: Words) -> Phrase:
        return cls(words, tokens_of(words.text))

    def tail(self, start: int) -> Phrase:
        return Phrase(self.words, self.tokens[start:], self.offset + start)

    def text(self, start: int = 0, end: int | None = None) -> str:
        return " ".join(self.tokens[start:end])

    def place(self, start: int = 0, end: int | None = None) -> Span:
        """Where the tokens from `start` to `end` stand; the whole line if that cannot be told."""
        span = self.words.span
        if end is None and self.offset + start == 0:
            return span
        found = [match.span() for match in re.finditer(r"\S+", span.text)]
        first = self.offset + start
        last = self.offset + (len(self.tokens) if end is None else end) - 1
        whole = len(found) == self.offset + len(self.tokens)
        if not whole or not 0 <= first <= last < len(found):
            return span
        return Span(span.file, span.start + found[first][0], span.start + found[last][1])


class WordIndex(Generic[Value]):
    """Names of one or several words, found at a place in a row of tokens, the longest first."""

    def __init__(self, names: Mapping[str, Value] | Iterable[tuple[str, Value]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for name, value in names.items() if isinstance(names, Mapping) else names:
            tokens = tokens_of(name)
            if tokens:
                self._by_first.setdefault(tokens[0], []).append((tokens, value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def longest(self, tokens: Sequence[str], start: int) -> tuple[Value, int] | None:
        """The value of the longest name that stands at `start`, and the position after it."""
        if start >= len(tokens):
            return None
        for name, value in self._by_first.get(tokens[start], ()):
            end = start + len(name)
            if tuple(tokens[start:end]) == name:
                return value, end
        return None
