"""Formulas as functions from what their variables stand for to propositions.

A formula is taken apart once; what comes of it is asked for every choice of things, from every view
and over every universe. What a formula without readings says does not depend on the view, so that
it is remembered for each choice of things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, assert_never, cast

from verifier.graph import FALSE, TRUE
from verifier.model import (
    ActDay,
    ActIs,
    All,
    Any,
    AttributeOf,
    Compare,
    Defined,
    EventDay,
    Every,
    Formula,
    Holds,
    Measure,
    Not,
    OfKind,
    Quantity,
    Reads,
    Same,
    Some,
    Term,
    ValueIs,
    Variable,
)
from verifier.outline import free_in
from verifier.query import (
    Angle,
    Applies,
    Ask,
    InScope,
    Live,
    LiveAt,
    Seen,
    Takes,
    VerdictIn,
    both,
)
from verifier.terms import formula_terms, measure_terms
from verifier.unfold import Atom
from verifier.view import View, Views

if TYPE_CHECKING:
    from verifier.ground import Ground

Slot = str
"""A named party's name, or "kind#number" for a slot of a root kind."""

Choice = Slot | tuple[tuple[Slot, int], ...]
"""What a variable stands for: a slot, or several, each with the proposition under which it is
meant."""

Choices = tuple[Choice, ...]

Expansion = Callable[["Ground", Choices, View], int]
"""The node of a formula over a universe, where its variables stand for these, seen from a view."""

Chosen = Callable[[Choices], Choices]
"""What the terms of a sentence stand for, by what the variables in scope do."""


@dataclass(frozen=True)
class Scope:
    """Where what each variable stands for is found among the choices."""

    places: Mapping[Variable, int]
    size: int

    @staticmethod
    def of(variables: Sequence[Variable]) -> Scope:
        return Scope({variable: place for place, variable in enumerate(variables)}, len(variables))

    def with_variable(self, variable: Variable) -> Scope:
        """With one variable more, whose choice comes last."""
        return Scope({**self.places, variable: self.size}, self.size + 1)


