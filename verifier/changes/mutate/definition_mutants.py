"""The mutants of definitions and of `counts as`: one of them goes in, the policy comes out with a
slip in it.

Assumptions keep what they mean even where they name the definition that is edited: the world stays
as it is, only what the policy says of it changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from verifier.changes.mutate.edits import EditKind, edits
from verifier.changes.mutate.mutant import Mutant
from verifier.encoding import definitions_under
from verifier.model import (
    All,
    Any,
    Counted,
    CountsAs,
    Defined,
    Definition,
    Every,
    Formula,
    Not,
    Policy,
    Some,
)
from verifier.words import quoted


def of_definition(policy: Policy, definition: Definition) -> Iterator[Mutant]:
    """Every mutant of a definition."""
    for edit in edits(policy, definition.condition, definition.id):
        assert edit.formula is not None
        changed = replace(definition, condition=edit.formula)
        mutated = _with_definition(policy, changed)
        words = f"the definition {quoted(definition.id)}: {edit.words}"
        span = edit.span or definition.span
        yield Mutant(edit.kind, words, span, mutated, definition=definition.id)


def _with_definition(policy: Policy, changed: Definition) -> Policy:
    """The policy with a definition in its changed form; assumptions mean what they meant, by copies
    of the definitions as they were."""
    definitions = {**policy.definitions, changed.id: changed}
    named = definitions_under(policy, (a.formula for a in policy.assumptions.values()))
    if changed.id not in named:
        return replace(policy, definitions=definitions)
    for name in (name for name in policy.definitions if name in named):
        kept = policy.definitions[name]
        condition = _as_it_was(kept.condition)
        definitions[name + AS_IT_WAS] = replace(kept, id=name + AS_IT_WAS, condition=condition)
    assumptions = {
        name: replace(assumption, formula=_as_it_was(assumption.formula))
        for name, assumption in policy.assumptions.items()
    }
    return replace(policy, definitions=definitions, assumptions=assumptions)


AS_IT_WAS = " (as it was)"
"""Marks the copy of a definition that an assumption goes on to mean."""


def _as_it_was(formula: Formula) -> Formula:
    """The formula with every definition replaced by its copy."""
    match formula:
        case Defined(name):
            return replace(formula, definition=name + AS_IT_WAS)
        case Not(body) | Some(_, body) | Every(_, body) | Counted(_, _, _, body):
            return replace(formula, body=_as_it_was(body))
        case All(parts) | Any(parts):
            return replace(formula, parts=tuple(map(_as_it_was, parts)))
        case _:
            return formula


def of_rule(policy: Policy, place: int, rule: CountsAs) -> Iterator[Mutant]:
    """Every mutant of a `counts as`, which stands at a place among the others."""
    name = f"that {_first_line(rule)}"
    rest = (*policy.counts_as[:place], *policy.counts_as[place + 1 :])
    less = replace(policy, counts_as=rest)
    yield Mutant(EditKind.DROP_CLAUSE, f"{name}, left out", rule.span, less, counted=rule.source)
    for edit in edits(policy, rule.condition, name):
        assert edit.formula is not None
        changed = replace(rule, condition=edit.formula)
        after = (*policy.counts_as[:place], changed, *policy.counts_as[place + 1 :])
        mutated = replace(policy, counts_as=after)
        words, span = f"{name}: {edit.words}", edit.span or rule.span
        yield Mutant(edit.kind, words, span, mutated, counted=rule.source)


def _first_line(rule: CountsAs) -> str:
    """`to offer a job to a person counts as to …`, as it stands in the file."""
    if rule.span is None:
        return f"to {rule.source} counts as to {rule.target}"
    return " ".join(rule.span.text.strip().splitlines()[0].split())
