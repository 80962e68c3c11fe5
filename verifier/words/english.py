"""English: articles, plurals, lists, verbs and quotation marks; words go in, words come out.

Nothing here knows of policies. Everything is a rule with a short list of exceptions, chosen for the
vocabulary of rules and laws; a drafter's own plural always comes first (`Kind.plural`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from verifier.language import base_form, looks_like_third_person, third_person


def each(words: str) -> tuple[str, ...]:
    """The words of a line, as the lists of this package are written."""
    return tuple(words.split())


# --------------------------------------------------------------------------- articles

_SPELT_WITH_A_VOWEL_SOUND = frozenset("AEFHILMNORSX")
_SILENT_H = re.compile(r"(hour|honest|honou?r|heir)", re.I)
_YOU_OR_WON = re.compile(
    r"(uni(?![ndm])|us[aeu]|ut[ei]|ubiq|ur[aio]|eu|ewe|one\b|one-|once|u\b|u-|u\.)", re.I
)
_AN_NUMBER = re.compile(r"(8|11|18)(?!\d)|8\d")


def article(word: str) -> str:
    """`a` or `an`, as the word is spoken: an offense, an hour, a one-time, an 8-day, an FBI."""
    bare = word.lstrip("“‘\"'(")
    first = re.split(r"[\s,]", bare)[0]
    if _AN_NUMBER.match(first) or _SILENT_H.match(first):
        return "an"
    if len(first) > 1 and first.isupper() and first.isalpha():
        return "an" if first[0] in _SPELT_WITH_A_VOWEL_SOUND else "a"
    if _YOU_OR_WON.match(first):
        return "a"
    return "an" if first[:1].lower() in set("aeiou") else "a"


def with_article(words: str) -> str:
    return f"{article(words)} {words}"


# --------------------------------------------------------------------------- plurals, numbers

_IRREGULAR_PLURALS = {
    "child": "children",
    "man": "men",
    "woman": "women",
    "foot": "feet",
    "life": "lives",
    "wife": "wives",
    "half": "halves",
    "leaf": "leaves",
    "criterion": "criteria",
    "basis": "bases",
    "crisis": "crises",
    "series": "series",
    "information": "information",
    "evidence": "evidence",
    "equipment": "equipment",
}


def pluralized(noun: str) -> str:
    """The plural of a noun or of a phrase whose last word is the noun."""
    head, space, last = noun.rpartition(" ")
    if last.lower() in _IRREGULAR_PLURALS:
        plural = _IRREGULAR_PLURALS[last.lower()]
        plural = plural.capitalize() if last[:1].isupper() else plural
    elif re.search(r"[^aeiou]y$", last):
        plural = last[:-1] + "ies"
    elif re.search(r"(s|x|z|ch|sh)$", last):
        plural = last + "es"
    else:
        plural = last + "s"
    return head + space + plural


_NUMBERS = each("no one two three four five six seven eight nine ten eleven twelve")
ORDINALS = each("first second third fourth fifth sixth seventh eighth ninth tenth")


def number_word(count: int) -> str:
    """`two`, and figures from 13 on; none is `no`."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"


def ordinal_word(place: int) -> str:
    """`first`, `second`; figures from the eleventh on."""
    if 1 <= place <= len(ORDINALS):
        return ORDINALS[place - 1]
    teen = 11 <= place % 100 <= 13
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


# --------------------------------------------------------------------------- lists, sentences


def series(items: Sequence[str], conjunction: str = "and") -> str:
    """`A`, `A and B`, `A, B, and C`: always with the serial comma."""
    if len(items) < 2:
        return "".join(items)
    if len(items) == 2:
        return f"{items[0]} {conjunction} {items[1]}"
    return f"{', '.join(items[:-1])}, {conjunction} {items[-1]}"


def joined(parts: Sequence[str]) -> str:
    """Words in order with single spaces, none before a comma or a genitive."""
    text = " ".join(part.strip() for part in parts if part.strip())
    return re.sub(r"\s+([,;:.?!]|['’]s\b|['’](?=\s|$))", r"\1", text)


def capitalized(text: str) -> str:
    """The text with its first letter large, everything else as it was."""
    for place, character in enumerate(text):
        if character.isalpha():
            return text[:place] + character.upper() + text[place + 1 :]
        if character.isdigit():
            return text
    return text


def sentence(text: str) -> str:
    """A clause as a sentence: a capital at the front, a full stop at the end where none stands."""
    whole = capitalized(text.strip())
    return whole if whole.endswith((".", "?", "!", ":")) else whole + "."


