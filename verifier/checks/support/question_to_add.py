"""Does a word leave the act to somebody? A clause goes in; out come a question about its “may” or
“need not” and a clause for the reading that it does, as lines to be pasted, and the policy with
them, read anew from its own files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from verifier.diagnostics import Level
from verifier.elaborate.whole import elaborate
from verifier.language.format import canonical_rows
from verifier.language.line_kinds import LineKind
from verifier.language.logical_lines import LogicalLine, lines_of
from verifier.language.parse import parse
from verifier.model import Modality, Norm, Policy
from verifier.source import SourceFile

CONVERSE = {Modality.PERMITTED: Modality.EXEMPT, Modality.EXEMPT: Modality.PERMITTED}
"""What a permission, and an exemption, says as well where it leaves the act to somebody."""
BOUND, LEFT = "bound", "left"
_ELSEWHERE = {LineKind.QUOTE, LineKind.RELATION, LineKind.OWED_TO}
"""Lines of a clause that a clause about one of its readings does not repeat."""


@dataclass(frozen=True)
class QuestionToAdd:
    """Lines to be pasted, the policy with them, the question and the clause that they add."""

    lines: tuple[str, ...]
    policy: Policy
    question: str
    clause: str


def question_to_add(policy: Policy, norm: Norm, strict: str, whom: str) -> QuestionToAdd | None:
    """The question whether the norm's word leaves the act to somebody (`whom`) although another
    clause (`strict`, by its name) does not; None where the clause cannot be told apart in its file,
    or the policy cannot be read with what would be added."""
    line = _clause_line(policy, norm)
    if line is None or norm.modality not in CONVERSE:
        return None
    for dropped in (frozenset(_ELSEWHERE), frozenset({*_ELSEWHERE, LineKind.DEADLINE})):
        lines = tuple(_written(norm, line, strict, whom, dropped))
        added = _read(policy, lines)
        if added is not None:
            return QuestionToAdd(lines, added, _question(norm), _clause(norm))
    return None


def _question(norm: Norm) -> str:
    assert norm.modality is not None
    return f"{norm.modality.words} in clause {norm.clause}"


def _clause(norm: Norm) -> str:
    return f"{norm.clause}-{LEFT}"


def _clause_line(policy: Policy, norm: Norm) -> LogicalLine | None:
    """The clause as it stands in its file."""
    span = policy.clauses[norm.clause].span
    if span is None:
        return None
    lines = (line for line in lines_of(span.file).items if line.role is LineKind.CLAUSE)
    return next((line for line in lines if line.span().start <= span.start < line.whole.end), None)


def _written(
    norm: Norm,
    line: LogicalLine,
    strict: str,
    whom: str,
    dropped: frozenset[LineKind],
) -> Iterator[str]:
    word = norm.modality.words if norm.modality else ""
    yield f'question {_question(norm)} "Does ‘{word}’ in clause {norm.clause} leave it to {whom}?"'
    yield f'  reading {BOUND} (plain) "It does not: {strict} stands"'
    yield f'  reading {LEFT} "It does"'
    yield ""
    yield f'clause {_clause(norm)} "Where ‘{word}’ in clause {norm.clause} leaves it to {whom}"'
    children = [_converse(norm, child) for child in line.children if child.role not in dropped]
    shown = replace(line, text="", comments=(), trailing=(), children=tuple(children))
    yield from (row for row, _ in canonical_rows([shown], ()) if row.strip())
    yield f"  except {BOUND} when reading {_question(norm)} as {BOUND}"


def _converse(norm: Norm, line: LogicalLine) -> LogicalLine:
    """The line without comments and quotations; the norm's own line with the converse in place of
    its word."""
    assert norm.modality is not None
    text = line.text
    if line.role is LineKind.NORM:
        word, other = norm.modality.words, CONVERSE[norm.modality].words
        text = text.replace(f" {word} ", f" {other} ", 1)
    below = tuple(_converse(norm, c) for c in line.children if c.role is not LineKind.QUOTE)
    return replace(line, text=text, comments=(), trailing=(), children=below)


def _read(policy: Policy, lines: Sequence[str]) -> Policy | None:
    """The policy with these lines at the end of its first file; None where it cannot be read."""
    others = sum(len(one.files) + (one.source is not None) for one in policy.earlier)
    first, *rest = policy.files[: len(policy.files) - others]
    text = "\n".join([first.text.rstrip("\n"), "", *lines, ""])
    files = (SourceFile(first.name, text), *rest)
    source = policy.source.file if policy.source else None
    read = [parse(file) for file in files]
    if any(problem.level is Level.ERROR for _, problems in read for problem in problems):
        return None
    return elaborate([document for document, _ in read], source, policy.earlier)[0]
