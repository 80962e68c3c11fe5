"""Whom do the clauses protect, and how do these classes of persons relate to one another?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.named_class import protected
from verifier.checks.support.names import norms_said
from verifier.encoding import Query, WordDependencies
from verifier.findings import Finding, Outcome, Severity
from verifier.model import (
    FALSE,
    TRUE,
    All,
    Any,
    Counted,
    Every,
    Formula,
    Norm,
    Not,
    Policy,
    Readings,
    Reads,
    Some,
    Variable,
    free_variables,
    scoped,
    substitute,
)
from verifier.words import number_word

NAME = "beneficiaries"
MOST_CLASSES = 10
"""More classes than this are too many to compare by two; then the check says nothing."""


@dataclass(frozen=True)
class Class:
    """The persons whom some norms protect: what their conditions say of `somebody`, as far as they
    speak neither of the act nor of the other things that the act is about; `said`: in the different
    words of several norms."""

    norms: tuple[Norm, ...]
    somebody: Variable
    formula: Formula
    said: tuple[Formula, ...]


def run(context: CheckContext) -> Iterable[Finding]:
    """One note that compares, by two, the classes of persons whom duties and prohibitions of the
    policy protect, read plainly: the same, one within the other, overlapping or disjoint."""
    said = _classes(context)
    if not 1 < len(said) <= MOST_CLASSES:
        return
    classes = _distinct(context, said)
    pairs = [
        (first, second)
        for first, second in combinations(classes, 2)
        if first.somebody == second.somebody
    ]
    if not pairs:
        return
    norms = [norm.id for found in classes for norm in found.norms]
    yield context.finding(
        NAME,
        Severity.NOTE,
        f"The clauses protect {number_word(len(classes))} different classes of persons.",
        sorted(norms),
        norms=norms,
        detail=[
            *(_described(context, found) for found in said),
            *(_alike(context, found) for found in classes if len(found.said) > 1),
            *(_compared(context, first, second) for first, second in pairs),
        ],
        outcome=Outcome.HOLDS,
        assurance=context.absence(_question(context, one, two, True, False) for one, two in pairs),
    )


def _distinct(context: CheckContext, classes: Iterable[Class]) -> list[Class]:
    """The classes, those that hold the same persons as one."""
    found: list[Class] = []
    for one in classes:
        place = next((i for i, other in enumerate(found) if _same(context, one, other)), None)
        if place is None:
            found.append(one)
        else:
            other = found[place]
            found[place] = replace(
                other, norms=(*other.norms, *one.norms), said=(*other.said, *one.said)
            )
    return found


def _same(context: CheckContext, one: Class, other: Class) -> bool:
    return one.somebody == other.somebody and not any(
        _somebody(context, one, other, first, not first) for first in (True, False)
    )


# --------------------------------------------------------------------------- the classes


def _classes(context: CheckContext) -> list[Class]:
    """The classes in file order, norms that protect the same persons in the same words together."""
    bearing = WordDependencies(context.policy)
    found: dict[tuple[Variable, Formula], list[Norm]] = {}
    for norm in context.policy.norms.values():
        person = protected(context.policy, norm)
        if person is not None and norm.layer == 0 and norm.id not in context.causes:
            found.setdefault(_class(context.policy, bearing, norm, person), []).append(norm)
    return [Class(tuple(norms), key[0], key[1], (key[1],)) for key, norms in found.items()]


def _class(
    policy: Policy, bearing: WordDependencies, norm: Norm, person: Variable
) -> tuple[Variable, Formula]:
    somebody = Variable("somebody", person.kind)
    said = substitute(class_of(bearing, norm, person), {person: somebody})
    return somebody, read_plainly(said, policy.plain_readings)


def class_of(bearing: WordDependencies, norm: Norm, person: Variable) -> Formula:
    """What the norm's conditions say of the person, who is free in it: those that speak neither of
    the act, its bearer nor what else it is about, and that are connected with the person by the
    things they speak of."""
    assert norm.act is not None
    objects = {*norm.act.terms, norm.bearer} - {person}
    left = [
        condition.formula
        for condition in norm.conditions
        if not bearing.words(condition.formula) & bearing.of_the_act
        and not free_variables(condition.formula) & objects
    ]
    reached, grew = frozenset({person}), True
    while grew:
        wider = reached.union(*(v for f in left if (v := free_variables(f)) & reached))
        grew, reached = wider != reached, wider
    kept = tuple(formula for formula in left if free_variables(formula) & reached)
    spoken = {variable for formula in kept for variable in free_variables(formula)}
    known = (*norm.parameters, *norm.locals)
    return scoped(tuple(v for v in known if v in spoken and v != person), kept)


def read_plainly(formula: Formula, readings: Readings) -> Formula:
    """The formula with its readings put in, and what they settle left out."""
    match formula:
        case Reads(question, reading):
            return TRUE if readings[question] == reading else FALSE
        case Not(body):
            inner = read_plainly(body, readings)
            if inner in (TRUE, FALSE):
                return FALSE if inner == TRUE else TRUE
            return Not(inner)
        case All(parts):
            return _joined(formula, [read_plainly(part, readings) for part in parts])
        case Any(parts):
            return _joined(formula, [read_plainly(part, readings) for part in parts])
        case Some(variable, body):
            inner = read_plainly(body, readings)
            return FALSE if inner == FALSE else Some(variable, inner)
        case Every(_, body) | Counted(_, _, _, body):
            return replace(formula, body=read_plainly(body, readings))
        case _:
            return formula


def _joined(whole: All | Any, parts: Sequence[Formula]) -> Formula:
    """The conjunction or disjunction of parts, some of which may be settled."""
    idle, decisive = (TRUE, FALSE) if isinstance(whole, All) else (FALSE, TRUE)
    if decisive in parts:
        return decisive
    kept = tuple(part for part in parts if part != idle)
    if len(kept) == 1:
        return kept[0]
    return All(kept) if isinstance(whole, All) else Any(kept)


# --------------------------------------------------------------------------- compared


def _compared(context: CheckContext, first: Class, second: Class) -> str:
    one, other = _names(context, first), _names(context, second)
    if not _somebody(context, first, second, True, True):
        return f"Nobody is protected both by {one} and by {other}."
    only_first = _somebody(context, first, second, True, False)
    only_second = _somebody(context, first, second, False, True)
    if only_first and only_second:
        return f"Some persons are protected both by {one} and by {other}, some by one of them only."
    if only_first:
        return f"Everybody protected by {other} is protected by {one}, but not the reverse."
    return f"Everybody protected by {one} is protected by {other}, but not the reverse."


def _somebody(
    context: CheckContext, first: Class, second: Class, in_first: bool, in_second: bool
) -> bool:
    """Whether there can be somebody in (or out of) both classes; where that stayed open, yes."""
    return (
        context.ask(_question(context, first, second, in_first, in_second), context.plain)
        is not False
    )


def _question(
    context: CheckContext, first: Class, second: Class, in_first: bool, in_second: bool
) -> Query:
    body = All(
        (
            first.formula if in_first else Not(first.formula),
            second.formula if in_second else Not(second.formula),
        )
    )
    acts = context.policy.acts
    act = min(acts, key=lambda name: len(acts[name].holes))
    return Query(act, Some(first.somebody, body))


def _described(context: CheckContext, found: Class) -> str:
    verb = "protects" if len(found.norms) == 1 else "protect"
    kind = found.somebody.kind
    if found.formula == TRUE:
        return context.speaker.sentence(f"{_names(context, found)} {verb} every {kind}")
    said = context.speaker.formula(found.formula, {found.somebody: f"the {kind}"})
    whom = context.speaker.kind(kind, article="a")
    return context.speaker.sentence(f"{_names(context, found)} {verb} {whom} where {said}")


def _alike(context: CheckContext, found: Class) -> str:
    return f"The same persons are protected by {_names(context, found)}."


def _names(context: CheckContext, found: Class) -> str:
    return norms_said(context, [norm.id for norm in found.norms])
