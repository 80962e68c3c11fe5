"""The declared words of a policy, indexed for finding them in a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from verifier.elaborate.sentences.matching import Matcher
from verifier.elaborate.sentences.tokens import WordIndex
from verifier.model import (
    PARTY,
    ActKind,
    Attribute,
    BusinessDays,
    Calendar,
    Fact,
    Hole,
    Kind,
    Party,
    Policy,
    SentenceParts,
    Variable,
)
from verifier.source import Span

BUSINESS_DAYS = "business days"


@dataclass(frozen=True)
class DefinedSentence:
    """A defined sentence before its condition is read."""

    id: str
    sentence: SentenceParts
    parameters: tuple[Variable, ...]
    others: tuple[bool, ...]  # which parameters were declared with "another"
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def holes(self) -> tuple[Hole, ...]:
        return tuple(part for part in self.sentence if isinstance(part, Hole))


@dataclass(frozen=True)
class Vocabulary:
    """Every declared name; `questions` gives each question's readings."""

    kinds: Mapping[str, Kind]
    parties: Mapping[str, Party]
    attributes: Mapping[str, Attribute]
    facts: Mapping[str, Fact]
    acts: Mapping[str, ActKind]
    definitions: Mapping[str, DefinedSentence]
    questions: Mapping[str, tuple[str, ...]]
    calendars: Mapping[str, Calendar] = field(default_factory=dict)

    @classmethod
    def of(cls, policy: Policy) -> Vocabulary:
        """The vocabulary of a policy that was elaborated before."""
        definitions = {
            name: DefinedSentence(name, found.sentence, found.parameters, (), found.span)
            for name, found in policy.definitions.items()
        }
        questions = {
            name: tuple(reading.name for reading in question.readings)
            for name, question in policy.questions.items()
        }
        return cls(
            policy.kinds,
            policy.parties,
            policy.attributes,
            policy.facts,
            policy.acts,
            definitions,
            questions,
            policy.calendars,
        )

    @cached_property
    def business_days(self) -> Mapping[str, BusinessDays]:
        """What days can be counted in: those of each declared calendar, and business days."""
        own = {name: calendar.days for name, calendar in self.calendars.items()}
        return {BUSINESS_DAYS: BusinessDays(), **own}

    @cached_property
    def kind_index(self) -> WordIndex[str]:
        return WordIndex((name, name) for name in self.kinds)

    @cached_property
    def plural_index(self) -> WordIndex[str]:
        """The plural of every kind, to the kind."""
        return WordIndex((kind.plural, name) for name, kind in self.kinds.items())

    @cached_property
    def party_index(self) -> WordIndex[str]:
        """Every name of every party, to the party's own name."""
        return WordIndex(
            (name, party.name)
            for party in self.parties.values()
            for name in (party.name, *party.also_called)
        )

    @cached_property
    def attributes_named(self) -> Mapping[str, tuple[Attribute, ...]]:
        found: dict[str, tuple[Attribute, ...]] = {}
        for attribute in self.attributes.values():
            found[attribute.name] = (*found.get(attribute.name, ()), attribute)
        return found

    @cached_property
    def attribute_index(self) -> WordIndex[str]:
        return WordIndex((name, name) for name in self.attributes_named)

    @cached_property
    def sentences(self) -> Matcher[Fact | DefinedSentence]:
        """Facts that are no events, and defined sentences."""
        facts = [fact for fact in self.facts.values() if not fact.event]
        declared: list[Fact | DefinedSentence] = [*facts, *self.definitions.values()]
        return Matcher((entry.sentence, entry) for entry in declared)

    @cached_property
    def events(self) -> Matcher[Fact]:
        return Matcher((fact.sentence, fact) for fact in self.facts.values() if fact.event)

    @cached_property
    def phrases(self) -> Matcher[ActKind]:
        """The declared acts."""
        return Matcher((act.phrase, act) for act in self.acts.values())

    @cached_property
    def _lineages(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for name in self.kinds:
            chain: list[str] = []
            kind: str | None = name
            while kind is not None and kind in self.kinds and kind not in chain:
                chain.append(kind)
                kind = self.kinds[kind].parent
            found[name] = tuple(chain)
        return found

    def lineage(self, kind: str) -> tuple[str, ...]:
        """The kind, its parent and so on up to the root."""
        return self._lineages.get(kind, (kind,))

    def root(self, kind: str) -> str:
        return self.lineage(kind)[-1]

    def fits(self, kind: str, wanted: str) -> bool:
        """Whether a thing of `kind` may stand where a thing of `wanted` is asked for."""
        return wanted in self.lineage(kind)

    def is_party(self, kind: str) -> bool:
        return self.fits(kind, PARTY)
