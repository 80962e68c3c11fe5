"""Looking into formulas: their parts, their free variables, and small ways to build them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

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
    Quantity,
    Reads,
    Same,
    Some,
    Term,
    ValueIs,
    Variable,
    measure_terms,
)


def conjunction(parts: Sequence[Formula]) -> Formula:
    """All the parts; a single part stands for itself."""
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def bind(variables: Sequence[Variable], body: Formula) -> Formula:
    """There are things with …, the first variable outermost."""
    for variable in reversed(variables):
        body = Some(variable, body)
    return body


def for_every(variables: Sequence[Variable], body: Formula) -> Formula:
    for variable in reversed(variables):
        body = Every(variable, body)
    return body


def parts_of(formula: Formula) -> Iterator[Formula]:
    """The formula and every formula inside it."""
    yield formula
    match formula:
        case Not(body) | Some(_, body) | Every(_, body) | Counted(_, _, _, body):
            yield from parts_of(body)
        case All(parts) | Any(parts):
            for part in parts:
                yield from parts_of(part)
        case _:
            return


def terms_of(quantity: Quantity) -> tuple[Term, ...]:
    return tuple(term for _, measure in quantity.terms for term in measure_terms(measure))


def free_variables(formula: Formula) -> frozenset[Variable]:
    """The variables that the formula speaks of and does not bind."""
    match formula:
        case Not(body):
            return free_variables(body)
        case All(parts) | Any(parts):
            return frozenset().union(*(free_variables(part) for part in parts))
        case Some(variable, body) | Every(variable, body) | Counted(_, _, variable, body):
            return free_variables(body) - {variable}
        case _:
            return frozenset(t for t in _terms(formula) if isinstance(t, Variable))


Atom = Holds | Defined | ValueIs | Compare | Same | OfKind | Reads | ActIs


def _terms(atom: Atom) -> tuple[Term, ...]:
    match atom:
        case Holds(_, terms) | Defined(_, terms):
            return terms
        case ValueIs(_, term) | OfKind(term):
            return (term,)
        case Compare(_, left, right):
            return (*terms_of(left), *terms_of(right))
        case Same(first, second):
            return (first, second)
        case Reads():
            return ()
        case ActIs(_, terms, agent):
            return terms if agent is None else (*terms, agent)
        case _:
            assert_never(atom)


def mentioned(formulas: Iterable[Formula]) -> frozenset[Variable]:
    """The free variables of several formulas together."""
    return frozenset().union(*(free_variables(formula) for formula in formulas))


def without_differences(formula: Formula) -> Formula:
    """The formula without what "another" adds to a line, that the new thing differs from others; a
    line or a block of the file that says so itself is kept (a made `All` or `Any` has no place)."""
    match formula:
        case All(parts, span) | Any(parts, span):
            kept = parts if span is not None else [p for p in parts if not _is_difference(p)]
            again = tuple(without_differences(part) for part in kept)
            return All(again, span) if isinstance(formula, All) else Any(again, span)
        case Not(body, span):
            return Not(without_differences(body), span)
        case Some(variable, body, span):
            return Some(variable, without_differences(body), span)
        case Every(variable, body, span):
            return Every(variable, without_differences(body), span)
        case Counted(operator, number, variable, body, span):
            return Counted(operator, number, variable, without_differences(body), span)
        case _:
            return formula


def _is_difference(formula: Formula) -> bool:
    return isinstance(formula.body if isinstance(formula, Not) else formula, Same)
