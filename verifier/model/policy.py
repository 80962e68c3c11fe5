"""The checked policy: every name resolved, every sentence typed, sugar removed. It is what
`elaborate` returns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import TopologicalSorter

from verifier.model.calendar_units import Calendar
from verifier.model.formula import CountsAs, Definition
from verifier.model.guarantee import (
    Assumption,
    CaseExample,
    Coverage,
    Possibility,
    Presumption,
    Promise,
)
from verifier.model.norm import Attack, Clause, Exclusion, Law, Norm, Savings
from verifier.model.question import Question, Readings, SetAside, SourceText
from verifier.model.vocabulary import ActKind, Attribute, Fact, Kind, Party
from verifier.source import SourceFile, Span


@dataclass(frozen=True)
class Policy:
    """A checked policy with its laws, guarantees and examples. Every mapping keeps file order."""

    name: str
    title: str
    issued_by: str | None
    kinds: Mapping[str, Kind]
    parties: Mapping[str, Party]
    attributes: Mapping[str, Attribute]
    facts: Mapping[str, Fact]
    acts: Mapping[str, ActKind]
    definitions: Mapping[str, Definition]
    counts_as: tuple[CountsAs, ...]
    questions: Mapping[str, Question]
    clauses: Mapping[str, Clause]
    laws: Mapping[str, Law]
    norms: Mapping[str, Norm]
    attacks: tuple[Attack, ...]
    savings: tuple[Savings, ...]
    assumptions: Mapping[str, Assumption]
    presumptions: Mapping[str, Presumption]
    promises: Mapping[str, Promise]
    possibilities: Mapping[str, Possibility]
    coverages: Mapping[str, Coverage]
    cases: Mapping[str, CaseExample]
    set_aside: tuple[SetAside, ...]
    source: SourceText | None
    files: tuple[SourceFile, ...]
    exclusions: tuple[Exclusion, ...] = ()
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    priorities: tuple[tuple[str, str], ...] = ()
    """Which norm a line puts before which, opposed or not; only opposed ones make an attack."""
    span: Span | None = field(default=None, compare=False, repr=False)
    version: str = ""
    in_force: int | None = None  # the day (an ordinal) from which this version is in force
    earlier: tuple[Policy, ...] = ()
    """Earlier versions, oldest first; the `cases` of each are those of this policy that ask for the
    law of a day on which it was in force. Their files are among `files`, after this one's own."""

    @property
    def every_case(self) -> Mapping[str, CaseExample]:
        """The cases of the policy file, those under the law of an earlier version last."""
        found = dict(self.cases)
        for version in self.earlier:
            found.update(version.cases)
        return found

    @property
    def plain_readings(self) -> Readings:
        return {question.name: question.plain for question in self.questions.values()}

    @cached_property
    def roots(self) -> Mapping[str, str]:
        """The root kind of every kind."""

        def root(name: str) -> str:
            parent = self.kinds[name].parent
            return name if parent is None else root(parent)

        return {name: root(name) for name in self.kinds}

    def lineage(self, kind: str) -> tuple[str, ...]:
        """The kind, its parent, and so on up to the root."""
        parent = self.kinds[kind].parent
        return (kind,) if parent is None else (kind, *self.lineage(parent))

    @cached_property
    def attacks_by_target(self) -> Mapping[str, tuple[Attack, ...]]:
        """The attacks on each norm that has any, in file order."""
        found: dict[str, list[Attack]] = {}
        for attack in self.attacks:
            found.setdefault(attack.target, []).append(attack)
        return {target: tuple(attacks) for target, attacks in found.items()}

    @cached_property
    def attackers_first(self) -> tuple[str, ...]:
        """All norms, each after those that attack it in whatever column."""
        attackers = {
            norm: [attack.attacker for attack in self.attacks_by_target.get(norm, ())]
            for norm in self.norms
        }
        return tuple(TopologicalSorter(attackers).static_order())

    @cached_property
    def ways_of(self) -> Mapping[str, tuple[str, ...]]:
        """For each description, those of acts that can fall under it, itself first unless such an
        act is done in one of its ways alone."""
        below: dict[str, list[str]] = {}
        for rule in self.counts_as:
            below.setdefault(rule.target, []).append(rule.source)
        return {act: tuple(_reached_from(act, below, self.acts)) for act in self.acts}


def _reached_from(
    act: str, below: Mapping[str, list[str]], acts: Mapping[str, ActKind]
) -> list[str]:
    found = [act]
    for one in found:
        found += [other for other in below.get(one, ()) if other not in found]
    return [one for one in found if not acts[one].in_its_ways]
