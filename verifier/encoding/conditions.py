"""Formulas as functions from what their variables stand for to propositions.

A formula is taken apart once; what comes of it is asked for every choice of things, from every
angle and over every universe. What a formula without readings says does not depend on the angle, so
that it is remembered for each choice of things.
"""

from __future__ import annotations

from functools import cached_property
from typing import assert_never, cast

from verifier.encoding.angles import ResolvedAngle, ResolvedAngles
from verifier.encoding.grounding import Choices, Grounding
from verifier.encoding.polarity import free_in
from verifier.encoding.propositions import (
    Chosen,
    Expansion,
    VariablePlaces,
    all_of,
    any_of,
    at_least_of,
    chosen_by,
    contrary,
    every_of,
    holds_of,
    kind_of,
    read_so,
    same_thing,
    some_of,
    value_among,
)
from verifier.encoding.quantities import comparison_holds
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
    both,
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
    Formula,
    Holds,
    Not,
    OfKind,
    Reads,
    Same,
    Some,
    ValueIs,
    Variable,
    formula_terms,
    in_at_leasts,
    is_basic,
)


class Expander:
    """Makes expansions for acts of one primary description."""

    def __init__(self, resolved_angles: ResolvedAngles) -> None:
        self.resolved_angles = resolved_angles
        self._bodies: dict[tuple[object, ...], tuple[Ask, Expansion]] = {}
        self._numbers: dict[Atom, int] = {}
        self._remembered = 0

    @cached_property
    def base(self) -> VariablePlaces:
        """The roles of the act and its agent."""
        return VariablePlaces.of(self.resolved_angles.roles)

    def of(self, ask: Ask) -> Expansion:
        """The expansion of a question, of which only the roles are free."""
        return self.holds(ask, self.base, False)

    def of_kept(self, formula: Formula) -> Expansion:
        """The same of a formula that is part of the policy, and asked for again and again."""
        return self._body(formula)

    def proposition(self, grounding: Grounding, ask: Ask, angle: Angle) -> int:
        """The node that says over a universe what `ask` says, seen from `angle`."""
        return self.of(ask)(grounding, grounding.base, self.resolved_angles.of(angle))

    def assumption(self, grounding: Grounding, formula: Formula, angle: Angle) -> int:
        """The same of a formula that the policy itself holds."""
        return self.of_kept(formula)(grounding, grounding.base, self.resolved_angles.of(angle))

    def _body(self, body: Ask, parameters: tuple[Variable, ...] = ()) -> Expansion:
        """The expansion of what an atom says, with its parameters free as well; made once."""
        key = (id(body), *parameters)
        found = self._bodies.get(key)
        if found is None:
            scope = VariablePlaces.of((*self.resolved_angles.roles, *parameters))
            # The body is kept beside its expansion, so that its identity is not used again.
            found = self._bodies[key] = (body, self.holds(body, scope, True))
        return found[1]

    # ------------------------------------------------------------------ formulas

    def holds(self, ask: Ask, scope: VariablePlaces, kept: bool) -> Expansion:
        """Section 4: a condition is true, where its variables stand for the choices in `scope`.
        `kept`: for a formula that is asked for again and again."""
        if kept and isinstance(ask, (All, Any, Some, Every, Counted)) and _is_plain(ask):
            return self._known(ask, scope)
        match ask:
            case Holds(fact, terms):
                return holds_of(fact, chosen_by(terms, scope))
            case ValueIs(attribute, term, members):
                return value_among(attribute, chosen_by((term,), scope), tuple(sorted(members)))
            case Reads(question, reading):
                return read_so(question, reading)
            case Not(body):
                return contrary(self.holds(body, scope, kept))
            case All(parts):
                return all_of([self.holds(part, scope, kept) for part in parts])
            case Any(parts):
                return any_of([self.holds(part, scope, kept) for part in parts])
            case Some(variable, body):
                if isinstance(body, Some):
                    return self._some(ask, scope, kept)
                inner = scope.with_variable(variable)
                return some_of(variable.kind, self.holds(body, inner, kept))
            case Every(variable, body):
                inner = scope.with_variable(variable)
                return every_of(variable.kind, self.holds(body, inner, kept))
            case Counted():
                return self._counted(ask, scope, kept)
            case Same(left, right):
                return same_thing(chosen_by((left, right), scope))
            case OfKind(term, kind):
                return kind_of(kind, chosen_by((term,), scope))
            case Compare():
                return comparison_holds(ask, scope)
            case Defined(name, terms):
                return self.defined_holds(name, chosen_by(terms, scope))
            case ActIs():
                return self._act_is(ask, scope)
            case LiveAt(_, terms):
                return self._live_at(ask, chosen_by(terms, scope))
            case (
                Live()
                | Applicable()
                | Late()
                | NeverInTime()
                | NoWayLeft()
                | Takes()
                | VerdictIn()
                | InScope()
            ):
                return self._atom(ask)
            case Seen(angle, body):
                return self._seen(angle, self.holds(body, scope, kept))
            case _:
                assert_never(ask)

    def defined_holds(self, name: str, chosen: Chosen) -> Expansion:
        """Section 2, Defined sentences: it is true of things for which its condition is."""
        subject = ("define", name)

        def defined(grounding: Grounding, choices: Choices, resolved: ResolvedAngle) -> int:
            inner = self.resolved_angles.for_definition(name, resolved)
            things = chosen(choices)
            key = (subject, inner, things)
            node = grounding.known.get(key)
            if node is None:
                definition = inner.unfolding.policy.definitions[name]
                body = self._body(definition.condition, definition.parameters)
                node = grounding.known[key] = body(grounding, grounding.base + things, inner)
            return node

        return defined

    def _known(self, ask: All | Any | Some | Every | Counted, scope: VariablePlaces) -> Expansion:
        """The expansion of a plain formula, remembered for each choice of its variables."""
        self._remembered += 1
        number = self._remembered
        places = tuple(sorted(scope.places[variable] for variable in free_in(ask)))
        made = self.holds(ask, scope, False)

        def known(grounding: Grounding, choices: Choices, resolved: ResolvedAngle) -> int:
            key = (number, *[choices[place] for place in places])
            node = grounding.known.get(key)
            if node is None:
                node = grounding.known[key] = made(grounding, choices, resolved)
            return node

        return known

    def _some(self, ask: Some, scope: VariablePlaces, kept: bool) -> Expansion:
        """What does not speak of the thing is asked once, and not for each thing."""
        without, inner = _inward(ask)
        own = scope.with_variable(inner.variable)
        one = some_of(inner.variable.kind, self.holds(inner.body, own, kept))
        beside = [self.holds(part, scope, kept) for part in without]
        return all_of([*beside, one]) if beside else one

    def _counted(self, ask: Counted, scope: VariablePlaces, kept: bool) -> Expansion:
        """All counts by “at least n”, n from 2 on."""
        if not is_basic(ask):
            return self.holds(in_at_leasts(ask), scope, kept)
        variable, inner = ask.variable, scope.with_variable(ask.variable)
        return at_least_of(ask.number, variable.kind, self.holds(ask.body, inner, kept))

    def _seen(self, angle: Angle, body: Expansion) -> Expansion:
        inner = self.resolved_angles.of(angle)
        return lambda grounding, choices, _: body(grounding, choices, inner)

    # ------------------------------------------------------------------ atoms with a meaning

    def _live_at(self, atom: LiveAt, chosen: Chosen) -> Expansion:
        subject = ("at", atom.norm)

        def live_at(grounding: Grounding, choices: Choices, resolved: ResolvedAngle) -> int:
            inner = self.resolved_angles.for_atom(subject, atom, resolved)
            things = chosen(choices)
            key = (subject, inner, things)
            node = grounding.known.get(key)
            if node is None:
                norm = inner.unfolding.policy.norms[atom.norm]
                body = self._body(inner.unfolding.body(atom, inner.angle), norm.parameters)
                node = body(grounding, grounding.base + things, inner)
                if inner.angle.open_norms:
                    switch = grounding.circuit.atom("on", inner.angle.edition, atom.norm)
                    node = grounding.circuit.both((node, switch))
                grounding.known[key] = node
            return node

        return live_at

    def _atom(
        self, atom: Live | Applicable | Late | NeverInTime | NoWayLeft | Takes | VerdictIn | InScope
    ) -> Expansion:
        # Atoms that hold whole scopes are compared once, and told apart by a number from then on.
        number = self._numbers.setdefault(atom, len(self._numbers))

        def found(grounding: Grounding, _: Choices, resolved: ResolvedAngle) -> int:
            inner = self.resolved_angles.for_atom(number, atom, resolved)
            key = (number, inner)
            node = grounding.known.get(key)
            if node is None:
                body = self._body(inner.unfolding.body(atom, inner.angle))
                node = grounding.known[key] = body(grounding, grounding.base, inner)
            return node

        return found

    def _act_is(self, atom: ActIs, scope: VariablePlaces) -> Expansion:
        """What an act is depends on the things that it is said to be done with. The formula for it
        speaks of the atom's own terms, so that there is one for each atom in each edition."""
        subject = ("act is", atom.act, atom.agent is None)
        chosen = chosen_by(formula_terms(atom), scope)
        made: dict[str, Expansion] = {}

        def act_is(grounding: Grounding, choices: Choices, resolved: ResolvedAngle) -> int:
            inner = self.resolved_angles.for_atom(subject, atom, resolved)
            key = (subject, inner, chosen(choices))
            node = grounding.known.get(key)
            if node is None:
                edition = inner.angle.edition
                if edition not in made:
                    body = inner.unfolding.body(atom, inner.angle)
                    made[edition] = self.holds(body, scope, False)
                node = grounding.known[key] = made[edition](grounding, choices, inner)
            return node

        return act_is


def _inward(ask: Some) -> tuple[tuple[Ask, ...], Some]:
    """What holds where there is such a thing and does not speak of it, and that there is one of
    which the rest is true."""
    match ask.body:
        case All(parts):
            found: tuple[Ask, ...] = parts
        case Some():
            without, inner = _inward(ask.body)
            found = (*without, inner)
        case _:
            return (), ask
    within = [ask.variable in free_in(part) for part in found]
    if all(within) and isinstance(ask.body, All):
        return (), ask
    rest = both(part for part, own in zip(found, within, strict=True) if own)
    apart = (part for part, own in zip(found, within, strict=True) if not own)
    return tuple(apart), Some(ask.variable, cast(Formula, rest))


def _is_plain(ask: Ask) -> bool:
    """Whether a formula says the same from every angle."""
    match ask:
        case Holds() | ValueIs() | OfKind() | Same() | Compare():
            return True
        case All(parts) | Any(parts):
            return all(map(_is_plain, parts))
        case Not(body) | Some(_, body) | Every(_, body) | Counted(_, _, _, body):
            return _is_plain(body)
        case _:
            return False
