"""The canonical layout: a policy file goes in, the same policy in the one agreed layout comes out.

Two spaces a level, at most one blank line, long lines wrapped at the margin, the lines of a clause
in their canonical order. Words and comments stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from verifier.diagnostics import InputProblems, Level
from verifier.language.line_kinds import LineKind
from verifier.language.lines_below import (
    EDITS,
    leading_kind,
    lines_below,
    never_continues,
    opens_list,
)
from verifier.language.logical_lines import LogicalLine, joined_again, lines_of
from verifier.language.parse import parse
from verifier.language.productions import block_of
from verifier.language.refused_words import QUOTATION
from verifier.source import SourceFile

STEP = 2
MARGIN = 100
_TOGETHER = (
    {LineKind.PARTY},
    {LineKind.KIND},
    {LineKind.FACT, LineKind.EVENT},
    {LineKind.ACT},
    {LineKind.USE},
    {LineKind.NOT_ENCODED},
)
"""Items that may follow each other without a blank line."""

_QUOTING = {LineKind.NOT_ENCODED, *EDITS}
"""Lines that are not continued below, but for a quotation that is open."""

_LIST = re.compile(r"\b(?:is(?: not)? one of|includes|expect|also called)\b")


def format_text(file: SourceFile) -> str:
    """The file in canonical layout; raises `InputProblems` where it has an error."""
    _, problems = parse(file)
    errors = tuple(problem for problem in problems if problem.level is Level.ERROR)
    if errors:
        raise InputProblems(errors)
    lines = lines_of(file)
    return "\n".join(row for row, _ in canonical_rows(lines.items, lines.trailing)) + "\n"


LaidOut = tuple[str, LogicalLine | None]
"""A row of a file, with the line that it belongs to where it is no comment and not blank."""


def canonical_rows(items: Sequence[LogicalLine], trailing: Sequence[str]) -> list[LaidOut]:
    """The rows of a file in canonical layout; `trailing` are the comments after its last item."""
    rows = [row for item in _spaced(items) for row in _rows(item, 0, True)]
    rows = rows[1:] if rows and not rows[0][0] else rows
    end: list[LaidOut] = [(comment, None) for comment in trailing]
    if rows and end and end[0][0]:
        end.insert(0, ("", None))
    return [*rows, *end]


def _spaced(items: Sequence[LogicalLine]) -> Iterator[LogicalLine]:
    """The items, with a blank row between those that do not belong together."""
    yield from items[:1]
    for before, item in pairwise(items):
        together = any({before.role, item.role} <= group for group in _TOGETHER)
        yield _parted(item, item.blank_before or not together)


def _parted(line: LogicalLine, blank: bool) -> LogicalLine:
    return LogicalLine(
        line.role,
        line.text,
        line.file,
        line.segments,
        line.children,
        line.comments,
        line.trailing,
        blank,
    )


def _rows(line: LogicalLine, level: int, may_be_parted: bool) -> Iterator[LaidOut]:
    """The rows of a line, of the comments above it and of everything below it."""
    if may_be_parted and line.blank_before:
        yield "", None
    yield from _comments(line.comments, level)
    yield from ((row, line) for row in _wrapped(line, level * STEP))
    for index, child in enumerate(_ordered(line)):
        yield from _rows(child, level + 1, index > 0)
    yield from _comments(line.trailing, level + 1)


def _comments(comments: Sequence[str], level: int) -> Iterator[LaidOut]:
    for comment in comments:
        yield " " * (level * STEP) + comment if comment else "", None


def _ordered(line: LogicalLine) -> Sequence[LogicalLine]:
    """The lines below a line; those of a clause and of a law in canonical order, the clauses of a
    law with a blank row between them. Elsewhere the drafter's order stays."""
    if line.role is LineKind.LAW:
        lines = in_canonical_order(line)
        parted = (
            _parted(child, True) if before.role is LineKind.CLAUSE else child
            for before, child in pairwise(lines)
        )
        return [*lines[:1], *parted]
    return in_canonical_order(line) if line.role is LineKind.CLAUSE else line.children


def in_canonical_order(line: LogicalLine) -> Sequence[LogicalLine]:
    """The lines below a line in the order that its block in the grammar has."""
    block = block_of(line.role, line.text)
    if block is None:
        return line.children
    places = block.places([child.role for child in line.children])
    order = sorted(range(len(places)), key=lambda index: places[index].index)
    return [line.children[index] for index in order]


# --------------------------------------------------------------------------- wrapping


AHEAD = 400
"""Signs of the rest of a line by which is told whether it could begin a line of its own."""

_SPACE = re.compile(" ")


def _wrapped(line: LogicalLine, indent: int) -> list[str]:
    """The line in rows no longer than the margin, as far as it can be broken."""
    text = line.text
    if indent + len(text) <= MARGIN:
        return [" " * indent + text]
    rows = list(_broken(line, indent))
    if joined_again(line.file, line.role, [row.strip() for row in rows]) == text:
        return rows
    return [" " * indent + text]


def _broken(line: LogicalLine, indent: int) -> Iterator[str]:
    text, start, column = line.text, 0, indent
    quotations = [found.span() for found in QUOTATION.finditer(text)]
    while column + len(text) - start > MARGIN:
        breaks = (found.start() for found in _SPACE.finditer(text, start))
        allowed = (at for at in breaks if _may_break(line, at, quotations))
        fitting = list(_up_to(allowed, start + MARGIN - column))
        if not fitting:
            break
        at = _best(line, fitting)
        yield " " * column + text[start:at]
        inside = [begin for begin, end in quotations if begin < at < end]
        margin = indent + 2 * STEP
        if inside and column + inside[0] - start + 1 <= MARGIN // 2:
            margin = column + inside[0] - start + 1 if inside[0] >= start else column
        start, column = at + 1, margin
    yield " " * column + text[start:]


def _up_to(breaks: Iterable[int], last: int) -> Iterator[int]:
    """The breaks that leave a row within the margin; where none does, the first."""
    for number, at in enumerate(breaks):
        if at > last and number:
            return
        yield at
        if at > last:
            return


def _best(line: LogicalLine, breaks: Sequence[int]) -> int:
    """The last break, in a list the last one between two members."""
    members = [at for at in breaks if line.text[at - 1] == ","]
    is_list = _LIST.search(line.text) is not None and line.role not in EDITS
    return members[-1] if members and is_list else breaks[-1]


def _may_break(line: LogicalLine, at: int, quotations: Sequence[tuple[int, int]]) -> bool:
    """Whether the rest of the text, on a row of its own, is read as going on with the line."""
    rest, before = line.text[at + 1 : at + 1 + AHEAD], line.text[:at]
    kin = lines_below(line.role, line.text)
    if rest.startswith("#") or before.endswith("§"):
        return False
    if any(begin < at < end for begin, end in quotations):
        return kin.wraps or line.role in _QUOTING
    if not kin.wraps or opens_list(before) or never_continues(rest):
        return False
    return leading_kind(kin, rest) is None
