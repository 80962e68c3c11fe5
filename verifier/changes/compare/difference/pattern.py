"""The values with which a difference is described: how two versions are read, which outcome passes
into which, and the rules made for it before they are put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from verifier.changes.compare.difference.edits import Edition
from verifier.changes.compare.difference.merged_policy import VersionPair
from verifier.changes.compare.difference.statements import RuleStatement
from verifier.encoding import Ask
from verifier.model import LawRegime, Readings, Term, Variable, Verdict


@dataclass(frozen=True)
class VersionView:
    """How the two versions are read: `reads` puts readings into each of them (where their plain
    readings differ), `readings` are those that both are asked under at first, `beyond` also under
    all others."""

    readings: Readings
    reads: Mapping[Edition, frozenset[tuple[str, str]]] = field(default_factory=dict)
    beyond: bool = True


@dataclass(frozen=True)
class NormStatus:
    """Whether a norm is live before and after. `turned`: it says something else after."""

    norm: str
    before: bool
    after: bool
    turned: bool = False

    @property
    def differs(self) -> bool:
        return self.before != self.after or (self.before and self.turned)


@dataclass(frozen=True)
class OutcomePattern:
    """What every norm that can speak of an act does before and after, in a case that differs.

    coarse: only the verdicts and the norms that the edits reach count; what the others do is left
    open, because their combinations would be too many to tell apart.
    timed: the verdicts before and after where they do not follow from which norms are live: late,
    since the time for a duty is over, or a dilemma, since no way is left to do one in time."""

    act: str
    column: LawRegime
    statuses: tuple[NormStatus, ...]
    coarse: bool = False
    timed: tuple[Verdict | None, Verdict | None] = (None, None)

    def live(self, edition: Edition) -> tuple[str, ...]:
        return tuple(s.norm for s in self.statuses if (s.before if edition == "old" else s.after))

    @property
    def differing(self) -> tuple[NormStatus, ...]:
        return tuple(status for status in self.statuses if status.differs)


@dataclass(frozen=True)
class MadeRule:
    """A rule before it is put into words. `things` are those that it introduces.

    inside: the statements that say the same of the cases of the pattern for which it was made;
    instance: what stands for the things by reason of which the one norm that differs is live;
    wrong: what is true of every case in which the rule holds and the outcome does not come about;
    partial: it holds of the group's cases only where the other clauses do what is told of them.
    """

    statements: tuple[RuleStatement, ...]
    things: tuple[Variable, ...]
    formula: Ask
    inside: tuple[RuleStatement, ...] = ()
    instance: tuple[Term, ...] = ()
    wrong: Ask | None = None
    plain: bool = True
    general: bool = False
    partial: bool = False


@dataclass
class Made:
    """The rules of one group, and how certain it is that they are all."""

    rules: list[MadeRule] = field(default_factory=list)
    complete: bool = True
    sizes: Mapping[str, int] = field(default_factory=dict)
    undecided: str = ""


def views(pair: VersionPair) -> tuple[VersionView, ...]:
    """How to read the two: alike; and before that, where their plain readings differ, each
    plainly in its own way."""
    old, new = pair.old.questions, pair.new.questions
    asked = {**old, **new}
    plain: dict[str, str] = {name: question.plain for name, question in asked.items()}
    apart = _plain_apart(pair)
    common: Readings = {name: reading for name, reading in plain.items() if name not in apart}
    if not apart:
        return (VersionView(common),)
    reads = {
        "old": frozenset((name, was) for name, (was, _) in apart.items()),
        "new": frozenset((name, now) for name, (_, now) in apart.items()),
    }
    return (VersionView(common, reads, beyond=False), VersionView(plain))  # type: ignore[arg-type]


def _plain_apart(pair: VersionPair) -> dict[str, tuple[str, str]]:
    before, after = pair.plain
    return {
        name: (before[name], after[name])
        for name in before
        if name in after and before[name] != after[name]
    }
