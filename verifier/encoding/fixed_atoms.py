"""What the sentences given of a case settle: a sentence goes in; atoms that are true or false, and
what it only restricts, come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from verifier.encoding.circuit import FALSE as FALSE_NODE
from verifier.encoding.circuit import TRUE as TRUE_NODE
from verifier.encoding.circuit import AtomKey
from verifier.model import (
    FALSE,
    All,
    Any,
    Attribute,
    Compare,
    Counted,
    EventDay,
    Every,
    Formula,
    Holds,
    ListType,
    Named,
    Not,
    Some,
    ValueIs,
    measures_in,
    substitute,
)


def fix_atoms(
    formula: Formula, given: dict[AtomKey, int], attributes: Mapping[str, Attribute]
) -> Iterable[Formula]:
    """Notes what a given sentence settles atom by atom; yields what it only restricts."""
    match formula:
        case Holds(fact, terms):
            yield from _noted(given, ("fact", fact, tuple(t.name for t in terms)), TRUE_NODE)
        case Not(Holds(fact, terms)):
            yield from _noted(given, ("fact", fact, tuple(t.name for t in terms)), FALSE_NODE)
        case ValueIs(attribute, Named(thing), members) if len(members) == 1:
            kind = attributes[attribute].type
            for value in kind.values if isinstance(kind, ListType) else ():
                node = TRUE_NODE if value in members else FALSE_NODE
                yield from _noted(given, ("value", attribute, thing, value), node)
        case All(parts):
            for part in parts:
                yield from fix_atoms(part, given, attributes)
        case _:
            yield formula


def _noted(given: dict[AtomKey, int], key: AtomKey, node: int) -> Iterable[Formula]:
    """Notes one atom; what contradicts an earlier note leaves no case."""
    if given.setdefault(key, node) != node:
        yield FALSE


def facts_spoken_of(
    formula: Formula, things: Callable[[str], Iterable[str]]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The facts that a given sentence speaks of: `nothing else is so` leaves them alone. `things`:
    those of a kind, by name."""
    match formula:
        case Holds(fact, terms):
            yield fact, tuple(term.name for term in terms)
        case Not(body):
            yield from facts_spoken_of(body, things)
        case All(parts) | Any(parts):
            for part in parts:
                yield from facts_spoken_of(part, things)
        case Some(variable, body) | Every(variable, body) | Counted(_, _, variable, body):
            for name in things(variable.kind):
                yield from facts_spoken_of(substitute(body, {variable: Named(name)}), things)
        case Compare(_, left, right):
            for measure in measures_in(left, right):
                if isinstance(measure, EventDay):
                    yield measure.event, tuple(term.name for term in measure.terms)
        case _:
            return
