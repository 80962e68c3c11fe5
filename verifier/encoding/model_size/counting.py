"""Counts what a question needs: from a formula and where it is read from to its Skolem symbols."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from itertools import count
from typing import assert_never

from verifier.encoding.angles import View
from verifier.encoding.model_size.skolem_symbols import (
    NO_UNIVERSALS,
    Gathering,
    Key,
    Ref,
    SkolemSymbols,
    Symbol,
    Universals,
    either_of,
)
from verifier.encoding.model_size.skolem_terms import SkolemTerms, TermStanding, united
from verifier.encoding.polarity import PolarityOutline, unsettled
from verifier.encoding.questions import (
    Angle,
    Applies,
    Ask,
    InScope,
    Live,
    LiveAt,
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
    Defined,
    Every,
    Holds,
    Named,
    Not,
    OfKind,
    Reads,
    Same,
    Some,
    Term,
    ValueIs,
    Variable,
    formula_terms,
)

MOST_CHOICES = 3
"""Where a variable can only be one of so many terms, it is counted as each of them in turn."""

Choices = tuple[tuple[Ref, ...], tuple[Key, Symbol] | None]
"""The terms a variable can be, and the symbol that must have a value for it to be one."""


class Counter:
    """Counts the Skolem symbols of questions, remembering atoms already counted.

    spare: how many symbols more it may cost to keep alternatives apart (see `either_of`); stricter:
    a counter with less to spare. What that one counted without merging anything is counted alike.
    """

    def __init__(self, setting: SkolemTerms, spare: int, stricter: Counter | None = None) -> None:
        self.setting = setting
        self.spare = spare
        self._stricter = stricter
        self._known: dict[Hashable, SkolemSymbols] = {}
        self._merged: Iterable[Key] = (("either", number) for number in count())

    # ------------------------------------------------------------------ whole formulas

    def question(self, body: Ask, angle: Angle) -> Gathering:
        """What a question needs."""
        view = self.setting.views.of(angle)
        into = Gathering()
        at = TermStanding(True, self.setting.base, view, "the question")
        self._gather(view.outlines.of(body), at, into)
        return into

    def assumed(self, name: str, formula: Ask, angle: Angle) -> SkolemSymbols:
        """What a formula of the background needs; it is called `name`."""
        view = self.setting.views.of(angle)
        outline = view.outlines.of(formula)
        key = ("assumed", name, view.outlines.identity(outline), view)
        need = self._remembered(key)
        if need is None:
            at = TermStanding(True, self.setting.base, view, name)
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
                into.add(self._definition(name, self.setting.refs(terms, at.scope), at))
            case LiveAt() | Live() | Applies() | Takes() | VerdictIn() | InScope() | ActIs():
                into.add(self._atom(outline, ask, at))
            case Every(variable):
                self._quantified(outline, variable, not at.positive, at, into)
            case Seen(angle):
                inner = TermStanding(at.positive, at.scope, self.setting.views.of(angle), at.label)
                self._gather(outline.parts[0], inner, into)
            case Holds() | ValueIs() | Compare() | Same() | OfKind() | Reads():
                return
            case _:
                assert_never(ask)

    def _junction(
        self, outline: PolarityOutline, at: TermStanding, into: Gathering, folded: bool
    ) -> None:
        parts = outline.parts
        if at.view.given and outline.folds and not folded:
            kept = unsettled(outline, at.view.given)
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
        choices = self._choices(outline, ask.variable, at)
        if choices is None:
            self._quantified(outline, ask.variable, at.positive, at, into)
            return
        refs, value = choices
        if value is not None:
            into.put(*value)
        apart = at.positive and len(refs) > 1
        branches = []
        for ref in refs:
            branches.append(branch := into.aside() if apart else into)
            self._gather(outline.parts[0], at.binding(ask.variable, ref), branch)
        if apart:
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
            outlines = at.view.outlines
            values = tuple([at.scope.get(v) for v in outlines.variables(outline)])
            key = ("some", outlines.identity(outline), at.positive, at.view, values)
            universals = united(value for value in values if value is not None)
            witness = self.setting.witness(key, variable.kind, universals)
            into.put(witness.number, Symbol(witness.signature, universals, at.label))
            ref = witness.ref
        else:
            ref = self.setting.universal(variable.kind, at.scope)
        self._gather(outline.parts[0], at.binding(variable, ref), into)

    # ------------------------------------------------------------------ what a variable can be

    def _choices(
        self, outline: PolarityOutline, variable: Variable, at: TermStanding
    ) -> Choices | None:
        """Where a conjunct leaves few choices for the variable, the terms that it can be. No thing
        of its own is needed then; only the value of a function that need not have one must be there
        where it is said to be."""
        for atom in outline.bearings:
            found: Choices | None = None
            match atom:
                case Same(left, right):
                    other = right if left == variable else left
                    if isinstance(other, Named) or other in at.scope:
                        found = (self.setting.refs((other,), at.scope), None)
                case ActIs():
                    found = self._in_role(variable, atom, at.view)
                case Holds():
                    found = self._function_value(variable, atom, at)
            if found is not None:
                return found
        return None

    def _in_role(self, variable: Variable, atom: ActIs, view: View) -> Choices | None:
        """A thing in a role of the act is one of the act's own things; unless a rule of `counts as`
        brings it in, and it may be any."""
        ways = view.unfolding.descriptions.get(atom.act, ())
        place = atom.terms.index(variable)
        found = tuple(dict.fromkeys(way.terms[place] for way in ways))
        if len(found) > MOST_CHOICES or any(way.terms[place] in way.extra for way in ways):
            return None
        return self.setting.refs(found, self.setting.base), None

    def _function_value(self, variable: Variable, atom: Holds, at: TermStanding) -> Choices | None:
        """The value that a function has for the things in scope."""
        place = atom.terms.index(variable)
        others = [term for number, term in enumerate(atom.terms) if number != place]
        if any(isinstance(term, Variable) and term not in at.scope for term in others):
            return None
        fact = at.view.unfolding.policy.facts[atom.fact]
        for rule in fact.one_to_each:
            if rule.result == place:
                refs = self.setting.refs(others, at.scope)
                universals = united(refs)
                key = ("value of", atom.fact, place, refs)
                value = self.setting.witness(key, fact.holes[place].kind, universals)
                symbol = Symbol(value.signature, universals, f"“{atom.fact}”")
                partial = at.positive and not rule.exactly
                return (value.ref,), (value.number, symbol) if partial else None
        return None

    # ------------------------------------------------------------------ definitions and atoms

    def _definition(self, name: str, refs: tuple[Ref, ...], at: TermStanding) -> SkolemSymbols:
        view = self.setting.views.for_definition(name, at.view)
        key = ("define", name, refs, at.positive, view)
        need = self._remembered(key)
        if need is None:
            definition = view.unfolding.policy.definitions[name]
            scope = {**self.setting.base, **dict(zip(definition.parameters, refs, strict=True))}
            body = view.outlines.of(definition.condition)
            inner = TermStanding(at.positive, scope, view, f"“{name}”")
            need = self._counted(key, body, inner, united(refs))
        return need

    def _atom(self, outline: PolarityOutline, atom: Atom, at: TermStanding) -> SkolemSymbols:
        norm = atom.norm if isinstance(atom, LiveAt | Live | Applies) else None
        # Instances of one norm are counted alike for equal terms; the terms are in the key.
        what = "at" if isinstance(atom, LiveAt) else at.view.outlines.identity(outline)
        subject = ("atom", what if norm is None else norm)
        view = self.setting.views.for_atom(subject, atom, at.view)
        refs = self.setting.refs(_terms(atom), at.scope)
        key = (what, norm, refs, at.positive, view)
        need = self._remembered(key)
        if need is None:
            names = _terms(atom)
            if isinstance(atom, LiveAt):
                names = view.unfolding.policy.norms[atom.norm].parameters
            own = {v: ref for v, ref in zip(names, refs, strict=True) if isinstance(v, Variable)}
            body = view.outlines.of(view.unfolding.body(atom, view.angle))
            label = f"clause {norm}" if norm is not None else "the act"
            inner = TermStanding(at.positive, {**self.setting.base, **own}, view, label)
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
    variables = (v for part in parts for v in at.view.outlines.variables(part))
    return united(at.scope[v] for v in variables if v in at.scope)


def _is_quiet(outline: PolarityOutline, at: TermStanding) -> bool:
    """Whether a part needs nothing, and speaks of all the facts in it."""
    return not outline.counts[at.positive] and not (outline.folds and at.view.given)
