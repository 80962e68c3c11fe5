"""The lines below a line, held against its block in the grammar: what is missing, what is twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifier.diagnostics import Problem
from verifier.language.grammar import forms_of
from verifier.language.line_kinds import LineKind
from verifier.language.logical_lines import LogicalLine
from verifier.language.productions import Block, block_of

_NOTHING_BELOW = "nothing stands below “{}”"
_MISSING = {
    LineKind.CLAUSE: (
        "missing-norm",
        "“{}” has no norm: nobody must, must not, may or need not do anything",
        "add a line such as “the Office must not …”",
    ),
    LineKind.LAW: (
        "empty-block",
        "“{}” has no clause",
        'write clauses below it, indented, each beginning with clause ID "TITLE"',
    ),
    LineKind.NOT_ENCODED: (
        "empty-block",
        "“{}” gives no reason",
        'add a line because "…" below it',
    ),
    LineKind.ASSUME: (
        "empty-block",
        "“{}” assumes nothing",
        "add “never” with conditions below it, or a line “always …”",
    ),
    LineKind.PRESUME: (
        "empty-block",
        "“{}” does not say what is presumed",
        "write the presumed fact below it as one line",
    ),
    LineKind.PROMISE: (
        "empty-block",
        "“{}” promises nothing",
        "add a norm such as “the Office must not …”, or “never a dilemma”",
    ),
    LineKind.COVERS: (
        "missing-act",
        "“{}” does not say which act it is about",
        "add a line “whether PARTY may PHRASE”",
    ),
    LineKind.AMENDMENT: ("empty-block", "“{}” amends nothing", "write its edits below it"),
    LineKind.IN_ITEM: ("empty-block", "“{}” edits nothing", "write its edits below it"),
    LineKind.REPLACE_ITEM: (
        "empty-block",
        "“{}” puts nothing into the policy",
        "write the new item below it, indented by two more spaces",
    ),
    LineKind.INSERT_ITEM: (
        "empty-block",
        "“{}” puts nothing into the policy",
        "write the new items below it, indented by two more spaces",
    ),
    LineKind.MEMBERS: (
        "empty-block",
        "“{}” lists nothing",
        "write its members after it with commas between them, or below it, indented",
    ),
    LineKind.PART: (
        "empty-block",
        _NOTHING_BELOW,
        "write its conditions below it, one a line, indented by two more spaces",
    ),
    LineKind.PHRASE: (
        "empty-block",
        _NOTHING_BELOW,
        "write the acts below it, one a line, indented by two more spaces",
    ),
}
"""What is said where a line that has to be there is missing: by the line above it or else by its
own kind; for any other line it is said with the line's form."""


@dataclass(frozen=True)
class BlockLines:
    """The lines below a line, by the places that its block has for them."""

    lines: tuple[LogicalLine, ...]
    block: Block | None

    def first(self, *kinds: LineKind) -> LogicalLine | None:
        """The first line of these kinds."""
        return next(iter(self.every(*kinds)), None)

    def every(self, *kinds: LineKind) -> tuple[LogicalLine, ...]:
        """All lines of these kinds, in the order in which they are written."""
        return tuple([line for line in self.lines if line.role in kinds])

    def group(self, *opening: LineKind) -> tuple[LogicalLine, ...]:
        """All lines of the groups that lines of these kinds open."""
        groups = (self.block.member_of(kind) for kind in opening if self.block)
        return self.every(*(line.kind for member in groups if member for line in member.lines))


def read_block(line: LogicalLine, problems: list[Problem]) -> BlockLines:
    """The lines below a line; a problem for each that is missing, and for each that is there again
    and may not be."""
    block = block_of(line.role, line.text)
    below = BlockLines(line.children, block)
    there = {child.role for child in line.children}
    for member in block.members if block else ():
        if there.isdisjoint(member.kinds):
            problems.extend([missing(line, member.kinds[0])] if member.needed else ())
        elif member.single and len(line.children) > 1:
            problems.extend(second_lines(below.every(*member.kinds)))
    return below


def second_lines(found: Sequence[LogicalLine]) -> Iterator[Problem]:
    """A problem for each of these lines but the first."""
    for line in found[1:]:
        message = f"“{line.text}” is the second line of its kind here"
        related = (("the first stands here", found[0].span()),)
        yield Problem("second-line", message, line.span(), "keep one of them", related=related)


def missing(line: LogicalLine, kind: LineKind) -> Problem:
    """A line of this kind has to stand below a line, and does not."""
    said = _MISSING.get(line.role) or _MISSING.get(kind)
    if said is None:
        form = forms_of(kind).said[0]
        said = ("missing-line", "“{}” lacks a line below it", f"add a line “{form}”")
    name, message, hint = said
    return Problem(name, message.format(line.text), line.span(), hint)
