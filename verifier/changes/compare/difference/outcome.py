"""What a comparison finds, as plain data: the scope, the edits, who gains and who loses and exactly
when, what becomes of promises, cases, questions and findings. Words and model values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from verifier.diagnostics import Fault
from verifier.encoding import Ask
from verifier.findings import Assurance, Finding, Run, SingleChange
from verifier.model import Case, LawRegime, Readings, Verdict


@dataclass(frozen=True)
class ScopeChange:
    """A difference of the vocabulary, the questions or the assumptions: the ground on which both
    versions are compared. `handled` says what it means for the comparison; where it `restricts`,
    there are cases, or readings, that only one version knows and that were not compared."""

    words: str
    handled: str = ""
    restricts: bool = False


def sizes_words(sizes: Mapping[str, int]) -> str:
    """How many things of each kind a search tried."""
    return ", ".join(f"{number} of the kind {kind}" for kind, number in sizes.items() if number)


# --------------------------------------------------------------------------- the text


@dataclass(frozen=True)
class Piece:
    """A stretch of a redline."""

    op: Literal["same", "struck", "inserted"]
    words: str


@dataclass(frozen=True)
class TextChange:
    """One item of the policy file (or the policy's own text) whose words differ.

    edit: the name of the edit of meaning that it makes; "" where the words alone differ, and then
    `because` says how that is known. A `wording_only` edit was proved to change no verdict."""

    name: str  # "clause P4", "the definition “…”", "the text"
    how: Literal["changed", "added", "removed"]
    pieces: tuple[Piece, ...]
    wording_only: bool | None = None  # None: it can not be told, or bears on something else
    because: str = ""


@dataclass(frozen=True)
class Deadline:
    """A duty whose deadline, or whose counterparty, differs."""

    norm: str
    words: str
    side: Literal["tightens", "loosens", "changes"]


# --------------------------------------------------------------------------- effect


class Direction(StrEnum):
    """What the change does to the bearer's freedom."""

    EQUIVALENT = "equivalent"
    TIGHTENS = "tightens"
    LOOSENS = "loosens"
    MIXED = "mixed"


@dataclass(frozen=True)
class Served:
    """Somebody whom a clause protects, or to whom it is owed, and whether they gain or lose in some
    case. `plain`: also as the questions are plainly read."""

    who: str  # "the person whom clause 1 protects"
    gains: bool
    loses: bool
    plain: bool = True

    @property
    def words(self) -> str:
        how = " and ".join([*["gains"] * self.gains, *["loses"] * self.loses])
        return f"{self.who} {how}{'' if self.plain else ' where a question is not read plainly'}"


@dataclass(frozen=True)
class PositionEffect:
    """One modality on one act: whether there are cases that newly have it, or no longer have it.
    None: undecided."""

    modality: str  # "must", "must not", "may", "need not"
    gained: bool | None
    lost: bool | None


@dataclass(frozen=True)
class ActEffect:
    """The effect on acts of one description, under the plain and under all readings."""

    act: str
    words: str  # "the Office uses an item against a person"
    column: LawRegime
    plain: tuple[PositionEffect, ...]
    every: tuple[PositionEffect, ...]
    served: tuple[Served, ...] = ()

    @property
    def served_words(self) -> str:
        """Who gains and who loses besides whoever acts; "" where no clause serves anybody."""
        return "; ".join(one.words for one in self.served)

    @property
    def plain_direction(self) -> Direction:
        return direction(self.plain)

    @property
    def direction(self) -> Direction:
        return direction(self.every)


def direction(effects: tuple[PositionEffect, ...]) -> Direction:
    """Duties and prohibitions bind the bearer; permissions and exemptions free the bearer."""
    tighter = looser = False
    for effect in effects:
        binds = effect.modality in ("must", "must not")
        tighter |= bool(effect.gained if binds else effect.lost)
        looser |= bool(effect.lost if binds else effect.gained)
    if tighter and looser:
        return Direction.MIXED
    if tighter:
        return Direction.TIGHTENS
    return Direction.LOOSENS if looser else Direction.EQUIVALENT


# --------------------------------------------------------------------------- exact description


@dataclass(frozen=True)
class RuleLine:
    """One statement of a rule. `changed`: the edited words bring it in or take it out."""

    words: str
    changed: bool = False


@dataclass(frozen=True)
class Rule:
    """A kind of case, in the policy's own sentences: all its lines are true. `general` marks the
    rule that only names clauses, for what was left."""

    lines: tuple[RuleLine, ...]
    plain: bool = True  # whether it has cases under the plain readings
    general: bool = False
    partial: bool = False  # only where the other clauses do what the outcomes say of them


@dataclass(frozen=True)
class Side:
    """The outcome in one version: the verdict and the norms that give it, by their ids."""

    verdict: Verdict
    norms: tuple[str, ...]
    words: str  # "prohibited (clause P4)"
    to_one: bool = False  # a duty that is done with one such act, whichever


@dataclass(frozen=True)
class ShownCase:
    """One ordinary case of a group and the single changes after which it is no longer one."""

    case: Case
    readings: Readings
    act: str
    given: tuple[str, ...]
    before: str
    after: str
    changes: tuple[SingleChange, ...]


@dataclass(frozen=True)
class Extent:
    """The cases of a group as formulas: what makes a case one of the group; what the outcome says
    of clauses that stand on both sides or on neither, the `context`; what each rule says. A case
    is of the group exactly where the context holds and one of the rules does."""

    membership: Ask
    context: Ask
    rules: tuple[Ask, ...]


@dataclass(frozen=True)
class Group:
    """The cases that pass from one outcome to another.

    edits: the smallest sets of edits that make the change in every case; `tried`: found by trying
    up to so many things only, "" where it is proved for any number.
    extent: None in a comparison that was remembered: what was proved is not proved again.
    """

    act: str
    words: str  # "the Office uses an item against a person"
    column: LawRegime
    before: Side
    after: Side
    rules: tuple[Rule, ...]
    assurance: Assurance
    plain: bool
    shown: ShownCase | None
    edits: tuple[tuple[str, ...], ...]
    tried: str = ""
    extent: Extent | None = field(default=None, compare=False, repr=False)

    @property
    def verdict_changes(self) -> bool:
        was, now = self.before, self.after
        return (was.verdict, was.to_one) != (now.verdict, now.to_one)


# --------------------------------------------------------------------------- what depends on it


PromiseFate = Literal[
    "kept",
    "lost",
    "newly true",
    "broken",
    "for another reason",
    "new",
    "removed",
    "undecided",
]


@dataclass(frozen=True)
class PromiseChange:
    """What becomes of a promise. `tried`: that it holds where it does was found by trying up to so
    many things only; "" where it is proved for any number."""

    name: str
    title: str
    how: PromiseFate
    before: tuple[str, ...] = ()  # the clauses it rests on
    after: tuple[str, ...] = ()
    words: str = ""
    tried: str = ""


@dataclass(frozen=True)
class CaseChange:
    """An asking of a case whose possible verdicts differ."""

    case: str
    title: str
    asking: str
    before: str
    after: str
    beyond_plain: bool  # it differs only under readings that are not plain


@dataclass(frozen=True)
class QuestionChange:
    """`tried`: that no verdict depends on it in one of the versions was found by trying up to so
    many things only; "" where it is proved for any number."""

    name: str
    title: str
    how: Literal["settled", "opened"]
    tried: str = ""


@dataclass(frozen=True)
class FindingChange:
    how: Literal["new", "gone"]
    check: str
    severity: str
    headline: str
    fingerprint: str


@dataclass(frozen=True)
class FindingsChange:
    """The findings of both versions, by fingerprint; None where they were not asked for."""

    changes: tuple[FindingChange, ...]
    unchanged: int
    unsettled: tuple[str, ...] = ()  # checks that came to no answer in one of the versions


# --------------------------------------------------------------------------- declarations


@dataclass(frozen=True)
class JudgedIntent:
    """A declared effect and whether it occurs (None: undecided)."""

    amendment: str
    words: str
    met: bool | None


@dataclass(frozen=True)
class Declared:
    """What amendments declare, held against the proof. No finding and nothing undecided: what was
    declared happens, and nothing else does."""

    findings: tuple[Finding, ...]
    intents: tuple[JudgedIntent, ...]
    assurance: Assurance
    undecided: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return not self.findings and not self.undecided


# --------------------------------------------------------------------------- the whole


@dataclass(frozen=True)
class Comparison:
    """Everything one comparison found.

    unchanged: proved that no verdict, and no clause that decides one, differs under any reading and
    in any column, and nothing else of meaning differs. undecided: why that could not be told.
    """

    old: str
    new: str
    title: str
    scope: tuple[ScopeChange, ...]
    text: tuple[TextChange, ...]
    deadlines: tuple[Deadline, ...]
    effects: tuple[ActEffect, ...]
    groups: tuple[Group, ...]
    cut: bool  # more groups than are listed: the last of an act are general
    promises: tuple[PromiseChange, ...]
    cases: tuple[CaseChange, ...]
    questions: tuple[QuestionChange, ...]
    findings: FindingsChange | None
    unequal_acts: tuple[str, ...]
    equal_acts: tuple[str, ...]
    assurance: Assurance
    undecided: tuple[str, ...] = ()
    edits: Mapping[str, str] = field(default_factory=dict)
    asked: int = 0  # questions that were put to find out what differs
    declared: Declared | None = None  # where the versions differ by amendments
    runs: tuple[Run, Run] | None = field(default=None, repr=False)  # what `findings` is made of
    faults: tuple[Fault, ...] = ()  # the tool's mistakes, each of which cost one part

    @property
    def every_fault(self) -> tuple[Fault, ...]:
        """Those of the comparison, and those of the checks on both versions."""
        of_checks = (fault for run in self.runs or () for fault in run.faults)
        return tuple(dict.fromkeys((*self.faults, *of_checks)))

    @property
    def verdict_groups(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.verdict_changes)

    @property
    def other_grounds(self) -> tuple[Group, ...]:
        """Same outcome on other ground."""
        return tuple(group for group in self.groups if not group.verdict_changes)

    @property
    def unchanged(self) -> bool:
        restricted = any(change.restricts for change in self.scope)
        return not (restricted or self.groups or self.deadlines or self.undecided)
