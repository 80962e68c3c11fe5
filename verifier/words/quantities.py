"""Quantities in words: exact whole numbers of a unit come in, "$1,000", "March 1, 2026", "30 days",
"5.25%", "12 grams" go out, and comparisons of sums of measures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from verifier.model import (
    BusinessDays,
    CalendarDay,
    CalendarUnit,
    Compare,
    Measure,
    Months,
    NumberType,
    Operator,
    Quantity,
    Unit,
)
from verifier.words.english import each

_MONTHS = each(
    "January February March April May June July August September October November December"
)
Naming = Callable[[Measure], str]
Typing = Callable[[Measure], NumberType]


def money(cents: int) -> str:
    """`$1,000`, `$0.50`; never a rounded amount."""
    whole, rest = divmod(abs(cents), 100)
    amount = f"${whole:,}" if rest == 0 else f"${whole:,}.{rest:02}"
    return amount if cents >= 0 else f"minus {amount}"


def day(ordinal: int) -> str:
    """`March 1, 2026`."""
    the_day = date.fromordinal(ordinal)
    return f"{_MONTHS[the_day.month - 1]} {the_day.day}, {the_day.year}"


def duration(days: int) -> str:
    """`30 days`, `1 day`."""
    return f"{_figure(days)} day" if abs(days) == 1 else f"{_figure(days)} days"


def percentage(hundredths: int) -> str:
    """`5%`, `5.25%`."""
    whole, rest = divmod(abs(hundredths), 100)
    decimals = f".{rest:02}".rstrip("0") if rest else ""
    return f"{'minus ' if hundredths < 0 else ''}{whole:,}{decimals}%"


def count(number: int, label: str = "") -> str:
    """`12 grams`, `1 gram`, `1,200`."""
    if not label:
        return _figure(number)
    one = abs(number) == 1 and label.endswith("s") and not label.endswith("ss")
    return f"{_figure(number)} {label[:-1] if one else label}"


def amount(number: int, unit: Unit, label: str = "") -> str:
    """A whole number of the unit in words."""
    match unit:
        case Unit.MONEY:
            return money(number)
        case Unit.DATE:
            return day(number)
        case Unit.DURATION:
            return duration(number)
        case Unit.PERCENTAGE:
            return percentage(number)
        case Unit.COUNT:
            return count(number, label)


def counted(count: int, unit: CalendarUnit) -> str:
    """How far a day counted by the calendar lies, and on which side: `6 months after`,
    `5 court days before`."""
    return f"{span(abs(count), unit)} {'after' if count > 0 else 'before'}"


def span(count: int, unit: CalendarUnit) -> str:
    """So many months or business days: `6 months`, `2 years`, `5 court days`."""
    match unit:
        case Months() if count % 12 == 0:
            return _so_many(count // 12, "years")
        case Months():
            return _so_many(count, "months")
        case BusinessDays(calendar):
            return _so_many(count, calendar or "business days")


def _so_many(count: int, plural: str) -> str:
    return f"{_figure(count)} {plural.removesuffix('s') if count == 1 else plural}"


def _figure(number: int) -> str:
    return f"{number:,}" if number >= 0 else f"minus {-number:,}"


# --------------------------------------------------------------------------- sums of measures


def quantity(
    value: Quantity, unit: Unit, label: str, name: Naming, told: Told | None = None
) -> str:
    """A sum in words: `30 days after the trial day`, `the price of the item plus $5`, `50% of the
    fee of the item`."""
    told = told or Told()
    if unit is Unit.DATE and len(value.terms) == 1 and value.terms[0][0] == told.scale:
        return _shifted_day(value.constant // told.scale, name(value.terms[0][1]))
    return _plus(value, unit, label, name, told)


def _plus(value: Quantity, unit: Unit, label: str, name: Naming, told: Told) -> str:
    """A sum in words that is added up in order, days counted by the calendar first: “6 months after
    the trial day plus 3 days” would count the months from another day."""
    if not value.terms:
        return amount(value.constant // told.scale, unit, label)

    def summand(measure: Measure) -> str:
        if not isinstance(measure, CalendarDay):
            return name(measure)
        start = _plus(measure.start, Unit.DATE, "", name, Told())
        far = span(abs(measure.count), measure.unit)
        return f"{start} {'plus' if measure.count > 0 else 'minus'} {far}"

    text = ""
    for factor, measure in sorted(value.terms, key=lambda term: type(term[1]) is not CalendarDay):
        text = _added(text, factor, told.multiple(factor, measure, unit, summand))
    if value.constant:
        unit = Unit.DURATION if unit is Unit.DATE else unit
        constant = abs(value.constant) // told.scale
        text = _added(text, value.constant, amount(constant, unit, label))
    return text


@dataclass(frozen=True)
class Told:
    """How the factors of a sum are told: they stand in it `scale` times; those of a measure that
    counts something else than the sum are prices."""

    scale: int = 1
    type_of: Typing | None = None

    def multiple(self, factor: int, measure: Measure, unit: Unit, name: Naming) -> str:
        """`twice the fee`, `50% of the fee`, `$0.50 times the days late`."""
        share = Fraction(abs(factor), self.scale)
        if unit is Unit.MONEY and self.type_of and self.type_of(measure).unit is not Unit.MONEY:
            price = money(int(share)) if share.denominator == 1 else f"{share} cents"
            return f"{price} times {name(measure)}"
        if share.denominator == 1:
            return _multiple(int(share), name(measure))
        hundredths = share * 10_000
        if hundredths.denominator == 1:
            return f"{percentage(int(hundredths))} of {name(measure)}"
        return f"{share.numerator:,}/{share.denominator:,} of {name(measure)}"


def _shifted_day(days: int, measure: str) -> str:
    if days == 0:
        return measure
    return f"{duration(abs(days))} {'after' if days > 0 else 'before'} {measure}"


def _multiple(factor: int, measure: str) -> str:
    size = abs(factor)
    return measure if size == 1 else f"{'twice' if size == 2 else f'{size:,} times'} {measure}"


def _added(text: str, sign: int, words: str) -> str:
    if not text:
        return words if sign > 0 else f"minus {words}"
    return f"{text} {'plus' if sign > 0 else 'minus'} {words}"


# --------------------------------------------------------------------------- comparisons

_OF_DAYS: dict[Operator, str] = {
    "<": "is before",
    "<=": "is on or before",
    "=": "is",
    "!=": "is not",
    ">=": "is on or after",
    ">": "is after",
}
_OF_AMOUNTS: dict[Operator, str] = {
    "<": "is less than",
    "<=": "is at most",
    "=": "is exactly",
    "!=": "is not exactly",
    ">=": "is at least",
    ">": "is more than",
}
_FAR_AHEAD: dict[Operator, str] = {
    "<": "earlier than",
    "<=": "no later than",
    "=": "exactly",
    "!=": "not exactly",
    ">=": "at least",
    ">": "more than",
}
_FAR_BACK: dict[Operator, str] = {
    "<": "more than",
    "<=": "at least",
    "=": "exactly",
    "!=": "not exactly",
    ">=": "no earlier than",
    ">": "later than",
}
CONTRARY: dict[Operator, Operator] = {
    "<": ">=",
    "<=": ">",
    "=": "!=",
    "!=": "=",
    ">=": "<",
    ">": "<=",
}
_MIRROR: dict[Operator, Operator] = {
    "<": ">",
    "<=": ">=",
    "=": "=",
    "!=": "!=",
    ">=": "<=",
    ">": "<",
}


def comparison(compare: Compare, name: Naming, type_of: Typing) -> str:
    """A comparison as a clause: `the day of the act is before March 1, 2026`."""
    operator, left, right = _balanced(compare)
    unit, label = _unit(left if left.terms else right, type_of)
    if compare.unit is not None:
        unit, label = compare.unit, ""
    whole = all(side.constant % compare.scale == 0 for side in (left, right))
    told = Told(compare.scale if whole else 1, type_of)
    if unit is Unit.DATE and right.constant and len(left.terms) == len(right.terms) == 1:
        far = _far(operator, right.constant > 0, duration(abs(right.constant)))
        return f"{name(left.terms[0][1])} is {far} {name(right.terms[0][1])}"
    counted_from = _calendar_day(right)
    if counted_from is not None and len(left.terms) == 1 and not left.constant:
        count = counted_from.count
        far = _far(operator, count > 0, span(abs(count), counted_from.unit))
        start = quantity(counted_from.start, Unit.DATE, "", name)
        return f"{name(left.terms[0][1])} is {far} {start}"
    words = _OF_DAYS if unit is Unit.DATE else _OF_AMOUNTS
    said_left = quantity(left, unit, label, name, told)
    said_right = quantity(right, unit, label, name, told)
    return f"{said_left} {words[operator]} {said_right}"


def distance(first: Compare, second: Compare, name: Naming, type_of: Typing) -> str | None:
    """Two bounds on one day that together are a distance from another: `is within 7 days of …`."""
    if first.left != second.left or _unit(first.left, type_of)[0] is not Unit.DATE:
        return None
    if first.right.terms != second.right.terms:
        return _calendar_distance(first, second, name)
    bounds = {c.operator: c.right.constant - c.left.constant for c in (first, second)}
    if len(first.left.terms) != 1 or len(first.right.terms) != 1 or set(bounds) != {"<=", ">="}:
        return None
    low, high = bounds[">="], bounds["<="]
    if low == -high and high > 0:
        far = f"within {duration(high)} of"
    elif low == 0 < high:
        far = f"at most {duration(high)} after"
    elif low < 0 == high:
        far = f"at most {duration(-low)} before"
    else:
        return None
    return f"{name(first.left.terms[0][1])} is {far} {name(first.right.terms[0][1])}"


def _calendar_distance(first: Compare, second: Compare, name: Naming) -> str | None:
    """The same of two bounds that are counted by the calendar from one day."""
    low, high = (first, second) if first.operator == ">=" else (second, first)
    if (low.operator, high.operator) != (">=", "<=") or len(low.left.terms) != 1:
        return None
    (early, start), (late, same_start) = _counted_from(low.right), _counted_from(high.right)
    if start != same_start or low.left.constant:
        return None
    match early, late:
        case (before, unit), (after, same_unit) if unit == same_unit and -before == after > 0:
            far = f"within {span(after, unit)} of"
        case None, (after, unit) if after > 0:
            far = f"at most {span(after, unit)} after"
        case (before, unit), None if before < 0:
            far = f"at most {span(-before, unit)} before"
        case _:
            return None
    return f"{name(low.left.terms[0][1])} is {far} {quantity(start, Unit.DATE, '', name)}"


def _counted_from(day: Quantity) -> tuple[tuple[int, CalendarUnit] | None, Quantity]:
    """How a day is counted by the calendar, and from which; None where it is itself that day."""
    found = _calendar_day(day)
    return (None, day) if found is None else ((found.count, found.unit), found.start)


def _calendar_day(day: Quantity) -> CalendarDay | None:
    """The measure of a quantity that is a day counted by the calendar and nothing else."""
    match day:
        case Quantity(((1, CalendarDay() as measure),), 0):
            return measure
        case _:
            return None


def _far(operator: Operator, ahead: bool, distance: str) -> str:
    """`at least 30 days before`, `no later than 30 days after`."""
    words = _FAR_AHEAD if ahead else _FAR_BACK
    return f"{words[operator]} {distance} {'after' if ahead else 'before'}"


def _balanced(compare: Compare) -> tuple[Operator, Quantity, Quantity]:
    """The same comparison with no measure subtracted on either side and one on the left at least;
    a lone constant stands on the right."""
    left, right, operator = compare.left, compare.right, compare.operator
    if any(factor < 0 for factor, _ in (*left.terms, *right.terms)) or not left.terms:
        moved = (*left.terms, *((-factor, measure) for factor, measure in right.terms))
        on_left = tuple((factor, measure) for factor, measure in moved if factor > 0)
        on_right = tuple((-factor, measure) for factor, measure in moved if factor < 0)
        left = Quantity(on_left, 0)
        right = Quantity(on_right, compare.right.constant - compare.left.constant)
        if not on_left:
            operator = _MIRROR[operator]
            left, right = Quantity(on_right, 0), Quantity((), -right.constant)
    if _calendar_day(left) is not None and len(right.terms) == 1 and not right.constant:
        operator, left, right = _MIRROR[operator], right, left
    if len(left.terms) == 1 and left.constant:
        left, right = (
            Quantity(left.terms, 0),
            Quantity(right.terms, right.constant - left.constant),
        )
    return operator, left, right


def _unit(side: Quantity, type_of: Typing) -> tuple[Unit, str]:
    """The unit of a sum: a sum of days that cancel out is a duration."""
    types = [type_of(measure) for _, measure in side.terms]
    if any(one.unit is Unit.MONEY for one in types):
        return Unit.MONEY, ""
    return (types[0].unit, types[0].label) if types else (Unit.COUNT, "")
