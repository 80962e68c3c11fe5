"""Questions to the solver as data: formulas over a case that may speak of norms and verdicts.

An `Ask` is a formula of the model, or one of the atoms below, joined with `both`, `either`, `no`.
It is evaluated under an `Angle`: which column, which norms are left out, which questions may be
read differently from the other angle of the same question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, cast

from verifier.model import (
    TRUE,
    All,
    Any,
    CaseClass,
    Counted,
    Every,
    Formula,
    LawRegime,
    Not,
    Readings,
    Some,
    Term,
    Variable,
    Verdict,
)

Position = Literal["O", "F", "P", "E", "C", "D", "L"]
"""The four modalities; C: a duty to do some act of the description (`at least one`); D: of some
duty, no way is left; L: the time for some duty is over."""
POSITIONS: tuple[Position, ...] = ("O", "F", "P", "E", "C", "D", "L")


@dataclass(frozen=True)
class Angle:
    """How a part of a question looks at the case.

    without: norms (and exceptions) left out; apart: questions read by this angle on its own;
    tag: the name of that separate reading; reads: questions that this angle reads in a given way;
    edition: which policy, where two are compared; open_norms: every norm has a switch, so that an
    answer can say which norms it needs.
    """

    column: LawRegime = LawRegime.ALONE
    without: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    tag: str = ""
    reads: frozenset[tuple[str, str]] = frozenset()
    edition: str = ""
    open_norms: bool = False

    @cached_property
    def _number(self) -> int:
        own = (self.column, self.without, self.apart, self.tag)
        return hash((*own, self.reads, self.edition, self.open_norms))

    def __hash__(self) -> int:
        # Angles are part of nearly every key by which something is remembered.
        return self._number


@dataclass(frozen=True)
class Applicable:
    """The norm's condition holds on the act in question (whether or not it is defeated).
    `part`: only with these positions of its conditions kept (None: all of them)."""

    norm: str
    part: frozenset[int] | None = None


@dataclass(frozen=True)
class Live:
    """Some instance of the norm is applicable and undefeated."""

    norm: str


@dataclass(frozen=True)
class LiveAt:
    """This instance of the norm is live; `terms` fill the norm's parameters in order. That the act
    falls under the norm's description with these things is said beside it, not by it."""

    norm: str
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class NoWayLeft:
    """The act in question does in time what a live instance of this duty asks for, and every act
    that would is forbidden; `by` one of these norms (None: by any)."""

    norm: str
    by: frozenset[str] | None = None


@dataclass(frozen=True)
class Late:
    """A live instance of this duty asks for the act in question, and its time is over."""

    norm: str


@dataclass(frozen=True)
class NeverInTime:
    """A live instance of this duty asks for the act in question, and what it asks for can on no day
    be done in time."""

    norm: str


@dataclass(frozen=True)
class Takes:
    """Some live norm gives the act in question this position."""

    position: Position


@dataclass(frozen=True)
class VerdictIn:
    verdicts: frozenset[Verdict]


@dataclass(frozen=True)
class InScope:
    """The act in question and the case belong to the scope, for some things in its variables."""

    scope: CaseClass


@dataclass(frozen=True)
class Seen:
    """`body` as seen from `angle`."""

    angle: Angle
    body: Ask


OfDuty = Late | NeverInTime | NoWayLeft
"""What is asked of one duty."""

Ask = Formula | Applicable | Live | LiveAt | OfDuty | Takes | VerdictIn | InScope | Seen


@dataclass(frozen=True)
class Query:
    """Is there an admissible case, with an act described primarily as `act`, where `body` holds?"""

    act: str
    body: Ask
    angle: Angle = Angle()

    @cached_property
    def _number(self) -> int:
        return hash((self.act, self.body, self.angle))

    def __hash__(self) -> int:
        return self._number

    @cached_property
    def angles(self) -> tuple[Angle, ...]:
        """The angles from which it looks, its own first."""
        return tuple(dict.fromkeys([self.angle, *angles_in(self.body)]))


def read_as(query: Query, readings: Mapping[str, Readings]) -> Query:
    """The question with its readings put in: `readings` by the tag of the angle that reads on its
    own, "" for all others. What is read is folded away before anything is expanded or counted."""
    return Query(query.act, _read_in(query.body, readings), _angle_read(query.angle, readings))


def _angle_read(angle: Angle, readings: Mapping[str, Readings]) -> Angle:
    given = dict(angle.reads)
    for question, reading in readings.get("", {}).items():
        if question not in angle.apart:
            given.setdefault(question, reading)
    own = readings.get(angle.tag, {}) if angle.tag else {}
    for question in angle.apart & own.keys():
        given.setdefault(question, own[question])
    return replace(angle, reads=frozenset(given.items()))


def _read_in(ask: Ask, readings: Mapping[str, Readings]) -> Ask:
    match ask:
        case Seen(angle, body):
            return Seen(_angle_read(angle, readings), _read_in(body, readings))
        case Not(body):
            return no(_read_in(body, readings))
        case All(parts):
            return both(_read_in(part, readings) for part in parts)
        case Any(parts):
            return either(_read_in(part, readings) for part in parts)
        case _:
            return ask


def angles_in(ask: Ask) -> Iterable[Angle]:
    """The angles from which parts of a question look."""
    match ask:
        case Seen(angle, body):
            yield angle
            yield from angles_in(body)
        case Not(body) | Some(_, body) | Every(_, body) | Counted(_, _, _, body):
            yield from angles_in(body)
        case All(parts) | Any(parts):
            for part in parts:
                yield from angles_in(part)
        case _:
            return


def both(parts: Iterable[Ask]) -> Ask:
    """All of the parts; the model's `All` holds solver atoms only inside questions."""
    kept = tuple([part for part in parts if not (isinstance(part, All) and not part.parts)])
    return kept[0] if len(kept) == 1 else All(cast(tuple[Formula, ...], kept))


def either(parts: Iterable[Ask]) -> Ask:
    """At least one of the parts."""
    kept = tuple([part for part in parts if not (isinstance(part, Any) and not part.parts)])
    return kept[0] if len(kept) == 1 else Any(cast(tuple[Formula, ...], kept))


def some(variables: Iterable[Variable], body: Ask) -> Ask:
    """There are things for the variables such that …"""
    for variable in reversed(tuple(variables)):
        body = Some(variable, cast(Formula, body))
    return body


def no(part: Ask) -> Ask:
    """The part does not hold."""
    return Not(cast(Formula, part))


def parted(here: Angle, there: Angle) -> Ask:
    """The verdict seen from one angle is not the verdict seen from the other."""
    single = [VerdictIn(frozenset({verdict})) for verdict in Verdict]
    return either(both([Seen(here, one), Seen(there, no(one))]) for one in single)


def verdict_is(*verdicts: Verdict) -> VerdictIn:
    return VerdictIn(frozenset(verdicts))


def role(index: int, kind: str) -> Variable:
    """The variable that stands for the thing in role `index` of the act in question (from 0)."""
    return Variable(f"role {index}", kind)


AGENT = Variable("role agent", "party")
"""The variable that stands for the agent of the act in question."""

TRUE_ASK: Ask = TRUE
"""The question whether there is any case at all."""
