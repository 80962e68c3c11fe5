"""Norms: clauses with their norm sentences, relations and deadlines, and laws, become nodes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, cast

from verifier.diagnostics import Problem
from verifier.language.line_grammar import Fields, read_line
from verifier.language.line_kinds import LineKind
from verifier.language.lines_below import LinesBelow, lines_below
from verifier.language.logical_lines import LogicalLine, nearest_words, unknown_line
from verifier.language.parse_conditions import Problems, conditions, exceptions, quotations_below
from verifier.language.read_block import BlockLines, read_block
from verifier.language.syntax import (
    ClauseDeclaration,
    DeadlineLine,
    Disapplication,
    LawDeclaration,
    NormSentence,
    Quoted,
    RelationLine,
    Verb,
    Words,
)
from verifier.source import Span

_NORM_VERB = re.compile(r"\b(?:(?:must|may|shall|will|should)(?: not)?|need not)\b")
_NOBODY = re.compile(r"(?:no one|nobody|no \w+|neither .*|none of .*)$", re.IGNORECASE)
_LEADING_HINTS = {
    "unless": "an exception is written “except NAME when …”",
    "but": "an exception is written “except NAME when …”",
    "if": "a condition begins with “when”",
    "where": "a condition begins with “when”",
    "whenever": "a condition begins with “when”",
    "while": "a condition begins with “when”",
    "this": "a clause about the whole policy begins “this policy does not apply”",
}


_ON, _FROM = "“on or before {day}”", "“on or after {day}”"
_DEADLINES = (
    (r"by|no later than|not later than|at the latest(?: on)?|not after", f"write {_ON}"),
    (r"no earlier than|not earlier than|not before|from|as of|starting(?: on)?", f"write {_FROM}"),
    (r"until|till|up to", f"write “before {{day}}” if that day is out, {_ON} if it is in"),
    (r"on", f"write two lines, {_FROM} and {_ON}"),
    (r"prior to", "write “before {day}”"),
    (r"following", "write “after {day}”"),
    (r"in", "write “within {day}”"),
)
"""How a deadline is begun otherwise, and what to write instead."""


def _deadline_hint(text: str) -> str:
    """How a line that seems to be a deadline is written."""
    for words, hint in _DEADLINES:
        found = re.match(rf"(?:{words})\s+(?P<day>(?:the |\d).*)", text)
        if found is not None:
            return hint.format(day=found["day"])
    return ""


def title_of(fields: Fields, problems: Problems) -> Quoted:
    """The title in the head of an item; an empty one, with a problem, where there is none."""
    quoted = fields.quoted()
    if quoted is not None and quoted.text:
        return quoted
    line = fields.line
    message = f"“{line.text}” has no title"
    hint = "add a title in quotation marks, for instance: "
    example = re.sub(r'\s*(""|“”).*$', "", line.text).split(" above ")[0]
    problems.append(Problem("missing-title", message, line.span(), f'{hint}{example} "…"'))
    return quoted or Quoted("", Span(line.file, line.span().end, line.span().end))


def sentence_of(line: LogicalLine | None, problems: Problems) -> Words | None:
    """The words that follow the leading words of a line such as `owed to PARTY`."""
    fields = read_line(line, problems) if line else None
    return fields.words("SENTENCE") if fields else None


# --------------------------------------------------------------------------- norm sentences


def norm_sentence(line: LogicalLine, parent: LinesBelow, problems: Problems) -> NormSentence | None:
    """`BEARER VERB PHRASE`, or the verb with a list of phrases below it."""
    wrong = _no_norm(line, parent)
    if wrong is not None:
        problems.append(wrong)
        return None
    fields = read_line(line, problems)
    if fields is None:
        return None
    bearer, verb = fields.need("BEARER"), fields.need("VERB")
    if _NOBODY.match(bearer.text):
        message = f"“{bearer.text}” names nobody who is bound"
        kind = bearer.text.removeprefix("no ") if bearer.text.startswith("no ") else "party"
        kind = "party" if kind == "one" else kind
        hint = f"write “a {kind} must not …” for what no {kind} may do"
        problems.append(Problem("missing-bearer", message, bearer.span, hint))
        return None
    phrases = _phrases(fields, verb, problems)
    return NormSentence(bearer, _verb(verb), phrases, line.whole) if phrases else None


def _verb(verb: Words) -> Verb:
    """The verb; for one that is refused, the verb to use instead."""
    if verb.text in ("must", "must not", "may", "need not"):
        return cast(Verb, verb.text)
    return "must not" if verb.text.endswith(" not") else "must"


def _no_norm(line: LogicalLine, parent: LinesBelow) -> Problem | None:
    found = _NORM_VERB.search(line.text)
    if found is not None and found.start() > 0:
        return None
    if found is not None:
        message = f"“{line.text}” does not say who {found[0]}"
        hint = "begin with the bearer: “the Office must not …”"
        return Problem("missing-bearer", message, line.span(), hint)
    if nearest_words(parent, line.text):
        return unknown_line(LineKind.CLAUSE, parent, line.text, line.span())
    message = f"“{line.text}” has none of the verbs “must”, “must not”, “may”, “need not”"
    hint = _deadline_hint(line.text) or _LEADING_HINTS.get(line.text.split()[0].lower(), "")
    hint = hint or "a norm says who must, must not, may or need not do what"
    return Problem("missing-verb", message, line.span(), hint)


def _phrases(fields: Fields, verb: Words, problems: Problems) -> tuple[Words, ...]:
    """The phrase of the sentence, or those of the list below it."""
    opening = fields.words("PHRASES")
    if opening is None:
        return (fields.need("SENTENCE"),)
    fitting = "do all of" if verb.text == "must" else "do any of"
    if opening.text != fitting:
        message = f"“{verb.text} {opening.text}” leaves open whether all or one is meant"
        hint = f"write “{verb.text} {fitting}”, or a clause for each act"
        problems.append(Problem("unclear-list", message, opening.span, hint))
    below = read_block(fields.line, problems)
    return tuple(words for line in below.lines if (words := sentence_of(line, problems)))


def _disapplication(line: LogicalLine, problems: Problems) -> Disapplication | None:
    fields = read_line(line, problems)
    if fields is None:
        return None
    return Disapplication(references(fields), fields.words("SENTENCE"), line.span())


def references(fields: Fields) -> tuple[Words, ...]:
    """The clauses and exceptions that a line names."""
    return fields.every("ID", "EXCEPTION_OF_CLAUSE")


# --------------------------------------------------------------------------- clauses and laws


def clause(line: LogicalLine, problems: Problems) -> ClauseDeclaration | None:
    fields = read_line(line, problems)
    below = read_block(line, problems)
    body = _body(below.every(LineKind.NORM, LineKind.DISAPPLICATION), problems)
    relations = [_relation(child, problems) for child in below.every(LineKind.RELATION)]
    deadlines = [_deadline(child, problems) for child in below.every(LineKind.DEADLINE)]
    before, after = _split_at_exceptions(below)
    when = conditions(before, line.span(), problems)
    excepted = exceptions(after, problems)
    owed_to = sentence_of(below.first(LineKind.OWED_TO), problems)
    quotes = quotations_below(below.lines, problems)
    for late in (child for child in after if child.role is LineKind.WHEN):
        message = "the conditions of a clause stand before its exceptions"
        problems.append(Problem("late-when", message, late.span(), "move this line up"))
    if fields is None:
        return None
    title = title_of(fields, problems)
    if body is None:
        return None
    return ClauseDeclaration(
        fields.need("ID"),
        title,
        quotes,
        body,
        owed_to,
        tuple(relation for relation in relations if relation),
        tuple(deadline for deadline in deadlines if deadline),
        when,
        excepted,
        line.whole,
    )


def _split_at_exceptions(
    below: BlockLines,
) -> tuple[Sequence[LogicalLine], Sequence[LogicalLine]]:
    """The clause's own condition lines, and its exceptions with theirs."""
    lines = below.group(LineKind.WHEN, LineKind.EXCEPT)
    first = next((i for i, line in enumerate(lines) if line.role is LineKind.EXCEPT), len(lines))
    return lines[:first], lines[first:]