class Expander:
    """Makes expansions for acts of one primary description."""

    def __init__(self, views: Views) -> None:
        self.views = views
        self._bodies: dict[tuple[object, ...], tuple[Ask, Expansion]] = {}
        self._numbers: dict[Atom, int] = {}
        self._remembered = 0

    @cached_property
    def base(self) -> Scope:
        """The roles of the act and its agent."""
        return Scope.of(self.views.roles)

    def of(self, ask: Ask) -> Expansion:
        """The expansion of a question, of which only the roles are free."""
        return self._made(ask, self.base, False)

    def of_kept(self, formula: Formula) -> Expansion:
        """The same of a formula that is part of the policy, and asked for again and again."""
        return self._body(formula)

    def _body(self, body: Ask, parameters: tuple[Variable, ...] = ()) -> Expansion:
        """The expansion of what an atom says, with its parameters free as well; made once."""
        key = (id(body), *parameters)
        found = self._bodies.get(key)
        if found is None:
            scope = Scope.of((*self.views.roles, *parameters))
            # The body is kept beside its expansion, so that its identity is not used again.
            found = self._bodies[key] = (body, self._made(body, scope, True))
        return found[1]

    # ------------------------------------------------------------------ formulas

    def _made(self, ask: Ask, scope: Scope, kept: bool) -> Expansion:
        """`kept`: for a formula that is asked for again and again."""
        if kept and isinstance(ask, (All, Any, Some, Every)) and _is_plain(ask):
            return self._known(ask, scope)
        match ask:
            case Live() | Applies() | Takes() | VerdictIn() | InScope():
                return self._atom(ask)
            case All(parts):
                return _all([self._made(part, scope, kept) for part in parts])
            case Any(parts):
                return _any([self._made(part, scope, kept) for part in parts])
            case Not(body):
                return _not(self._made(body, scope, kept))
            case Some(variable, body):
                if isinstance(body, Some):
                    return self._some(ask, scope, kept)
                return _some(variable.kind, self._made(body, scope.with_variable(variable), kept))
            case Every(variable, body):
                return _every(variable.kind, self._made(body, scope.with_variable(variable), kept))
            case Seen(angle, body):
                return self._seen(angle, self._made(body, scope, kept))
            case Holds(fact, terms):
                return _holds(fact, _chosen(terms, scope))
            case ValueIs(attribute, term, members):
                return _value_is(attribute, _chosen((term,), scope), tuple(sorted(members)))
            case OfKind(term, kind):
                return _of_kind(kind, _chosen((term,), scope))
            case Same(left, right):
                return _same(_chosen((left, right), scope))
            case Compare(operator, left, right):
                return _compare(operator, left, right, scope)
            case Reads(question, reading):
                return _reads(question, reading)
            case Defined(name, terms):
                return self._defined(name, _chosen(terms, scope))
            case LiveAt(_, terms):
                return self._live_at(ask, _chosen(terms, scope))
            case ActIs():
                return self._act_is(ask, scope)
            case _:
                assert_never(ask)

    def _known(self, ask: All | Any | Some | Every, scope: Scope) -> Expansion:
        """The expansion of a plain formula, remembered for each choice of its variables."""
        self._remembered += 1
        number = self._remembered
        places = tuple(sorted(scope.places[variable] for variable in free_in(ask)))
        made = self._made(ask, scope, False)

        def known(ground: Ground, choices: Choices, view: View) -> int:
            key = (number, *[choices[place] for place in places])
            node = ground.known.get(key)
            if node is None:
                node = ground.known[key] = made(ground, choices, view)
            return node

        return known

    def _some(self, ask: Some, scope: Scope, kept: bool) -> Expansion:
        """What does not speak of the thing is asked once, and not for each thing."""
        without, inner = _inward(ask)
        own = scope.with_variable(inner.variable)
        one = _some(inner.variable.kind, self._made(inner.body, own, kept))
        return _all([*(self._made(part, scope, kept) for part in without), one]) if without else one

    def _seen(self, angle: Angle, body: Expansion) -> Expansion:
        inner = self.views.of(angle)
        return lambda ground, choices, _: body(ground, choices, inner)

    # ------------------------------------------------------------------ atoms with a meaning

    def _defined(self, name: str, chosen: Chosen) -> Expansion:
        subject = ("define", name)

        def defined(ground: Ground, choices: Choices, view: View) -> int:
            inner = self.views.for_definition(name, view)
            things = chosen(choices)
            key = (subject, inner, things)
            node = ground.known.get(key)
            if node is None:
                definition = inner.unfolding.policy.definitions[name]
                body = self._body(definition.condition, definition.parameters)
                node = ground.known[key] = body(ground, ground.base + things, inner)
            return node

        return defined

    def _live_at(self, atom: LiveAt, chosen: Chosen) -> Expansion:
        subject = ("at", atom.norm)

        def live_at(ground: Ground, choices: Choices, view: View) -> int:
            inner = self.views.for_atom(subject, atom, view)
            things = chosen(choices)
            key = (subject, inner, things)
            node = ground.known.get(key)
            if node is None:
                norm = inner.unfolding.policy.norms[atom.norm]
                body = self._body(inner.unfolding.body(atom, inner.angle), norm.parameters)
                node = body(ground, ground.base + things, inner)
                if inner.angle.open_norms:
                    switch = ground.graph.atom("on", inner.angle.edition, atom.norm)
                    node = ground.graph.both((node, switch))
                ground.known[key] = node
            return node

        return live_at

    def _atom(self, atom: Live | Applies | Takes | VerdictIn | InScope) -> Expansion:
        # Atoms that hold whole scopes are compared once, and told apart by a number from then on.
        number = self._numbers.setdefault(atom, len(self._numbers))

        def found(ground: Ground, _: Choices, view: View) -> int:
            inner = self.views.for_atom(number, atom, view)
            key = (number, inner)
            node = ground.known.get(key)
            if node is None:
                body = self._body(inner.unfolding.body(atom, inner.angle))
                node = ground.known[key] = body(ground, ground.base, inner)
            return node

        return found

    def _act_is(self, atom: ActIs, scope: Scope) -> Expansion:
        """What an act is depends on the things that it is said to be done with. The formula for it
        speaks of the atom's own terms, so that there is one for each atom in each edition."""
        subject = ("act is", atom.act, atom.agent is None)
        chosen = _chosen(formula_terms(atom), scope)
        made: dict[str, Expansion] = {}

        def act_is(ground: Ground, choices: Choices, view: View) -> int:
            inner = self.views.for_atom(subject, atom, view)
            key = (subject, inner, chosen(choices))
            node = ground.known.get(key)
            if node is None:
                edition = inner.angle.edition
                if edition not in made:
                    body = inner.unfolding.body(atom, inner.angle)
                    made[edition] = self._made(body, scope, False)
                node = ground.known[key] = made[edition](ground, choices, inner)
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
    """Whether a formula says the same from every view."""
    match ask:
        case Holds() | ValueIs() | OfKind() | Same() | Compare():
            return True
        case All(parts) | Any(parts):
            return all(map(_is_plain, parts))
        case Not(body) | Some(_, body) | Every(_, body):
            return _is_plain(body)
        case _:
            return False


