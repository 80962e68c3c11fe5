"""Words within quotations and within the policy's own text: where they stand, what takes their
place, and the space around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from verifier.elaborate import Folded, fold, refusal
from verifier.language import EditWords, Quoted
from verifier.source import Span

_CLOSING = tuple(".,;:!?)")


@dataclass(frozen=True)
class Rewording:
    """The stretch of a text from `start` to `end` is replaced by `words`."""

    start: int
    end: int
    words: str


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Where words stand in a text, white space and the form of marks apart; no word is split."""
    whole, wanted = Folded.of(text), fold(words)
    found, at = [], whole.text.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        if not _splits(whole.text, at) and not _splits(whole.text, end):
            found.append((whole.offsets[at], whole.offsets[end - 1] + 1))
        at = whole.text.find(wanted, at + 1)
    return found


def _splits(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def single(found: Sequence[tuple[int, int]], quoted: Quoted, whose: str, place: PlaceOf) -> None:
    """Refused unless the words stand there exactly once."""
    if not found:
        raise refusal(
            "missing-target",
            f"“{quoted.text}” does not stand in {whose}",
            quoted.span,
            "quote the words as they stand in the version that is amended",
        )
    if len(found) > 1:
        raise refusal(
            "ambiguous-target",
            f"“{quoted.text}” stands in {whose} {len(found)} times",
            quoted.span,
            "quote more words, so that it is clear which passage is meant",
            tuple(("it stands here", place(start, end)) for start, end in found),
        )


PlaceOf = Callable[[int, int], Span]
"""The place in a file of a stretch of a text."""


def target(edit: EditWords) -> Quoted:
    """The words that an edit looks for."""
    quoted = edit.struck or edit.after
    assert quoted is not None
    return quoted


def rewording(text: str, at: tuple[int, int], edit: EditWords) -> Rewording:
    """What an edit makes of the words at this place."""
    start, end = at
    added = edit.added.text if edit.added else ""
    if edit.struck is None:
        space = "" if added.startswith(_CLOSING) else " "
        return Rewording(end, end, space + added)
    if added:
        return Rewording(start, end, added)
    return _struck(text, start, end)


def _struck(text: str, start: int, end: int) -> Rewording:
    """Strikes the words and one of the spaces around them."""
    if end == len(text) or text[end].isspace() or text[end] in _CLOSING:
        while start > 0 and text[start - 1].isspace():
            start -= 1
        if start == 0:
            while end < len(text) and text[end].isspace():
                end += 1
    return Rewording(start, end, "")


def in_rows(text: str, width: int) -> str:
    """The text with rows that have grown too long broken at a space; no other row changes."""
    rows: list[str] = []
    for row in text.split("\n"):
        while len(row) > width and (at := _break(row, width)) > 0:
            rows.append(row[:at])
            row = row[at + 1 :]
        rows.append(row)
    return "\n".join(rows)


def _break(row: str, width: int) -> int:
    """The last space at which a row is short enough, or else the first one after that."""
    lead = len(row) - len(row.lstrip())
    at = row.rfind(" ", lead, width + 1)
    return at if at > 0 else row.find(" ", max(lead, width))


def reworded(text: str, rewordings: Sequence[Rewording]) -> str:
    """The text with all its rewordings, none of which meets another."""
    for one in sorted(rewordings, key=lambda r: (r.start, r.end), reverse=True):
        text = text[: one.start] + one.words + text[one.end :]
    return text
