"""What may stand at a place: the text above a row and its indentation go in, the lines that can
begin there come out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifier.language.grammar import FILE, forms_of, last_terminal
from verifier.language.leading_words import leading_words
from verifier.language.line_kinds import LineKind
from verifier.language.logical_lines import LogicalLine, lines_of
from verifier.language.productions import Block, LineOf, Member, Place, blocks_of_rule
from verifier.source import SourceFile


@dataclass(frozen=True)
class Completion:
    """A line that can begin at a place: its kind, the words with which it can begin (none where it
    begins with words of the drafter's), and the forms in which it is written."""

    kind: LineKind
    words: tuple[str, ...]
    forms: tuple[str, ...]


def completions(above: SourceFile, indent: int) -> tuple[Completion, ...]:
    """The lines that can begin in a row that is indented by so many spaces and follows a text, in
    canonical order. What may stand there once, and stands there already, is left out. Rows below
    the place are not looked at; what is written wrongly above it is passed over."""
    rule, lines, ending = FILE, lines_of(above).items, None
    while lines and _column(lines[-1]) < indent:
        block = _block(rule, ending)
        if block is None:
            return ()
        line = lines[-1]
        rule = block.places([other.role for other in lines])[-1].line.rule
        lines, ending = line.children, last_terminal(line.text, line.role)
    block = _block(rule, ending)
    found = _offered(block, [line.role for line in lines]) if block else ()
    return tuple(map(_completion, found))


def _column(line: LogicalLine) -> int:
    start = line.span().start
    return start - (line.file.text.rfind("\n", 0, start) + 1)


def _block(rule: str, ending: str | None) -> Block | None:
    """The block below a line of a rule that ends in this terminal."""
    own = blocks_of_rule(rule)
    fitting = (block for block in own if ending is not None and ending in block.endings)
    return next(fitting, None) or next((block for block in own if not block.endings), None)


def _offered(block: Block, there: Sequence[LineKind]) -> Iterator[LineOf]:
    """The lines that can still stand in a block."""
    places = block.places(there)
    taken = {place.index for place in places}
    following = _last_groups(block, places)
    for index, member in enumerate(block.members):
        if member.misplaced:
            continue
        if index in following:
            yield from member.follows
        if member.most is None or index not in taken:
            yield from member.opens


def _last_groups(block: Block, places: Sequence[Place]) -> set[int]:
    """The groups with which a line can go on: those that are opened, without those that an
    exception or another group with lines of the same kind has ended."""
    found: list[int] = []
    for place in places:
        if place.opens and block.members[place.index].group:
            found = [i for i in found if not _alike(block.members[i], block.members[place.index])]
            found.append(place.index)
    return set(found)


def _alike(one: Member, other: Member) -> bool:
    return not {line.kind for line in one.follows}.isdisjoint(line.kind for line in other.follows)


def _completion(line: LineOf) -> Completion:
    return Completion(line.kind, leading_words(line.kind.value), forms_of(line.kind).all)
