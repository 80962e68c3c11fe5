"""Counts that the language writes otherwise: a line that nothing declares goes in, the line as it
must be written, or why it cannot be, comes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from verifier.elaborate.sentences.complaints import Refusal, refusal
from verifier.elaborate.sentences.counts import RELATIONS, number_of
from verifier.elaborate.sentences.tokens import Phrase
from verifier.elaborate.sentences.vocabulary import Vocabulary

_OTHERWISE: tuple[tuple[tuple[str, ...], str], ...] = (
    (("no", "more", "than"), "at most"),
    (("not", "more", "than"), "at most"),
    (("no", "fewer", "than"), "at least"),
    (("not", "fewer", "than"), "at least"),
    (("no", "less", "than"), "at least"),
    (("not", "less", "than"), "at least"),
    (("less", "than"), "fewer than"),
    (("up", "to"), "at most"),
    (("a", "minimum", "of"), "at least"),
    (("a", "maximum", "of"), "at most"),
    (("only",), "exactly"),
    *((words, " ".join(words)) for words in RELATIONS),
    ((), "at least"),
)
"""Other words for a relation, and those of the language; of a bare number, the likeliest."""

_BEHIND: Mapping[tuple[str, ...], str] = {
    ("or", "more"): "at least",
    ("or", "fewer"): "at most",
    ("or", "less"): "at most",
}


def rewritten(tokens: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[int, list[str]]]:
    """The line with a count in it as the language writes counts, for each place where one may be
    meant; and that place."""
    for start in range(len(tokens)):
        for words, relation in _OTHERWISE:
            at = start + len(words)
            if tuple(tokens[start:at]) != words or at >= len(tokens):
                continue
            number = number_of(tokens[at])
            if number is not None:
                yield from _with_noun(tokens, start, at, relation, number, vocabulary)


def _with_noun(
    tokens: Sequence[str],
    start: int,
    at: int,
    relation: str,
    number: int,
    vocabulary: Vocabulary,
) -> Iterator[tuple[int, list[str]]]:
    after = at + 1
    behind = _BEHIND.get(tuple(tokens[after : after + 2]))
    if behind is not None:
        relation, after = behind, after + 2
    while tuple(tokens[after : after + 1]) in (("of",), ("the",), ("different",), ("other",)):
        after += 1
    found = [vocabulary.kind_index.longest(tokens, after)]
    found.append(vocabulary.plural_index.longest(tokens, after))
    for kind, end in (entry for entry in found if entry is not None):
        noun = kind if number == 1 else vocabulary.kinds[kind].plural
        yield start, [*tokens[:start], *f"{relation} {tokens[at]} {noun}".split(), *tokens[end:]]


def share_refused(phrase: Phrase, vocabulary: Vocabulary) -> Refusal | None:
    """The refusal of a share of things whose number is open: “a majority of the members”."""
    tokens = phrase.tokens
    for start, word in enumerate(tokens):
        end = start + 1
        if word == "most" and vocabulary.plural_index.longest(tokens, end) is None:
            continue
        if word in _SHARES and (word == "most" or tokens[end : end + 1] == ("of",)):
            return refusal(
                "undeclared-sentence",
                f"“{word}” is a share of things whose number is not known",
                phrase.place(start, end),
                "write the number, like “at least 4 …”, or declare a fact that says the whole",
            )
    return None


_SHARES = ("majority", "half", "quorum", "two-thirds", "third", "quarter", "percent", "most")
