"""Do the assumptions rule out a whole value: a member of a list, the truth of a fact, a range?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.left_out import every_smallest, smallest
from verifier.checks.support.mentioned import Mentioned
from verifier.encoding import Query
from verifier.findings import Finding, Severity
from verifier.model import (
    All,
    Attribute,
    AttributeOf,
    Compare,
    Fact,
    Formula,
    Holds,
    ListType,
    Not,
    NumberType,
    Quantity,
    Some,
    ValueIs,
    Variable,
)
from verifier.words import amount

NAME = "background-overreach"


@dataclass(frozen=True)
class _Value:
    """Something that a case may be like: the formula that says so, what it is a value of, and how
    one says that it is ruled out."""

    formula: Formula
    of: str
    value: str
    ruled_out: str
    place: object


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each value of which the assumptions speak and that no admissible case has."""
    spoken = Mentioned(context.policy)
    for assumption in context.policy.assumptions.values():
        spoken.formula(assumption.formula)
    compared = Mentioned(context.policy)
    compared.everything()
    for value in _values(context, spoken, compared.numbers):
        queries = context.over_acts(context.policy.acts, value.formula)
        if _none(context, queries, frozenset()):
            yield _finding(context, value, queries)


def _none(context: CheckContext, queries: Sequence[Query], gone: frozenset[str]) -> bool:
    return all(context.ask(query, None, gone) is False for query in queries)


def _finding(context: CheckContext, value: _Value, queries: Sequence[Query]) -> Finding:
    assumptions = frozenset(context.policy.assumptions)

    def enough(kept: frozenset[str]) -> bool:
        return _none(context, queries, assumptions - kept)

    reasons = smallest(list(context.policy.assumptions), enough)
    named = context.speaker.series([f"“{name}”" for name in reasons])
    if not reasons:
        who, verb = "The declarations", "rule"
    elif len(reasons) == 1:
        who, verb = f"The assumption {named}", "rules"
    else:
        who, verb = f"The assumptions {named} together", "rule"
    return context.finding(
        NAME,
        Severity.NOTE,
        f"{who} {verb} out {value.ruled_out}. Is that meant?",
        [value.of, value.value],
        detail=[f"{name}: {context.speaker.assumption(name)}" for name in reasons],
        reasons=every_smallest(list(context.policy.assumptions), enough, reasons).named(
            "the assumption “{}”".format
        ),
        assurance=context.absence(queries),
        place=context.policy.assumptions[reasons[0]] if reasons else value.place,
    )


# --------------------------------------------------------------------------- what there is


def _values(
    context: CheckContext, spoken: Mentioned, numbers: Mapping[str, set[int]]
) -> Iterator[_Value]:
    for attribute in context.policy.attributes.values():
        if attribute.id in spoken.attributes:
            yield from _of_attribute(context, attribute, numbers.get(attribute.id, set()))
    for fact in context.policy.facts.values():
        if fact.id in spoken.facts:
            yield from _of_fact(fact)


def _of_attribute(
    context: CheckContext, attribute: Attribute, borders: set[int]
) -> Iterator[_Value]:
    thing = Variable(attribute.kind, attribute.kind)
    every = f"every {context.speaker.kind(attribute.kind)} whose {attribute.name} is"
    match attribute.type:
        case ListType() as kind:
            for member in kind.values:
                formula = Some(thing, ValueIs(attribute.id, thing, frozenset({member})))
                yield _Value(formula, attribute.id, member, f"{every} {member}", attribute)
        case NumberType() as kind:
            for low, high in regions(kind, borders):
                formula = Some(thing, _between(attribute.id, thing, low, high))
                said = _range(low, high, kind)
                yield _Value(formula, attribute.id, said, f"{every} {said}", attribute)


def regions(kind: NumberType, borders: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The stretches into which the numbers that clauses and assumptions compare with divide a
    range, each such number a stretch of its own."""
    points = sorted({b for b in borders if kind.least <= b <= kind.most})
    for before, after in pairwise([kind.least - 1, *points, kind.most + 1]):
        if before in points:
            yield before, before
        if before + 1 <= after - 1:
            yield before + 1, after - 1


def _between(attribute: str, thing: Variable, low: int, high: int) -> Formula:
    value = Quantity(((1, AttributeOf(attribute, thing)),), 0)
    return All(
        (
            Compare(">=", value, Quantity((), low)),
            Compare("<=", value, Quantity((), high)),
        )
    )


def _range(low: int, high: int, kind: NumberType) -> str:
    first, last = (amount(number, kind.unit, kind.label) for number in (low, high))
    return first if low == high else f"from {first} to {last}"


def _of_fact(fact: Fact) -> Iterator[_Value]:
    things = tuple(Variable(f"{hole.kind} {n}", hole.kind) for n, hole in enumerate(fact.holes))
    holds = Holds(fact.id, things)
    for positive in (True, False):
        formula: Formula = holds if positive else Not(holds)
        for thing in reversed(things):
            formula = Some(thing, formula)
        said = f"that “{fact.id}” is ever {'true' if positive else 'false'}"
        yield _Value(formula, fact.id, str(positive), said, fact)
