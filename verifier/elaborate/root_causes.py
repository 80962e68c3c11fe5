"""Mistakes that only follow from others: problems of reading and of meaning go in, the latter come
out without those that the former explain.

A file that could not be read, or a declaration that could not, takes its words with it; that they
are not declared is no mistake of its own, and is shown only once the first is mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from verifier.diagnostics import Problem
from verifier.source import SourceFile

_LOST_LINES = ("open-quotation", "malformed-line", "unknown-line", "stray-line")
_FOLLOWING = re.compile(
    r"(?:unknown|undeclared|unmentioned|lost|undated|unused)-|(?:no-bearer|wrong-kind|which-one)$"
)
_ARTICLES = frozenset(("a", "an", "another", "some", "every", "no", "the", "is", "not", "of", "to"))
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def without_consequences(
    reading: Sequence[Problem], meaning: Sequence[Problem], incomplete: bool
) -> list[Problem]:
    """The problems of meaning that the problems of reading do not explain. `incomplete`: a whole
    file of the policy could not be read; then what nothing declares may have been declared there,
    unless something very like it is declared elsewhere."""
    lost = [words for problem in reading for words in _lost_words(problem)]
    return [
        problem
        for problem in meaning
        if not _FOLLOWING.match(problem.name)
        or not (
            (incomplete and not _nearly_declared(problem))
            or any(_words(problem) <= words for words in lost)
        )
    ]


_NEAREST = re.compile(r"(?:did you mean|the nearest one is) “(?P<other>[^”]+)”")


def _nearly_declared(problem: Problem) -> bool:
    """Whether what is not declared is most likely a slip for something that is."""
    found = _NEAREST.match(problem.hint)
    if found is None or problem.span is None:
        return problem.hint.startswith("write “")
    return SequenceMatcher(None, problem.span.text, found["other"]).ratio() > 0.75


def _words(problem: Problem) -> frozenset[str]:
    """The telling words of the place that a problem is about."""
    text = "" if problem.span is None else problem.span.text
    found = frozenset(word.lower() for word in _WORD.findall(text)) - _ARTICLES
    return found or frozenset(("·",))


def _lost_words(problem: Problem) -> Iterator[frozenset[str]]:
    """The words that a declaration would have declared that could not be read: its line, and where
    that begins an item, what stands below it."""
    if problem.name not in _LOST_LINES or problem.span is None:
        return
    file, number = problem.span.file, problem.span.from_.line
    head = _head(file, number)
    if head != number and not re.match(r"\s*(?:kind|question|law)\b", file.line(head)):
        return
    lines = [file.line(number), *(_below(file, number) if head == number else ())]
    yield frozenset(word.lower() for line in lines for word in _WORD.findall(line))


def _head(file: SourceFile, number: int) -> int:
    while number > 1 and (file.line(number)[:1].isspace() or not file.line(number)):
        number -= 1
    return number


def _below(file: SourceFile, number: int) -> Iterator[str]:
    last = file.text.count("\n") + 1
    for later in range(number + 1, last + 1):
        line = file.line(later)
        if line and not line[0].isspace():
            return
        yield line
