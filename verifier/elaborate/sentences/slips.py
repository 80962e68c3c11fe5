"""What a line was meant to be: a line that nothing declares goes in, the line as it must be written
comes out, where one small change makes it a declared one.

Words in another spelling (“licence” for “license”), denials that the language writes otherwise
(“doesn't make”, “did not commit”), counts in other words (“no fewer than 3 officers”), a thing
without its article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from verifier.elaborate.sentences.complaints import Refusal, indefinite, refusal
from verifier.elaborate.sentences.counts import RELATIONS, number_of
from verifier.elaborate.sentences.matching import ReadFiller
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.tokens import Phrase, tokens_of
from verifier.elaborate.sentences.vocabulary import Vocabulary
from verifier.language import third_person
from verifier.model import Hole, SentenceParts

_SPELLINGS = (
    ("our", "or"),
    ("ence", "ense"),
    ("ise", "ize"),
    ("isa", "iza"),
    ("isi", "izi"),
    ("yse", "yze"),
    ("ysi", "yzi"),
    ("tre", "ter"),
    ("ogue", "og"),
    ("ae", "e"),
    ("oe", "e"),
    ("ll", "l"),
    ("que", "ck"),
    ("ey", "ay"),
    ("dgem", "dgm"),
    ("eing", "ing"),
    ("aluminium", "aluminum"),
    ("programme", "program"),
    ("practise", "practice"),
    ("cheque", "check"),
    ("tyre", "tire"),
)
"""British and American: each pair is tried both ways, at every place of a word."""


def meant(phrase: Phrase, scope: Scope, read: ReadFiller, acts: bool) -> Refusal | None:
    """The refusal that says how the line is written, where that can be told."""
    return _respelt(phrase, scope) or (None if acts else _denied_otherwise(phrase, scope, read))


# --------------------------------------------------------------------------- spelling


def _respelt(phrase: Phrase, scope: Scope) -> Refusal | None:
    known = _known_words(scope)
    other = {
        token: spelt
        for token in phrase.tokens
        if token not in known
        for spelt in _spellings(token)
        if spelt in known
    }
    if not other:
        return None
    line = " ".join(other.get(token, token) for token in phrase.tokens)
    one, declared = next(iter(other.items()))
    at = phrase.tokens.index(one)
    return refusal(
        "undeclared-sentence",
        f"“{one}” is spelt “{declared}” where it is declared",
        phrase.place(at, at + 1),
        f"write “{line}”",
    )


def _spellings(word: str) -> Iterator[str]:
    for british, american in _SPELLINGS:
        for one, other in ((british, american), (american, british)):
            for found in re.finditer(one, word):
                yield word[: found.start()] + other + word[found.end() :]


def _known_words(scope: Scope) -> frozenset[str]:
    vocabulary = scope.vocabulary
    sentences: list[SentenceParts] = [fact.sentence for fact in vocabulary.facts.values()]
    sentences += [one.sentence for one in vocabulary.definitions.values()]
    sentences += [act.phrase for act in vocabulary.acts.values()]
    texts = [part.kind if isinstance(part, Hole) else part for one in sentences for part in one]
    names = (*vocabulary.kinds, *vocabulary.parties, *vocabulary.attributes_named)
    return frozenset(token for text in (*texts, *names) for token in tokens_of(text))


# --------------------------------------------------------------------------- denials

_SHORT = {
    "doesn't": "does not",
    "don't": "do not",
    "didn't": "did not",
    "isn't": "is not",
    "aren't": "are not",
    "wasn't": "was not",
    "weren't": "were not",
    "hasn't": "has not",
    "haven't": "have not",
    "hadn't": "had not",
    "can't": "cannot",
    "wouldn't": "would not",
}


def _denied_otherwise(phrase: Phrase, scope: Scope, read: ReadFiller) -> Refusal | None:
    tokens = [word for token in phrase.tokens for word in _SHORT.get(token, token).split()]
    if tuple(tokens) != phrase.tokens and _is_declared(tokens, scope, read):
        return _write(phrase, " ".join(tokens))
    for affirmed in _affirmed(tokens):
        if _is_declared(affirmed, scope, read):
            return _write(phrase, f"it is not the case that {' '.join(affirmed)}")
    return None


def _affirmed(tokens: Sequence[str]) -> Iterator[list[str]]:
    """The sentence without its denial, with each form that its verb may have there."""
    for at, token in enumerate(tokens):
        before, after = list(tokens[:at]), list(tokens[at + 1 :])
        if token == "never":
            yield [*before, *after]
        if token != "not" or not before:
            continue
        yield [*before, *after]
        if before[-1] in ("does", "do", "did") and after:
            for form in _verb_forms(after[0]):
                yield [*before[:-1], form, *after[1:]]


def _verb_forms(verb: str) -> Iterator[str]:
    yield third_person(verb)
    yield verb
    yield f"{verb}d"
    yield f"{verb}ed"
    yield f"{verb}{verb[-1:]}ed"
    yield f"{verb[:-1]}ied"
    yield from _PAST.get(verb, ())


_PAST = {
    "have": ("had",),
    "make": ("made",),
    "give": ("gave",),
    "take": ("took",),
    "pay": ("paid",),
    "send": ("sent",),
    "see": ("saw",),
    "hold": ("held",),
    "keep": ("kept",),
    "leave": ("left",),
    "sell": ("sold",),
    "buy": ("bought",),
    "lend": ("lent",),
    "tell": ("told",),
    "know": ("knew",),
    "write": ("wrote",),
    "bring": ("brought",),
    "steal": ("stole",),
    "withdraw": ("withdrew",),
    "find": ("found",),
}


def _is_declared(tokens: Sequence[str], scope: Scope, read: ReadFiller) -> bool:
    return bool(scope.vocabulary.sentences.matches(tuple(tokens), read))


def _write(phrase: Phrase, line: str) -> Refusal:
    return refusal(
        "undeclared-sentence",
        f"“{phrase.text()}” is no denial of a declared sentence as the language writes it",
        phrase.place(),
        f"write “{line}”",
    )


# --------------------------------------------------------------------------- counts


def counted_otherwise(phrase: Phrase, scope: Scope, read: ReadFiller) -> Refusal | None:
    """The refusal of a count that the language writes otherwise: “no fewer than 3 officers”."""
    for start, tokens in _rewritten(phrase.tokens, scope.vocabulary):
        if _is_declared(tokens, scope, read):
            return refusal(
                "undeclared-sentence",
                f"“{phrase.text(start)}” does not count as the language does: at least, at most, "
                "exactly, more than or fewer than a number of things",
                phrase.place(start),
                f"write “{' '.join(tokens)}”",
            )
    return _share_refused(phrase, scope.vocabulary)


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


def _rewritten(tokens: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[int, list[str]]]:
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


def _share_refused(phrase: Phrase, vocabulary: Vocabulary) -> Refusal | None:
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


# --------------------------------------------------------------------------- articles


def without_article(text: str, scope: Scope) -> str:
    """How a thing is spoken of that stands without an article; nothing where it is no kind."""
    if text not in scope.vocabulary.kinds:
        return ""
    introduced = [entry for entry in scope.visible() if entry.variable.kind == text]
    if len(introduced) == 1:
        return introduced[0].spoken
    return indefinite(text)
