"""Counts what a question needs: from a formula and where it is read from to its Skolem symbols."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from itertools import count
from typing import assert_never

from verifier.encoding.model_size.few_terms import terms_left
from verifier.encoding.model_size.skolem_symbols import (
    NO_UNIVERSALS,
    Gathering,
    Key,
    SkolemSymbols,
    SkolemTerm,
    Symbol,
    Universals,
    either_of,
)
from verifier.encoding.model_size.skolem_terms import SkolemTerms, TermStanding, united
from verifier.encoding.polarity import PolarityOutline, unsettled
from verifier.encoding.questions import (
    Angle,
    Applicable,
    Ask,
    InScope,
    Late,
    Live,
    LiveAt,
    NeverInTime,
    NoWayLeft,
    Seen,
    Takes,
    VerdictIn,
)
from verifier.encoding.unfolding import Atom
from verifier.model import (
    ActIs,
    All,
    Any,
    Compare,
    Counted,
    Defined,
    Every,
    Holds,
    Not,
    OfKind,
    Reads,
    Same,
    Some,
    Term,
    ValueIs,
    Variable,
    formula_terms,
    is_basic,
)


class Counter:
    """Counts the Skolem symbols of questions, remembering atoms already counted.

    spare: how many symbols more it may cost to keep alternatives apart (see `either_of`); stricter:
    a counter with less to spare. What that one counted without merging anything is counted alike.
    """

    def __init__(self, terms: SkolemTerms, spare: int, stricter: Counter | None = None) -> None:
        self.terms = terms
        self.spare = spare
        self._stricter = stricter
        self._known: dict[Hashable, SkolemSymbols] = {}
        self._merged: Iterable[Key] = (("either", number) for number in count())

    # ------------------------------------------------------------------ whole formulas

    def question(self, body: Ask, angle: Angle) -> Gathering:
        """What a question needs."""
        resolved = self.terms.resolved_angles.of(angle)
        into = Gathering()
        at = TermStanding(True, self.terms.base, resolved, "the question")
        self._gather(resolved.outlines.of(body), at, into)
        return into

    def assumed(self, name: str, formula: Ask, angle: Angle) -> SkolemSymbols:
        """What a formula of the background needs; it is called `name`."""
        resolved = self.terms.resolved_angles.of(angle)
        outline = resolved.outlines.of(formula)
        key = ("assumed", name, resolved.outlines.identity(outline), resolved)
        need = self._remembered(key)
        if need is None:
            at = TermStanding(True, self.terms.base, resolved, name)
            need = self._counted(key, outline, at, NO_UNIVERSALS)
        return need

    def _remembered(self, key: Hashable) -> SkolemSymbols | None:
        need = self._known.get(key)
        if need is None and self._stricter is not None:
            need = self._stricter._remembered(key)
            if need is not None and need.merged:
                return None
        return need

    def _counted(
        self, key: Hashable, outline: PolarityOutline, at: TermStanding, universals: Universals
    ) -> SkolemSymbols:
        into = Gathering()
        self._gather(outline, at, into)
        need = self._known[key] = into.within(universals)
        return need

    # ------------------------------------------------------------------ parts

    def _gather(
        self, outline: PolarityOutline, at: TermStanding, into: Gathering, folded: bool = False
    ) -> None:
        """Adds what a part needs. `folded`: what readings settle in it is gone already."""
        if _is_quiet(outline, at):
            into.facts.update(outline.facts)
            return
        match ask := outline.ask:
            case All() | Any():
                self._junction(outline, at, into, folded)
            case Not():
                self._gather(outline.parts[0], at.negated(), into)
            case Some():
                self._some(outline, ask, at, into)
            case Defined(name, terms):
                into.add(self._definition(name, self.terms.refs(terms, at.scope), at))
            case LiveAt() | Live() | Applicable() | Late() | NeverInTime() | NoWayLeft() | ActIs():
                into.add(self._atom(outline, ask, at))
            case Takes() | VerdictIn() | InScope():
                into.add(self._atom(outline, ask, at))
            case Every(variable):
                self._quantified(outline, variable, not at.positive, at, into)
            case Counted() if is_basic(ask):
                self._counted_things(outline, ask, at, into)
            case Counted():
                self._gather(outline.parts[0], at, into)
            case Seen(angle):
                inner = TermStanding(
                    at.positive, at.scope, self.terms.resolved_angles.of(angle), at.label
                )
                self._gather(outline.parts[0], inner, into)
            case Holds() | ValueIs() | Compare() | Same() | OfKind() | Reads():
                return
            case _:
                assert_never(ask)

    def _junction(
        self, outline: PolarityOutline, at: TermStanding, into: Gathering, folded: bool
    ) -> None:
        parts = outline.parts
        if at.resolved.given and outline.folds and not folded:
            kept = unsettled(outline, at.resolved.given)
            if kept is None:
                return
            if len(kept) == 1 and len(parts) > 1:
                self._gather(kept[0], at, into, folded=True)
                return
            parts = kept
        counted = []
        for part in parts:
            if _is_quiet(part, at):
                into.facts.update(part.facts)
            else:
                counted.append(part)
        if isinstance(outline.ask, All) == at.positive or len(counted) < 2:
            for part in counted:
                self._gather(part, at, into)
            return
        branches = []
        for part in counted:
            branches.append(branch := into.aside())
            self._gather(part, at, branch)
        self._either(branches, _universals(parts, at), into)

    def _either(
        self, branches: Iterable[Gathering], chosen_by: Universals, into: Gathering
    ) -> None:
        """Adds what one branch or another needs, the choice depending on `chosen_by`."""
        first, *others = branches
        for other in others:
            first = either_of(first, other, chosen_by, self._merged, self.spare)
        into.add_symbols(first.symbols)
        into.merged = into.merged or first.merged

    def _some(self, outline: PolarityOutline, ask: Some, at: TermStanding, into: Gathering) -> None:
        """`some`; where its variable can only be one of a few terms, with each of these."""
        choices = terms_left(self.terms, outline, ask.variable, at)
        if choices is None:
            self._quantified(outline, ask.variable, at.positive, at, into)
            return
        refs, value = choices
        if value is not None:
            into.put(*value)
        alternatives = at.positive and len(refs) > 1
        branches = []
        for ref in refs:
            branches.append(branch := into.aside() if alternatives else into)
            self._gather(outline.parts[0], at.binding(ask.variable, ref), branch)
        if alternatives:
            self._either(branches, _universals((outline,), at), into)

    def _quantified(
        self,
        outline: PolarityOutline,
        variable: Variable,
        existential: bool,
        at: TermStanding,
        into: Gathering,
    ) -> None:
        """A quantifier: a universal, or a Skolem symbol.

        A Skolem symbol is a choice among the witnesses of one formula for the values of its free
        variables, so equal formulas share it; and a universal is told apart from others only where
        one formula has two of its kind.
        """
        if existential:
            outlines = at.resolved.outlines
            values = tuple([at.scope.get(v) for v in outlines.variables(outline)])
            key = ("some", outlines.identity(outline), at.positive, at.resolved, values)
            universals = united(value for value in values if value is not None)
            witness = self.terms.witness(key, variable.kind, universals)
            into.put(witness.number, Symbol(witness.rank, universals, at.label))
            ref = witness.ref
        else:
            ref = self.terms.universal(variable.kind, at.scope)
        self._gather(outline.parts[0], at.binding(variable, ref), into)

    def _counted_things(
        self, outline: PolarityOutline, ask: Counted, at: TermStanding, into: Gathering
    ) -> None:
        """`at least n`: as many symbols as it says, each a witness of what is counted; or, negated,
        a universal. A substructure has no more things of which something is true than the whole,
        where what it is not true of keeps a witness for that."""
        if not at.positive:
            self._quantified(outline, ask.variable, False, at, into)
            return
        outlines, (body,) = at.resolved.outlines, outline.parts
        values = tuple([at.scope.get(v) for v in outlines.variables(outline)])
        universals = united(value for value in values if value is not None)
        for number in range(ask.number):
            # Counts of the same share their witnesses: of three, two are the two asked for beside.
            key = ("counted", number, outlines.identity(body), ask.variable, at.resolved, values)
            witness = self.terms.witness(key, ask.variable.kind, universals)
            into.put(witness.number, Symbol(witness.rank, universals, at.label, number > 0))
            self._gather(body, at.binding(ask.variable, witness.ref), into)

    # ------------------------------------------------------------------ definitions and atoms

    def _definition(
        self, name: str, refs: tuple[SkolemTerm, ...], at: TermStanding
    ) -> SkolemSymbols:
        resolved = self.terms.resolved_angles.for_definition(name, at.resolved)
        key = ("define", name, refs, at.positive, resolved)
        need = self._remembered(key)
        if need is None:
            definition = resolved.unfolding.policy.definitions[name]
            scope = {**self.terms.base, **dict(zip(definition.parameters, refs, strict=True))}
            body = resolved.outlines.of(definition.condition)
            inner = TermStanding(at.positive, scope, resolved, f"“{name}”")
            need = self._counted(key, body, inner, united(refs))
        return need

    def _atom(self, outline: PolarityOutline, atom: Atom, at: TermStanding) -> SkolemSymbols:
        norm = atom.norm if isinstance(atom, LiveAt | Live | Applicable) else None
        # Instances of one norm are counted alike for equal terms; the terms are in the key.
        what = "at" if isinstance(atom, LiveAt) else at.resolved.outlines.identity(outline)
        subject = ("atom", what if norm is None else norm)
        resolved = self.terms.resolved_angles.for_atom(subject, atom, at.resolved)
        refs = self.terms.refs(_terms(atom), at.scope)
        key = (what, norm, refs, at.positive, resolved)
        need = self._remembered(key)
        if need is None:
            names = _terms(atom)
            if isinstance(atom, LiveAt):
                names = resolved.unfolding.policy.norms[atom.norm].parameters
            own = {v: ref for v, ref in zip(names, refs, strict=True) if isinstance(v, Variable)}
            body = resolved.outlines.of(resolved.unfolding.body(atom, resolved.angle))
            label = f"clause {norm}" if norm is not None else "the act"
            inner = TermStanding(at.positive, {**self.terms.base, **own}, resolved, label)
            need = self._counted(key, body, inner, united(refs))
        return need


def _terms(atom: Atom) -> tuple[Term, ...]:
    """The terms on which an atom depends."""
    match atom:
        case LiveAt(_, terms):
            return terms
        case ActIs():
            return formula_terms(atom)
        case _:
            return ()


def _universals(parts: Iterable[PolarityOutline], at: TermStanding) -> Universals:
    """The universals on which it depends which of the parts hold."""
    variables = (v for part in parts for v in at.resolved.outlines.variables(part))
    return united(at.scope[v] for v in variables if v in at.scope)


def _is_quiet(outline: PolarityOutline, at: TermStanding) -> bool:
    """Whether a part needs nothing, and speaks of all the facts in it."""
    return not outline.counts[at.positive] and not (outline.folds and at.resolved.given)
