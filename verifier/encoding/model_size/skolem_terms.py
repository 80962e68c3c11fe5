"""What the counters of one kind of act share: views, terms and witnesses, each as one object, so
that they can be told apart without being compared."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from itertools import count
from typing import NamedTuple

from verifier.encoding.angles import View, Views
from verifier.encoding.model_size.skolem_symbols import (
    NO_UNIVERSALS,
    Ref,
    Signature,
    Universal,
    Universals,
)
from verifier.model import Named, Term, Variable

Scope = Mapping[Variable, Ref]
"""What each variable in scope stands for."""


class TermStanding(NamedTuple):
    """How a part of a question stands in it: positively or negated, what its variables stand for,
    from where it is seen, and the words for where it comes from."""

    positive: bool
    scope: Scope
    view: View
    label: str

    def negated(self) -> TermStanding:
        """The same under `not`."""
        return TermStanding(not self.positive, self.scope, self.view, self.label)

    def binding(self, variable: Variable, ref: Ref) -> TermStanding:
        """The same with a variable in scope."""
        return TermStanding(self.positive, {**self.scope, variable: ref}, self.view, self.label)


class SkolemWitness(NamedTuple):
    """What a Skolem symbol is called, and the value it has for the universals in scope."""

    number: int
    ref: Ref
    signature: Signature


class SkolemTerms:
    """Views, terms and witnesses, for acts of one primary description."""

    def __init__(self, views: Views) -> None:
        self.views = views
        self.policy = views.policy
        unfoldings = views.unfoldings.values()
        policies = {id(unfolding.policy): unfolding.policy for unfolding in unfoldings}
        self.functions = tuple(
            fact
            for policy in policies.values()
            for fact in policy.facts.values()
            if any(rule.exactly for rule in fact.one_to_each)
        )
        self._terms: dict[str, Ref] = {}
        self._universals: dict[tuple[str, int], Ref] = {}
        self._witnesses: dict[Hashable, SkolemWitness] = {}
        self.base: dict[Variable, Ref] = {variable: Ref() for variable in views.roles}

    # ------------------------------------------------------------------ terms

    def refs(self, terms: Iterable[Term], scope: Scope) -> tuple[Ref, ...]:
        """What terms stand for."""
        return tuple([scope[t] if isinstance(t, Variable) else self.named(t) for t in terms])

    def named(self, term: Named) -> Ref:
        """A named party."""
        found = self._terms.get(term.name)
        if found is None:
            found = self._terms[term.name] = Ref()
        return found

    def universal(self, kind: str, scope: Scope) -> Ref:
        """The next universal of a kind: those already in scope keep their names."""
        taken = {
            universal.number
            for ref in scope.values()
            for universal in ref.universals
            if universal.kind == kind
        }
        number = next(number for number in count() if number not in taken)
        found = self._universals.get((kind, number))
        if found is None:
            own = Ref(frozenset((Universal(kind, number),)))
            found = self._universals[kind, number] = own
        return found

    def witness(self, key: Hashable, kind: str, universals: Universals) -> SkolemWitness:
        """The witness of a kind that `key` tells from others, with the universals it depends on."""
        found = self._witnesses.get(key)
        if found is None:
            signature = (kind, tuple(sorted(universal.kind for universal in universals)))
            found = SkolemWitness(len(self._witnesses), Ref(universals), signature)
            self._witnesses[key] = found
        return found


def united(refs: Iterable[Ref]) -> Universals:
    """The universals on which terms depend."""
    found = [ref.universals for ref in refs if ref.universals]
    return frozenset().union(*found) if found else NO_UNIVERSALS
