"""What is assumed of the world, and what a policy is held to: promises, possibilities, coverage,
and cases whose verdict its author expects.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from verifier.model.case import ActInQuestion, Thing
from verifier.model.formula import Formula, Term, Variable
from verifier.model.norm import ActPattern, Condition, LawRegime, Verdict
from verifier.model.question import Anchor
from verifier.source import Span


@dataclass(frozen=True)
class Assumption:
    """Background that every admissible case satisfies. The formula is closed; it may speak of the
    act."""

    name: str
    title: str
    formula: Formula
    comment: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)
    anchors: tuple[Anchor, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Presumption:
    """`presume FACT unless CONDITION`: the value of an unknown fact in `decide`; never an
    assumption."""

    name: str
    title: str
    variables: tuple[Variable, ...]
    presumed: Formula
    unless: Formula
    span: Span | None = field(default=None, compare=False, repr=False)
    anchors: tuple[Anchor, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class CaseClass:
    """A class of cases: acts by `bearer` under `act`, where `conditions` hold for some `locals`.

    `act` None: every act. The variables of bearer and act are free in the conditions; in a query
    all are existential ("there is a case in which …")."""

    bearer: Term | None
    act: ActPattern | None
    variables: tuple[Variable, ...]  # of bearer and act
    locals: tuple[Variable, ...]
    conditions: tuple[Condition, ...]


UnderReadings = Literal["every", "plain"]


@dataclass(frozen=True)
class Promise:
    """In every case of `scope` the verdict is one of `verdicts`."""

    name: str
    title: str
    scope: CaseClass
    verdicts: frozenset[Verdict]
    column: LawRegime
    under: UnderReadings
    words: str  # the promised sentence as written
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Possibility:
    """`possible`: there is a case in `scope`, with one of `verdicts`."""

    name: str
    title: str
    scope: CaseClass
    verdicts: frozenset[Verdict]
    column: LawRegime
    under: Literal["some", "plain"]
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Coverage:
    """`covers`: on every case of `scope` the policy speaks."""

    name: str
    title: str
    scope: CaseClass
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Expectation:
    """What a case's author expects of one asking.

    verdict:  the verdict under the plain readings changed by `readings`
              (or under every reading) is `verdicts[0]`;
    possible: over all readings the set of verdicts is exactly `verdicts`;
    turns on: the questions whose single change from the plain readings changes the verdict are
              exactly `questions`.
    """

    form: Literal["verdict", "possible", "turns on"]
    verdicts: tuple[Verdict, ...] = ()
    column: LawRegime = LawRegime.ALONE
    readings: tuple[tuple[str, str], ...] = ()
    every_reading: bool = False
    questions: tuple[str, ...] = ()
    words: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Asking:
    act: ActInQuestion
    expectations: tuple[Expectation, ...]
    words: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class CaseExample:
    """One fact pattern: its things (there are no others beside the named parties), what is given,
    and what is asked. `closed` is `nothing else is so`: facts not given are false; attributes and
    days not given stay open either way."""

    name: str
    title: str
    things: tuple[Thing, ...]
    givens: tuple[Condition, ...]
    closed: bool
    askings: tuple[Asking, ...]
    comment: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)
