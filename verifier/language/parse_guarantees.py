"""Guarantees: promises, possibilities and claims of coverage become nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

from verifier.diagnostics import Problem
from verifier.language.line_grammar import read_line
from verifier.language.line_kinds import LineKind
from verifier.language.lines_below import lines_below
from verifier.language.logical_lines import LogicalLine
from verifier.language.parse_conditions import Problems, conditions
from verifier.language.parse_norms import CONDITION_LINES, norm_sentence, once, title_of
from verifier.language.syntax import (
    CoversDeclaration,
    PossibleDeclaration,
    PromiseDeclaration,
    WhetherLine,
)

ColumnWord = Literal["alone", "beside the law", "in the end"]
ConflictWord = Literal["dilemma", "antinomy", "conflict"]


def whether(line: LogicalLine | None, problems: Problems) -> WhetherLine | None:
    fields = read_line(line, problems) if line else None
    if fields is None:
        return None
    return WhetherLine(fields.need("AGENT"), fields.need("SENTENCE"), fields.line.span())


def promise(line: LogicalLine, problems: Problems) -> PromiseDeclaration | None:
    fields = read_line(line, problems)
    lines = line.children
    never_line = once(lines, (LineKind.NEVER_A, LineKind.NORM), problems)
    norm, never = None, None
    if never_line is not None and never_line.role is LineKind.NORM:
        norm = norm_sentence(never_line, lines_below(LineKind.PROMISE, ""), problems)
    elif never_line is not None:
        never = read_line(never_line, problems)
    act = whether(once(lines, (LineKind.WHETHER,), problems), problems)
    when = conditions(_conditions(lines), line.span(), problems)
    plain, column = _footing(lines, LineKind.PROMISE, problems)
    if never_line is None:
        message = f"“{line.text}” promises nothing"
        hint = "add a norm such as “the Office must not …”, or “never a dilemma”"
        problems.append(Problem("empty-block", message, line.span(), hint))
    if fields is None:
        return None
    title = title_of(fields, problems)
    if norm is None and never is None:
        return None
    return PromiseDeclaration(
        fields.need("NAME"),
        title,
        norm,
        cast(ConflictWord, never.need("CONFLICT").text) if never else None,
        act,
        when,
        plain,
        column,
        line.whole,
    )


def _conditions(lines: Sequence[LogicalLine]) -> list[LogicalLine]:
    return [line for line in lines if line.role in CONDITION_LINES]


def _footing(
    lines: Sequence[LogicalLine], parent: LineKind, problems: Problems
) -> tuple[bool, ColumnWord | None]:
    """`under the plain readings` and the column in which a guarantee is meant."""
    under = once(lines, (LineKind.UNDER,), problems)
    column = once(lines, (LineKind.COLUMN,), problems)
    read_under = read_line(under, problems) if under else None
    read_column = read_line(column, problems) if column else None
    readings = read_under.need("READINGS") if read_under else None
    default = "some reading" if parent is LineKind.POSSIBLE else "every reading"
    if readings is not None and readings.text not in (default, "the plain readings"):
        message = f"“under {readings.text}” is not said of a “{parent}”"
        hint = f"write “under {default}” or “under the plain readings”"
        problems.append(Problem("wrong-readings", message, readings.span, hint))
    word = read_column.need("COLUMN").text if read_column else None
    plain = readings is not None and readings.text == "the plain readings"
    return plain, cast(ColumnWord | None, word)


def possible(line: LogicalLine, problems: Problems) -> PossibleDeclaration | None:
    fields = read_line(line, problems)
    lines = line.children
    act = whether(once(lines, (LineKind.WHETHER,), problems), problems)
    when = conditions(_conditions(lines), line.span(), problems)
    expected = once(lines, (LineKind.EXPECT_ANY,), problems)
    verdicts = read_line(expected, problems) if expected else None
    plain, column = _footing(lines, LineKind.POSSIBLE, problems)
    if fields is None:
        return None
    return PossibleDeclaration(
        fields.need("NAME"),
        title_of(fields, problems),
        act,
        when,
        verdicts.every("VERDICT") if verdicts else (),
        plain,
        column,
        line.whole,
    )


def covers(line: LogicalLine, problems: Problems) -> CoversDeclaration | None:
    fields = read_line(line, problems)
    asked = once(line.children, (LineKind.WHETHER,), problems)
    act = whether(asked, problems)
    when = conditions(_conditions(line.children), line.span(), problems)
    if asked is None:
        message = f"“{line.text}” does not say which act it is about"
        hint = "add a line “whether PARTY may PHRASE”"
        problems.append(Problem("missing-act", message, line.span(), hint))
    if fields is None:
        return None
    title = title_of(fields, problems)
    if act is None:
        return None
    return CoversDeclaration(fields.need("NAME"), title, act, when, line.whole)
