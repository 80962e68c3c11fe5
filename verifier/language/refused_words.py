"""What no line may hold outside quotation marks: ambiguous words, open marks, notes, end stops."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from verifier.diagnostics import Problem
from verifier.source import Span

Place = Callable[[int, int], Span]
"""Where a stretch of a line's text, from one offset to another, stands in the file."""

QUOTATION = re.compile(r'"[^"]*"|“[^“”]*(?:“[^“”]*”[^“”]*)*”')
_MARK = re.compile('["“”]')

REFUSED = {
    "shall": (
        "“shall” is read as a duty, as a mere forecast and as a condition",
        "write “must”, or “must not” for “shall not”",
    ),
    "will": (
        "“will” may announce or oblige",
        "write “must”, or “must not” for “will not”",
    ),
    "may not": (
        "“may not” may mean “is forbidden to” or “will perhaps not”",
        "write “must not”; for freedom from a duty write “need not”",
    ),
    "should": (
        "“should” leaves open whether anybody is bound",
        "write “must” if somebody is bound; otherwise set the sentence aside with “not encoded”",
    ),
    "and/or": (
        "“and/or” leaves open which of the two is meant",
        "write “any of” with one line for each, or “all of” if both are needed",
    ),
    "provided that": (
        "“provided that” may open a condition, an exception or a new rule",
        "write “when …” for a condition or “except NAME when …” for an exception",
    ),
    "such as": (
        "“such as” leaves open whether the list is complete",
        "write “is one of” for a complete list or “includes” for an open one",
    ),
    "etc": (
        "“etc.” leaves open what else belongs to the list",
        "write “includes” for an open list",
    ),
    "immediately": (
        "“immediately” names no day that could be missed",
        "write a deadline, for instance “within 2 days of …”",
    ),
}
"""Each refused word with the reason and with what to write instead."""

_BEGINNINGS = ("shall", "will", "may", "should", "and/or", "provided", "such", "etc", "immediately")
"""How these words begin: nearly every line is told by them to hold none."""
_WORDS = re.compile(
    # (?a: a letter that only resembles one of these makes no such word.
    r"(?<![\w\-])(?a:shall|will|may\s+not|should|and/or|provided\s+that|such\s+as|etc|immediately)(?![\w\-])",
    re.IGNORECASE,
)
_FINAL = re.compile(r"(?<!\b[A-Z])(?<!\.)[.;:,]$")
_MARKS_AT_ENDS = (".", ";", ":", ",")


def _has_marks(text: str) -> bool:
    return '"' in text or "“" in text or "”" in text


def mask(text: str) -> str:
    """The text with every quotation blanked out, letter by letter, so that places stay."""
    if not _has_marks(text):
        return text
    return QUOTATION.sub(lambda found: "·" * len(found[0]), text)


def open_mark(text: str) -> int | None:
    """Where a quotation is opened that is not closed, or closed that was not opened."""
    found = _MARK.search(mask(text)) if _has_marks(text) else None
    return None if found is None else found.start()


def refusals(text: str, place: Place) -> Iterator[Problem]:
    """Every refusal that the text of a line deserves."""
    masked = mask(text)
    mark = open_mark(text)
    if mark is not None:
        yield _unclosed(text, mark, place)
        masked = masked[:mark]
    lowered = masked.lower()
    if any(beginning in lowered for beginning in _BEGINNINGS):
        for found in _WORDS.finditer(masked):
            yield _refused(found, place)
    note = masked.find(" # ")
    if note >= 0:
        message = "a comment stands on a line of its own, not at the end of another"
        where = place(note + 1, len(text))
        yield Problem("comment-in-line", message, where, "move it to the line above")


def _refused(found: re.Match[str], place: Place) -> Problem:
    reason, instead = REFUSED[" ".join(found[0].lower().split())]
    message = f"“{found[0]}” is not a word of the language: {reason}"
    return Problem("refused-word", message, place(*found.span()), instead)


def _unclosed(text: str, offset: int, place: Place) -> Problem:
    if text[offset] == "”":
        message = "the quotation mark “”” closes a quotation that was not opened"
        hint = "open it with “ or use straight marks on both sides"
    else:
        message = f"the quotation that opens here is not closed: {text[offset:][:40]}"
        other = "”" if text[offset] == "“" else '"'
        hint = f"close it with {other}; a quotation that goes on must be indented deeper"
    return Problem("open-quotation", message, place(offset, len(text)), hint)


def final_mark(text: str, place: Place) -> Problem | None:
    """A full stop, semicolon or colon at the end of a sentence."""
    found = _FINAL.search(mask(text)) if text.endswith(_MARKS_AT_ENDS) else None
    if found is None:
        return None
    message = f"a line of the language has no “{found[0]}” at its end"
    return Problem("end-mark", message, place(*found.span()), "leave it out")
