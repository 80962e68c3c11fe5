"""What is demanded, forbidden or allowed, of whom and when; what prevails; and what comes of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from verifier.model.formula import Formula, Holds, Quantity, Term, Variable
from verifier.model.question import Anchor
from verifier.source import Span


class Modality(StrEnum):
    OBLIGED = "O"  # must
    FORBIDDEN = "F"  # must not
    PERMITTED = "P"  # may
    EXEMPT = "E"  # need not

    @property
    def words(self) -> str:
        return {"O": "must", "F": "must not", "P": "may", "E": "need not"}[self.value]


OPPOSED = frozenset(
    frozenset(pair)
    for pair in (
        (Modality.OBLIGED, Modality.FORBIDDEN),
        (Modality.OBLIGED, Modality.EXEMPT),
        (Modality.FORBIDDEN, Modality.PERMITTED),
    )
)


def opposed(first: Modality | None, second: Modality | None) -> bool:
    """Whether two modalities are one of the pairs O–F, O–E, F–P."""
    return frozenset((first, second)) in OPPOSED


class LawRegime(StrEnum):
    """How laws above the policy count: not at all, side by side, or prevailing."""

    ALONE = "alone"
    BESIDE = "beside the law"
    END = "in the end"


class Verdict(StrEnum):
    """What the norms together say of an act. LATE: obliged, by a duty whose time is over."""

    DILEMMA = "dilemma"
    ANTINOMY = "antinomy"
    OBLIGED = "obliged"
    LATE = "late"
    PROHIBITED = "prohibited"
    FREE = "free"
    PERMITTED = "permitted"
    EXEMPT = "exempt"
    SILENT = "silent"


def as_expected(found: Iterable[Verdict], expected: Collection[Verdict]) -> tuple[Verdict, ...]:
    """What was found, in the words of what was expected: who is late is still obliged, and where
    nothing is said of lateness the one is as good as the other."""
    if Verdict.LATE in expected:
        return tuple(found)
    named = (Verdict.OBLIGED if one is Verdict.LATE else one for one in found)
    return tuple(dict.fromkeys(named))


@dataclass(frozen=True)
class Positions:
    """Which modalities some live norm gives the act. `choice`: only a duty to do *some* act of this
    description ("at least one") speaks; that duty obliges to no particular act, so that it is
    overridden by any other position on this act but a permission. `no_way_left`: of some duty that
    speaks, every way is forbidden in which it can be done in time. `late`: the time for some duty
    that speaks is over."""

    obliged: bool = False
    forbidden: bool = False
    permitted: bool = False
    exempt: bool = False
    choice: bool = False
    no_way_left: bool = False
    late: bool = False


@dataclass(frozen=True)
class Condition:
    """One conjunct of a condition, with the drafter's words and place; `anchors` are the quotations
    below its lines. `deadline`: the line says by when a duty is due; what it says of the beginning
    is the condition, and its end is in the window of the norm."""

    formula: Formula
    words: str
    span: Span | None = field(default=None, compare=False, repr=False)
    anchors: tuple[Anchor, ...] = field(default=(), compare=False)
    deadline: bool = False


@dataclass(frozen=True)
class ActPattern:
    """The act a norm is about. Terms are variables (universal) or named parties; variables listed
    in `choice` came from "at least one": the norm asks for some act of the description."""

    act: str
    terms: tuple[Term, ...]
    choice: tuple[Variable, ...] = ()


@dataclass(frozen=True)
class Exclusion:
    """Two acts of which whoever does one does not do the other, with the things that both are
    about; from a duty to do one follows a prohibition of the other."""

    one: ActPattern
    other: ActPattern
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Window:
    """The days on which a duty is done in time: on or after every one of `earliest`, on or before
    every one of `latest`; a last day that counts from an event ends nothing where that has not
    happened. `occurs` lists the events from which the beginning counts.

    The beginning, and that these events have happened, are conditions of the norm as well: before,
    it asks for nothing. After the end what it asks for is late, and still owed; unless it `lapses`:
    then the end is a condition, too."""

    earliest: tuple[Quantity, ...]
    latest: tuple[Quantity, ...]
    words: str
    occurs: tuple[Holds, ...] = ()
    lapses: bool = False


@dataclass(frozen=True)
class Norm:
    """A norm, an exception or a disapplication.

    With a modality it is a norm: applicable to an instance (an assignment of things to
    `parameters`) when the act in question is done by `bearer`, falls under `act` with the
    instance's things, and there are things for `locals` with all `conditions` true.
    An exclusion follows from a duty to do an act that excludes its own: it is a prohibition, or
    defeats one in the place of what defeats the duty.
    Without a modality it only defeats other norms: applicable when its conditions are true (and,
    where it has an `act`, the act in question falls under it).
    `parameters` are the variables of bearer and act, then those condition variables that an
    exception mentions. For an exception they are the parameters of what it attacks.
    """

    id: str  # unique: "P3", "P3.untruthful", "P7.1"
    clause: str  # the clause it stands in: "P3", "P7"
    modality: Modality | None
    bearer: Term | None
    act: ActPattern | None
    parameters: tuple[Variable, ...]
    locals: tuple[Variable, ...]
    conditions: tuple[Condition, ...]
    layer: int = 0  # 0 the policy; 1 and up the laws above it
    name: str = ""  # an exception's own name
    role: Literal["norm", "exception", "disapplication", "exclusion"] = "norm"
    follows: str = ""  # of an exclusion: the duty (or what defeats one) from which it follows
    owed_to: Term | None = None
    window: Window | None = None
    anchors: tuple[Anchor, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)
    concerns: Variable | None = None
    """Of a disapplication “to a KIND”: the thing to which what it names does not apply."""

    @property
    def is_choice(self) -> bool:
        return self.act is not None and bool(self.act.choice)

    @property
    def is_duty(self) -> bool:
        return self.modality is Modality.OBLIGED and self.act is not None


@dataclass(frozen=True)
class Attack:
    """`attacker` defeats `target` where an instance of it is live whose parameters agree on
    `mapping` (pairs: parameter of the attacker, parameter of the target). Parameters of the
    attacker that are not mapped are existential: some instance is enough."""

    attacker: str
    target: str
    mapping: tuple[tuple[Variable, Variable], ...]
    ground: Literal["exception", "disapplication", "priority", "layer"]
    columns: frozenset[LawRegime] = frozenset(LawRegime)
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Clause:
    """A numbered piece of the policy or of a law, as its drafter sees it."""

    id: str
    title: str
    anchors: tuple[Anchor, ...]
    norms: tuple[str, ...]  # ids, its own norms first, then its exceptions
    law: str | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


def clause_anchors(clause: Clause, norms: Mapping[str, Norm]) -> Iterator[Anchor]:
    """Every quotation of a clause: its own, those of its exceptions, and those below conditions."""
    yield from clause.anchors
    for norm in (norms[name] for name in clause.norms):
        yield from norm.anchors
        for condition in norm.conditions:
            yield from condition.anchors


@dataclass(frozen=True)
class Law:
    """A law above the policy (or above another law): its clauses have `layer`."""

    name: str
    title: str
    layer: int
    paraphrase: bool = False  # stated as structure with a citation, not in its own words
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Savings:
    """`without limiting clause X`: a promise that `norm` defeats or opposes nothing that `saved`
    says."""

    clause: str
    saved: str
    span: Span | None = field(default=None, compare=False, repr=False)
