"""Matching a row of tokens against declared sentences.

A declared sentence is words and holes. A line matches when the words stand in order and every hole
is filled. It may deny its first verb: `not` follows is, was, has and their like, `does not` goes
before another (“does not make” for “makes”); what joins or relates clauses must not stand beside a
denied verb, for then it would not be clear what is denied. Behind a name, or things that are
counted, the verb may be in the plural (“the police are told”, “at least 2 officers agree”). Each
pattern is filed under its rarest word, so that a line is compared only with the few sentences it
can match.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Literal, Protocol, TypeVar

from verifier.elaborate.sentences.counts import Count
from verifier.elaborate.sentences.tokens import tokens_of
from verifier.language import base_form, looks_like_third_person, third_person
from verifier.model import Hole, SentenceParts
from verifier.source import Span


class DeclaredEntry(Protocol):
    """Anything declared with a sentence."""

    @property
    def id(self) -> str: ...

    @property
    def span(self) -> Span | None: ...


Declared = TypeVar("Declared", bound=DeclaredEntry)

NEGATABLE = frozenset(
    ("is", "was", "are", "were", "has", "have", "had", "would", "could", "might", "can")
)
_PLURAL = {"is": "are", "was": "were", "has": "have"}
_BEFORE_A_CLAUSE = frozenset(
    ("that", "who", "which", "whom", "whose", "when", "where", "if", "because", "while", "whether")
)
_BEHIND_A_DENIAL = _BEFORE_A_CLAUSE | {"and", "unless", "until", "only", "but", "neither", "either"}

Form = Literal[
    "a", "another", "some", "every", "no", "at least one", "counted", "the", "the other", "name"
]


@dataclass(frozen=True)
class Filler:
    """What stands in a hole, as written: `word` is a kind, a label or a name; `label` is the name
    given in brackets; `other` marks "every other", "no other", "some other"; `count` is how many of
    what is counted."""

    form: Form
    word: str
    start: int
    end: int
    label: str = ""
    other: bool = False
    count: Count | None = None

    @property
    def takes_plural(self) -> bool:
        """Whether its verb may stand in the plural."""
        return self.form == "name" or (self.count is not None and self.count.many)


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
        for word in dict.fromkeys(form for token in tokens for form in _declared_forms(token)):
            yield from self._filed.get(word, ())

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
    for place, element in enumerate(pattern.elements):
        if isinstance(element, Hole):
            filler = read(tokens, at)
            if filler is None:
                return None
            fillers.append(filler)
            holes.append(element)
            at = filler.end
            continue
        plural = bool(fillers) and fillers[-1].end == at and fillers[-1].takes_plural
        length = _length(element, tokens, at, plural)
        denial = _denial(element, tokens, at) if may_negate else 0
        if denial and _is_clear(pattern, place):
            negated, may_negate, length = True, False, denial
        if not length:
            return None
        at += length
        if may_negate and element in NEGATABLE:
            may_negate = False
            if at < len(tokens) and tokens[at] == "not" and _no_clause_before(pattern, place):
                negated, at = True, at + 1
    return Match(pattern.declared, tuple(holes), tuple(fillers), negated, at)


def _declared_forms(token: str) -> Iterator[str]:
    """The words of a declaration that a token of a line can stand for."""
    yield token
    yield third_person(token)
    for one, many in _PLURAL.items():
        if token == many:
            yield one
    if token in ("cannot", "have"):
        yield "can" if token == "cannot" else "had"


def _length(element: str, tokens: Sequence[str], at: int, plural: bool) -> int:
    """How many tokens a word of the declaration takes here; none where it does not stand here."""
    if at >= len(tokens):
        return 0
    if tokens[at] == element:
        return 1
    many = _PLURAL.get(element)
    if many is None and looks_like_third_person(element):
        many = base_form(element)
    return 1 if plural and tokens[at] == many else 0


def _denial(element: str, tokens: Sequence[str], at: int) -> int:
    """How many tokens deny an ordinary verb here: “does not make” for “makes”."""
    if element == "can" and tokens[at : at + 1] == ("cannot",):
        return 1
    helper, denied, verb = (*tokens[at : at + 3], "", "", "")[:3]
    if denied != "not" or helper not in ("does", "do", "did"):
        return 0
    if helper == "did":
        return 3 if (element, verb) == ("had", "have") else 0
    return 3 if element not in NEGATABLE - {"has"} and third_person(verb) == element else 0


def _is_clear(pattern: SentencePattern[Declared], place: int) -> bool:
    """Whether a denied verb at this place denies the whole sentence and nothing else."""
    after = {word for word in pattern.elements[place + 1 :] if isinstance(word, str)}
    return _no_clause_before(pattern, place) and after.isdisjoint(_BEHIND_A_DENIAL)


def _no_clause_before(pattern: SentencePattern[Declared], place: int) -> bool:
    before = {word for word in pattern.elements[:place] if isinstance(word, str)}
    return before.isdisjoint(_BEFORE_A_CLAUSE)
