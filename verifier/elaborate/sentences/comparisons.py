"""Comparisons: "the value of the item is at least 1,000 dollars", "the day the item becomes known
is on or before the day of the act plus 30 days"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from verifier.elaborate.sentences.complaints import refusal
from verifier.elaborate.sentences.matching import Filler, ReadFiller
from verifier.elaborate.sentences.measures import (
    Sum,
    Things,
    beside,
    check_day_of_the_act,
    check_whole_day,
    day_from,
    happenings,
    labels_agree,
    quantity,
    scale_of,
)
from verifier.elaborate.sentences.quantities import described, example
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.sums import Distance, read_distance, read_sum
from verifier.elaborate.sentences.tokens import Phrase
from verifier.model import Compare, Formula, Operator, Unit
from verifier.source import Span

Bound = tuple[Operator, Sum | None, int]
"""An operator, a distance and the side to which it lies from the day on the right, 1 after it and
-1 before; None is that day itself."""

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


def read_day_relation(
    phrase: Phrase, at: int, scope: Scope
) -> tuple[tuple[Bound, ...], int] | None:
    """Bounds relative to the day that follows "on or before", "within 7 days of", "at least 30
    days before", and where that day begins. "Within N days of" reaches N days to both sides."""
    tokens = phrase.tokens
    plain = _leading(tokens, at, _DAYS)
    if plain:
        return (_itself(plain[0]),), plain[1]
    if tokens[at : at + 1] == ("within",):
        return _distance(phrase, at + 1, "<=", ("of", "before", "after"), scope)
    counted = _leading(tokens, at, _NUMBERS)
    return (
        _distance(phrase, counted[1], counted[0], ("before", "after"), scope) if counted else None
    )


def _distance(
    phrase: Phrase, at: int, operator: Operator, sides: Sequence[str], scope: Scope
) -> tuple[tuple[Bound, ...], int] | None:
    found = read_distance(phrase, at, sides, scope)
    return None if found is None else (_bounds(operator, found), found.end)


def _bounds(operator: Operator, distance: Distance) -> tuple[Bound, ...]:
    length = distance.length
    if distance.side == "of":
        return ((">=", length, -1), ("<=", length, 1))
    if distance.side == "after":
        near = (_itself(">="),) if operator in ("<", "<=") else ()
        return (*near, (operator, length, 1))
    near = (_itself("<="),) if operator in ("<", "<=") else ()
    return (*near, (_mirrored(operator), length, -1))


def _itself(operator: Operator) -> Bound:
    return (operator, None, 1)


def bounding_day(day: Sum, bound: Bound) -> Sum:
    """The day on the right of a bound, its distance reckoned in."""
    _, distance, sign = bound
    return day if distance is None else day_from(day, distance, sign)


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
        left = quantity(self.left, things, scale)
        unit = self.left.unit if self.left.priced or self.right.priced else None
        happened = happenings((self.left, self.right), things)
        days = ((bound[0], bounding_day(self.right, bound)) for bound in self.bounds)
        bounds = (
            Compare(operator, left, quantity(day, things, scale), span, scale, unit)
            for operator, day in days
        )
        return (*happened, *bounds)


def read_comparison(
    phrase: Phrase, at: int, left: Sum, scope: Scope, read: ReadFiller
) -> WrittenComparison:
    """The comparison whose left side is known and whose relation begins at token `at`."""
    end = len(phrase.tokens)
    relation = read_day_relation(phrase, at, scope) if left.unit is Unit.DATE else None
    if relation is not None:
        bounds, start = relation
    else:
        numbered = _leading(phrase.tokens, at, _NUMBERS)
        operator, start = numbered if numbered else ("=", at)
        bounds = (_itself(operator),)
        if numbered and left.unit is Unit.DATE and operator != "=":
            raise _date_words(phrase, at, start)
    if relation is None and left.unit is not Unit.DATE and _leading(phrase.tokens, at, _DAYS):
        raise _number_words(phrase, at, left)
    right = beside(read_sum(phrase, start, end, scope, read), left.label)
    _agree(left, right, phrase, start)
    if any(distance is not None and distance.counted for _, distance, _ in bounds):
        check_whole_day(right, phrase.place(start))
    for bound in bounds:
        check_day_of_the_act(left, bounding_day(right, bound), phrase.place(0))
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
    if right.counted is not None:
        raise _by_calendar(left, right, phrase, start)
    bare = right.terms == () and right.label == "" and left.label
    if left.unit is right.unit and not bare and labels_agree(left, right):
        return
    text = phrase.text(start)
    raise refusal(
        "wrong-unit",
        f"“{text}” is {described(right.unit, right.label)}, where "
        f"{described(left.unit, left.label)} is wanted",
        phrase.place(start),
        f"write it like “{example(left.unit, left.label)}”",
    )


def _by_calendar(left: Sum, right: Sum, phrase: Phrase, start: int) -> Exception:
    """Months, years and business days are counted from a day, and are no length of their own."""
    text = phrase.text(start)
    written = right.literal.written if right.literal else None
    word = written[1] if written else text
    if left.unit is not Unit.DURATION:
        wanted = f"write it like “{example(left.unit, left.label)}”"
        if left.unit is Unit.DATE:
            wanted = f"count from a day: “{text} after the day …”"
        return refusal(
            "wrong-unit",
            f"“{text}” is {described(Unit.COUNT, word)}, where "
            f"{described(left.unit, left.label)} is wanted",
            phrase.place(start),
            wanted,
        )
    return refusal(
        "inexact-duration",
        f"“{text}” is not always the same number of days",
        phrase.place(start),
        f"compare two days: “the day … is at least {text} after the day …”, or count in days",
    )
