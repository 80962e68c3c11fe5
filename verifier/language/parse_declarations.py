"""Declarations: head, parties, kinds, facts, acts, definitions, assumptions become nodes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from verifier.language.line_grammar import Fields, read_line
from verifier.language.line_kinds import LineKind
from verifier.language.logical_lines import LogicalLine
from verifier.language.parse_conditions import (
    Problems,
    block,
    condition,
    conditions,
    quotations_below,
)
from verifier.language.parse_norms import sentence_of, title_of
from verifier.language.read_block import BlockLines, missing, read_block, second_lines
from verifier.language.syntax import (
    ActDeclaration,
    AssumeDeclaration,
    AttributeDeclaration,
    Block,
    CalendarDeclaration,
    CountsAsDeclaration,
    DefineDeclaration,
    EarlierVersion,
    ExcludesDeclaration,
    FactDeclaration,
    KindDeclaration,
    Line,
    ListSpec,
    NumberSpec,
    OneToEachLine,
    PartyDeclaration,
    PolicyHead,
    PresumeDeclaration,
    Quoted,
    Use,
    Words,
)

_UNITS: dict[str, Literal["number", "money", "date", "duration", "percentage"]] = {
    "is a number": "number",
    "is an amount of money": "money",
    "is a date": "date",
    "is a duration": "duration",
    "is a percentage": "percentage",
}


def fields_of(below: BlockLines, kind: LineKind, problems: Problems) -> tuple[Fields, ...]:
    """The lines of one kind that could be read."""
    read = (read_line(line, problems) for line in below.every(kind))
    return tuple(fields for fields in read if fields)


# --------------------------------------------------------------------------- head, files, parties


def policy_head(line: LogicalLine, problems: Problems) -> PolicyHead | None:
    fields = read_line(line, problems)
    below = read_block(line, problems)
    issued_by = sentence_of(below.first(LineKind.ISSUED_BY), problems)
    source_text = quoted_of(below.first(LineKind.SOURCE_TEXT), problems)
    version = quoted_of(below.first(LineKind.VERSION), problems)
    in_force = sentence_of(below.first(LineKind.IN_FORCE), problems)
    earlier = tuple(_earlier(found) for found in fields_of(below, LineKind.EARLIER, problems))
    if fields is None:
        return None
    title, name = title_of(fields, problems), fields.need("NAME")
    return PolicyHead(name, title, issued_by, source_text, line.whole, version, in_force, earlier)


def _earlier(fields: Fields) -> EarlierVersion:
    version, path = fields.quotations()
    return EarlierVersion(version, path, fields.line.span())


def quoted_of(line: LogicalLine | None, problems: Problems) -> Quoted | None:
    """The quotation of a line such as `source text "FILE"`."""
    fields = read_line(line, problems) if line else None
    return fields.quoted() if fields else None


def use(line: LogicalLine, problems: Problems) -> Use | None:
    fields = read_line(line, problems)
    path = fields.quoted() if fields else None
    return Use(path, line.whole) if path else None


def party(line: LogicalLine, problems: Problems) -> PartyDeclaration | None:
    fields = read_line(line, problems)
    called = fields_of(read_block(line, problems), LineKind.ALSO_CALLED, problems)
    if fields is None:
        return None
    title = title_of(fields, problems)
    names = tuple(quoted for names in called for quoted in names.quotations())
    return PartyDeclaration(fields.need("NAME"), title, names, line.whole)


def calendar(line: LogicalLine, problems: Problems) -> CalendarDeclaration | None:
    fields = read_line(line, problems)
    lines = fields_of(read_block(line, problems), LineKind.CLOSED_ON, problems)
    if fields is None:
        return None
    closed = tuple(words for one in lines for words in one.every("CLOSED_DAY"))
    return CalendarDeclaration(fields.need("NAME"), closed, line.whole)


# --------------------------------------------------------------------------- kinds, facts, acts


def kind(line: LogicalLine, problems: Problems) -> KindDeclaration | None:
    fields = read_line(line, problems)
    attributes = tuple(
        found for child in line.children if (found := _attribute(child, problems)) is not None
    )
    if fields is None:
        return None
    return KindDeclaration(
        fields.need("KIND_NAME"),
        fields.words("PARENT"),
        fields.quoted(),
        attributes,
        line.whole,
    )


def _attribute(line: LogicalLine, problems: Problems) -> AttributeDeclaration | None:
    fields = read_line(line, problems)
    below = read_block(line, problems)
    judged_by, controlled_by = _in_hands(below, problems)
    if fields is None:
        return None
    type_ = _attribute_type(fields, below, problems)
    name = fields.need("ATTRIBUTE_NAME")
    return AttributeDeclaration(name, type_, judged_by, controlled_by, line.whole)


def _in_hands(below: BlockLines, problems: Problems) -> tuple[Words | None, Words | None]:
    """Who judges it and who controls it."""
    judged_by = sentence_of(below.first(LineKind.JUDGED_BY), problems)
    controlled_by = sentence_of(below.first(LineKind.CONTROLLED_BY), problems)
    return judged_by, controlled_by


def _attribute_type(fields: Fields, below: BlockLines, problems: Problems) -> ListSpec | NumberSpec:
    line = fields.line
    for number in fields.parts("number"):
        label = number.words("LABEL")
        unit = _UNITS[number.need("UNIT").text]
        least, most = number.words("LEAST"), number.words("SENTENCE")
        return NumberSpec(unit, label.text if label else "", least, most, line.span())
    yes_or_no = fields.words("YES_OR_NO")
    if yes_or_no is not None:
        place = yes_or_no.span
        return ListSpec((Words("yes", place), Words("no", place)), False, place)
    members = tuple(_members(fields, below, problems))
    closing = fields.parts("list")[0].words("CLOSED")
    return ListSpec(members, closing is None, line.whole)


def _members(fields: Fields, below: BlockLines, problems: Problems) -> Iterator[Words]:
    for inline in fields.parts("list"):
        for members in inline.parts("members"):
            yield from members.members()
    for members in fields_of(below, LineKind.MEMBERS, problems):
        yield from members.members()


def fact(line: LogicalLine, problems: Problems) -> FactDeclaration | None:
    sentence = sentence_of(line, problems)
    below = read_block(line, problems)
    ones = tuple(_one_to_each(f) for f in fields_of(below, LineKind.ONE_TO_EACH, problems))
    judged_by, controlled_by = _in_hands(below, problems)
    if sentence is None:
        return None
    event = line.role is LineKind.EVENT
    return FactDeclaration(sentence, event, ones, judged_by, controlled_by, line.whole)


def _one_to_each(fields: Fields) -> OneToEachLine:
    exactly = not fields.has("AT_MOST")
    return OneToEachLine(exactly, fields.need("ONE"), fields.need("SENTENCE"), fields.line.span())


def act(line: LogicalLine, problems: Problems) -> ActDeclaration | None:
    phrase = sentence_of(line, problems)
    confined = read_block(line, problems).first(LineKind.IN_ITS_WAYS)
    if confined is not None:
        read_line(confined, problems)
    return ActDeclaration(phrase, line.whole, confined is not None) if phrase else None


# --------------------------------------------------------------------------- meaning, background


def counts_as(line: LogicalLine, problems: Problems) -> CountsAsDeclaration | None:
    fields = read_line(line, problems)
    below = read_block(line, problems)
    when = conditions(below.group(LineKind.WHEN), line.span(), problems)
    quotes = quotations_below(below.lines, problems)
    if fields is None:
        return None
    source, target = fields.need("COUNTING"), fields.need("SENTENCE")
    return CountsAsDeclaration(source, target, when, line.whole, quotes)


def excludes(line: LogicalLine, problems: Problems) -> ExcludesDeclaration | None:
    fields = read_line(line, problems)
    if fields is None:
        return None
    return ExcludesDeclaration(fields.need("EXCLUDING"), fields.need("SENTENCE"), line.whole)


def define(line: LogicalLine, problems: Problems) -> DefineDeclaration | None:
    sentence = sentence_of(line, problems)
    below = read_block(line, problems)
    when = conditions(below.group(LineKind.WHEN), line.span(), problems)
    quotes = quotations_below(below.lines, problems)
    return DefineDeclaration(sentence, when, line.whole, quotes) if sentence else None


def comments_of(line: LogicalLine) -> tuple[str, ...]:
    """The comments right above an item and within it, the signs taken off."""
    blanks = [index for index, text in enumerate(line.comments) if not text]
    above = line.comments[blanks[-1] + 1 :] if blanks else line.comments
    texts = (*above, *(text for child in line.children for text in _every_comment(child)))
    return tuple(text.lstrip("#").strip() for text in (*texts, *line.trailing) if text)


def _every_comment(line: LogicalLine) -> Iterator[str]:
    yield from line.comments
    for child in line.children:
        yield from _every_comment(child)
    yield from line.trailing


def assume(line: LogicalLine, problems: Problems) -> AssumeDeclaration | None:
    fields = read_line(line, problems)
    below = read_block(line, problems)
    stated = below.first(LineKind.NEVER, LineKind.ALWAYS)
    when = conditions(below.group(LineKind.WHEN), line.span(), problems)
    if fields is None or stated is None:
        return None
    title, name = title_of(fields, problems), fields.need("NAME")
    comments, quotes = comments_of(line), quotations_below(below.lines, problems)
    if stated.role is LineKind.ALWAYS:
        body = _parts(condition(stated, problems))
        return AssumeDeclaration(name, title, "always", body, when, comments, line.whole, quotes)
    parts = block(stated, Words("never", stated.span()), problems).parts
    return AssumeDeclaration(name, title, "never", parts, when, comments, line.whole, quotes)


def _parts(read: Line | Block | None) -> tuple[Line | Block, ...]:
    return () if read is None else (read,)


def presume(line: LogicalLine, problems: Problems) -> PresumeDeclaration | None:
    fields = read_line(line, problems)
    below = read_block(line, problems)
    stated = below.every(LineKind.PART)
    problems.extend(second_lines(stated))
    presumed = condition(stated[0], problems) if stated else None
    unless = conditions(below.group(LineKind.UNLESS), line.span(), problems)
    quotes = quotations_below(below.lines, problems)
    if isinstance(presumed, Block):
        problems.append(missing(line, LineKind.PART))
    if fields is None or not isinstance(presumed, Line):
        return None
    title = title_of(fields, problems)
    return PresumeDeclaration(fields.need("NAME"), title, presumed, unless, line.whole, quotes)
