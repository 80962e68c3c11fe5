"""Cases: the things, the facts, the acts asked about and the expected verdicts become nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

from verifier.diagnostics import Problem
from verifier.language.line_grammar import Fields, read_line
from verifier.language.line_kinds import LineKind
from verifier.language.lines_below import lines_below
from verifier.language.logical_lines import LogicalLine, nearest_words, unknown_line
from verifier.language.parse_conditions import Problems
from verifier.language.parse_declarations import comments_of
from verifier.language.parse_guarantees import ColumnWord, whether
from verifier.language.parse_norms import title_of
from verifier.language.read_block import read_block
from verifier.language.syntax import (
    AskingPart,
    CaseDeclaration,
    ExpectLine,
    LawOfDay,
    Line,
    ThingsLine,
    Words,
)


def case(line: LogicalLine, problems: Problems) -> CaseDeclaration | None:
    fields = read_line(line, problems)
    below = read_block(line, problems)
    things = [things_line(child, problems) for child in below.every(LineKind.THINGS)]
    givens = _givens(below.group(LineKind.GIVEN), problems)
    closing = [read_line(child, problems) for child in below.every(LineKind.NOTHING_ELSE)]
    askings = _askings(below.group(LineKind.ASKING), problems)
    if fields is None:
        return None
    return CaseDeclaration(
        fields.need("NAME"),
        title_of(fields, problems),
        tuple(found for found in things if found),
        givens,
        bool(closing),
        askings,
        comments_of(line),
        line.whole,
        _under_law(below.first(LineKind.UNDER_LAW), problems),
    )


def _under_law(line: LogicalLine | None, problems: Problems) -> LawOfDay | None:
    fields = read_line(line, problems) if line else None
    return LawOfDay(fields.words("SENTENCE"), fields.line.span()) if fields else None


def things_line(line: LogicalLine, problems: Problems) -> ThingsLine | None:
    """`person Ana, Bea; crime C`: kinds with the names of the things of each."""
    below = lines_below(LineKind.CASE, "")
    if nearest_words(below, line.text):
        problems.append(unknown_line(LineKind.CASE, below, line.text, line.span()))
        return None
    fields = read_line(line, problems)
    if fields is None:
        return None
    groups = tuple(
        (group.need("THING_KIND"), group.every("THING")) for group in fields.parts("group")
    )
    return ThingsLine(groups, line.span())


# --------------------------------------------------------------------------- facts


def _givens(stated: Sequence[LogicalLine], problems: Problems) -> tuple[Line, ...]:
    for index, line in enumerate(stated):
        wanted = LineKind.FURTHER if index else LineKind.GIVEN
        if line.role is not wanted:
            word, instead = ("and", "given") if wanted is LineKind.GIVEN else ("given", "and")
            message = f"“{word}” stands where “{instead}” is expected"
            hint = "the first fact of a case begins with “given”, each further one with “and”"
            problems.append(Problem("missing-given", message, line.span(), hint))
    read = [given(line, problems) for line in stated]
    return tuple(fact for fact in read if fact)


def given(line: LogicalLine, problems: Problems) -> Line | None:
    """What a case states: one fact, never a choice between facts."""
    fields = read_line(line, problems)
    if fields is None:
        return None
    word = fields.words("BLOCK")
    if word is not None:
        message = f"a case says what is so; “{word.text}” leaves it open"
        hint = "write one case for each way in which it may be"
        problems.append(Problem("open-case", message, line.span(), hint))
        return None
    return Line(fields.need("SENTENCE"))


# --------------------------------------------------------------------------- expectations


def _askings(lines: Sequence[LogicalLine], problems: Problems) -> tuple[AskingPart, ...]:
    """Each `asking` line with the `expect` lines that follow it."""
    groups: list[list[LogicalLine]] = []
    for line in lines:
        if line.role is LineKind.ASKING:
            groups.append([line])
        elif groups:
            groups[-1].append(line)
        else:
            message = f"“{line.text}” stands before any question"
            hint = "write “asking whether PARTY may PHRASE” above it"
            problems.append(Problem("missing-asking", message, line.span(), hint))
    read = [_asking(group, problems) for group in groups]
    return tuple(part for part in read if part)


def _asking(group: Sequence[LogicalLine], problems: Problems) -> AskingPart | None:
    asked = whether(group[0], problems)
    read = [_expect(line, problems) for line in group[1:]]
    if asked is None:
        return None
    return AskingPart(asked, tuple(found for found in read if found), group[0].span())


def _expect(line: LogicalLine, problems: Problems) -> ExpectLine | None:
    fields = read_line(line, problems)
    if fields is None:
        return None
    columns = fields.every("COLUMN")
    for extra in columns[1:]:
        message = f"“{extra.text}” is a second column in one expectation"
        problems.append(Problem("second-column", message, extra.span, "write a line for each"))
    column = cast(ColumnWord, columns[0].text) if columns else None
    return ExpectLine(
        _form(fields),
        fields.every("VERDICT"),
        column,
        _readings(fields),
        fields.has("EVERY_READING"),
        fields.every("QUESTION_NAME"),
        line.span(),
    )


def _form(fields: Fields) -> Literal["verdict", "possible", "turns on"]:
    if fields.has("TURNS_ON"):
        return "turns on"
    return "possible" if fields.has("POSSIBLY") else "verdict"


def _readings(fields: Fields) -> tuple[tuple[Words, Words], ...]:
    """Pairs of a question and the reading assumed of it."""
    return tuple(
        (read.need("READ_QUESTION"), read.need("READ_AS")) for read in fields.parts("read")
    )
