"""The claims: for each kind of sentence that is printed, how it is recognised and what refutes it.

A kind of sentence has a pattern, in which `{name}` stands for words that differ, and a meaning: a
function that is given the sentence and the policy on trial, and gives the reason why it is false,
or None. What it needs it works out with the interpreter, on cases; it never sees from what the
sentence was printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.claims.trial import Trial
from verifier.findings import Finding


@dataclass(frozen=True)
class Sentence:
    """One sentence as it is printed. place: in which part of a finding it stands."""

    words: str
    place: str
    finding: Finding
    said: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def check(self) -> str:
        return self.finding.check

    def __getitem__(self, name: str) -> str:
        return self.said[name]


class NotCompared(Exception):
    """The sentence could not be held against anything."""


Meaning = Callable[[Trial, Sentence], str | None]


@dataclass(frozen=True)
class Claim:
    """A kind of sentence. checks: the checks that print it (none: any). part: it is only a part of
    a sentence of another kind, is held with that and not counted."""

    kind: str
    place: str
    pattern: str
    meaning: Meaning
    checks: frozenset[str] = frozenset()
    part: bool = False

    def match(self, sentence: Sentence) -> Sentence | None:
        if self.place != sentence.place or (self.checks and sentence.check not in self.checks):
            return None
        found = _regex(self.pattern).fullmatch(sentence.words)
        if found is None:
            return None
        return Sentence(sentence.words, sentence.place, sentence.finding, found.groupdict())


CLAIMS: list[Claim] = []
_KNOWN: dict[str, re.Pattern[str]] = {}


def _regex(pattern: str) -> re.Pattern[str]:
    if pattern not in _KNOWN:
        parts = re.split(r"(\{\w+\})", pattern)
        made = "".join(
            f"(?P<{part[1:-1]}>.+?)" if part.startswith("{") else re.escape(part) for part in parts
        )
        _KNOWN[pattern] = re.compile(made, re.DOTALL)
    return _KNOWN[pattern]


def claim(
    kind: str, place: str, *patterns: str, checks: str = "", part: bool = False
) -> Callable[[Meaning], Meaning]:
    """Declares what a kind of sentence means."""

    def declared(meaning: Meaning) -> Meaning:
        CLAIMS.extend(
            Claim(kind, place, pattern, meaning, frozenset(checks.split()), part)
            for pattern in patterns
        )
        return meaning

    return declared


def claims_on(sentence: Sentence) -> Iterator[tuple[Claim, Sentence]]:
    """The claims that speak of a sentence, with the words that their patterns found."""
    for one in CLAIMS:
        matched = one.match(sentence)
        if matched is not None:
            yield one, matched


def kinds_of_sentence() -> tuple[str, ...]:
    """The kinds of sentence that are counted, each once, in the order of their declaration."""
    return tuple(dict.fromkeys(one.kind for one in CLAIMS if not one.part))
