"""Small edits of a formula: it goes in, every formula that one slip makes of it comes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from verifier.changes.mutate.counted_otherwise import counted_otherwise
from verifier.model import (
    All,
    Any,
    AttributeOf,
    Compare,
    Counted,
    EventDay,
    Every,
    Formula,
    Holds,
    ListType,
    Not,
    NumberType,
    Operator,
    Policy,
    Quantity,
    Same,
    Some,
    Unit,
    ValueIs,
    measures_in,
    parts_of,
)
from verifier.source import Span


class EditKind(StrEnum):
    """What sort of slip makes a mutant."""

    DROP_CLAUSE = "drop clause"
    DROP_EXCEPTION = "drop exception"
    DROP_CONDITION = "drop condition"
    NEGATE = "negate"
    AND_OR = "and for or"
    REGROUP = "regroup"
    STRICTNESS = "strictness"
    THRESHOLD = "threshold"
    NEIGHBOUR = "neighbour in a list"
    MODALITY = "modality"
    BEARER = "bearer"
    ONLY_WHEN = "only when for except"
    PRIORITY = "flip priority"


@dataclass(frozen=True)
class FormulaEdit:
    """One slip: what sort, in words, where, and the formula that it leaves (None: nothing)."""

    kind: EditKind
    words: str
    span: Span | None
    formula: Formula | None


def edits(policy: Policy, formula: Formula, words: str) -> Iterator[FormulaEdit]:
    """Every slip in a formula, itself and its parts; `words` are the drafter's for the whole."""
    match formula:
        case All(parts) | Any(parts):
            yield from _of_several(policy, formula, parts, words)
        case Not(body):
            said = said_of(formula, words)
            yield FormulaEdit(EditKind.NEGATE, f"the contrary of {said}", formula.span, body)
            for inner in _inside(policy, body, words):
                yield _put(inner, Not)
        case Some(variable, body):
            yield FormulaEdit(
                EditKind.NEGATE, _contrary(formula, words), formula.span, Not(formula)
            )
            for inner in edits(policy, body, words):
                yield _put(inner, partial(Some, variable))
        case Every(variable, body):
            yield FormulaEdit(
                EditKind.NEGATE, _contrary(formula, words), formula.span, Not(formula)
            )
            for inner in edits(policy, body, words):
                yield _put(inner, partial(Every, variable))
        case Counted(operator, number, variable, body):
            said = _contrary(formula, words)
            yield FormulaEdit(EditKind.NEGATE, said, formula.span, Not(formula))
            yield from _other_numbers(formula, words)
            for inner in edits(policy, body, words):
                # That the rest of the line is so of none of them is no slip that anybody makes.
                if inner.kind is not EditKind.NEGATE or inner.span != formula.span:
                    yield _put(inner, partial(Counted, operator, number, variable))
        case _:
            yield FormulaEdit(
                EditKind.NEGATE, _contrary(formula, words), formula.span, Not(formula)
            )
            yield from _of_atom(policy, formula, words)


def _other_numbers(count: Counted, words: str) -> Iterator[FormulaEdit]:
    """A count of one thing more or one less, where that still says something."""
    for step, by in ((1, "one more"), (-1, "one less")):
        number = count.number + step
        empty = number < 0 or (number == 0 and count.operator in (">=", "<"))
        if not empty:
            said = f"{by} in {said_of(count, words)}"
            yield FormulaEdit(EditKind.THRESHOLD, said, count.span, replace(count, number=number))


def _inside(policy: Policy, body: Formula, words: str) -> Iterator[FormulaEdit]:
    """The slips in a negated formula; its own negation is no new one."""
    for inner in edits(policy, body, words):
        if inner.kind is not EditKind.NEGATE or inner.formula != Not(body):
            yield inner


def _put(edit: FormulaEdit, into: Callable[[Formula], Formula]) -> FormulaEdit:
    """The edit as it is seen from further out."""
    return edit if edit.formula is None else replace(edit, formula=into(edit.formula))


def _contrary(formula: Formula, words: str) -> str:
    return f"the contrary of {said_of(formula, words)}"


def said_of(formula: Formula, words: str) -> str:
    """What stands in the file for a formula, on one line, quoted; else the words given."""
    text = _text(formula) or words
    rows = [" ".join(row.split()) for row in text.strip().splitlines()]
    head, *rest = rows or [words]
    said = f"{head}: {'; '.join(rest)}" if rest and head.endswith(" of") else " ".join(rows)
    said = _CONNECTIVE.sub("", said)
    return f"“{said if len(said) <= LONGEST else said[:LONGEST].rstrip() + ' …'}”"


def _text(formula: Formula) -> str:
    """The drafter's words; for a formula that is made of several lines, theirs."""
    if formula.span is not None:
        return formula.span.text
    spoken = [part for part in parts_of(formula) if not _is_another(part)]
    texts = [text for part in spoken if (text := _text(part))]
    return texts[0] if len(texts) == 1 else "; ".join(" ".join(text.split()) for text in texts)


LONGEST = 110
"""So much of the drafter's words is quoted."""

_CONNECTIVE = re.compile(r"^(?:and only when|only when|or when|except \S+ when|when|and|or) ")


# --------------------------------------------------------------------------- several parts


