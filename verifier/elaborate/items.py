"""The items of all files of a policy, sorted by what they declare, each sort in text order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import assert_never

from verifier.language import Document, Item, syntax


@dataclass
class Items:
    heads: list[syntax.PolicyHead] = field(default_factory=list)
    parties: list[syntax.PartyDeclaration] = field(default_factory=list)
    calendars: list[syntax.CalendarDeclaration] = field(default_factory=list)
    kinds: list[syntax.KindDeclaration] = field(default_factory=list)
    facts: list[syntax.FactDeclaration] = field(default_factory=list)
    acts: list[syntax.ActDeclaration] = field(default_factory=list)
    counts_as: list[syntax.CountsAsDeclaration] = field(default_factory=list)
    exclusions: list[syntax.ExcludesDeclaration] = field(default_factory=list)
    definitions: list[syntax.DefineDeclaration] = field(default_factory=list)
    assumptions: list[syntax.AssumeDeclaration] = field(default_factory=list)
    presumptions: list[syntax.PresumeDeclaration] = field(default_factory=list)
    questions: list[syntax.QuestionDeclaration] = field(default_factory=list)
    clauses: list[tuple[syntax.ClauseDeclaration, syntax.LawDeclaration | None]] = field(
        default_factory=list
    )
    laws: list[syntax.LawDeclaration] = field(default_factory=list)
    not_encoded: list[syntax.NotEncoded] = field(default_factory=list)
    promises: list[syntax.PromiseDeclaration] = field(default_factory=list)
    possibilities: list[syntax.PossibleDeclaration] = field(default_factory=list)
    coverages: list[syntax.CoversDeclaration] = field(default_factory=list)
    cases: list[syntax.CaseDeclaration] = field(default_factory=list)
    amendments: list[syntax.AmendmentDeclaration] = field(default_factory=list)

    @classmethod
    def of(cls, documents: Sequence[Document]) -> Items:
        items = cls()
        for document in documents:
            for item in document.items:
                items._add(item)
        return items

    def _add(self, item: Item) -> None:
        match item:
            case syntax.PolicyHead():
                self.heads.append(item)
            case syntax.Use():
                pass  # the files were read and put in order before
            case syntax.PartyDeclaration():
                self.parties.append(item)
            case syntax.CalendarDeclaration():
                self.calendars.append(item)
            case syntax.KindDeclaration():
                self.kinds.append(item)
            case syntax.FactDeclaration():
                self.facts.append(item)
            case syntax.ActDeclaration():
                self.acts.append(item)
            case syntax.CountsAsDeclaration():
                self.counts_as.append(item)
            case syntax.ExcludesDeclaration():
                self.exclusions.append(item)
            case syntax.DefineDeclaration():
                self.definitions.append(item)
            case syntax.AssumeDeclaration():
                self.assumptions.append(item)
            case syntax.PresumeDeclaration():
                self.presumptions.append(item)
            case syntax.QuestionDeclaration():
                self.questions.append(item)
            case syntax.ClauseDeclaration():
                self.clauses.append((item, None))
            case syntax.LawDeclaration():
                self.laws.append(item)
                self.clauses.extend((clause, item) for clause in item.clauses)
            case syntax.NotEncoded():
                self.not_encoded.append(item)
            case syntax.PromiseDeclaration():
                self.promises.append(item)
            case syntax.PossibleDeclaration():
                self.possibilities.append(item)
            case syntax.CoversDeclaration():
                self.coverages.append(item)
            case syntax.CaseDeclaration():
                self.cases.append(item)
            case syntax.AmendmentDeclaration():
                self.amendments.append(item)
            case _:
                assert_never(item)
