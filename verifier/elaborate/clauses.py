"""All clauses of a policy and the laws above it: their norms, and which of them defeats which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from verifier.elaborate.declarations import Names
from verifier.elaborate.disapplied.disapplications import (
    DisapplicationDraft,
    disapplication_attacks,
    read_disapplication,
)
from verifier.elaborate.drafts import Draft
from verifier.elaborate.exclusions import defeated, followers
from verifier.elaborate.norms import own_anchors, read_norms
from verifier.elaborate.priorities import check_attack_circles, layer_attacks, read_relations
from verifier.elaborate.references import ClauseBook, ReferenceEntry
from verifier.elaborate.sentences.complaints import Complaints, did_you_mean, listed
from verifier.elaborate.sentences.conditions import Context
from verifier.language import Disapplication, LawDeclaration, NormSentence
from verifier.model import Anchor, Attack, Clause, Exclusion, Law, Norm, Savings, clause_anchors


@dataclass(frozen=True)
class ReadClauses:
    """Clauses, laws and norms in text order; `quoted` are all quotations of each clause."""

    clauses: Mapping[str, Clause]
    laws: Mapping[str, Law]
    norms: Mapping[str, Norm]
    attacks: tuple[Attack, ...]
    savings: tuple[Savings, ...]
    quoted: Mapping[str, tuple[Anchor, ...]]
    priorities: tuple[tuple[str, str], ...]


def read_clauses(
    declarations: Sequence[LawDeclaration],
    book: ClauseBook,
    exclusions: Sequence[Exclusion],
    context: Context,
) -> ReadClauses:
    laws = read_laws(declarations, context.complaints)
    reading = _Reading(book, laws, context)
    reading.read_norms()
    reading.read_disapplications()
    norms = reading.settled()
    following = {norm.id: norm for norm in followers(exclusions, norms)}
    norms |= following
    book.enter_following(following)
    attacks, savings, priorities = reading.attacks(norms)
    doubles, copied = defeated(exclusions, norms, attacks)
    norms |= doubles
    attacks = (*attacks, *copied)
    check_attack_circles(norms, attacks, context.complaints)
    by_clause: dict[str, list[Norm]] = {}
    for norm in norms.values():
        by_clause.setdefault(norm.clause, []).append(norm)
    clauses = {
        entry.id: reading.clause(entry, by_clause.get(entry.id, ()))
        for entry in book.entries.values()
    }
    quoted = {name: _all_anchors(clause, norms) for name, clause in clauses.items()}
    return ReadClauses(clauses, laws, norms, attacks, savings, quoted, priorities)


def _all_anchors(clause: Clause, norms: Mapping[str, Norm]) -> tuple[Anchor, ...]:
    return tuple(dict.fromkeys(clause_anchors(clause, norms)))


class _Reading:
    """The clauses while they are read, in three rounds: norms, disapplications, parameters."""

    def __init__(self, book: ClauseBook, laws: Mapping[str, Law], context: Context) -> None:
        self.book = book
        self.laws = laws
        self.context = context
        self.drafts: dict[str, Draft] = {}
        self.disapplications: dict[str, DisapplicationDraft] = {}
        self.anchors = {
            entry.id: own_anchors(entry.declaration, self._context(entry))
            for entry in book.entries.values()
        }

    def _context(self, entry: ReferenceEntry) -> Context:
        return self.context if entry.law is None else self.context.unanchored()

    def _layer(self, entry: ReferenceEntry) -> int:
        law = None if entry.law is None else self.laws.get(entry.law.name.text)
        return 0 if law is None else law.layer

    def read_norms(self) -> None:
        for entry in self.book.entries.values():
            body = entry.declaration.body
            if isinstance(body, NormSentence):
                anchors, layer = self.anchors[entry.id], self._layer(entry)
                for draft in read_norms(entry, body, anchors, layer, self._context(entry)):
                    self._enter(draft)

    def _enter(self, draft: Draft) -> None:
        self.drafts[draft.norm.id] = draft
        for exception in draft.exceptions:
            for part in exception.every():
                self.drafts[part.norm.id] = draft

    def read_disapplications(self) -> None:
        for entry in self.book.entries.values():
            body = entry.declaration.body
            if isinstance(body, Disapplication):
                self.disapplications[entry.id] = read_disapplication(
                    entry,
                    body,
                    self.anchors[entry.id],
                    self._layer(entry),
                    self.book,
                    self.drafts,
                    self._context(entry),
                )

    def _drafts_of(self, entry: ReferenceEntry) -> list[Draft]:
        if entry.id in self.disapplications:
            return [self.disapplications[entry.id].draft]
        return [self.drafts[id_] for id_ in entry.norms if id_ in self.drafts]

    def settled(self) -> dict[str, Norm]:
        """Every norm and exception with its parameters, in text order; a disapplication knows its
        parameters only after its exceptions have settled them."""
        found: dict[str, Norm] = {}
        for entry in self.book.entries.values():
            for draft in self._drafts_of(entry):
                found.update((norm.id, norm) for norm in draft.settled())
        return found

    def attacks(
        self, norms: Mapping[str, Norm]
    ) -> tuple[tuple[Attack, ...], tuple[Savings, ...], tuple[tuple[str, str], ...]]:
        """What defeats what, what is saved, and which norm is put before which."""
        attacks: list[Attack] = []
        priorities: list[tuple[str, str]] = []
        savings: list[Savings] = []
        for entry in self.book.entries.values():
            for draft in self._drafts_of(entry):
                attacks.extend(draft.exception_attacks(norms[draft.norm.id].parameters))
            if entry.id in self.disapplications:
                attacks.extend(self._disapplied(self.disapplications[entry.id], norms))
            found = read_relations(entry, self.book, norms, self.context.complaints)
            attacks.extend(found.attacks)
            savings.extend(found.savings)
            priorities.extend(found.priorities)
        attacks.extend(layer_attacks(list(norms.values())))
        return tuple(dict.fromkeys(attacks)), tuple(savings), tuple(priorities)

    def _disapplied(self, found: DisapplicationDraft, norms: Mapping[str, Norm]) -> list[Attack]:
        settled = replace(found, draft=replace(found.draft, norm=norms[found.draft.norm.id]))
        return list(disapplication_attacks(settled, norms, self.drafts))

    def clause(self, entry: ReferenceEntry, norms: Sequence[Norm]) -> Clause:
        own = [norm.id for norm in norms if norm.role != "exception"]
        exceptions = [norm.id for norm in norms if norm.role == "exception"]
        return Clause(
            entry.id,
            entry.declaration.title.text,
            self.anchors[entry.id],
            (*own, *exceptions),
            None if entry.law is None else entry.law.name.text,
            entry.declaration.span,
        )


# --------------------------------------------------------------------------- laws


def read_laws(declarations: Sequence[LawDeclaration], complaints: Complaints) -> dict[str, Law]:
    """Every law with its layer: 1 above the policy, one more than the law it stands above."""
    names = Names("the law", complaints)
    known = {
        law.name.text: law for law in declarations if names.claim(law.name.text, law.name.span)
    }
    return {
        name: Law(name, law.title.text, _layer(law, known, complaints), law.paraphrase, law.span)
        for name, law in known.items()
    }


def _layer(law: LawDeclaration, known: Mapping[str, LawDeclaration], complaints: Complaints) -> int:
    passed: dict[str, None] = {}
    while law.above is not None:
        passed[law.name.text] = None
        below = known.get(law.above.text.removeprefix("law "))
        if below is None:
            complaints.error(
                "unknown-law",
                f"there is no law “{law.above.text}”",
                law.above.span,
                did_you_mean(law.above.text, known, "write “above this policy”"),
            )
            break
        if below.name.text in passed:
            complaints.error(
                "circle",
                f"the laws {listed(sorted(passed))} each stand above the other",
                law.span,
                "let one of them stand above this policy",
            )
            break
        law = below
    return len(passed) + 1
