"""A policy as a text that can be amended: the lines of its files as trees, each line with an
address, and the policy's own text beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from verifier.language import Document
from verifier.language.line_kinds import LineKind
from verifier.language.logical_lines import LogicalLine, lines_of
from verifier.source import SourceFile

Address = tuple[int, ...]
"""Where a line stands: the number of its file, of its item there, of the line below that …"""

THE_TEXT: Address = (-1,)
"""The address of the policy's own text."""


@dataclass(frozen=True)
class FileText:
    """One file: the lines at its margin, all others below them, and the comments at its end."""

    file: SourceFile
    items: tuple[LogicalLine, ...]
    trailing: tuple[str, ...]


@dataclass(frozen=True)
class PolicyText:
    """The files of a policy in the order in which they are used, and its own text."""

    files: tuple[FileText, ...]
    source: SourceFile | None

    def line(self, address: Address) -> LogicalLine:
        file, item, *rest = address
        line = self.files[file].items[item]
        for index in rest:
            line = line.children[index]
        return line

    def items(self) -> Iterator[Address]:
        """Every item of every file; the clauses of a law after the law."""
        for number, file in enumerate(self.files):
            for index, item in enumerate(file.items):
                yield number, index
                if item.role is LineKind.LAW:
                    clauses = enumerate(item.children)
                    yield from ((number, index, i) for i, c in clauses if c.role is LineKind.CLAUSE)

    def below(self, address: Address) -> Iterator[Address]:
        """Every line below a line, in the order of the text."""
        for index, child in enumerate(self.line(address).children):
            yield (*address, index)
            if child.children:
                yield from self.below((*address, index))

    def siblings(self, address: Address) -> Sequence[LogicalLine]:
        """The lines among which a line stands."""
        if len(address) == 2:
            return self.files[address[0]].items
        return self.line(address[:-1]).children

    def head(self) -> Address | None:
        """The `policy` line."""
        return next((a for a in self.items() if self.line(a).role is LineKind.POLICY), None)


def policy_text(documents: Sequence[Document], source: SourceFile | None) -> PolicyText:
    """The lines of files that were read without errors."""
    return PolicyText(tuple(_file_text(document.file) for document in documents), source)


def _file_text(file: SourceFile) -> FileText:
    lines = lines_of(file)
    return FileText(file, lines.items, lines.trailing)


def with_line(
    line: LogicalLine,
    *,
    role: LineKind | None = None,
    text: str | None = None,
    children: tuple[LogicalLine, ...] | None = None,
) -> LogicalLine:
    """The line with another role, other words or other lines below it."""
    return replace(
        line,
        role=line.role if role is None else role,
        text=line.text if text is None else text,
        children=line.children if children is None else children,
    )
