"""What the counters of one kind of act share: angles, terms and witnesses, each as one object, so
that they can be told apart without being compared."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from itertools import count
from typing import NamedTuple

from verifier.encoding.angles import ResolvedAngle, ResolvedAngles
from verifier.encoding.model_size.skolem_symbols import (
    NO_UNIVERSALS,
    Rank,
    SkolemTerm,
    Universal,
    Universals,
)
from verifier.model import Named, Term, Variable

Scope = Mapping[Variable, SkolemTerm]
"""What each variable in scope stands for."""


class TermStanding(NamedTuple):
    """How a part of a question stands in it: positively or negated, what its variables stand for,
    from where it is seen, and the words for where it comes from."""

    positive: bool
    scope: Scope
    resolved: ResolvedAngle
    label: str

    def negated(self) -> TermStanding:
        """The same under `not`."""
        return TermStanding(not self.positive, self.scope, self.resolved, self.label)

    def binding(self, variable: Variable, ref: SkolemTerm) -> TermStanding:
        """The same with a variable in scope."""
        return TermStanding(self.positive, {**self.scope, variable: ref}, self.resolved, self.label)


class SkolemWitness(NamedTuple):
    """What a Skolem symbol is called, and the value it has for the universals in scope."""

    number: int
    ref: SkolemTerm
    rank: Rank


class SkolemTerms:
    """Angles, terms and witnesses, for acts of one primary description."""

    def __init__(self, resolved_angles: ResolvedAngles) -> None:
        self.resolved_angles = resolved_angles
        self.policy = resolved_angles.policy
        unfoldings = resolved_angles.unfoldings.values()
        policies = {id(unfolding.policy): unfolding.policy for unfolding in unfoldings}
        self.functions = tuple(
            fact
            for policy in policies.values()
            for fact in policy.facts.values()
            if any(rule.exactly for rule in fact.one_to_each)
        )
        self._terms: dict[str, SkolemTerm] = {}
        self._universals: dict[tuple[str, int], SkolemTerm] = {}
        self._witnesses: dict[Hashable, SkolemWitness] = {}
        self.base: dict[Variable, SkolemTerm] = {
            variable: SkolemTerm() for variable in resolved_angles.roles
        }

    # ------------------------------------------------------------------ terms

    def refs(self, terms: Iterable[Term], scope: Scope) -> tuple[SkolemTerm, ...]:
        """What terms stand for."""
        return tuple([scope[t] if isinstance(t, Variable) else self.named(t) for t in terms])

    def named(self, term: Named) -> SkolemTerm:
        """A named party."""
        found = self._terms.get(term.name)
        if found is None:
            found = self._terms[term.name] = SkolemTerm()
        return found

    def universal(self, kind: str, scope: Scope) -> SkolemTerm:
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
            own = SkolemTerm(frozenset((Universal(kind, number),)))
            found = self._universals[kind, number] = own
        return found

    def witness(self, key: Hashable, kind: str, universals: Universals) -> SkolemWitness:
        """The witness of a kind that `key` tells from others, with the universals it depends on."""
        found = self._witnesses.get(key)
        if found is None:
            rank = (kind, tuple(sorted(universal.kind for universal in universals)))
            found = SkolemWitness(len(self._witnesses), SkolemTerm(universals), rank)
            self._witnesses[key] = found
        return found


def united(refs: Iterable[SkolemTerm]) -> Universals:
    """The universals on which terms depend."""
    found = [ref.universals for ref in refs if ref.universals]
    return frozenset().union(*found) if found else NO_UNIVERSALS
