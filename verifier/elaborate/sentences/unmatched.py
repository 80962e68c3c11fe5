"""Why a line is no declared sentence: the nearest one, and the word in it that is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from verifier.elaborate.sentences.complaints import (
    Refusal,
    did_you_mean,
    indefinite,
    nearest,
    refusal,
)
from verifier.elaborate.sentences.matching import Matcher, ReadFiller, SentencePattern
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.slips import counted_otherwise, meant, without_article
from verifier.elaborate.sentences.tokens import Phrase, tokens_of
from verifier.elaborate.sentences.vocabulary import DefinedSentence
from verifier.model import ActKind, Fact, Hole

Known = Fact | DefinedSentence | ActKind

_ARTICLES = ("a", "an", "another", "some", "every", "no", "the")


def undeclared(
    phrase: Phrase,
    scope: Scope,
    read: ReadFiller,
    acts: Matcher[ActKind] | None = None,
) -> Refusal:
    """The refusal of a line (or, with `acts`, of the phrase of an act) that nothing declares."""
    if acts is None:
        miscounted = counted_otherwise(phrase, scope, read)
        if miscounted is not None:
            return miscounted
    slip = meant(phrase, scope, read, acts is not None)
    if slip is not None:
        return slip
    patterns = list(_patterns(phrase, scope, acts))
    for pattern in patterns:
        explained = _unknown_word(pattern, phrase, scope, read)
        if explained is not None:
            return explained
    if acts is not None:
        return _passive(phrase) or _plainly(phrase, patterns, act=True)
    return (
        _unknown_attribute(phrase, scope)
        or _joined(phrase, scope)
        or _plainly(phrase, patterns, act=False)
    )


def _patterns(
    phrase: Phrase, scope: Scope, acts: Matcher[ActKind] | None
) -> Iterator[SentencePattern[Known]]:
    tokens = phrase.tokens
    if acts is not None:
        for act in acts.alike(tokens):
            yield SentencePattern(act.elements, act.declared)
        return
    for found in scope.vocabulary.sentences.alike(tokens):
        yield SentencePattern(found.elements, found.declared)
    if tokens[:2] == ("the", "day"):
        for event in scope.vocabulary.events.alike(tokens):
            yield SentencePattern(event.elements, event.declared)


# --------------------------------------------------------------------------- a word that is unknown


def _unknown_word(
    pattern: SentencePattern[Known], phrase: Phrase, scope: Scope, read: ReadFiller
) -> Refusal | None:
    """If the line is this sentence but for what fills one hole: say what is wrong there."""
    filled = _loosely(pattern, phrase.tokens)
    for start, end in filled or ():
        filler = read(phrase.tokens, start)
        if filler is None or filler.end != end:
            return _nothing_called(phrase, start, end, scope)
    return None


def _loosely(
    pattern: SentencePattern[Known], tokens: tuple[str, ...]
) -> list[tuple[int, int]] | None:
    """Where the holes lie when anything of one to four words may fill them."""
    at, open_at = 0, -1
    found: list[tuple[int, int]] = []
    for element in (*pattern.elements, None):
        if isinstance(element, Hole):
            open_at, at = at, at + 1
            continue
        stop = _next(tokens, element, at, open_at >= 0)
        if stop is None or (open_at >= 0 and not 0 < stop - open_at <= 4):
            return None
        if open_at >= 0:
            found.append((open_at, stop))
            open_at = -1
        at = stop + 1
        if tokens[at : at + 1] == ("not",):
            at += 1
    return found


def _next(tokens: Sequence[str], element: str | None, at: int, may_skip: bool) -> int | None:
    if element is None:
        return len(tokens) if may_skip or at == len(tokens) + 1 or at == len(tokens) else None
    if may_skip:
        return next((i for i in range(at, len(tokens)) if tokens[i] == element), None)
    return at if at < len(tokens) and tokens[at] == element else None


def _nothing_called(phrase: Phrase, start: int, end: int, scope: Scope) -> Refusal | None:
    text, place = phrase.text(start, end), phrase.place(start, end)
    first, *rest = phrase.tokens[start:end]
    if first in _ARTICLES and rest:
        noun = " ".join(rest).removeprefix("other ")
        message = f"there is no kind “{noun}”"
        hint = did_you_mean(noun, scope.vocabulary.kinds, f"declare it with “kind {noun}”")
        if first == "the":
            message = f"“{text}” is not known here"
            names = [*scope.vocabulary.kinds, *(" ".join(label) for label in scope.labels())]
            hint = did_you_mean(noun, names, f"introduce it with “{indefinite(noun)}”")
            kind = next((k for k in scope.vocabulary.kinds if noun.endswith(f" {k}")), "")
            if kind:
                hint = (
                    f"of two, one is “the {kind}” and one “the other {kind}”; where there are "
                    f"more, introduce each with a label, “{indefinite(kind)} (the LABEL)”, and say "
                    "“the LABEL”"
                )
        return refusal("unknown-kind", message, place, hint)
    names = [*scope.things, *scope.vocabulary.parties]
    spoken = without_article(text, scope)
    otherwise = "a thing is spoken of as “a KIND”, “the KIND” or by its name"
    hint = f"write “{spoken}”" if spoken else did_you_mean(text, names, otherwise)
    return refusal("unknown-name", f"nothing is called “{text}”", place, hint)


def _unknown_attribute(phrase: Phrase, scope: Scope) -> Refusal | None:
    tokens = phrase.tokens
    if tokens[:1] != ("the",) or "of" not in tokens or "is" not in tokens:
        return None
    of = tokens.index("of")
    name = phrase.text(1, of)
    close = nearest(name, scope.vocabulary.attributes_named)
    if close is None or close == name:
        return None
    return refusal(
        "unknown-attribute",
        f"no attribute “{name}” is declared",
        phrase.place(1, of),
        f"did you mean “{close}”?",
    )


# --------------------------------------------------------------------------- more or less than one


def _passive(phrase: Phrase) -> Refusal | None:
    """`must be reported to the Board`: nobody is said to do it."""
    if phrase.tokens[:1] != ("be",) or len(phrase.tokens) < 2:
        return None
    return refusal(
        "undeclared-act",
        f"“{phrase.text()}” is what is done to a thing, and does not say who does it",
        phrase.place(),
        "say who is bound, and to what act: “PARTY must …”",
    )


def _joined(phrase: Phrase, scope: Scope) -> Refusal | None:
    """Two or more sentences in one line, each of them much like a declared one."""
    joints = [at for at, word in enumerate(phrase.tokens) if word in ("and", "or")]
    cuts = [-1, *joints, len(phrase.tokens)]
    parts = [phrase.text(one + 1, other) for one, other in pairwise(cuts)]
    if not joints or not all(_like_a_sentence(part, scope) for part in parts):
        return None
    words = {phrase.tokens[at] for at in joints}
    below = "any of" if words == {"or"} else "all of"
    hint = f"write “{below}”, and below it each sentence on a line of its own"
    if len(words) > 1:
        hint = "put the sentences that belong together below “any of” or “all of”, one a line"
    return refusal(
        "undeclared-sentence",
        f"“{phrase.tokens[joints[0]]}” does not join sentences within a line",
        phrase.place(joints[0], joints[0] + 1),
        hint,
    )


def _like_a_sentence(text: str, scope: Scope) -> bool:
    tokens = tokens_of(text)
    alike = [*scope.vocabulary.sentences.alike(tokens)]
    patterns: list[SentencePattern[Known]] = [
        SentencePattern(one.elements, one.declared) for one in alike
    ]
    events = scope.vocabulary.events.alike(tokens) if tokens[:2] == ("the", "day") else ()
    patterns += [SentencePattern(one.elements, one.declared) for one in events]
    return _closest(text, patterns, 0.7) is not None


# --------------------------------------------------------------------------- the nearest sentence


def _plainly(phrase: Phrase, patterns: Sequence[SentencePattern[Known]], act: bool) -> Refusal:
    text = phrase.text()
    close = _closest(text, patterns)
    where = () if close is None or close.span is None else (("declared here", close.span),)
    declare = f"declare it with “{'act' if act else 'fact'} …”"
    hint = declare if close is None else f"the nearest one is “{close.id}”; or {declare}"
    return refusal(
        "undeclared-act" if act else "undeclared-sentence",
        f"no {'act' if act else 'sentence'} is declared as “{text}”",
        phrase.place(),
        hint,
        where,
    )


def _closest(
    text: str, patterns: Sequence[SentencePattern[Known]], least: float = 0.45
) -> Known | None:
    def likeness(entry: Known) -> float:
        return SequenceMatcher(None, _bare(text), _bare(entry.id)).ratio()

    best = max((pattern.declared for pattern in patterns), key=likeness, default=None)
    return best if best is not None and likeness(best) > least else None


def _bare(text: str) -> str:
    return " ".join(word for word in text.split() if word not in _ARTICLES and word != "not")
