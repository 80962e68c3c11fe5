"""From text to tree: a policy file goes in, its items as written and every mistake come out."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from verifier.diagnostics import Problem
from verifier.language.line_kinds import LineKind
from verifier.language.logical_lines import LogicalLine, lines_of
from verifier.language.parse_amendments import amendment, new_items
from verifier.language.parse_cases import case
from verifier.language.parse_conditions import Problems
from verifier.language.parse_declarations import (
    act,
    assume,
    calendar,
    counts_as,
    define,
    excludes,
    fact,
    kind,
    party,
    policy_head,
    presume,
    use,
)
from verifier.language.parse_guarantees import covers, possible, promise
from verifier.language.parse_norms import clause, law
from verifier.language.parse_questions import not_encoded, question
from verifier.language.syntax import Document, Item, PolicyHead
from verifier.source import SourceFile

Node = TypeVar("Node")

_ITEMS: dict[LineKind, Callable[[LogicalLine, Problems], Item | None]] = {
    LineKind.POLICY: policy_head,
    LineKind.USE: use,
    LineKind.PARTY: party,
    LineKind.KIND: kind,
    LineKind.FACT: fact,
    LineKind.EVENT: fact,
    LineKind.ACT: act,
    LineKind.COUNTS_AS: counts_as,
    LineKind.EXCLUDES: excludes,
    LineKind.CALENDAR: calendar,
    LineKind.DEFINE: define,
    LineKind.ASSUME: assume,
    LineKind.PRESUME: presume,
    LineKind.QUESTION: question,
    LineKind.CLAUSE: clause,
    LineKind.LAW: law,
    LineKind.NOT_ENCODED: not_encoded,
    LineKind.PROMISE: promise,
    LineKind.POSSIBLE: possible,
    LineKind.COVERS: covers,
    LineKind.CASE: case,
}


@lru_cache(maxsize=64)  # a file is read for what it says, for its layout, and in every version
def parse(file: SourceFile) -> tuple[Document, tuple[Problem, ...]]:
    """The items of a file that could be read, and all problems in the order of the text.

    Never raises for a mistake in the text: after each one reading goes on at the next line, and an
    item of which too little is left is missing from the document.
    """
    lines = lines_of(file)
    problems = list(lines.problems)
    read = [_item(line, problems) for line in lines.items]
    items = tuple(item for item in read if item is not None)
    _one_policy(items, problems)
    return Document(file, _first_policy(items)), tuple(sorted(problems, key=_place))


def _item(line: LogicalLine, problems: Problems) -> Item | None:
    if line.role is LineKind.AMENDMENT:
        for new in new_items(line):
            _ITEMS[new.role](new, problems)
        return amendment(line, problems)
    return _ITEMS[line.role](line, problems)


def _one_policy(items: tuple[Item, ...], problems: Problems) -> None:
    heads = [item for item in items if isinstance(item, PolicyHead)]
    for head in heads[1:]:
        message = f"“policy {head.name.text}” is the second policy in one file"
        hint = "put it into a file of its own; one folder holds one policy"
        related = (("the first stands here", heads[0].name.span),)
        problems.append(Problem("second-policy", message, head.name.span, hint, related=related))


def _first_policy(items: tuple[Item, ...]) -> tuple[Item, ...]:
    first = next((item for item in items if isinstance(item, PolicyHead)), None)
    return tuple(i for i in items if not isinstance(i, PolicyHead) or i is first)


def _place(problem: Problem) -> tuple[int, int]:
    return (problem.span.start, problem.span.end) if problem.span else (-1, -1)