def _of_several(
    policy: Policy, formula: All | Any, parts: tuple[Formula, ...], words: str
) -> Iterator[FormulaEdit]:
    same: type[All] | type[Any] = type(formula)
    other: type[All] | type[Any] = Any if isinstance(formula, All) else All
    dated = _dated(parts)
    if any(map(_is_another, parts)):
        yield from _of_another(policy, parts, same, words)
        return
    if len(parts) > 1 and not dated:
        for place, part in enumerate(parts):
            rest = (*parts[:place], *parts[place + 1 :])
            said = said_of(part, words)
            left = rest[0] if len(rest) == 1 else same(rest)
            yield FormulaEdit(EditKind.DROP_CONDITION, f"without {said}", part.span, left)
        yield FormulaEdit(EditKind.AND_OR, _swapped(formula, words), formula.span, other(parts))
        yield from _regrouped(parts, same, other, words)
    for place, part in enumerate(parts):
        if not (dated and isinstance(part, Holds)):
            for inner in edits(policy, part, words):
                yield _put(inner, partial(_in_place, same, parts, place))


def _is_another(part: Formula) -> bool:
    """Whether a part is the inequality that “another” stands for."""
    return isinstance(part, Not) and isinstance(part.body, Same)


def _of_another(
    policy: Policy, parts: tuple[Formula, ...], same: type[All] | type[Any], words: str
) -> Iterator[FormulaEdit]:
    """The slips in a line that says “another”: that “a” stands there, and those in the rest."""
    for place, part in enumerate(parts):
        if _is_another(part):
            left = same((*parts[:place], *parts[place + 1 :]))
            what = f"“a” for “another” in {said_of(same(parts), words)}"
            yield FormulaEdit(EditKind.DROP_CONDITION, what, part.span, left)
        else:
            for inner in edits(policy, part, words):
                yield _put(inner, partial(_in_place, same, parts, place))


def _in_place(
    same: type[All] | type[Any], parts: tuple[Formula, ...], place: int, left: Formula
) -> Formula:
    return same((*parts[:place], left, *parts[place + 1 :]))


def _swapped(formula: All | Any, words: str) -> str:
    ones = ("“or” for “and”", "“and” for “or”")
    return f"{ones[isinstance(formula, Any)]} in {said_of(formula, words)}"


def _regrouped(
    parts: tuple[Formula, ...],
    same: type[All] | type[Any],
    other: type[All] | type[Any],
    words: str,
) -> Iterator[FormulaEdit]:
    """`a and (b or c)` read as `(a and b) or c`."""
    for place, part in enumerate(parts):
        if isinstance(part, other) and len(part.parts) > 1:
            first, *last = part.parts
            rest = (*parts[:place], *parts[place + 1 :])
            formula = other((same((*rest, first)), *last))
            said = said_of(part, words)
            yield FormulaEdit(EditKind.REGROUP, f"grouped otherwise at {said}", part.span, formula)


def _dated(parts: tuple[Formula, ...]) -> bool:
    """Whether a part compares the day of an event that another part says has happened: these belong
    together."""
    return any(isinstance(part, Compare) and _speaks_of_a_day(part) for part in parts)


def _speaks_of_a_day(compare: Compare) -> bool:
    measures = measures_in(compare.left, compare.right)
    return any(isinstance(measure, EventDay) for measure in measures)


# --------------------------------------------------------------------------- one atom

STRICTER: dict[Operator, Operator] = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}


def _of_atom(policy: Policy, formula: Formula, words: str) -> Iterator[FormulaEdit]:
    said = said_of(formula, words)
    match formula:
        case ValueIs(attribute, _, members):
            for member, neighbour in _neighbours(policy, attribute, members):
                changed = replace(formula, members=(members - {member}) | {neighbour})
                what = f"“{neighbour}” for “{member}” in {said}"
                yield FormulaEdit(EditKind.NEIGHBOUR, what, formula.span, changed)
        case Compare(relation, _, right):
            if relation in STRICTER:
                strict = replace(formula, operator=STRICTER[relation])
                what = f"{BORDER[relation]} the border in {said}"
                yield FormulaEdit(EditKind.STRICTNESS, what, formula.span, strict)
            for step, by in ((1, "more"), (-1, "less")):
                constant = right.constant + step * formula.scale
                shifted = replace(formula, right=Quantity(right.terms, constant))
                what = f"{_least(policy, formula)} {by} in {said}"
                yield FormulaEdit(EditKind.THRESHOLD, what, formula.span, shifted)
            for slip, counted in counted_otherwise(formula):
                yield FormulaEdit(EditKind.THRESHOLD, f"{slip} in {said}", formula.span, counted)
        case _:
            return


def _least(policy: Policy, compare: Compare) -> str:
    """The smallest step between two values of what is compared."""
    if compare.unit is not None:
        return _STEPS[compare.unit]
    for _, measure in (*compare.left.terms, *compare.right.terms):
        if isinstance(measure, AttributeOf):
            kind = policy.attributes[measure.attribute].type
            return _STEPS[kind.unit] if isinstance(kind, NumberType) else "one"
    return "one day"


_STEPS: dict[Unit, str] = {
    Unit.COUNT: "one",
    Unit.MONEY: "one cent",
    Unit.DATE: "one day",
    Unit.DURATION: "one day",
    Unit.PERCENTAGE: "a hundredth of a percent",
}

BORDER: dict[Operator, str] = {"<": "with", "<=": "without", ">": "with", ">=": "without"}


def _neighbours(
    policy: Policy, attribute: str, members: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Each member with the next one in the list (or the one before) that is not meant as well."""
    kind = policy.attributes[attribute].type
    assert isinstance(kind, ListType)
    values = kind.values
    for place, value in enumerate(values):
        if value in members:
            near = (*values[place + 1 : place + 2], *values[max(place - 1, 0) : place])
            neighbour = next((other for other in near if other not in members), None)
            if neighbour is not None:
                yield value, neighbour
