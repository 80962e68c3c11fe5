"""Measures, "the value of the item", "the day of the act", and sums of them as they are written,
each with what it counts; with the things meant, the quantities that they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from verifier.elaborate.sentences.complaints import listed, refusal
from verifier.elaborate.sentences.matching import Filler, ReadFiller
from verifier.elaborate.sentences.multiples import common_scale
from verifier.elaborate.sentences.quantities import Literal, counts_so, same_label
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.tokens import Phrase
from verifier.model import (
    ActDay,
    Attribute,
    AttributeOf,
    CalendarDay,
    CalendarUnit,
    EventDay,
    Fact,
    Holds,
    ListType,
    Measure,
    Quantity,
    Term,
    Unit,
    measures_in,
)
from verifier.source import Span

Things = Mapping[int, Term]
"""What the fillers of a line stand for, by the position at which each begins."""

_ACT_DAY = ("the", "day", "of", "the", "act")


@dataclass(frozen=True)
class MeasureShape:
    """A measure as written; `of` None is the day of the act. It ends before token `end`."""

    of: Attribute | Fact | None
    fillers: tuple[Filler, ...]
    end: int

    @property
    def unit(self) -> tuple[Unit, str]:
        if isinstance(self.of, Attribute) and not isinstance(self.of.type, ListType):
            return self.of.type.unit, self.of.type.label
        return Unit.DATE, ""


@dataclass(frozen=True)
class CountedShape:
    """A day counted by the calendar as written: so many months or business days from another."""

    count: int
    counted: CalendarUnit
    start: Sum

    @property
    def fillers(self) -> tuple[Filler, ...]:
        return self.start.fillers


@dataclass(frozen=True)
class Sum:
    """A quantity as written: measures with factors, a constant, and what it counts. `priced`: some
    number of things or days is multiplied by an amount of money; `literal` where it is nothing
    else."""

    terms: tuple[tuple[Fraction, MeasureShape | CountedShape], ...]
    constant: Fraction
    unit: Unit
    label: str
    priced: bool = False
    literal: Literal | None = None

    @property
    def fillers(self) -> tuple[Filler, ...]:
        return tuple(filler for _, measure in self.terms for filler in measure.fillers)

    @property
    def counted(self) -> CalendarUnit | None:
        """What it is counted in, where it is so many months or business days and of no day yet."""
        return self.literal.counted if self.literal else None


def of_literal(literal: Literal) -> Sum:
    amount = Fraction(literal.amount)
    return Sum((), amount, literal.unit, literal.label, literal=literal)


def beside(shape: Sum, label: str) -> Sum:
    """A quantity as it is read where things of this label are counted."""
    return shape if shape.literal is None else of_literal(counts_so(shape.literal, label))


def day_from(start: Sum, distance: Sum, sign: int) -> Sum:
    """The day that lies a distance after (before, where the sign is minus) a day."""
    count = sign * distance.constant
    if distance.counted is None:
        terms = tuple((sign * factor, measure) for factor, measure in distance.terms)
        return Sum((*start.terms, *terms), start.constant + count, Unit.DATE, "")
    if not count:
        return start
    counted = CountedShape(int(count), distance.counted, start)
    return Sum(((Fraction(1), counted),), Fraction(0), Unit.DATE, "")


def check_whole_day(day: Sum, place: Span) -> None:
    """Refuses a share of a number of days where a single day is meant: it may lie between two."""
    if scale_of(day) > 1:
        raise refusal(
            "inexact-duration",
            "a share of a number of days may end within a day, and time is counted in whole days",
            place,
            "declare the share as an attribute of its own that is a duration, and add that",
        )


def check_day_of_the_act(left: Sum, right: Sum, place: Span) -> None:
    """Refuses a comparison in which the day of the act does not count just once: on which days it
    holds would not be told by a day, the one on which it begins or ceases to hold."""
    counted = _days_of_the_act(left, 1) + _days_of_the_act(right, -1)
    plain = sum((f for f, one in counted if isinstance(one, MeasureShape)), Fraction(0))
    others = sum((abs(f) for f, one in counted if isinstance(one, CountedShape)), Fraction(0))
    if not plain and not others:
        return
    check_whole_day(left, place)
    check_whole_day(right, place)
    if abs(plain) + others > 1:
        raise refusal(
            "repeated-day",
            "this comparison counts the day of the act more than once",
            place,
            "compare the day of the act with another day: “the day of the act is before the day …”",
        )


def _days_of_the_act(shape: Sum, sign: int) -> list[tuple[Fraction, MeasureShape | CountedShape]]:
    """The measures that turn on the day of the act, each with how often it counts."""
    return [(sign * factor, one) for factor, one in shape.terms if _is_of_the_act(one)]


def _is_of_the_act(measure: MeasureShape | CountedShape) -> bool:
    if isinstance(measure, CountedShape):
        return any(_is_of_the_act(inner) for _, inner in measure.start.terms)
    return measure.of is None


# --------------------------------------------------------------------------- reading measures


def read_measure(phrase: Phrase, start: int, scope: Scope, read: ReadFiller) -> MeasureShape | None:
    """The longest measure that stands at `start`."""
    tokens = phrase.tokens
    if tokens[start : start + 1] != ("the",):
        return None
    if tokens[start : start + 5] == _ACT_DAY:
        return MeasureShape(None, (), start + 5)
    if _is_total(phrase, start, scope):
        raise _no_total(phrase, start)
    found = [_event_day(tokens, start, scope, read), _attribute(phrase, start, scope, read)]
    known = [measure for measure in found if measure is not None]
    return max(known, key=lambda measure: measure.end, default=None)


def _is_total(phrase: Phrase, start: int, scope: Scope) -> bool:
    """Whether "the total of the fine of every item" stands at `start`."""
    tokens = phrase.tokens[start:]
    if tokens[:2] not in (("the", "total"), ("the", "sum")) or tokens[2:4] != ("of", "the"):
        return False
    named = scope.vocabulary.attribute_index.longest(tokens, 4)
    return named is not None and tokens[named[1] : named[1] + 2] == ("of", "every")


def _no_total(phrase: Phrase, start: int) -> Exception:
    return refusal(
        "unknown-total",
        f"“{phrase.text(start)}” adds up the amounts of any number of things, which no condition "
        "does",
        phrase.place(start),
        "declare what it comes to as an attribute of the one whose total it is, and compare that",
    )


def _event_day(
    tokens: Sequence[str], start: int, scope: Scope, read: ReadFiller
) -> MeasureShape | None:
    if tuple(tokens[start : start + 2]) != ("the", "day"):
        return None
    matches = scope.vocabulary.events.beginnings(tokens, start, read)
    best = max((m for m in matches if not m.negated), key=lambda m: m.end, default=None)
    return None if best is None else MeasureShape(best.declared, best.fillers, best.end)


def _attribute(phrase: Phrase, start: int, scope: Scope, read: ReadFiller) -> MeasureShape | None:
    vocabulary, tokens = scope.vocabulary, phrase.tokens
    named = vocabulary.attribute_index.longest(tokens, start + 1)
    if named is None or tokens[named[1] : named[1] + 1] != ("of",):
        return None
    name, at = named
    filler = read(tokens, at + 1)
    if filler is None:
        return None
    choices = vocabulary.attributes_named[name]
    kind = scope.kind_of(filler)
    fitting = [choice for choice in choices if kind and vocabulary.fits(kind, choice.kind)]
    if kind is not None and not fitting:
        raise refusal(
            "wrong-kind",
            f"“{phrase.text(filler.start, filler.end)}” has no {name}",
            phrase.place(start, filler.end),
            f"“{name}” is declared for {listed(choice.kind for choice in choices)}",
        )
    return MeasureShape((fitting or choices)[0], (filler,), filler.end)


def measure_of(shape: MeasureShape | CountedShape, things: Things) -> Measure:
    if isinstance(shape, CountedShape):
        return CalendarDay(shape.count, shape.counted, quantity(shape.start, things))
    terms = tuple(things[filler.start] for filler in shape.fillers)
    match shape.of:
        case None:
            return ActDay()
        case Attribute():
            return AttributeOf(shape.of.id, terms[0])
        case Fact():
            return EventDay(shape.of.id, terms)


# --------------------------------------------------------------------------- quantities


def labels_agree(first: Sum, second: Sum) -> bool:
    return first.label == second.label or same_label(first.label, second.label)


def quantity(shape: Sum, things: Things, scale: int = 1) -> Quantity:
    """The sum of these things, `scale` times, so that its factors are whole; those of a day that is
    counted from are whole by themselves."""
    terms = tuple(
        (int(scale * factor), measure_of(measure, things)) for factor, measure in shape.terms
    )
    return Quantity(terms, int(scale * shape.constant))


def scale_of(*sums: Sum) -> int:
    """How many times sums must be taken for all of their factors to be whole."""
    return common_scale([factor for shape in sums for factor, _ in shape.terms])


def happenings(sums: Sequence[Sum], things: Things) -> tuple[Holds, ...]:
    """`Holds` of each event whose day the sums speak of."""
    measures = measures_in(*(quantity(shape, things) for shape in sums))
    found = (Holds(day.event, day.terms) for day in measures if isinstance(day, EventDay))
    return tuple(dict.fromkeys(found))
