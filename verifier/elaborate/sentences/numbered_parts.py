"""The numbered parts of a text: `(1) …; (2) …`, `a) …`, lines that begin with `1.` or with a dash.
A text goes in; where each part begins, and what opens the list that it belongs to, come out.

A number in running text is a part only in a sequence: `(b)` behind an `(a)`. So `subdivision (a)`,
`sections 647(a), 647(b)` and `paragraphs (1) and (2) of this section` are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_LABEL = r"\d{1,3}|[a-z]|[ivx]{1,5}"
_MARKER = re.compile(
    rf"(?:^[ \t]*(?P<bullet>[-•*–])|^[ \t]*(?P<stop>{_LABEL})\.|(?<!\S)\(?(?P<bracket>{_LABEL})\))"
    r"(?=\s+\S)",
    re.IGNORECASE | re.MULTILINE,
)
_REFERENCE = re.compile(
    r"(?:§|\d|\b(?:sub)?(?:articles?|chapters?|clauses?|divisions?|items?|paragraphs?|parts?"
    r"|points?|rules?|sections?|schedules?|sentences?|subdivs?\.?|paras?\.?|no\.|nos\.))\s*$",
    re.IGNORECASE,
)
_SET_OFF = re.compile(r"(?:[:;,.!?—–-]|\b(?:and|or|nor|but))[\"'”’]?\s*$", re.IGNORECASE)
_JOINED_ON = re.compile(r"\s+(?:of|and|or|to|through|above|below)\b|\s*[,;.]", re.IGNORECASE)
_ENDED = re.compile(r"[.!?][\"'”’)\]]*\s*$")
_BULLETS = ("-", "•", "*", "–")
_NUMERALS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
_ROMAN = {numeral: number for number, numeral in enumerate(_NUMERALS.split(), 1)}


@dataclass(frozen=True)
class NumberedPart:
    """A part by the offset of its number; `opened_at` is the offset where the words that open its
    list end, None where it stands for itself."""

    start: int
    opened_at: int | None


@dataclass
class _OpenList:
    style: str
    last: int
    opened_at: int | None
    starts: list[int] = field(default_factory=list)
    by_line: bool = False  # its first part begins a line


def numbered_parts(text: str) -> tuple[NumberedPart, ...]:
    """Every numbered part, in order."""
    found: list[_OpenList] = []
    open_lists: list[_OpenList] = []
    for marker in _MARKER.finditer(text):
        _enter(text, marker, open_lists, found)
    parts = (
        NumberedPart(start, one.opened_at)
        for one in found
        if one.by_line or len(one.starts) > 1
        for start in one.starts
    )
    return tuple(sorted(parts, key=lambda part: part.start))


def _enter(
    text: str, marker: re.Match[str], open_lists: list[_OpenList], found: list[_OpenList]
) -> None:
    """Continue the innermost list that goes on with this number, or open one."""
    start = marker.end() - len(marker[0].lstrip())
    before = text[:start]
    by_line = not before[before.rfind("\n") + 1 :].strip()
    if _is_reference(text, marker, before, by_line):
        return
    places = list(_places(marker))
    for depth in range(len(open_lists) - 1, -1, -1):
        one = open_lists[depth]
        if _goes_on(one, places) and (by_line or _SET_OFF.search(before[-10:])):
            del open_lists[depth + 1 :]
            one.last += 1
            one.starts.append(start)
            return
    opening = next((style for style, number in places if number == 1), None)
    if opening is None and by_line:
        opening = places[0][0]
    if opening is not None:
        number = next(number for style, number in places if style == opening)
        new = _OpenList(opening, number, _opened_at(text, start), [start], by_line)
        open_lists.append(new)
        found.append(new)


def _goes_on(one: _OpenList, places: list[tuple[str, int]]) -> bool:
    return (one.style, one.last + 1) in places or (
        one.style in _BULLETS and (one.style, 1) in places
    )


def _is_reference(text: str, marker: re.Match[str], before: str, by_line: bool) -> bool:
    if by_line:
        return marker["bracket"] is not None and _JOINED_ON.match(text, marker.end()) is not None
    return (
        _REFERENCE.search(before[-40:]) is not None
        or _JOINED_ON.match(text, marker.end()) is not None
    )


def _places(marker: re.Match[str]) -> Iterator[tuple[str, int]]:
    """What the number may be: the style of its list and its place there. `i` is the ninth letter
    and the first Roman numeral. A dash follows every dash."""
    if marker["bullet"]:
        yield marker["bullet"], 1
        return
    label = marker["bracket"] or marker["stop"]
    kind = "bracket" if marker["bracket"] else "stop"
    if label.isdigit():
        yield f"{kind} 1", int(label)
        return
    case = "A" if label.isupper() else "a"
    if len(label) == 1:
        yield f"{kind} {case}", ord(label.lower()) - ord("a") + 1
    if label.lower() in _ROMAN:
        yield f"{kind} {case} roman", _ROMAN[label.lower()]


def _opened_at(text: str, start: int) -> int | None:
    """Where the words end that open a list: none open it behind a full stop, or at the beginning of
    a paragraph that no colon announces."""
    before = text[:start].rstrip()
    if not before or _ENDED.search(before):
        return None
    gap = text[len(before) : start]
    announced = before.endswith((":", ";", ",", "—", "–"))
    return len(before) if announced or gap.count("\n") < 2 else None
