"""Cutting a policy's own text into sentences and numbered parts, with their places in the file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from verifier.elaborate.sentences.numbered_parts import NumberedPart, numbered_parts
from verifier.model import SourceSentence, SourceText
from verifier.source import SourceFile

_LONGEST_HEADING = 80

_ABBREVIATIONS = frozenset(
    re.findall(
        r"\S+",
        """
    art arts ann app approx apr aug ca cal cap cf ch cl co corp dec dep dept div dr ed eds
    e.g esp est etc feb fig fn gen gov i.e ibid id inc jan jr jul jun ltd mar mr mrs ms n.b no nos
    nov oct op para paras pen p pp prof pt pub r reg regs rev s sched sec secs sect sep sept sr ss
    st stat stats subd subds subdiv supp u.s u.s.c v viz vol vs
        """,
    )
)

_END = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s)|:(?=[ \t]*\n)")
_NEXT = re.compile(r"\s*([\"'“‘(\[]*)(\S)")
_BLANK = re.compile(r"\n[ \t]*\n")
_NUMBER = r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[).]"
_MARKER = re.compile(rf"{_NUMBER}$", re.IGNORECASE)
_RULES = re.compile(
    r"\b(?:shall|must|may|will|should|cannot|can|need|[Nn]ot?|[Nn]ever|prohibited|forbidden"
    r"|permitted|allowed|required)\b"
)
_LETTERS = re.compile(r"(?:[A-Za-z]\.)+$")


def source_text(file: SourceFile) -> SourceText:
    """The text with its sentences in order, numbered from 1; title lines are marked as headings.

    A numbered part is a unit of its own, and knows the unit that opens its list: "for: (1) forms"
    is two, the second part of the first."""
    parts = {part.start: part for part in numbered_parts(file.text)}
    sentences: list[SourceSentence] = []
    for start, end, heading in _stretches(file.text, parts):
        opened_by = _opened_by(sentences, parts.get(start))
        sentences.append(SourceSentence(len(sentences) + 1, start, end, heading, opened_by))
    return SourceText(file, tuple(sentences))


def _opened_by(before: Sequence[SourceSentence], part: NumberedPart | None) -> int:
    """The number of the unit that opens the list of a part; 0 where there is none."""
    if part is None or part.opened_at is None:
        return 0
    return next((one.number for one in reversed(before) if one.start < part.opened_at), 0)


def _stretches(text: str, parts: Mapping[int, NumberedPart]) -> Iterator[tuple[int, int, bool]]:
    for number, (start, end) in enumerate(_paragraphs(text)):
        opened = start in parts and parts[start].opened_at is not None
        heading_end = None if opened else _heading(text, start, end, number == 0)
        if heading_end is not None:
            yield start, heading_end, True
            start = heading_end
        for first, last in _sentences(text, start, end, parts):
            yield first, last, False


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    cuts = [0, *(match.end() for match in _BLANK.finditer(text)), len(text)]
    for first, second in pairwise(cuts):
        start, end = _trimmed(text, first, second)
        if start < end:
            yield start, end


def _heading(text: str, start: int, end: int, first: bool) -> int | None:
    """Where the title line at the beginning of a paragraph ends, if there is one: the first line of
    the text, or a paragraph of one line, that is short and has no stop at its end."""
    stop = text.find("\n", start, end)
    line_end = end if stop < 0 else stop
    line = text[start:line_end].rstrip()
    alone = stop < 0
    if _RULES.search(line):
        return None
    if len(line) > _LONGEST_HEADING or line.endswith((".", "!", "?", ":", ";", ",")):
        return None
    if not alone and not (first and _begins_anew(text, stop)):
        return None
    return start + len(line)


def _begins_anew(text: str, at: int) -> bool:
    found = _NEXT.match(text, at)
    return found is not None and (found[2].isupper() or found[2].isdigit())


def _sentences(
    text: str, start: int, end: int, parts: Collection[int]
) -> Iterator[tuple[int, int]]:
    start = _trimmed(text, start, end)[0]
    for cut in _cuts(text, start, end, parts):
        first, last = _trimmed(text, start, cut)
        if first < last:
            yield first, last
        start = cut
    first, last = _trimmed(text, start, end)
    if first < last:
        yield first, last


def _cuts(text: str, start: int, end: int, parts: Collection[int]) -> list[int]:
    """The offsets at which a sentence ends."""
    cuts = {part for part in parts if start < part < end}
    for match in _END.finditer(text, start, end):
        if _ends_sentence(text, start, match):
            cuts.add(match.end())
    return sorted(cuts)


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    if not _begins_anew(text, stop.end()):
        return False
    if not stop.group().startswith("."):
        return True
    line_start = max(text.rfind("\n", start, stop.start()) + 1, start)
    word = text[line_start : stop.start() + 1].split()[-1]
    if text[line_start : stop.start() + 1].strip() == word and _MARKER.match(word):
        return not _opens(text, start, line_start)
    bare = word[:-1].lower().lstrip("(\"'“‘[")
    return bare not in _ABBREVIATIONS and not _LETTERS.match(word)


def _opens(text: str, start: int, line_start: int) -> bool:
    """Whether a line begins a sentence: nothing but an ended sentence stands before it."""
    before = text[start:line_start].rstrip()
    return not before or before[-1] in ".:;!?"
