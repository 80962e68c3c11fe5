"""The numbered clauses and named exceptions of a policy and its laws, and references to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from verifier.elaborate.bearers import bearers_of
from verifier.elaborate.declarations import Names
from verifier.elaborate.sentences.complaints import Complaints, did_you_mean, listed, refusal
from verifier.elaborate.sentences.tokens import plain_marks
from verifier.elaborate.sentences.vocabulary import Vocabulary
from verifier.language import ClauseDeclaration, ExceptionPart, LawDeclaration, NormSentence, Words
from verifier.model import Norm
from verifier.source import Span

_NONE = "there is no clause yet: write one"
_EXCEPTION = re.compile(r"exception (.+) of clause (\S+)$")


@dataclass(frozen=True)
class ReferenceEntry:
    """A clause with the ids of its norms (or its disapplication), in text order: of each bearer
    those of all its acts."""

    declaration: ClauseDeclaration
    law: LawDeclaration | None
    norms: tuple[str, ...]
    position: int
    bearers: tuple[Words, ...] = ()

    @property
    def id(self) -> str:
        return self.declaration.id.text


@dataclass
class ClauseBook:
    """Every clause by its id; repeated ids are reported and left out."""

    complaints: Complaints
    entries: dict[str, ReferenceEntry] = field(default_factory=dict)
    exceptions: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        clauses: Sequence[tuple[ClauseDeclaration, LawDeclaration | None]],
        vocabulary: Vocabulary,
        complaints: Complaints,
    ) -> ClauseBook:
        book = cls(complaints)
        names = Names("the clause", complaints)
        for declaration, law in clauses:
            if names.claim(declaration.id.text, declaration.id.span):
                book._enter(declaration, law, vocabulary)
        book._check_ids()
        return book

    def _enter(
        self,
        declaration: ClauseDeclaration,
        law: LawDeclaration | None,
        vocabulary: Vocabulary,
    ) -> None:
        clause, body = declaration.id.text, declaration.body
        bearers: tuple[Words, ...] = ()
        count = 1
        if isinstance(body, NormSentence):
            bearers = bearers_of(body, vocabulary)
            count = len(bearers) * len(body.phrases)
        norms = (clause,) if count == 1 else tuple(f"{clause}.{i + 1}" for i in range(count))
        self.entries[clause] = ReferenceEntry(declaration, law, norms, len(self.entries), bearers)
        names = Names(f"in clause {clause}, the exception", self.complaints)
        for part in every_exception(declaration.exceptions):
            if names.claim(part.name.text, part.name.span):
                ids = tuple(exception_id(norm, part.name.text) for norm in norms)
                self.exceptions[clause, plain_marks(part.name.text)] = ids

    def enter_following(self, norms: Mapping[str, Norm]) -> None:
        """What follows from duties of a clause goes with it wherever the clause is named."""
        for norm in norms.values():
            entry = self.entries[norm.clause]
            self.entries[norm.clause] = replace(entry, norms=(*entry.norms, norm.id))

    def _check_ids(self) -> None:
        """An id like P7.1 could be a clause of its own, a norm of P7, or an exception to it."""
        taken: dict[str, str] = {}
        for entry in self.entries.values():
            ids = [*entry.norms]
            for (clause, _), found in self.exceptions.items():
                ids.extend(found if clause == entry.id else ())
            for id_ in ids:
                first = taken.setdefault(id_, entry.id)
                if first != entry.id:
                    self.complaints.error(
                        "duplicate-declaration",
                        f"“{id_}” would name both clause {entry.id} and a part of clause {first}",
                        entry.declaration.id.span,
                        "give the clause another id",
                    )

    def clause(self, words: Words) -> ReferenceEntry:
        """The clause of this id; refused when there is none."""
        return self._entry(_without_word(words.text), words.span)

    def _entry(self, name: str, span: Span) -> ReferenceEntry:
        entry = self.entries.get(name)
        if entry is None:
            raise refusal(
                "unknown-clause",
                f"there is no clause {name}",
                span,
                did_you_mean(
                    name,
                    self.entries,
                    f"the clauses are {listed(self.entries)}" if self.entries else _NONE,
                ),
            )
        return entry

    def norms(self, words: Words) -> tuple[str, ...]:
        """The ids of the norms of a clause, or of `exception NAME of clause X`."""
        found = _EXCEPTION.match(words.text)
        if not found:
            return self.clause(words).norms
        name, entry = found[1], self._entry(found[2], words.span)
        ids = self.exceptions.get((entry.id, plain_marks(name)))
        if ids is None:
            names = [name for clause, name in self.exceptions if clause == entry.id]
            raise refusal(
                "unknown-clause",
                f"clause {entry.id} has no exception “{name}”",
                words.span,
                did_you_mean(name, names, "it has no exception at all" if not names else ""),
            )
        return ids


def _without_word(text: str) -> str:
    return text.removeprefix("clauses ").removeprefix("clause ").strip()


def exception_id(norm: str, name: str) -> str:
    return f"{norm}.{name}"


def every_exception(parts: Sequence[ExceptionPart]) -> Iterator[ExceptionPart]:
    """The exceptions and the exceptions to them, in text order."""
    for part in parts:
        yield part
        yield from every_exception(part.exceptions)