def _body(found: Sequence[LogicalLine], problems: Problems) -> NormSentence | Disapplication | None:
    """The one norm or disapplication of a clause."""
    bodies = []
    parent = lines_below(LineKind.CLAUSE, "")
    for child in found:
        is_norm = child.role is LineKind.NORM
        body = norm_sentence(child, parent, problems) if is_norm else None
        bodies.append(body if is_norm else _disapplication(child, problems))
    whole = [(child, body) for child, body in zip(found, bodies, strict=True) if body]
    for child, _ in whole[1:]:
        message = "a clause has one norm; this is a second one"
        hint = "give it a clause of its own, or list the acts below “must do all of”"
        problems.append(Problem("second-norm", message, child.span(), hint))
    return whole[0][1] if whole else None


def _deadline(line: LogicalLine, problems: Problems) -> DeadlineLine | None:
    fields = read_line(line, problems)
    return DeadlineLine(fields.need("DEADLINE")) if fields else None


def _relation(line: LogicalLine, problems: Problems) -> RelationLine | None:
    fields = read_line(line, problems)
    if fields is None:
        return None
    word = cast(
        Literal["notwithstanding", "subject to", "without limiting"], fields.need("RELATION").text
    )
    return RelationLine(word, references(fields), line.span(), fields.words("ANY_OTHER"))


def law(line: LogicalLine, problems: Problems) -> LawDeclaration | None:
    fields = read_line(line, problems)
    below = read_block(line, problems)
    paraphrase = below.first(LineKind.PARAPHRASE)
    if paraphrase is not None:
        read_line(paraphrase, problems)
    lines = below.every(LineKind.CLAUSE)
    clauses = tuple(found for child in lines if (found := clause(child, problems)))
    if fields is None:
        return None
    title = title_of(fields, problems)
    above = fields.words("SENTENCE")
    return LawDeclaration(
        fields.need("LAW_NAME"), title, above, paraphrase is not None, clauses, line.whole
    )
