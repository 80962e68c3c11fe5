"""Conditions for property tests, over the words of a vocabulary and the variables in scope."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.generators.vocabulary import DAYS
from verifier.model import (
    PARTY,
    TRUE,
    ActDay,
    ActIs,
    All,
    Any,
    AttributeOf,
    Compare,
    Counted,
    Defined,
    EventDay,
    Every,
    Formula,
    Holds,
    Hole,
    Measure,
    Named,
    Not,
    OfKind,
    Operator,
    Policy,
    Quantity,
    Reads,
    Same,
    Some,
    Term,
    ValueIs,
    Variable,
)
from verifier.model.value_types import ListType, Unit

Scope = tuple[Variable, ...]
OPERATORS: tuple[Operator, ...] = ("<", "<=", "=", "!=", ">", ">=")
COUNTING: tuple[Operator, ...] = (">=", ">=", "=", "<=", "<", ">")


class Names:
    """Hands out variables that no other part of the same norm or definition has."""

    def __init__(self, taken: Sequence[Variable] = ()) -> None:
        self.taken = {variable.name for variable in taken}

    def fresh(self, kind: str) -> Variable:
        wanted = (kind, f"other {kind}", *(f"{kind} {place}" for place in range(3, 99)))
        name = next(name for name in wanted if name not in self.taken)
        self.taken.add(name)
        return Variable(name, kind)


def fitting(policy: Policy, scope: Scope, kind: str) -> tuple[Term, ...]:
    """The terms that may stand where a thing of a kind is wanted."""
    variables = tuple(v for v in scope if kind in policy.lineage(v.kind))
    parties = tuple(Named(name) for name in policy.parties) if kind == PARTY else ()
    return (*variables, *parties)


def _filled(policy: Policy, scope: Scope, holes: Sequence[Hole]) -> Iterator[tuple[Term, ...]]:
    return product(*(fitting(policy, scope, hole.kind) for hole in holes))


def atoms(policy: Policy, scope: Scope, *, act: bool) -> list[Formula]:
    """Every atomic condition but comparisons; with `act`, also descriptions of the act."""
    return [
        *_declared(policy, scope),
        *_builtin(policy, scope),
        *(Reads(q.name, r.name) for q in policy.questions.values() for r in q.readings),
        *(_descriptions(policy, scope) if act else ()),
    ]


def _declared(policy: Policy, scope: Scope) -> Iterator[Formula]:
    for fact in policy.facts.values():
        for terms in _filled(policy, scope, fact.holes):
            yield Holds(fact.id, terms)
    for definition in policy.definitions.values():
        holes = [Hole(parameter.kind, parameter.name) for parameter in definition.parameters]
        for terms in _filled(policy, scope, holes):
            yield Defined(definition.id, terms)


def _builtin(policy: Policy, scope: Scope) -> Iterator[Formula]:
    for attribute in policy.attributes.values():
        if isinstance(attribute.type, ListType):
            for term in fitting(policy, scope, attribute.kind):
                for member in attribute.type.values:
                    yield ValueIs(attribute.id, term, frozenset({member}))
                yield ValueIs(attribute.id, term, frozenset(attribute.type.values[1:]))
    for variable in scope:
        for kind in policy.kinds.values():
            if kind.parent is not None and policy.roots[kind.name] == policy.roots[variable.kind]:
                yield OfKind(variable, kind.name)
        for other in scope:
            if other != variable and policy.roots[other.kind] == policy.roots[variable.kind]:
                yield Same(variable, other)


def _descriptions(policy: Policy, scope: Scope) -> Iterator[Formula]:
    for act in policy.acts.values():
        for terms in _filled(policy, scope, act.holes):
            yield ActIs(act.id, terms)


# --------------------------------------------------------------------------- comparisons

Guarded = tuple[Measure, tuple[Holds, ...]]
"""A measure with the events that must have happened for it to exist."""


def _measures(policy: Policy, scope: Scope) -> tuple[list[Guarded], list[Guarded]]:
    """The numbers and the days that a condition can speak of."""
    numbers: list[Guarded] = []
    days: list[Guarded] = [(ActDay(), ())]
    for attribute in policy.attributes.values():
        if not isinstance(attribute.type, ListType):
            wanted = days if attribute.type.unit is Unit.DATE else numbers
            for term in fitting(policy, scope, attribute.kind):
                wanted.append((AttributeOf(attribute.id, term), ()))
    for event in policy.facts.values():
        if event.event:
            filled = _filled(policy, scope, event.holes)
            days.extend((EventDay(event.id, t), (Holds(event.id, t),)) for t in filled)
    return numbers, days


def comparison(draw: DrawFn, policy: Policy, scope: Scope) -> Formula:
    """Two measures of a unit with a small difference, or one measure with a constant."""
    numbers, days = _measures(policy, scope)
    dated = not numbers or draw(st.booleans())
    measures = days if dated else numbers
    left, happened = draw(st.sampled_from(measures))
    if draw(st.booleans()):
        right, also = draw(st.sampled_from(measures))
        share = 1 if dated else draw(st.sampled_from((1, 1, 1, 3)))
        against = Quantity(((share, right),), draw(st.integers(-1, 2)))
        happened = (*happened, *also)
    else:
        constants = DAYS[1:4] if dated else (1, 2, 3)
        against = Quantity((), draw(st.sampled_from(constants)))
    factor = 1 if dated else draw(st.sampled_from((1, 1, 2)))
    relation = draw(st.sampled_from(OPERATORS))
    compared = Compare(relation, Quantity(((factor, left),), 0), against)
    return All((*dict.fromkeys(happened), compared)) if happened else compared


# --------------------------------------------------------------------------- formulas


def literal(draw: DrawFn, policy: Policy, scope: Scope, *, act: bool = False) -> Formula:
    """An atom, a comparison, or the negation of one."""
    known = atoms(policy, scope, act=act)
    compares = policy.attributes or any(fact.event for fact in policy.facts.values())
    if compares and draw(st.integers(0, 5)) == 0:
        found = comparison(draw, policy, scope)
    elif known:
        found = draw(st.sampled_from(known))
    else:
        found = TRUE
    return Not(found) if draw(st.integers(0, 3)) == 0 else found


def formula(
    draw: DrawFn, policy: Policy, scope: Scope, names: Names, *, act: bool = False, depth: int = 2
) -> Formula:
    """A condition: most often a literal, else an alternative, a block or a quantified line."""
    shape = draw(st.sampled_from(SHAPES)) if depth else "literal"
    match shape:
        case "any of" | "all of":
            parts = tuple(
                formula(draw, policy, scope, names, act=act, depth=depth - 1) for _ in range(2)
            )
            return Any(parts) if shape == "any of" else All(parts)
        case "some" | "every" | "no" | "count":
            return quantified(draw, policy, scope, names, shape, act=act, depth=depth - 1)
        case _:
            return literal(draw, policy, scope, act=act)


SHAPES = ("literal",) * 6 + ("any of", "all of", "some", "some", "every", "no", "count")


def quantified(
    draw: DrawFn,
    policy: Policy,
    scope: Scope,
    names: Names,
    shape: str,
    *,
    act: bool = False,
    depth: int = 0,
) -> Formula:
    """`some K`, `every K`, `no K` or `at least 2 K` of a line, with one of the things in scope or
    alone."""
    variable = names.fresh(draw(st.sampled_from(tuple(policy.kinds))))
    inner = (variable, *scope)
    body = formula(draw, policy, inner, names, act=act, depth=depth)
    if shape == "every":
        return Every(variable, Any((Not(literal(draw, policy, inner)), body)))
    if shape == "count":
        operator = draw(st.sampled_from(COUNTING))
        return Counted(operator, draw(st.integers(1, 2)), variable, body)
    return Some(variable, body) if shape == "some" else Not(Some(variable, body))


def bound_variables(found: Formula) -> Iterator[Variable]:
    """The variables that a formula introduces."""
    match found:
        case Some(variable, body) | Every(variable, body) | Counted(_, _, variable, body):
            yield variable
            yield from bound_variables(body)
        case Not(body):
            yield from bound_variables(body)
        case All(parts) | Any(parts):
            for part in parts:
                yield from bound_variables(part)
        case _:
            pass
