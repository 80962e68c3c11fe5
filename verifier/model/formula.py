"""Conditions over a case: terms, measures, formulas, and the definitions that name them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from verifier.model.calendar_units import CalendarUnit
from verifier.model.question import Anchor
from verifier.model.value_types import Unit
from verifier.model.vocabulary import SentenceParts
from verifier.source import Span


@dataclass(frozen=True)
class Variable:
    """A thing spoken of: `name` is unique within its norm, definition or scope, and is what is
    printed after "the": "person", "other person", "reporter"."""

    name: str
    kind: str

    @cached_property
    def _number(self) -> int:
        return hash((self.name, self.kind))

    def __hash__(self) -> int:
        # Variables are looked up wherever a formula is read.
        return self._number


@dataclass(frozen=True)
class Named:
    """A named party, or a thing that a case names."""

    name: str


Term = Variable | Named


@dataclass(frozen=True)
class AttributeOf:
    """The number that a number-valued attribute has for a thing."""

    attribute: str
    term: Term


@dataclass(frozen=True)
class EventDay:
    """The day of an event. Stands only where the event is known to have happened: elaboration puts
    `Holds` of the same event before it in the same `All`."""

    event: str
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class ActDay:
    """The day of the act in question."""


@dataclass(frozen=True)
class CalendarDay:
    """The day that lies `count` months or business days after the day `start`; before it, where
    `count` is negative. It is never nought."""

    count: int
    unit: CalendarUnit
    start: Quantity


PlainMeasure = AttributeOf | EventDay | ActDay

Measure = PlainMeasure | CalendarDay


@dataclass(frozen=True)
class Quantity:
    """A linear sum of measures and a constant, in the unit's smallest whole number."""

    terms: tuple[tuple[int, Measure], ...]
    constant: int


def day_after(start: Quantity, count: int, unit: CalendarUnit) -> Quantity:
    """The day that lies `count` months or business days after another."""
    return Quantity(((1, CalendarDay(count, unit, start)),), 0) if count else start


Operator = Literal["<", "<=", "=", "!=", ">", ">="]


@dataclass(frozen=True)
class Holds:
    """A declared fact (or the happening of an event) of these things."""

    fact: str
    terms: tuple[Term, ...]
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Defined:
    """A defined sentence of these things."""

    definition: str
    terms: tuple[Term, ...]
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class ValueIs:
    """A list attribute of a thing has one of `members`."""

    attribute: str
    term: Term
    members: frozenset[str]
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Compare:
    """A comparison of two quantities of one unit.

    `scale`: both sides stand here so many times, for a share of an amount to be whole (“50% of the
    fee”: 2). `unit`: what the sides count where their measures do not say it (“2 dollars times the
    days”: money). Neither bears on what is true; both are for what is said.
    """

    operator: Operator
    left: Quantity
    right: Quantity
    span: Span | None = field(default=None, compare=False, repr=False)
    scale: int = 1
    unit: Unit | None = None


@dataclass(frozen=True)
class Same:
    """Two terms are one thing."""

    left: Term
    right: Term
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class OfKind:
    """A thing belongs to a kind (or one of its sub-kinds)."""

    term: Term
    kind: str
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Reads:
    """The question is read in this way."""

    question: str
    reading: str
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class ActIs:
    """The act in question falls under the description `act` with these things in its roles."""

    act: str
    terms: tuple[Term, ...]
    agent: Term | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Not:
    body: Formula
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class All:
    """Every part; of no parts it is true."""

    parts: tuple[Formula, ...]
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Any:
    """At least one part; of no parts it is false."""

    parts: tuple[Formula, ...]
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Some:
    """There is a thing of the variable's kind with …"""

    variable: Variable
    body: Formula
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Every:
    """Each thing of the variable's kind has …; true when there is none."""

    variable: Variable
    body: Formula
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Counted:
    """So many things of the variable's kind have …, each counted once: their number compares so
    with `number` (`>=`: at least so many)."""

    operator: Operator
    number: int
    variable: Variable
    body: Formula
    span: Span | None = field(default=None, compare=False, repr=False)


Formula = (
    Holds
    | Defined
    | ValueIs
    | Compare
    | Same
    | OfKind
    | Reads
    | ActIs
    | Not
    | All
    | Any
    | Some
    | Every
    | Counted
)

TRUE = All(())

FALSE = Any(())


@dataclass(frozen=True)
class Definition:
    """A defined sentence: true of things exactly when `condition` is. Definitions are acyclic."""

    id: str
    sentence: SentenceParts
    parameters: tuple[Variable, ...]  # one a hole, in order
    condition: Formula
    span: Span | None = field(default=None, compare=False, repr=False)
    anchors: tuple[Anchor, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class CountsAs:
    """To do `source` of `source_terms` counts as to do `target` of `target_terms` when `condition`.

    All terms are variables or named parties; variables of the target that the source does not have
    are existential: one act can fall under one description in several ways. The agent carries
    over. The graph source → target is acyclic.
    """

    source: str
    source_terms: tuple[Term, ...]
    target: str
    target_terms: tuple[Term, ...]
    variables: tuple[Variable, ...]  # all of the two patterns; others are inside the condition
    condition: Formula
    span: Span | None = field(default=None, compare=False, repr=False)
    anchors: tuple[Anchor, ...] = field(default=(), compare=False)
