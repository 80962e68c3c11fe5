"""Declared sentences filled in, affirmed and denied: words and fillers go in, a clause goes out.

A denial is put where it cannot be misread: after the verb that the subject governs ("is not", "does
not make"); where the sentence goes on with `and` or a relative clause, or its verb cannot be told,
the whole sentence is denied ("it is not the case that …").
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from verifier.language import base_form, is_past_participle, looks_like_third_person
from verifier.model import Hole, SentenceParts
from verifier.words.english import (
    agreeing,
    conjugated,
    each,
    is_plural_name,
    joined,
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
_ADVERBS = frozenset(
    each(
        "already also again ever here just long now often once since so still then there twice yet"
    )
)
_AFTER_PARTICIPLE = frozenset(
    each(
        "a an the any each every some another this that these those its it his her their them him "
        "of by to for in on with from about against between at under over as into within without "
        "after before since during until upon through up out off back down away and or but"
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


def _denied_at(tokens: Sequence[str], place: int, plural: bool) -> tuple[str, str] | None:
    verb, after = tokens[place], list(tokens[place + 1 :])
    said: str | None
    if verb in _TO_BE:
        said = f"{_TO_BE_PLURAL.get(verb, verb) if plural else verb} not"
    elif verb == "can":
        said = "cannot"
    elif verb in _MODALS:
        said = f"{verb} not"
    elif verb in ("has", "have", "had"):
        said = _denied_have(verb, after, plural)
    else:
        said = f"{'do' if plural else 'does'} not {base_form(verb)}"
    return None if said is None else (" ".join([*tokens[:place], said]), " ".join(after))


_TO_BE_PLURAL = {"is": "are", "was": "were"}


def _denied_have(verb: str, after: Sequence[str], plural: bool) -> str | None:
    """`has not` before a participle (“has not withdrawn”), `does not have` before a thing; None
    where it may be either (“has limited rights”)."""
    rest = [word for word in after if word not in _ADVERBS and not word.endswith("ly")]
    if rest and is_past_participle(rest[0]):
        if len(rest) > 1 and rest[1] not in _AFTER_PARTICIPLE and not is_past_participle(rest[1]):
            return None
        return f"{'have' if verb == 'has' and plural else verb} not"
    if verb == "had":
        return "did not have"
    return f"{'do' if plural or verb == 'have' else 'does'} not have"


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
