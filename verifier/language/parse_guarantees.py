"""Guarantees: promises, possibilities and claims of coverage become nodes."""

from __future__ import annotations

from typing import Literal, cast

from verifier.diagnostics import Problem
from verifier.language.line_grammar import read_line
from verifier.language.line_kinds import LineKind
from verifier.language.lines_below import lines_below
from verifier.language.logical_lines import LogicalLine
from verifier.language.parse_conditions import Problems, conditions
from verifier.language.parse_norms import norm_sentence, title_of
from verifier.language.read_block import BlockLines, read_block, second_lines
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
    below = read_block(line, problems)
    stated = below.every(LineKind.NEVER_A, LineKind.NORM)
    problems.extend(second_lines(stated))
    never_line = next(iter(stated), None)
    norm, never = None, None
    if never_line is not None and never_line.role is LineKind.NORM:
        norm = norm_sentence(never_line, lines_below(LineKind.PROMISE, ""), problems)
    elif never_line is not None:
        never = read_line(never_line, problems)
    act = whether(below.first(LineKind.WHETHER), problems)
    when = conditions(below.group(LineKind.WHEN), line.span(), problems)
    plain, column = _footing(below, LineKind.PROMISE, problems)
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


def _footing(
    below: BlockLines, parent: LineKind, problems: Problems
) -> tuple[bool, ColumnWord | None]:
    """`under the plain readings` and the column in which a guarantee is meant."""
    under = below.first(LineKind.UNDER)
    column = below.first(LineKind.COLUMN)
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
    below = read_block(line, problems)
    act = whether(below.first(LineKind.WHETHER), problems)
    when = conditions(below.group(LineKind.WHEN), line.span(), problems)
    expected = below.first(LineKind.EXPECT_ANY)
    verdicts = read_line(expected, problems) if expected else None
    plain, column = _footing(below, LineKind.POSSIBLE, problems)
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
    below = read_block(line, problems)
    act = whether(below.first(LineKind.WHETHER), problems)
    when = conditions(below.group(LineKind.WHEN), line.span(), problems)
    if fields is None:
        return None
    title = title_of(fields, problems)
    if act is None:
        return None
    return CoversDeclaration(fields.need("NAME"), title, act, when, line.whole)
