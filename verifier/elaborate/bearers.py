"""Several bearers of one norm, "the Town or the Chief may …": the bearer as written goes in; each
of those whom it names, for a norm of its own, comes out."""

from __future__ import annotations

import re

from verifier.elaborate.sentences.complaints import Refusal, refusal
from verifier.elaborate.sentences.fillers import filler_reader
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.tokens import Phrase
from verifier.elaborate.sentences.vocabulary import Vocabulary
from verifier.language import NormSentence, Words
from verifier.source import Span

_JOINT = re.compile(r",?\s+(?:or|and)\s+|,\s+")
_EITHER = re.compile(r"(?:either|both)\s+")


def bearers_of(body: NormSentence, vocabulary: Vocabulary) -> tuple[Words, ...]:
    """Everybody whom the sentence binds or frees, one for each norm; the bearer as written where it
    names nobody, or one."""
    found = bearers_named(body.bearer, vocabulary)
    return found or (body.bearer,)


def bearers_named(bearer: Words, vocabulary: Vocabulary) -> tuple[Words, ...]:
    """Those whom the words name, where each of them is somebody; else none. A name may have an
    “and” of its own: the longest names are read, from the left."""
    lead = _EITHER.match(bearer.text)
    starts, ends = [lead.end() if lead else 0], []
    for joint in _JOINT.finditer(bearer.text):
        ends.append(joint.start())
        starts.append(joint.end())
    ends.append(len(bearer.text))
    found: list[Words] = []
    place = 0
    while place < len(starts):
        longer = (_cut(bearer, starts[place], end) for end in reversed(ends[place:]))
        named = next((words for words in longer if _names_one(words, vocabulary)), None)
        if named is None:
            return ()
        found.append(named)
        place = ends.index(starts[place] + len(named.text)) + 1
    return tuple(found)


def leaves_open(body: NormSentence) -> bool:
    """Whether a duty says of several that one of them is bound, and not which."""
    return body.verb == "must" and " or " in body.bearer.text


def open_bearer(body: NormSentence) -> Refusal:
    """The refusal of a duty of one or the other."""
    both = body.bearer.text.removeprefix("either ").replace(" or ", " and ")
    return refusal(
        "no-bearer",
        f"“{body.bearer.text} must” leaves open which of them is bound",
        body.bearer.span,
        f"write “{both} must …” where each is, or a clause for the one who is, with an exception "
        "for what the other has done",
    )


def _cut(bearer: Words, start: int, end: int) -> Words:
    """A part of the words; at its place where they stand on one line as they are."""
    span = bearer.span
    same = span.text == bearer.text
    place = Span(span.file, span.start + start, span.start + end) if same else span
    return Words(bearer.text[start:end], place)


def _names_one(words: Words, vocabulary: Vocabulary) -> bool:
    tokens = Phrase.of(words).tokens
    filler = filler_reader(Scope(vocabulary))(tokens, 0)
    return filler is not None and filler.end == len(tokens)
