"""Forms of English verbs, as they stand in sentences of the language: a form goes in, another form
(or what it is) comes out.

What the rules of spelling do not give is listed. A participle with a prefix, such as “withdrawn” or
“overseen”, goes like the one behind it.
"""

from __future__ import annotations

import re
from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# --------------------------------------------------------------------------- present

_ENDS_IN_E = _words(
    "ache axe belie cache canoe die hoe lie overlie psyche shoe tie tiptoe toe underlie untie vie"
    " outlie retie"
)
"""Verbs in -e whose third person looks like that of a verb without it: `ties`, `aches`."""

_ENDS_IN_S = _words("bias bus canvas caucus chorus focus gas refocus")
_ENDS_IN_Z = _words("quiz whiz")


@lru_cache(maxsize=10_000)
def third_person(verb: str) -> str:
    """`use` → `uses`, `carry` → `carries`, `do` → `does`, `be` → `is`."""
    if verb in ("be", "have"):
        return "is" if verb == "be" else "has"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    if verb in _ENDS_IN_Z:
        return verb + "zes"
    return verb + ("es" if re.search(r"(?:s|x|z|ch|sh|[^aeiou]o)$", verb) else "s")


def base_form(verb: str) -> str:
    """`uses` → `use`, `carries` → `carry`, `does` → `do`, `is` → `be`."""
    if verb in ("is", "are", "was", "were", "has"):
        return "have" if verb == "has" else "be"
    if verb[:-1] in _ENDS_IN_E:
        return verb[:-1]
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    if verb.endswith("zzes") and verb[:-3] in _ENDS_IN_Z:
        return verb[:-3]
    if verb[:-2] in _ENDS_IN_S or re.search(r"(?:ss|x|zz|tz|ch|sh|o)es$", verb):
        return verb[:-2]
    return verb[:-1]


_NO_VERB_IN_S = _words(
    "always perhaps sometimes besides nonetheless nevertheless is was its this as us has does"
    " afterwards towards"
)


def looks_like_third_person(word: str) -> bool:
    """Whether a word that stands where a verb is due is one: `makes`, `serves`; not `always`."""
    if word in ("has", "does"):
        return True
    return word.isalpha() and word[-1:] == "s" and word[-2:] != "ss" and word not in _NO_VERB_IN_S


# --------------------------------------------------------------------------- participles

_PARTICIPLES = _words(
    """arisen awoken beaten become been befallen begotten begun beheld bent bereft beset bet bid
    bidden bitten bled blown borne born bound bought bred broken brought built burnt burst cast
    caught chosen clung come cost crept cut dealt done drawn dreamt driven drunk dug dwelt eaten
    fallen fed felt fled flown flung forborne forbidden foregone forgotten forsaken fought found
    frozen given gone got gotten ground grown had heard held hewn hidden hit hung hurt inlaid
    input kept knelt knit known laden laid lain leapt learnt led left lent let lit lost made meant
    met mistaken mown output paid proven put quit read rent rid ridden risen run rung said sat sawn
    seen sent set sewn shaken shed shone shorn shot shown shrunk shut slain slept slid slit slung
    smelt sold sought sown spat sped spelt spent spilt split spoilt spoken sprung spread spun stolen
    stood strewn stricken stridden striven struck strung stuck stung stunk sung sunk swept swollen
    sworn swum swung taken taught thought thrown thrust told torn trodden understood
    undone upset wept woken won worn wound woven wrung written"""
)
_PREFIXES = _words(
    "broad co dis for fore hand inter mis off out over pre proof re type un under up with"
)
_NO_PARTICIPLE = _words(
    """bed beloved bleed breed creed deed embed exceed feed greed heed hundred indeed infrared
    kindred misdeed naked need outset present proceed red relent resent
    rugged sacred seed speed succeed weed wicked wretched"""
)


def is_past_participle(word: str) -> bool:
    """Whether a word that stands where a participle can is one: `made`, `withdrawn`, `agreed`."""
    if word in _NO_PARTICIPLE:
        return False
    behind = (word.removeprefix(prefix).removeprefix("-") for prefix in _PREFIXES)
    return not _PARTICIPLES.isdisjoint((word, *behind)) or bool(re.search(r"[a-z]{2}ed$", word))
