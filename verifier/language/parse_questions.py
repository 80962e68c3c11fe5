"""Questions of interpretation, and words that are left out on purpose, become nodes."""

from __future__ import annotations

from verifier.language.line_grammar import Fields, read_line
from verifier.language.line_kinds import LineKind
from verifier.language.logical_lines import LogicalLine
from verifier.language.parse_conditions import Problems
from verifier.language.parse_declarations import fields_of
from verifier.language.parse_norms import title_of
from verifier.language.read_block import read_block
from verifier.language.syntax import (
    AboutLine,
    AdoptedLine,
    NotEncoded,
    QuestionDeclaration,
    Quoted,
    ReadingLine,
)
from verifier.source import Span


def question(line: LogicalLine, problems: Problems) -> QuestionDeclaration | None:
    fields = read_line(line, problems)
    below = read_block(line, problems)
    about = [_about(found) for found in fields_of(below, LineKind.ABOUT, problems)]
    read = fields_of(below, LineKind.READING, problems)
    readings = tuple(_reading(found, problems) for found in read)
    adopted = _adopted(below.first(LineKind.ADOPTED), problems)
    idle = fields_of(below, LineKind.AFFECTS_NO_VERDICT, problems)
    if fields is None:
        return None
    title, name = title_of(fields, problems), fields.need("NAME")
    return QuestionDeclaration(name, title, tuple(about), readings, adopted, bool(idle), line.whole)


def _about(fields: Fields) -> AboutLine:
    return AboutLine(_quotation(fields), fields.words("ID"), fields.line.span())


def _quotation(fields: Fields) -> Quoted:
    """A quotation that the grammar guarantees."""
    return fields.quotations()[0]


def _reading(fields: Fields, problems: Problems) -> ReadingLine:
    title = title_of(fields, problems)
    return ReadingLine(fields.need("READING_NAME"), fields.has("PLAIN"), title, fields.line.span())


def _adopted(line: LogicalLine | None, problems: Problems) -> AdoptedLine | None:
    fields = read_line(line, problems) if line else None
    if fields is None:
        return None
    by, because = fields.quotations()
    return AdoptedLine(fields.need("ADOPTED"), by, fields.need("DAY"), because, fields.line.span())


def not_encoded(line: LogicalLine, problems: Problems) -> NotEncoded | None:
    fields = read_line(line, problems)
    reason = read_block(line, problems).first(LineKind.BECAUSE)
    because = read_line(reason, problems) if reason else None
    if fields is None:
        return None
    nothing = Quoted("", Span(line.file, line.span().end, line.span().end))
    return NotEncoded(_quotation(fields), _quotation(because) if because else nothing, line.whole)
