"""New lines among old ones: what each of them is below its line, and how conditions are joined when
lines come and go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifier.changes.amend.changes import LineChange
from verifier.changes.amend.stems import STEMMED, body, is_norm, stem
from verifier.changes.amend.text import with_line
from verifier.elaborate import Refusal, refusal
from verifier.language import NewLine, StrikeLine
from verifier.language.line_kinds import LineKind
from verifier.language.lines_below import leading_kind, lines_below
from verifier.language.logical_lines import LogicalLine, unknown_line
from verifier.language.syntax import BLOCK_WORDS

_KEPT_BELOW = frozenset({LineKind.QUOTE, LineKind.EXCEPT, LineKind.AND, LineKind.OR})
"""What belongs to an exception as a whole, and not to the condition in its first line."""


@dataclass(frozen=True)
class Slot:
    """A line below another: as it was, new, or struck by a change."""

    line: LogicalLine
    new: bool = False
    struck: LineChange | None = None


# --------------------------------------------------------------------------- new lines


def fresh(new: NewLine, parent: LineKind, parent_text: str, text: str = "") -> LogicalLine:
    """A new line as a line below `parent`; refused where no such line can stand there. `text` is
    what it says where that is not just its own words."""
    text = text or new.words.text
    kin = lines_below(parent, parent_text)
    role = leading_kind(kin, text) or kin.other
    if role is None:
        raise Refusal(unknown_line(parent, kin, text, new.words.span))
    children = tuple(fresh(below, role, text) for below in new.below)
    return LogicalLine(
        role,
        text,
        new.words.span.file,
        ((0, new.words.span.start),),
        children,
        new.comments,
        new.trailing,
        new.blank_before,
    )


def in_place_of(old: LogicalLine, new: Sequence[NewLine], parent: LogicalLine) -> list[LogicalLine]:
    """New lines in the place of an old one. The first goes on with its connective, where it has
    none of its own; what belongs to the exception that the old line opens stays below it."""
    if not new:
        return []
    opening = new[0].words.text.startswith("except ")
    own = "" if opening or not _is_bare(new[0].words.text, parent, old) else stem(old)
    first = fresh(new[0], parent.role, parent.text, own + new[0].words.text)
    if old.role is LineKind.EXCEPT and not opening:
        kept = tuple(child for child in old.children if child.role in _KEPT_BELOW)
        first = with_line(first, children=(*first.children, *kept))
    return [first, *added(new[1:], parent)]


def added(new: Sequence[NewLine], parent: LogicalLine) -> Iterator[LogicalLine]:
    """Further lines; a bare condition is joined with “and”."""
    for line in new:
        joint = "and " if _is_bare(line.words.text, parent, None) else ""
        yield fresh(line, parent.role, parent.text, joint + line.words.text)


def _is_bare(text: str, parent: LogicalLine, old: LogicalLine | None) -> bool:
    """Whether a line is a condition without a connective, where one is needed."""
    kin = lines_below(parent.role, parent.text)
    if leading_kind(kin, text) is not None or _is_block(parent):
        return False
    if old is not None:
        return old.role in STEMMED
    joins = any(role is LineKind.AND for _, role in kin.below)
    return joins and (kin.other is None or (kin.other is LineKind.NORM and not is_norm(text)))


def _is_block(parent: LogicalLine) -> bool:
    return body(parent) in BLOCK_WORDS or parent.role is LineKind.NEVER


# --------------------------------------------------------------------------- joining


def joined(slots: Sequence[Slot]) -> tuple[LogicalLine, ...]:
    """The lines that stay, joined as conditions are: the first by “when”, the others by “and”."""
    return tuple(_connected(_taken_over(slots)))


def _taken_over(slots: Sequence[Slot]) -> Iterator[Slot]:
    """Without the struck lines: a condition that follows a struck “or when” or “except NAME when”
    takes its place."""
    waiting: Slot | None = None
    for slot in slots:
        if slot.struck is not None:
            waiting = waiting or (
                slot if slot.line.role in (LineKind.OR, LineKind.EXCEPT) else None
            )
        elif waiting is not None and slot.line.role is LineKind.AND:
            yield Slot(_opening(slot.line, waiting.line), slot.new)
            waiting = None
        else:
            _check_left(waiting)
            waiting = None
            yield slot
    _check_left(waiting)


def _opening(line: LogicalLine, struck: LogicalLine) -> LogicalLine:
    kept = tuple(child for child in struck.children if child.role in _KEPT_BELOW)
    kept = kept if struck.role is LineKind.EXCEPT else ()
    text = stem(struck) + body(line)
    return with_line(line, role=struck.role, text=text, children=(*line.children, *kept))


def _check_left(struck: Slot | None) -> None:
    """An exception without a condition is none: it has to be struck as such."""
    if struck is None or struck.line.role is not LineKind.EXCEPT or struck.struck is None:
        return
    if isinstance(struck.struck.edit, StrikeLine):
        raise refusal(
            "missing-condition",
            f"“{struck.line.text}” is the only condition of the exception",
            struck.struck.span,
            "strike the exception as a whole: “strike exception NAME”",
        )


_FIRST = {LineKind.AND: (LineKind.WHEN, "when "), LineKind.FURTHER: (LineKind.GIVEN, "given ")}
_LATER = {LineKind.WHEN: (LineKind.AND, "and "), LineKind.GIVEN: (LineKind.FURTHER, "and ")}


def _connected(slots: Iterator[Slot]) -> Iterator[LogicalLine]:
    opened = False
    for slot in slots:
        line = slot.line
        if not opened and line.role in _FIRST:
            line = _joined_by(line, *_FIRST[line.role])
        elif not opened and line.role is LineKind.OR:
            line = _joined_by(line, LineKind.WHEN, "when ")
        elif opened and line.role in _LATER and not slot.new:
            line = _joined_by(line, *_LATER[line.role])
        opened = opened or line.role in STEMMED
        yield line


def _joined_by(line: LogicalLine, role: LineKind, words: str) -> LogicalLine:
    return with_line(line, role=role, text=words + body(line))
