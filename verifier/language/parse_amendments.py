"""Amendments: what they amend, what they intend and each of their edits become nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, cast, get_args

from verifier.diagnostics import Problem
from verifier.language.line_grammar import Fields, read_line
from verifier.language.line_kinds import LineKind
from verifier.language.logical_lines import LogicalLine
from verifier.language.parse_conditions import Problems, conditions
from verifier.language.parse_declarations import quoted_of
from verifier.language.parse_norms import sentence_of, title_of
from verifier.language.read_block import read_block
from verifier.language.syntax import (
    AmendmentDeclaration,
    EditException,
    EditList,
    EditPart,
    EditWords,
    InsertItems,
    InsertLines,
    IntendsLine,
    ItemName,
    ItemNoun,
    LineName,
    NewLine,
    Quoted,
    Renumber,
    ReplaceItem,
    ReplaceLine,
    StrikeItem,
    StrikeLine,
    Verb,
    Words,
)

_ITEM_NAMES = ("OF_KIND", "OF_QUESTION", "OF_CASE", "SENTENCE")
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_NOUNS: tuple[ItemNoun, ...] = get_args(ItemNoun)
_HEAD_WORDS: dict[str, ItemNoun] = {
    "define": "definition",
    "assume": "assumption",
    "presume": "presumption",
    "possible": "possibility",
    "covers": "coverage",
    "not encoded": "words set aside",
}
"""The words with which an item begins, where an amendment calls it by a noun."""


def new_items(line: LogicalLine) -> Iterator[LogicalLine]:
    """The items that an amendment puts into the policy, to be read as any others are."""
    for child in line.children:
        if child.role in (LineKind.REPLACE_ITEM, LineKind.INSERT_ITEM):
            yield from child.children


def amendment(line: LogicalLine, problems: Problems) -> AmendmentDeclaration | None:
    fields = read_line(line, problems)
    below = read_block(line, problems)
    amends = quoted_of(below.first(LineKind.AMENDS), problems)
    makes = quoted_of(below.first(LineKind.MAKES), problems)
    in_force = sentence_of(below.first(LineKind.IN_FORCE), problems)
    intents = [_intends(child, problems) for child in below.every(LineKind.INTENDS)]
    nothing_else = below.first(LineKind.NO_OTHER)
    edits = [edit for child in below.lines for edit in _edits(child, problems)]
    if fields is None:
        return None
    return AmendmentDeclaration(
        fields.need("AMENDMENT_NAME"),
        title_of(fields, problems),
        fields.need("SENTENCE"),
        amends,
        makes,
        in_force,
        tuple(intent for intent in intents if intent),
        nothing_else is not None,
        tuple(edits),
        line.whole,
    )


def _intends(line: LogicalLine, problems: Problems) -> IntendsLine | None:
    fields = read_line(line, problems)
    below = read_block(line, problems)
    what = below.first(LineKind.IN_WHAT)
    verb = read_line(what, problems) if what else None
    when = conditions(below.group(LineKind.WHEN), line.span(), problems)
    if fields is None:
        return None
    direction = cast(Literal["tighten", "loosen", "leave unchanged"], fields.need("DIRECTION").text)
    return IntendsLine(
        direction,
        fields.words("AGENT"),
        fields.need("SENTENCE"),
        cast(Verb, verb.need("IT_VERB").text) if verb else None,
        when,
        line.whole,
    )


# --------------------------------------------------------------------------- names


def item_name(words: Words, problems: Problems) -> ItemName | None:
    """`clause P4`, `definition "a crime is listed"`, `exception relief of clause P6`."""
    noun = next((n for n in _NOUNS if re.match(rf"{n}\b", words.text)), None)
    exception = re.fullmatch(r"exception (.+) of clause (\S+)", words.text)
    if exception is not None:
        return ItemName("clause", exception[2], words.span, exception[1])
    name = words.text[len(noun) :].strip() if noun else ""
    if noun is None or not name:
        problems.append(_no_item(words, noun))
        return None
    if name[0] in '"“' and name[-1] in '"”':
        name = name[1:-1].strip()
    return ItemName(noun, name, words.span)


def _no_item(words: Words, noun: str | None) -> Problem:
    message = f"“{words.text}” does not name an item of the policy"
    hint = f"write which {noun} is meant" if noun else f"items are called {', '.join(_NOUNS)}"
    for head, instead in _HEAD_WORDS.items():
        if words.text.startswith(f"{head} "):
            hint = f"write “{instead} {words.text.removeprefix(head).strip()}”"
    return Problem("no-item", message, words.span, hint)


def _line_name(fields: Fields) -> LineName:
    ordinal = fields.words("ORDINAL")
    which = _ORDINALS.index(ordinal.text.split()[-1]) + 1 if ordinal else None
    return LineName(fields.quotations()[0], which)


# --------------------------------------------------------------------------- new lines


def _new_lines(lines: Sequence[LogicalLine]) -> tuple[NewLine, ...]:
    return tuple(
        NewLine(
            Words(line.text, line.span()),
            _new_lines(line.children),
            line.comments,
            line.trailing,
            line.blank_before,
        )
        for line in lines
    )


def _below(line: LogicalLine, problems: Problems, what: str) -> tuple[NewLine, ...]:
    """The lines that stand below an edit, which needs some."""
    if not line.children:
        hint = f"write {what} below it, indented by two more spaces"
        message = f"“{line.text}” puts nothing into the policy"
        problems.append(Problem("empty-block", message, line.span(), hint))
    return _new_lines(line.children)


def _nothing_below(line: LogicalLine, problems: Problems) -> None:
    for child in line.children[:1]:
        message = f"nothing stands below “{line.text}”"
        hint = "only “replace … with” and “insert …” have new lines below them"
        problems.append(Problem("stray-line", message, child.span(), hint))


# --------------------------------------------------------------------------- edits


def _edits(line: LogicalLine, problems: Problems) -> Iterator[EditPart]:
    if line.role is LineKind.IN_ITEM:
        yield from _edits_in_item(line, problems)
    elif line.role in _READERS:
        fields = read_line(line, problems)
        edit = _READERS[line.role](fields, problems) if fields else None
        if edit is not None:
            yield edit


def _strike_item(fields: Fields, problems: Problems) -> EditPart | None:
    _nothing_below(fields.line, problems)
    item = item_name(fields.need("STRUCK"), problems)
    if item is None:
        return None
    expectations, place = fields.words("EXPECTATIONS"), fields.line.span()
    if expectations is not None and item.noun != "question":
        message = (
            f"nothing is expected under a {item.noun}, as it is under the readings of a question"
        )
        hint = "leave out “with its expectations”"
        problems.append(Problem("needless-edit", message, expectations.span, hint))
    return StrikeItem(item, expectations is not None, place)


def _replace_item(fields: Fields, problems: Problems) -> EditPart | None:
    lines = _new_lines(read_block(fields.line, problems).lines)
    item = item_name(fields.need("TARGET"), problems)
    return ReplaceItem(item, lines, fields.line.span()) if item else None


def _insert_item(fields: Fields, problems: Problems) -> EditPart | None:
    lines = _new_lines(read_block(fields.line, problems).lines)
    item = item_name(fields.need("SENTENCE"), problems)
    return InsertItems(item, lines, fields.line.span()) if item else None


def _renumber(fields: Fields, problems: Problems) -> EditPart | None:
    _nothing_below(fields.line, problems)
    clause, new = fields.every("ID")
    return Renumber(clause, new, fields.line.span())


def _in_text(fields: Fields, problems: Problems) -> EditPart | None:
    _nothing_below(fields.line, problems)
    return _words(None, fields)


_READERS = {
    LineKind.STRIKE_ITEM: _strike_item,
    LineKind.REPLACE_ITEM: _replace_item,
    LineKind.INSERT_ITEM: _insert_item,
    LineKind.RENUMBER: _renumber,
    LineKind.IN_TEXT: _in_text,
}


def _words(item: ItemName | None, fields: Fields) -> EditWords:
    """`replace "A" with "B"`, `strike "A"`, `insert "B" after "A"`, in a text or a quotation."""
    first, *second = fields.quotations()
    place = fields.line.span()
    if fields.has("STRIKE"):
        return EditWords(item, first, None, None, place)
    if fields.has("INSERT"):
        return EditWords(item, None, first, second[0], place)
    return EditWords(item, first, second[0], None, place)


def _edits_in_item(line: LogicalLine, problems: Problems) -> Iterator[EditPart]:
    read = read_line(line, problems)
    item = item_name(read.every(*_ITEM_NAMES)[0], problems) if read else None
    read_lines = [read_line(child, problems) for child in read_block(line, problems).lines]
    for fields in read_lines:
        if fields is None or item is None:
            continue
        if fields.line.role is LineKind.IN_QUOTATION:
            yield _words(item, fields)
        elif fields.has("LIST"):
            _nothing_below(fields.line, problems)
            yield _list(item, fields)
        elif fields.has("EXCEPTION"):
            yield _exception(item, fields, problems)
        else:
            yield _line(item, fields, problems)


def _list(item: ItemName, fields: Fields) -> EditList:
    quotations = fields.quotations()
    after = [quoted for quoted in quotations if _follows(quoted, fields)]
    members = tuple(quoted for quoted in quotations if quoted not in after)
    of, place = (after[0] if after else None), fields.line.span()
    if fields.has("ADD"):
        return EditList(item, (), members, of, place)
    if fields.has("STRIKE"):
        return EditList(item, members, (), of, place)
    return EditList(item, members[:1], members[1:], of, place)


def _follows(quoted: Quoted, fields: Fields) -> bool:
    """Whether a quotation stands after “the list”: it then says which list."""
    return quoted.span.start > fields.need("LIST").span.start


def _exception(item: ItemName, fields: Fields, problems: Problems) -> EditException:
    if fields.has("STRIKE"):
        _nothing_below(fields.line, problems)
        return EditException(item, fields.need("SENTENCE"), (), fields.line.span())
    lines = _below(fields.line, problems, "“except NAME when …”")
    return EditException(item, fields.words("TARGET"), lines, fields.line.span())


def _line(item: ItemName, fields: Fields, problems: Problems) -> EditPart:
    place = fields.line.span()
    if fields.has("STRIKE"):
        _nothing_below(fields.line, problems)
        return StrikeLine(item, _line_name(fields), place)
    if fields.has("INSERT"):
        lines = _below(fields.line, problems, "the new lines")
        after = None if fields.has("AT_THE_END") else _line_name(fields)
        return InsertLines(item, after, lines, place)
    inline = fields.quotations()[1:]
    if not inline:
        lines = _below(fields.line, problems, "the new lines")
        return ReplaceLine(item, _line_name(fields), lines, place)
    _nothing_below(fields.line, problems)
    new = tuple(NewLine(Words(quoted.text, quoted.span)) for quoted in inline)
    return ReplaceLine(item, _line_name(fields), new, place)
