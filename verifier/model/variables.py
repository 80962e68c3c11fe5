"""Variables in formulas: which are free, replacing them, moving quantifiers inward."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from verifier.model.formula import (
    ActDay,
    ActIs,
    All,
    Any,
    AttributeOf,
    CalendarDay,
    Compare,
    Counted,
    Defined,
    EventDay,
    Every,
    Formula,
    Holds,
    Measure,
    Not,
    OfKind,
    PlainMeasure,
    Quantity,
    Reads,
    Same,
    Some,
    Term,
    ValueIs,
    Variable,
)

Binding = Mapping[Variable, Term]


def measure_terms(measure: Measure) -> tuple[Term, ...]:
    """The things a measure is about."""
    match measure:
        case AttributeOf(_, term):
            return (term,)
        case EventDay(_, terms):
            return terms
        case ActDay():
            return ()
        case CalendarDay(_, _, start):
            return tuple(term for _, inner in start.terms for term in measure_terms(inner))
        case _:
            assert_never(measure)


def measures_in(*quantities: Quantity) -> Iterator[PlainMeasure]:
    """The attributes, events and the day of the act of which quantities are made; of a day counted
    by the calendar, those from which it is counted."""
    for quantity in quantities:
        for _, measure in quantity.terms:
            if isinstance(measure, CalendarDay):
                yield from measures_in(measure.start)
            else:
                yield measure


def formula_terms(formula: Formula) -> tuple[Term, ...]:
    """The terms that stand in the formula itself, not in its parts."""
    match formula:
        case Holds(_, terms) | Defined(_, terms):
            return terms
        case ActIs(_, terms, agent):
            return terms if agent is None else (*terms, agent)
        case ValueIs(_, term, _) | OfKind(term, _):
            return (term,)
        case Same(left, right):
            return (left, right)
        case Compare(_, left, right):
            measures = [measure for _, measure in (*left.terms, *right.terms)]
            return tuple(term for measure in measures for term in measure_terms(measure))
        case _:
            return ()


def parts_of(formula: Formula) -> tuple[Formula, ...]:
    """The formulas directly inside a formula."""
    match formula:
        case Not(body) | Some(_, body) | Every(_, body) | Counted(_, _, _, body):
            return (body,)
        case All(parts) | Any(parts):
            return parts
        case _:
            return ()


def free_variables(formula: Formula) -> frozenset[Variable]:
    """The variables that the formula speaks of without introducing them."""
    own = frozenset(term for term in formula_terms(formula) if isinstance(term, Variable))
    inner = frozenset(v for part in parts_of(formula) for v in free_variables(part))
    match formula:
        case Some(variable, _) | Every(variable, _) | Counted(_, _, variable, _):
            return (own | inner) - {variable}
        case _:
            return own | inner


def _put(term: Term, binding: Binding) -> Term:
    return binding.get(term, term) if isinstance(term, Variable) else term


def put_all(terms: tuple[Term, ...], binding: Binding) -> tuple[Term, ...]:
    """The terms, variables replaced by what they are bound to."""
    return tuple(_put(term, binding) for term in terms)


def _put_measure(measure: Measure, binding: Binding) -> Measure:
    match measure:
        case AttributeOf(attribute, term):
            return AttributeOf(attribute, _put(term, binding))
        case EventDay(event, terms):
            return EventDay(event, put_all(terms, binding))
        case ActDay():
            return measure
        case CalendarDay(count, unit, start):
            return CalendarDay(count, unit, put_quantity(start, binding))
        case _:
            assert_never(measure)


def put_quantity(quantity: Quantity, binding: Binding) -> Quantity:
    """The quantity with its variables replaced."""
    terms = tuple((factor, _put_measure(measure, binding)) for factor, measure in quantity.terms)
    return Quantity(terms, quantity.constant)


def substitute(formula: Formula, binding: Binding) -> Formula:
    """The formula with its free variables replaced. The replacing terms must not be variables that
    the formula introduces itself (names of bound variables are unique where this is used)."""
    match formula:
        case Holds(fact, terms, span):
            return Holds(fact, put_all(terms, binding), span)
        case Defined(definition, terms, span):
            return Defined(definition, put_all(terms, binding), span)
        case ValueIs(attribute, term, members, span):
            return ValueIs(attribute, _put(term, binding), members, span)
        case Compare(_, left, right):
            left, right = (put_quantity(side, binding) for side in (left, right))
            return replace(formula, left=left, right=right)
        case Same(left_term, right_term, span):
            return Same(_put(left_term, binding), _put(right_term, binding), span)
        case OfKind(term, kind, span):
            return OfKind(_put(term, binding), kind, span)
        case Reads():
            return formula
        case ActIs(act, terms, agent, span):
            agent = None if agent is None else _put(agent, binding)
            return ActIs(act, put_all(terms, binding), agent, span)
        case Not(body, span):
            return Not(substitute(body, binding), span)
        case All(parts, span):
            return All(tuple(substitute(part, binding) for part in parts), span)
        case Any(parts, span):
            return Any(tuple(substitute(part, binding) for part in parts), span)
        case Some(variable, body, span):
            return Some(variable, substitute(body, _without(binding, variable)), span)
        case Every(variable, body, span):
            return Every(variable, substitute(body, _without(binding, variable)), span)
        case Counted(operator, number, variable, body, span):
            body = substitute(body, _without(binding, variable))
            return Counted(operator, number, variable, body, span)
        case _:
            assert_never(formula)


def _without(binding: Binding, variable: Variable) -> Binding:
    return {key: term for key, term in binding.items() if key != variable}


def scoped(variables: tuple[Variable, ...], parts: tuple[Formula, ...]) -> Formula:
    """`Some` of the variables, `All` of the parts, each quantifier as far in as it goes.

    The variable that occurs in the fewest parts goes innermost, so that the things a case needs do
    not depend on more than they must. A variable that no part mentions still needs its thing.
    """
    if not variables:
        return parts[0] if len(parts) == 1 else All(parts)
    used = {v: [i for i, part in enumerate(parts) if v in free_variables(part)] for v in variables}
    inner = min(variables, key=lambda v: (len(used[v]), variables.index(v)))
    inside = tuple(parts[i] for i in used[inner])
    outside = tuple(part for i, part in enumerate(parts) if i not in used[inner])
    block = Some(inner, inside[0] if len(inside) == 1 else All(inside))
    rest = tuple(v for v in variables if v != inner)
    return scoped(rest, (*outside, block))


def scoped_lines(variables: tuple[Variable, ...], lines: tuple[Formula, ...]) -> Formula:
    """Some lines of a condition, the others struck: `scoped`, of the variables that are left. What
    a struck line introduced need not be there."""
    left = frozenset[Variable]().union(*map(free_variables, lines))
    return scoped(tuple(variable for variable in variables if variable in left), lines)
