"""The passives of a text that bind: the text goes in, each place where something “shall be done” by
nobody comes out.

A passive names its agent with “by”; “by mail”, “by means of” and “by May 1” name none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.language import is_past_participle
from verifier.words.english import each

_BINDING = re.compile(
    r"\b(?:(?:shall|will|must|may|should|can|cannot|need|ought|(?:is|are|was|were|has|have|had)"
    r"(?:\s+(?:not|never))?\s+to|needs?\s+(?:not\s+)?to|ought\s+(?:not\s+)?to)"
    r"(?:\s+(?:not|never|only|also|at\s+all\s+times|in\s+no\s+case|under\s+no\s+circumstances"
    r"|\w+ly))*\s+(?:be|have\s+been))\b"
    r"|\bbe\s+it\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w’'-]+|[,;:.!?()]")
_BETWEEN = frozenset(each("not never only also either both neither so duly and or nor , be then"))
_NO_AGENT = frozenset(
    each(
        "means mail post email e-mail letter telephone phone fax hand law way day date noon "
        "midnight time end close order reason virtue use using force default deadline the first "
        "last next monday tuesday wednesday thursday friday saturday sunday january february "
        "march april may june july august september october november december registered "
        "certified such any no all writing electronic first-class ordinary regular then"
    )
)
_DETERMINERS = frozenset(each("the a an any each every such no its his her their that this"))
_STOPS = frozenset(each(". ; : ! ?"))


def passives(text: str) -> Iterator[tuple[int, int]]:
    """From the verb that binds to the last participle that goes with it, in order."""
    for found in _BINDING.finditer(text):
        words = list(_WORD.finditer(text, found.end(), found.end() + 400))
        last = _last_participle([word[0] for word in words])
        if last is not None and not _names_agent([word[0] for word in words[last + 1 :]]):
            yield found.start(), words[last].end()


def _last_participle(words: list[str]) -> int | None:
    """The place of the last of `developed and implemented`, `sealed, kept or destroyed`."""
    last = None
    for place, word in enumerate(words):
        lower = word.lower()
        if is_past_participle(lower) and (last is None or words[place - 1].lower() in _BETWEEN):
            last = place
        elif lower not in _BETWEEN and not lower.endswith("ly"):
            break
    return last


def _names_agent(words: list[str]) -> bool:
    """Whether a “by” with somebody behind it follows in the same clause, and not behind another
    participle (“used in an action brought by the Office”)."""
    for place, word in enumerate(words):
        if word in _STOPS or _BINDING_VERB.fullmatch(word):
            return False
        of_another = place > 0 and is_past_participle(words[place - 1].lower())
        if word == "by" and not of_another and _is_agent(words[place + 1 : place + 4]):
            return True
    return False


_BINDING_VERB = re.compile(r"shall|will|must|may|should|can|cannot", re.IGNORECASE)


def _is_agent(words: list[str]) -> bool:
    said = [word.lower() for word in words if word.lower() not in _DETERMINERS]
    if not said or not said[0][0].isalpha():
        return False
    return said[0] not in _NO_AGENT and not said[0].endswith("ing")