def quoted(text: str) -> str:
    """In curly quotation marks; marks inside become single ones."""
    inner = text.replace("“", "‘").replace("”", "’")
    inner = re.sub(r'"([^"]*)"', r"‘\1’", inner)
    return f"“{inner}”"


# --------------------------------------------------------------------------- verbs

_NOT_A_VERB_AFTER_AND = frozenset(
    each(
        "for to of in on at by with from against about before after under over during without "
        "within as than through into not if when where who whom which that whose all both every "
        "any each no some a an the its their his her other another"
    )
)
_DETERMINERS = frozenset(each("a an the it its them their every any each all no this that"))


def conjugated(words: Sequence[str]) -> str:
    """A verb phrase in the third person singular. `words` are the words and fillers in order, a
    filler being one string that begins with an article or a name.

    The first verb is changed, verbs that share its object (`develop, publish and enforce`), and a
    later verb that stands after `and` and before its own object (`… and keep a record`).
    """
    tokens = list(words)
    first = next((n for n, token in enumerate(tokens) if not _is_adverb(token)), 0)
    shared = _shared_verbs(tokens, first)
    for place in shared:
        tokens[place] = _conjugated_token(tokens[place])
    for later in range(shared[-1] + 1, len(tokens)):
        if _is_later_verb(tokens, later):
            tokens[later] = _conjugated_token(tokens[later])
    return joined(tokens)


_VERBS_IN_LY = frozenset(
    each("ally apply bully comply fly imply misapply multiply rally rely reply supply tally")
)


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word not in _VERBS_IN_LY


def _conjugated_token(token: str) -> str:
    bare = token.rstrip(",")
    return third_person(bare) + token[len(bare) :]


def _shared_verbs(tokens: Sequence[str], first: int) -> list[int]:
    """The places of `develop`, `publish`, `enforce` in `develop, publish and enforce a plan`."""
    places = [first]
    while tokens[places[-1]].endswith(",") and places[-1] + 1 < len(tokens):
        places.append(places[-1] + 1)
        if tokens[places[-1]] in ("and", "or"):
            places[-1] += 1
            break
    last = places[-1]
    joins = last + 2 < len(tokens) and tokens[last + 1] in ("and", "or")
    if joins and tokens[last + 2] not in _NOT_A_VERB_AFTER_AND:
        places.append(last + 2)
    return [place for place in places if place < len(tokens)]


def _is_later_verb(tokens: Sequence[str], place: int) -> bool:
    if tokens[place - 1] not in ("and", "or") or place + 1 >= len(tokens):
        return False
    word, following = tokens[place], tokens[place + 1]
    opens_object = following.split(" ")[0] in _DETERMINERS or following[:1].isupper()
    return word.isalpha() and word.islower() and word not in _NOT_A_VERB_AFTER_AND and opens_object


# --------------------------------------------------------------------------- number of a name

_PLURAL_NAMES = frozenset(
    each("police people staff children men women clergy alumni trustees media personnel")
)
_SINGULAR_NAMES = re.compile(r"(?:ss|us|is|ics|news|angeles|headquarters|gas|lens|canvas|atlas)$")
_ONE_OF_MANY = re.compile(
    r"\b(?:united (?:states|nations)|states of america|philippines|netherlands)"
)
_COUNTED = re.compile(r"(?:at least|at most|exactly|more than|fewer than) ")
_COUNTED_ONE = re.compile(_COUNTED.pattern + r"one ")
_DETERMINED = re.compile(r"(?:an?|any|each|every|another|one|no|this|that|its?|his|her)\s")
_BEHIND_A_NAME = re.compile(
    r"\s+(?:of|for|to|against|in|at|on|under|with|within|from|by|who|which|that)\s+"
)


def is_plural_name(name: str) -> bool:
    """Whether a name takes a plural verb: `the police`, `the authorities`, `members of the board`;
    not `the Office`, `James`, `a series`, `the Board of Supervisors`, `the United States`."""
    said = name.lower()
    if _COUNTED.match(said):
        return not _COUNTED_ONE.match(said)
    if not said.startswith("the ") and (name != said or _DETERMINED.match(said)):
        return False
    if _ONE_OF_MANY.search(said):
        return False
    head = _BEHIND_A_NAME.split(said)[0].split(" ")[-1]
    many = re.search(r"[a-z]{2}s$", head) and not _SINGULAR_NAMES.search(head)
    return head in _PLURAL_NAMES or bool(many)


_PLURAL_VERBS = {"is": "are", "was": "were", "has": "have"}


def agreeing(verb: str, name: str) -> str:
    """A verb written for one thing, fitted to the number of `name`."""
    if not is_plural_name(name):
        return verb
    return _PLURAL_VERBS.get(verb, base_form(verb) if looks_like_third_person(verb) else verb)
