"""Comparisons: "the value of the item is at least 1,000 dollars", "the day the item becomes known
is on or before the day of the act plus 30 days"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from verifier.elaborate.sentences.complaints import refusal
from verifier.elaborate.sentences.matching import Filler, ReadFiller
from verifier.elaborate.sentences.measures import (
    Sum,
    Things,
    happenings,
    labels_agree,
    quantity,
    read_sum,
    scale_of,
)
from verifier.elaborate.sentences.quantities import check_exact, described, example, read_literal
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.tokens import Phrase
from verifier.model import Compare, Formula, Operator, Unit
from verifier.source import Span

Bound = tuple[Operator, int]
"""An operator and what is added to the right side: ("<=", 30) is "at most the right plus 30"."""

_NUMBERS: Mapping[tuple[str, ...], Operator] = {
    ("at", "least"): ">=",
    ("at", "most"): "<=",
    ("more", "than"): ">",
    ("less", "than"): "<",
    ("exactly",): "=",
}
_DAYS: Mapping[tuple[str, ...], Operator] = {
    ("on", "or", "before"): "<=",
    ("on", "or", "after"): ">=",
    ("before",): "<",
    ("after",): ">",
    ("on",): "=",
}


def _leading(
    tokens: Sequence[str], at: int, words: Mapping[tuple[str, ...], Operator]
) -> tuple[Operator, int] | None:
    for spelled, operator in words.items():
        if tuple(tokens[at : at + len(spelled)]) == spelled:
            return operator, at + len(spelled)
    return None


def read_day_relation(phrase: Phrase, at: int) -> tuple[tuple[Bound, ...], int] | None:
    """Bounds relative to the day that follows "on or before", "within 7 days of", "at least 30
    days before", and where that day begins. "Within N days of" reaches N days to both sides."""
    tokens = phrase.tokens
    plain = _leading(tokens, at, _DAYS)
    if plain:
        return ((plain[0], 0),), plain[1]
    if tokens[at : at + 1] == ("within",):
        return _distance(phrase, at + 1, "<=", ("of", "before", "after"))
    counted = _leading(tokens, at, _NUMBERS)
    return _distance(phrase, counted[1], counted[0], ("before", "after")) if counted else None


def _distance(
    phrase: Phrase, at: int, operator: Operator, sides: Sequence[str]
) -> tuple[tuple[Bound, ...], int] | None:
    tokens = phrase.tokens
    if len(tokens) < at + 3 or tokens[at + 2] not in sides:
        return None
    days = read_literal(phrase.text(at, at + 2), phrase.place(at, at + 2))
    if days is not None:
        check_exact(days.unit, days.label, phrase.text(at, at + 2), phrase.place(at, at + 2))
    if days is None or days.unit is not Unit.DURATION:
        return None
    return _bounds(operator, days.amount, tokens[at + 2]), at + 3


def _bounds(operator: Operator, days: int, side: str) -> tuple[Bound, ...]:
    if side == "of":
        return ((">=", -days), ("<=", days))
    if side == "after":
        near: tuple[Bound, ...] = ((">=", 0),) if operator in ("<", "<=") else ()
        return (*near, (operator, days))
    near = (("<=", 0),) if operator in ("<", "<=") else ()
    return (*near, (_mirrored(operator), -days))


def _mirrored(operator: Operator) -> Operator:
    mirror: dict[Operator, Operator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
    return mirror.get(operator, operator)


@dataclass(frozen=True)
class WrittenComparison:
    """A measure compared with a quantity, as written."""

    left: Sum
    bounds: tuple[Bound, ...]
    right: Sum

    @property
    def fillers(self) -> tuple[Filler, ...]:
        return (*self.left.fillers, *self.right.fillers)

    def formula(self, things: Things, span: Span) -> tuple[Formula, ...]:
        """The events spoken of have happened, and the bounds hold."""
        scale = scale_of(self.left, self.right)
        left, right = (quantity(side, things, scale) for side in (self.left, self.right))
        unit = self.left.unit if self.left.priced or self.right.priced else None
        happened = happenings((self.left, self.right), things)
        bounds = (
            Compare(
                operator,
                left,
                replace(right, constant=right.constant + scale * offset),
                span,
                scale,
                unit,
            )
            for operator, offset in self.bounds
        )
        return (*happened, *bounds)


def read_comparison(
    phrase: Phrase, at: int, left: Sum, scope: Scope, read: ReadFiller
) -> WrittenComparison:
    """The comparison whose left side is known and whose relation begins at token `at`."""
    end = len(phrase.tokens)
    relation = read_day_relation(phrase, at) if left.unit is Unit.DATE else None
    if relation is not None:
        bounds, start = relation
    else:
        numbered = _leading(phrase.tokens, at, _NUMBERS)
        operator, start = numbered if numbered else ("=", at)
        bounds = ((operator, 0),)
        if numbered and left.unit is Unit.DATE and operator != "=":
            raise _date_words(phrase, at, start)
    if relation is None and left.unit is not Unit.DATE and _leading(phrase.tokens, at, _DAYS):
        raise _number_words(phrase, at, left)
    right = read_sum(phrase, start, end, scope, read)
    _agree(left, right, phrase, start)
    return WrittenComparison(left, bounds, right)


def _date_words(phrase: Phrase, at: int, start: int) -> Exception:
    return refusal(
        "wrong-unit",
        f"“{phrase.text(at, start)}” does not compare dates",
        phrase.place(at, start),
        "write “before”, “after”, “on”, “on or before”, “on or after” or “within 30 days of”",
    )


def _number_words(phrase: Phrase, at: int, left: Sum) -> Exception:
    return refusal(
        "wrong-unit",
        f"“{phrase.tokens[at]}” compares dates, and this is {described(left.unit, left.label)}",
        phrase.place(at),
        "write “at least”, “at most”, “more than”, “less than” or “exactly”",
    )


def _agree(left: Sum, right: Sum, phrase: Phrase, start: int) -> None:
    bare = right.terms == () and right.label == "" and left.label
    if left.unit is right.unit and not bare and labels_agree(left, right):
        return
    text = phrase.text(start)
    if left.unit in (Unit.DATE, Unit.DURATION) and not right.terms:
        check_exact(right.unit, right.label, text, phrase.place(start))
    raise refusal(
        "wrong-unit",
        f"“{text}” is {described(right.unit, right.label)}, where "
        f"{described(left.unit, left.label)} is wanted",
        phrase.place(start),
        f"write it like “{example(left.unit, left.label)}”",
    )
