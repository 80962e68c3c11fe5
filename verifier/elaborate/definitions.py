"""Conditions of defined sentences, and `counts as` between two descriptions of an act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from graphlib import TopologicalSorter

from verifier.elaborate.priorities import circles
from verifier.elaborate.sentences.acts import Deed, read_deed
from verifier.elaborate.sentences.complaints import Complaints
from verifier.elaborate.sentences.conditions import Context, anchors_of, read_conditions
from verifier.elaborate.sentences.formulas import bind, conjunction, parts_of
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.vocabulary import DefinedSentence
from verifier.language import CountsAsDeclaration, DefineDeclaration
from verifier.model import (
    TRUE,
    ActIs,
    All,
    Any,
    Condition,
    Counted,
    CountsAs,
    Defined,
    Definition,
    Every,
    Formula,
    Not,
    Same,
    Some,
)
from verifier.source import Span


def read_definitions(
    declarations: Sequence[DefineDeclaration], context: Context
) -> dict[str, Definition]:
    """Every defined sentence with its condition."""
    found: dict[str, Definition] = {}
    for declaration in declarations:
        sentence = context.vocabulary.definitions.get(declaration.sentence.text)
        if sentence is not None and sentence.id not in found:
            found[sentence.id] = _definition(sentence, declaration, context)
    return found


def _definition(
    sentence: DefinedSentence, declaration: DefineDeclaration, context: Context
) -> Definition:
    if not declaration.conditions.alternatives:
        context.complaints.error(
            "empty-definition",
            f"“{sentence.id}” is defined by nothing",
            declaration.sentence.span,
            "say below it with “when …” when it is so",
        )
    outer = context.scope()
    differences: list[Formula] = []
    for variable, other in zip(sentence.parameters, sentence.others, strict=True):
        rivals = outer.rivals(variable.kind) if other else []
        differences.extend(Not(Same(variable, rival)) for rival in rivals)
        label = variable.kind if other else variable.name
        outer.introduce(variable.kind, label, other, declaration.sentence.span)
    condition = bound_condition(declaration, outer, context, differences)
    return Definition(
        sentence.id,
        sentence.sentence,
        sentence.parameters,
        condition,
        declaration.span,
        anchors_of(declaration.quotes, declaration.conditions, context),
    )


def bound_condition(
    declaration: DefineDeclaration | CountsAsDeclaration,
    outer: Scope,
    context: Context,
    differences: Sequence[Formula],
) -> Formula:
    """The condition as one formula in which only the variables of `outer` are free."""
    inner = outer.child()
    conditions = read_conditions(declaration.conditions, inner, context.unanchored())
    parts = (*differences, *_formulas(conditions))
    return bind(inner.variables, conjunction(parts)) if parts else TRUE


def _formulas(conditions: Sequence[Condition]) -> tuple[Formula, ...]:
    return tuple(condition.formula for condition in conditions)


# --------------------------------------------------------------------------- counts as


def read_counts_as(
    declarations: Sequence[CountsAsDeclaration], context: Context
) -> tuple[CountsAs, ...]:
    found = []
    for declaration in declarations:
        with context.complaints.guard():
            found.append(_counts_as(declaration, context))
    return tuple(found)


def _counts_as(declaration: CountsAsDeclaration, context: Context) -> CountsAs:
    scope = context.scope()
    source: Deed = read_deed(declaration.source, scope, "description")
    target: Deed = read_deed(declaration.target, scope, "description")
    differences = (*source.differences, *target.differences)
    condition = bound_condition(declaration, scope, context, differences)
    return CountsAs(
        source.pattern.act,
        source.pattern.terms,
        target.pattern.act,
        target.pattern.terms,
        scope.variables,
        condition,
        declaration.span,
        anchors_of(declaration.quotes, declaration.conditions, context),
    )


# --------------------------------------------------------------------------- circles


def check_circles(
    definitions: Mapping[str, Definition], counting: Sequence[CountsAs], complaints: Complaints
) -> None:
    """Definitions and `counts as` may not rest on themselves, alone or together, nor too deep."""
    edges: dict[str, list[str]] = {}
    places: dict[str, Span | None] = {}
    for definition in definitions.values():
        edges[definition.id] = list(_rests_on(definition.condition))
        places[definition.id] = definition.span
    for rule in counting:
        places.setdefault(rule.target, rule.span)
        edges.setdefault(rule.target, []).extend((rule.source, *_rests_on(rule.condition)))
    found = list(circles(edges, places))
    for circle in found:
        _report(circle, places, complaints)
    if not found:
        check_depth(definitions, complaints)


DEEPEST = 3_000
"""Steps from a defined sentence down to facts: each definition that another rests on is one, and
each “any of”, “none of”, “every” and the like within it. What follows them goes as deep."""


def check_depth(definitions: Mapping[str, Definition], complaints: Complaints) -> None:
    """Definitions rest on one another only so deep; the first that is deeper is told of."""
    depths: dict[str, int] = {}
    edges = {
        name: set(_rests_on(one.condition)) & definitions.keys()
        for name, one in definitions.items()
    }
    for name in TopologicalSorter(edges).static_order():
        depths[name] = 1 + _depth(definitions[name].condition, depths)
        if depths[name] > DEEPEST:
            complaints.error(
                "too-deep",
                f"“{name}” rests on too many definitions, one within the other",
                definitions[name].span,
                f"from a definition down to facts it is at most {DEEPEST:,} steps",
            )
            return


def _depth(formula: Formula, depths: Mapping[str, int]) -> int:
    match formula:
        case Defined(name):
            return depths.get(name, 0)
        case Not(body) | Some(_, body) | Every(_, body) | Counted(_, _, _, body):
            return 1 + _depth(body, depths)
        case All(parts) | Any(parts):
            return 1 + max((_depth(part, depths) for part in parts), default=0)
        case _:
            return 0


def _rests_on(formula: Formula) -> Iterator[str]:
    for part in parts_of(formula):
        match part:
            case Defined(name) | ActIs(name):
                yield name
            case _:
                pass


MOST_NAMED = 8
"""So many definitions of a circle are named."""


def _report(
    circle: Sequence[str], places: Mapping[str, Span | None], complaints: Complaints
) -> None:
    names = [f"“{name}”" for name in (*circle[1:], circle[0])]
    if len(names) > MOST_NAMED:
        names[3:-1] = [f"… and so on, over {len(names) - 4} more"]
    chain = ", which rests on ".join(names)
    related = tuple(
        (f"“{name}” is said here", span)
        for name in circle[1:MOST_NAMED]
        if (span := places.get(name))
    )
    complaints.error(
        "circle",
        f"“{circle[0]}” rests on {chain}",
        places.get(circle[0]),
        "a definition, or what an act counts as, cannot rest on itself; break the circle",
        related,
    )
