"""An amended policy as files in canonical layout, and the way back from a place in such a file to
the place on disk where its words were written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from verifier.changes.amend.text import FileText, PolicyText
from verifier.diagnostics import Problem
from verifier.language.format import LaidOut, canonical_rows
from verifier.language.logical_lines import LogicalLine
from verifier.source import SourceFile, Span

AMENDED = " (amended)"
"""Behind the name of a file whose text is in memory only."""


@dataclass(frozen=True)
class Written:
    """The files of an amended policy.

    texts: by the name of the file on disk, its new text; for the policy's own text too.
    """

    texts: Mapping[str, SourceFile]
    _rows: Mapping[str, Sequence[LaidOut]] = field(repr=False)

    def together_with(self, others: Iterable[Written]) -> Written:
        """These files and those of other versions, which have other names."""
        texts, rows = dict(self.texts), dict(self._rows)
        for other in others:
            texts.update(other.texts)
            rows.update(other._rows)
        return Written(texts, rows)

    def at_home(self, problem: Problem) -> Problem:
        """The problem with its places in the files on disk."""
        span = self._origin(problem.span) if problem.span else None
        related = tuple((words, self._origin(place)) for words, place in problem.related)
        return replace(problem, span=span, related=related)

    def _origin(self, span: Span) -> Span:
        rows = self._rows.get(span.file.name)
        if rows is None:
            return span
        number = min(span.from_.line, len(rows)) - 1
        lines = (line for _, line in reversed(rows[: number + 1]) if line is not None)
        line = next(lines, None)
        return span if line is None else _within(line, span)


def _within(line: LogicalLine, span: Span) -> Span:
    """The place of a span's words in the line as it was written; the whole line if they are not
    found there word for word."""
    words = " ".join(span.text.split("\n")[0].split())
    whole = line.span()
    at = whole.text.find(words) if words else -1
    if at < 0:
        return whole
    return Span(whole.file, whole.start + at, whole.start + at + len(words))


Naming = Callable[[str], str]
"""The name under which a file is written, by its name on disk."""


def written(text: PolicyText, naming: Naming = str) -> Written:
    """The files of an amended policy."""
    texts: dict[str, SourceFile] = {}
    rows: dict[str, Sequence[LaidOut]] = {}
    for file in text.files:
        laid_out = _laid_out(file)
        place = naming(file.file.name)
        own = _own(file.file, place, "".join(f"{row}\n" for row, _ in laid_out))
        texts[place] = own
        if own is not file.file:
            rows[own.name] = laid_out
    if text.source is not None:
        place = naming(text.source.name)
        texts[place] = SourceFile(f"{place}{AMENDED}", text.source.text)
    return Written(texts, rows)


def _own(before: SourceFile, place: str, text: str) -> SourceFile:
    """The file with its new text; the one on disk, where the text stays in its place as it is."""
    if (before.name, before.text) == (place, text):
        return before
    return SourceFile(f"{place}{AMENDED}", text)


def folder_name(version: str) -> str:
    """A version's name as the name of a folder."""
    return re.sub(r"[^\w.]+", "-", version).strip("-.") or "version"


def _laid_out(file: FileText) -> list[LaidOut]:
    return canonical_rows(file.items, file.trailing)
