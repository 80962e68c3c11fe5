"""The shapes of formulas that English has a turn of phrase for: what is one line, what introduces a
thing, what begins with a reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from verifier.model import (
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
    Not,
    OfKind,
    Quantity,
    Reads,
    Same,
    Some,
    Term,
    ValueIs,
    Variable,
    measures_in,
)


def flat(parts: Sequence[Formula]) -> Iterator[Formula]:
    for part in parts:
        if isinstance(part, All):
            yield from flat(part.parts)
        else:
            yield part


def without_implied_events(parts: Iterable[Formula]) -> Iterator[Formula]:
    """Parts without "the day … has come" where another part compares that very day."""
    whole = tuple(parts)
    compared = {
        (measure.event, measure.terms)
        for part in whole
        if isinstance(part, Compare)
        for measure in measures_in(part.left, part.right)
        if isinstance(measure, EventDay)
    }
    for part in whole:
        if not (isinstance(part, Holds) and (part.fact, part.terms) in compared):
            yield part


def difference(part: Formula) -> frozenset[Variable] | None:
    """The two variables that a part says differ."""
    if isinstance(part, Not) and isinstance(part.body, Same):
        left, right = part.body.left, part.body.right
        if isinstance(left, Variable) and isinstance(right, Variable) and left != right:
            return frozenset((left, right))
    return None


def guarded(part: Formula) -> tuple[Reads, tuple[Formula, ...]] | None:
    """A part that begins with a reading, taken apart."""
    whole = tuple(flat((part,)))
    if whole and isinstance(whole[0], Reads):
        return whole[0], whole[1:]
    return None


def chain(formula: Some | Every) -> tuple[tuple[Variable, ...], Formula]:
    """Quantifiers of one sort that stand right behind each other, and what they govern."""
    variables, body = [formula.variable], formula.body
    while isinstance(body, type(formula)):
        variables.append(body.variable)
        body = body.body
    return tuple(variables), body


def is_atom(formula: Formula) -> bool:
    return not isinstance(formula, Not | All | Any | Some | Every | Counted)


def introduces(formula: Formula, variable: Variable) -> bool:
    """Whether the first mention of a variable in a formula says that there is such a thing."""
    match formula:
        case All(parts):
            mentions = [p for p in parts if variable in free_variables(p) and not difference(p)]
            return bool(mentions) and introduces(mentions[0], variable)
        case Some(_, body):
            return introduces(body, variable)
        case Holds() | Defined() | ValueIs() | Compare() | OfKind() | ActIs():
            return variable in free_variables(formula)
        case Not() | Any() | Every() | Counted() | Same() | Reads():
            return False
    assert_never(formula)


def terms_of(atom: Holds | Defined) -> list[Variable]:
    found: list[Variable] = []
    for term in atom.terms:
        if isinstance(term, Variable) and term not in found:
            found.append(term)
    return found


def free_variables(formula: Formula) -> tuple[Variable, ...]:
    """The variables that a formula speaks of without binding them, in the order of mention."""
    return tuple(dict.fromkeys(_free(formula)))


def _free(formula: Formula) -> Iterator[Variable]:
    match formula:
        case Holds(_, terms) | Defined(_, terms):
            yield from _variables(terms)
        case ActIs(_, terms, agent):
            yield from _variables((*terms, agent) if agent else terms)
        case ValueIs(_, term, _) | OfKind(term, _):
            yield from _variables((term,))
        case Same(left, right):
            yield from _variables((left, right))
        case Compare(_, left, right):
            yield from _quantity_variables(left)
            yield from _quantity_variables(right)
        case Reads():
            pass
        case Not(body):
            yield from _free(body)
        case All(parts) | Any(parts):
            for part in parts:
                yield from _free(part)
        case Some(variable, body) | Every(variable, body) | Counted(_, _, variable, body):
            yield from (free for free in _free(body) if free != variable)
        case _:
            assert_never(formula)


def _variables(terms: Iterable[Term]) -> Iterator[Variable]:
    return (term for term in terms if isinstance(term, Variable))


def _quantity_variables(quantity: Quantity) -> Iterator[Variable]:
    for measure in measures_in(quantity):
        match measure:
            case AttributeOf(_, term):
                yield from _variables((term,))
            case EventDay(_, terms):
                yield from _variables(terms)
            case ActDay():
                pass
