"""Declared sentences filled in, affirmed and denied: words and fillers go in, a clause goes out.

A denial is put where it cannot be misread: after the verb that the subject governs ("is not", "does
not make"); where the sentence goes on with `and` or a relative clause, or its verb cannot be told,
the whole sentence is denied ("it is not the case that …").
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from verifier.model import Hole, SentenceParts
from verifier.words.english import (
    agreeing,
    base_form,
    conjugated,
    each,
    is_plural_name,
    joined,
    looks_like_third_person,
)

EVENT_HAPPENED = "has come"
"""What is added to "the day the item becomes known" to say that the event has happened."""

_TO_BE = frozenset(["is", "are", "was", "were"])
_MODALS = frozenset(["would", "could", "can", "might"])
_CLAUSE_WORDS = frozenset(
    each("that who which whom whose when where if because while whether and after before since")
)
_UNSAFE_AFTER_NOT = frozenset(
    each("and unless because until only every all also both either but neither that who which")
)
_OPEN_ENDED = frozenset(each("of by to for in on with from about against between"))
_PARTICIPLES = frozenset(
    each(
        "been become begun bought brought come cut done dealt fallen found gone had heard held "
        "hurt kept known laid learnt led left lent lost made meant met paid put run said seen sent "
        "set shown sold spent stood struck sworn taught told torn understood won"
    )
)


def affirmed(parts: SentenceParts, fillers: Sequence[str]) -> str:
    """The sentence with its holes filled in order; the first verb agrees with a plural subject."""
    words = _filled(parts, fillers)
    if _subject_is_plural(parts, fillers) and len(words) > 1:
        verb, space, rest = words[1].partition(" ")
        words[1] = agreeing(verb, fillers[0]) + space + rest
    return joined(words)


def denied(parts: SentenceParts, fillers: Sequence[str]) -> str:
    """The sentence denied, so that nothing but the whole of it can be what is denied."""
    plural = _subject_is_plural(parts, fillers)
    for place in _verb_chunks(parts):
        chunk = parts[place]
        assert isinstance(chunk, str)
        denial = _denied_chunk(chunk, place == 0, plural)
        if denial is None or not _safe(parts, place, denial[1]):
            continue
        words = _filled(parts, fillers)
        words[place] = joined(denial)
        return joined(words)
    return f"it is not the case that {affirmed(parts, fillers)}"


def affirmed_event(parts: SentenceParts, fillers: Sequence[str]) -> str:
    return f"{joined(_filled(parts, fillers))} {EVENT_HAPPENED}"


def denied_event(parts: SentenceParts, fillers: Sequence[str]) -> str:
    return f"{joined(_filled(parts, fillers))} has not come"


def phrase(parts: SentenceParts, fillers: Sequence[str]) -> str:
    """A verb phrase in its plain form: `use S against Ana`."""
    return joined(_filled(parts, fillers))


def phrase_in_third_person(parts: SentenceParts, fillers: Sequence[str]) -> str:
    """A verb phrase with its verbs in the third person: `uses S against Ana`."""
    filled = iter(fillers)
    tokens: list[str] = []
    for part in parts:
        if isinstance(part, Hole):
            tokens.append(next(filled))
        else:
            tokens.extend(part.split())
    return conjugated(tokens)


def _filled(parts: SentenceParts, fillers: Sequence[str]) -> list[str]:
    filled = iter(fillers)
    return [next(filled) if isinstance(part, Hole) else part for part in parts]


def _subject_is_plural(parts: SentenceParts, fillers: Sequence[str]) -> bool:
    return bool(parts) and isinstance(parts[0], Hole) and is_plural_name(fillers[0])


# --------------------------------------------------------------------------- where "not" goes


def _verb_chunks(parts: SentenceParts) -> list[int]:
    """The places of the words that may hold the verb of the subject, the likeliest first."""
    chunks = [place for place, part in enumerate(parts) if isinstance(part, str)]
    found = chunks[:1] if chunks and chunks[0] <= 1 else []
    for before, place in pairwise(chunks[:2]):
        words = parts[before]
        if isinstance(words, str) and words.split()[-1] in _OPEN_ENDED and place == before + 2:
            found.append(place)
    return found


def _denied_chunk(chunk: str, opens_sentence: bool, plural: bool) -> tuple[str, str] | None:
    """The words up to and with the denial, and the words after it; None where no verb is sure."""
    tokens = chunk.split()
    due = 2 if opens_sentence else 0
    governed = looks_like_third_person(tokens[due]) if due < len(tokens) else False
    if governed and (not opens_sentence or tokens[:2] == ["the", "act"]):
        return _denied_at(tokens, due, plural)
    for place, token in enumerate(tokens):
        if token in _CLAUSE_WORDS or (token.endswith("ly") and place == 0):
            return None
        if token in _TO_BE | _MODALS | {"has", "have", "had"}:
            return _denied_at(tokens, place, plural)
    if governed and tokens[0] in ("the", "this"):
        return _denied_at(tokens, due, plural)
    return None


def _denied_at(tokens: Sequence[str], place: int, plural: bool) -> tuple[str, str]:
    verb, after = tokens[place], list(tokens[place + 1 :])
    if verb in _TO_BE:
        said = f"{_TO_BE_PLURAL.get(verb, verb) if plural else verb} not"
    elif verb == "can":
        said = "cannot"
    elif verb in _MODALS or (verb in ("has", "have", "had") and _opens_with_participle(after)):
        said = f"{'have' if verb == 'has' and plural else verb} not"
    elif verb == "had":
        said = "did not have"
    else:
        said = f"{'do' if plural or verb == 'have' else 'does'} not {_plain(verb)}"
    return " ".join([*tokens[:place], said]), " ".join(after)


_TO_BE_PLURAL = {"is": "are", "was": "were"}


def _plain(verb: str) -> str:
    return "have" if verb in ("has", "have") else base_form(verb)


def _opens_with_participle(words: Sequence[str]) -> bool:
    first = words[0] if words else ""
    return first in _PARTICIPLES or first.endswith(("ed", "en"))


def _safe(parts: SentenceParts, place: int, after: str) -> bool:
    """Whether a "not" before these words can only deny all of them."""
    rest = [after, *(part for part in parts[place + 1 :] if isinstance(part, str))]
    words = [word.strip(",;") for chunk in rest for word in chunk.split()]
    return not any(word in _UNSAFE_AFTER_NOT for word in words)


def act_of(agent: str, parts: SentenceParts, fillers: Sequence[str]) -> str:
    """An act as a clause: `the Office uses S against Ana`, `the police use S against Ana`."""
    if is_plural_name(agent):
        return f"{agent} {phrase(parts, fillers)}"
    return f"{agent} {phrase_in_third_person(parts, fillers)}"
