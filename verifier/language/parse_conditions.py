"""Conditions and exceptions: the `when`, `and`, `or when`, `except` lines become nodes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from verifier.diagnostics import Problem
from verifier.language.line_grammar import Fields, read_line
from verifier.language.line_kinds import LineKind
from verifier.language.logical_lines import LogicalLine
from verifier.language.read_block import read_block
from verifier.language.refused_words import mask
from verifier.language.syntax import (
    Block,
    BlockWord,
    Conditions,
    ExceptionPart,
    Line,
    Quoted,
    Words,
)
from verifier.source import Span

Problems = list[Problem]

_CONNECTIVE = re.compile(r"(?:and|or|when|or when|only when)\s")
_LEADING = re.compile(r"^(?:except .+? when|(?:only |or )?when|or unless|unless|and|or) ")
_JOINT = re.compile(r"\s(and|or)\s(?=(?:the|a|an|another|no|some|every|it|reading)\s)")
_VERB = re.compile(r"\s(?:is|was|are|were|has|have)\s")


def quotations_below(lines: Sequence[LogicalLine], problems: Problems) -> tuple[Quoted, ...]:
    """The quotations of the `quote` lines among these."""
    read = [read_line(line, problems) for line in lines if line.role is LineKind.QUOTE]
    return tuple(quoted for fields in read if fields for quoted in fields.quotations())


# --------------------------------------------------------------------------- single conditions


def condition(line: LogicalLine, problems: Problems) -> Line | Block | None:
    """What follows the connective of a line: a sentence, or a block with the lines below it."""
    fields = None if _is_bare_or(line) else read_line(line, problems)
    return None if fields is None else condition_in(fields, problems)


def _is_bare_or(line: LogicalLine) -> bool:
    """Whether a line begins with `or` and not `or when`: reported together with its neighbours."""
    return line.role is LineKind.OR and re.match(r"or (?:when|unless)\b", line.text) is None


def condition_in(fields: Fields, problems: Problems) -> Line | Block | None:
    line = fields.line
    word = fields.words("BLOCK") or fields.words("NEVER")
    if word is not None:
        return block(line, word, problems)
    sentence = fields.need("SENTENCE")
    mixed = _mixed(sentence)
    if mixed is not None:
        problems.append(mixed)
    below = read_block(line, problems).lines if line.children else ()
    quotes = () if line.role is LineKind.EXCEPT else quotations_below(below, problems)
    return Line(sentence, quotes[0] if quotes else None)


def block(line: LogicalLine, word: Words, problems: Problems) -> Block:
    """A block with its parts; a block without parts is a problem."""
    lines = read_block(line, problems).every(LineKind.PART)
    read = [_part(child, word.text, problems) for child in lines]
    parts = tuple(part for part in read if part is not None)
    return Block(cast(BlockWord, word.text), parts, line.whole)


def _part(line: LogicalLine, word: str, problems: Problems) -> Line | Block | None:
    found = _CONNECTIVE.match(line.text)
    if found is None:
        return condition(line, problems)
    message = f"below “{word}” no line begins with “{found[0].strip()}”"
    hint = "the word above the lines says how they are joined; leave the connective out"
    problems.append(Problem("needless-connective", message, line.span(0, found.end()), hint))
    return None


def _mixed(sentence: Words) -> Problem | None:
    """“and” beside “or” within one line, both joining whole sentences."""
    joints = list(_JOINT.finditer(mask(sentence.text)))
    if {found[1] for found in joints} != {"and", "or"}:
        return None
    cuts = [0, *(found.start() for found in joints), len(sentence.text)]
    pieces = [sentence.text[a:b].strip() for a, b in pairwise(cuts)]
    if not all(_VERB.search(f" {piece} ") for piece in pieces):
        return None
    plain = [pieces[0], *(piece.split(" ", 1)[1] for piece in pieces[1:])]
    return _two_readings(plain, [found[1] for found in joints], sentence.span)


# --------------------------------------------------------------------------- when … and … or when


def conditions(lines: Sequence[LogicalLine], after: Span, problems: Problems) -> Conditions:
    """The connected lines as alternatives; `after` is the place to name where there are none."""
    alternatives: list[list[Line | Block]] = []
    for index, line in enumerate(lines):
        _connective(lines, index, problems)
        read = condition(line, problems)
        if not alternatives or line.role is LineKind.OR:
            alternatives.append([])
        if read is not None:
            alternatives[-1].append(read)
        _misplaced_below(line, problems)
    if not lines:
        return Conditions((), Span(after.file, after.end, after.end))
    place = Span(after.file, lines[0].span().start, lines[-1].whole.end)
    return Conditions(tuple(tuple(part) for part in alternatives if part), place)


def _connective(lines: Sequence[LogicalLine], index: int, problems: Problems) -> None:
    """The first line says `when`, a later one `and` or `or when`."""
    line = lines[index]
    opens = line.role in (LineKind.WHEN, LineKind.UNLESS)
    if _is_bare_or(line):
        problems.append(_bare_or(lines, index))
    elif index == 0 and not opens:
        message = f"the first condition begins with “{line.text.split()[0]}”"
        hint = f"begin it with “when”: “when {_bare(line)}”"
        problems.append(Problem("missing-when", message, line.span(), hint))
    elif index > 0 and opens:
        word = "unless" if line.role is LineKind.UNLESS else "when"
        message = f"“{word}” stands twice"
        hint = f"write “and …” if both must hold, “or {word} …” for an alternative"
        problems.append(Problem("second-when", message, line.span(), hint))


def _bare(line: LogicalLine) -> str:
    return _LEADING.sub("", line.text)


def _bare_or(lines: Sequence[LogicalLine], index: int) -> Problem:
    line = lines[index]
    joined = lines[max(0, index - 2) : index + 2]
    words = ["or" if other.role is LineKind.OR else "and" for other in joined[1:]]
    if set(words) == {"and", "or"}:
        return _two_readings([_bare(other) for other in joined], words, line.span())
    message = "“or” does not join two conditions by itself"
    hint = f"write “or when {_bare(line)}”, or put both below “any of”"
    return Problem("and-beside-or", message, line.span(), hint)


def _two_readings(pieces: Sequence[str], joints: Sequence[str], place: Span) -> Problem:
    """`and` beside `or`, with both readings spelled out (of the first three conditions)."""
    first, second, third = pieces[:3] if joints[0] != joints[1] else pieces[-3:]
    one, two = joints[:2] if joints[0] != joints[1] else joints[-2:]
    both = {"and": "both", "or": "either"}
    message = (
        f"“{one}” beside “{two}” can be read in two ways: "
        f"({both[one]} “{first}” {one} “{second}”), {two} “{third}”; "
        f"or “{first}”, {one} ({both[two]} “{second}” {two} “{third}”)"
    )
    hint = "put the conditions that belong together below “any of” or “all of”, one a line"
    return Problem("and-beside-or", message, place, hint)


def _misplaced_below(line: LogicalLine, problems: Problems) -> None:
    for child in line.children:
        if child.role in (LineKind.EXCEPT, LineKind.AND, LineKind.OR):
            message = f"“{child.text}” is indented deeper than the clause's own lines"
            hint = "an exception to the clause begins in the same column as its “when”"
            problems.append(Problem("stray-line", message, child.span(), hint))


# --------------------------------------------------------------------------- exceptions


def exceptions(lines: Sequence[LogicalLine], problems: Problems) -> tuple[ExceptionPart, ...]:
    """Exceptions, each an `except` line with the `and` and `or when` lines that follow it."""
    groups: list[list[LogicalLine]] = []
    for line in lines:
        if line.role is LineKind.EXCEPT:
            groups.append([line])
        elif groups:
            groups[-1].append(line)
    read = [_exception(group, problems) for group in groups]
    return tuple(part for part in read if part is not None)


def _exception(group: Sequence[LogicalLine], problems: Problems) -> ExceptionPart | None:
    head = read_line(group[0], problems)
    if head is None:
        return None
    first = condition_in(head, problems)
    alternatives = [[first] if first else []]
    for index in range(1, len(group)):
        _connective(group, index, problems)
        if group[index].role is LineKind.OR:
            alternatives.append([])
        read = condition(group[index], problems)
        alternatives[-1].extend([read] if read else [])
    place = Span(group[0].file, group[0].span().start, group[-1].whole.end)
    below = [child for line in group for child in line.children]
    nested = [
        child for child in below if child.role in (LineKind.EXCEPT, LineKind.AND, LineKind.OR)
    ]
    return ExceptionPart(
        head.need("EXCEPTION_NAME"),
        Conditions(tuple(tuple(part) for part in alternatives if part), place),
        quotations_below(group[0].children, problems),
        exceptions(nested, problems),
        place,
    )