# --------------------------------------------------------------------------- connectives


def _all(parts: Sequence[Expansion]) -> Expansion:
    def every_part(ground: Ground, choices: Choices, view: View) -> int:
        nodes = []
        for part in parts:
            node = part(ground, choices, view)
            if node == FALSE:
                return FALSE
            nodes.append(node)
        return ground.graph.both(nodes)

    return every_part


def _any(parts: Sequence[Expansion]) -> Expansion:
    def some_part(ground: Ground, choices: Choices, view: View) -> int:
        nodes = []
        for part in parts:
            node = part(ground, choices, view)
            if node == TRUE:
                return TRUE
            nodes.append(node)
        return ground.graph.either(nodes)

    return some_part


def _not(body: Expansion) -> Expansion:
    return lambda ground, choices, view: -body(ground, choices, view)


def _some(kind: str, body: Expansion) -> Expansion:
    def some_thing(ground: Ground, choices: Choices, view: View) -> int:
        nodes = []
        both = ground.graph.both
        for guard, one in ground.range(kind):
            node = body(ground, (*choices, one), view)
            if guard != TRUE:
                node = both((guard, node))
            elif node == TRUE:
                return TRUE
            nodes.append(node)
        return ground.graph.either(nodes)

    return some_thing


def _every(kind: str, body: Expansion) -> Expansion:
    def every_thing(ground: Ground, choices: Choices, view: View) -> int:
        implies = ground.graph.implies
        return ground.graph.both(
            implies(guard, body(ground, (*choices, one), view)) for guard, one in ground.range(kind)
        )

    return every_thing


# --------------------------------------------------------------------------- sentences


def _chosen(terms: Sequence[Term], scope: Scope) -> Chosen:
    """What terms stand for: variables what they do, named things themselves."""
    found = [scope.places[t] if isinstance(t, Variable) else t.name for t in terms]
    places = [place for place in found if isinstance(place, int)]
    if len(places) == len(found) == 1:
        (one,) = places
        return lambda choices: (choices[one],)
    if len(places) == len(found) == 2:
        first, second = places
        return lambda choices: (choices[first], choices[second])
    return lambda choices: tuple([choices[p] if isinstance(p, int) else p for p in found])


def over(ground: Ground, things: Choices, atom: Callable[[tuple[Slot, ...]], int]) -> int:
    """An atom of chosen slots: under each combination of choices, the atom of those slots."""
    ways = product(*(((one, TRUE),) if isinstance(one, str) else one for one in things))
    both = ground.graph.both
    return ground.graph.either(
        both((*(guard for _, guard in way), atom(tuple([slot for slot, _ in way])))) for way in ways
    )


def _holds(fact: str, chosen: Chosen) -> Expansion:
    def holds(ground: Ground, choices: Choices, _: View) -> int:
        things = chosen(choices)
        atom = ground.graph.atom
        if tuple in map(type, things):
            return over(ground, things, lambda slots: atom("fact", fact, slots))
        return atom("fact", fact, things)

    return holds


def _value_is(attribute: str, chosen: Chosen, members: Sequence[str]) -> Expansion:
    def value_is(ground: Ground, choices: Choices, _: View) -> int:
        def one_of(slots: tuple[Slot, ...]) -> int:
            return ground.value_in(attribute, slots[0], members)

        (thing,) = chosen(choices)
        return one_of((thing,)) if isinstance(thing, str) else over(ground, (thing,), one_of)

    return value_is


def _of_kind(kind: str, chosen: Chosen) -> Expansion:
    def of_kind(ground: Ground, choices: Choices, _: View) -> int:
        (thing,) = chosen(choices)
        if isinstance(thing, str):
            return ground.of_kind(kind, thing)
        return over(ground, (thing,), lambda slots: ground.of_kind(kind, slots[0]))

    return of_kind


def _same(chosen: Chosen) -> Expansion:
    def same(ground: Ground, choices: Choices, _: View) -> int:
        left, right = chosen(choices)
        if isinstance(left, str):
            left, right = right, left
        if isinstance(left, str):
            return TRUE if left == right else FALSE
        if isinstance(right, str):
            return next((guard for slot, guard in left if slot == right), FALSE)
        return over(ground, (left, right), lambda slots: TRUE if slots[0] == slots[1] else FALSE)

    return same


def _reads(question: str, reading: str) -> Expansion:
    def reads(ground: Ground, _: Choices, view: View) -> int:
        given = view.given.get(question)
        if given is not None:
            return TRUE if given == reading else FALSE
        tag = view.angle.tag if question in view.angle.apart else ""
        return ground.graph.atom("reads", question, reading, tag)

    return reads


# --------------------------------------------------------------------------- numbers and days


def _compare(operator: str, left: Quantity, right: Quantity, scope: Scope) -> Expansion:
    difference = (*left.terms, *((-factor, measure) for factor, measure in right.terms))
    terms = [term for _, measure in difference for term in measure_terms(measure)]
    chosen = _chosen(terms, scope)
    constant = left.constant - right.constant

    def compare(ground: Ground, choices: Choices, _: View) -> int:
        return over(
            ground,
            chosen(choices),
            lambda slots: against_zero(ground, operator, _factors(difference, slots), constant),
        )

    return compare


def _factors(
    difference: Iterable[tuple[int, Measure]], slots: tuple[Slot, ...]
) -> Mapping[tuple[object, ...], int]:
    """How often each number counts."""
    factors: dict[tuple[object, ...], int] = {}
    rest = list(slots)
    for factor, measure in difference:
        match measure:
            case AttributeOf(attribute, _):
                number: tuple[object, ...] = ("number", attribute, rest.pop(0))
            case EventDay(event, terms):
                number = ("day", event, tuple(rest[: len(terms)]))
                del rest[: len(terms)]
            case ActDay():
                number = ("act day",)
            case _:
                assert_never(measure)
        factors[number] = factors.get(number, 0) + factor
    return factors


def against_zero(
    ground: Ground, operator: str, factors: Mapping[tuple[object, ...], int], constant: int
) -> int:
    """How the sum of factor times number, plus the constant, compares with 0."""
    minus = {number: -factor for number, factor in factors.items()}
    match operator:
        case "<=":
            return ground.at_most(factors, constant)
        case "<":
            return ground.at_most(factors, constant + 1)
        case ">=":
            return ground.at_most(minus, -constant)
        case ">":
            return ground.at_most(minus, 1 - constant)
        case "=":
            return ground.graph.both(
                (ground.at_most(factors, constant), ground.at_most(minus, -constant))
            )
        case "!=":
            return -against_zero(ground, "=", factors, constant)
        case _:
            raise ValueError(f"no such comparison: {operator}")
