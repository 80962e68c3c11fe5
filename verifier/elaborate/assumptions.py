"""Background: `assume` (true of the world) and `presume` (taken as true while unknown)."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.elaborate.declarations import Names
from verifier.elaborate.sentences.anchors import Quotations
from verifier.elaborate.sentences.complaints import Complaints, indefinite
from verifier.elaborate.sentences.condition_lines import open_formula_of
from verifier.elaborate.sentences.conditions import (
    Context,
    anchors_below,
    anchors_of,
    closed_conditions,
    read_conditions,
    read_parts,
)
from verifier.elaborate.sentences.formulas import bind, conjunction, for_every, free_variables
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.tokens import Phrase
from verifier.language import AssumeDeclaration, PresumeDeclaration
from verifier.model import (
    TRUE,
    Any,
    Assumption,
    Defined,
    Formula,
    Holds,
    Not,
    Presumption,
    ValueIs,
)

# --------------------------------------------------------------------------- assumptions


def read_assumptions(
    declarations: Sequence[AssumeDeclaration], context: Context
) -> dict[str, Assumption]:
    names = Names("the assumption", context.complaints)
    return {
        one.name.text: _assumption(one, context)
        for one in declarations
        if names.claim(one.name.text, one.name.span)
    }


def _assumption(declaration: AssumeDeclaration, context: Context) -> Assumption:
    match declaration.form:
        case "never":
            formula = _never(declaration, context)
        case "always":
            formula = _always(declaration, context)
    return Assumption(
        declaration.name.text,
        declaration.title.text,
        formula,
        "\n".join(declaration.comments),
        declaration.span,
        (
            *anchors_below(declaration.body, context),
            *anchors_of(declaration.quotes, declaration.conditions, context),
        ),
    )


def _never(declaration: AssumeDeclaration, context: Context) -> Formula:
    scope = context.scope()
    parts = [read_parts(declaration.body, scope, context)]
    trial = context.unanchored()
    parts += [c.formula for c in read_conditions(declaration.conditions, scope, trial)]
    return Not(bind(scope.variables, conjunction(parts)), declaration.span)


def _always(declaration: AssumeDeclaration, context: Context) -> Formula:
    """The sentence may be read before its conditions ("always a report … when the report …") or
    after them ("always the report … when a person makes a report"); whichever can be understood."""
    formula, found = _attempt(declaration, context, body_first=True)
    if any(problem.name in _NOT_KNOWN_YET for problem in found.problems):
        second, second_found = _attempt(declaration, context, body_first=False)
        if not second_found.has_errors:
            formula, found = second, second_found
    for problem in found.problems:
        context.complaints.add(problem)
    return formula


_NOT_KNOWN_YET = ("unknown-reference", "unknown-kind")


def _attempt(
    declaration: AssumeDeclaration, context: Context, body_first: bool
) -> tuple[Formula, Complaints]:
    found = Complaints()
    trial = Context(context.vocabulary, found, Quotations(None, found))
    scope = trial.scope()
    if body_first:
        body = read_parts(declaration.body, scope, trial)
        body = bind(scope.unseen, body)
        given = closed_conditions(declaration.conditions, scope, trial)
        _check_mentioned(scope, given, found)
    else:
        conditions = read_conditions(declaration.conditions, scope, trial)
        given = conjunction([condition.formula for condition in conditions] or [TRUE])
        inner = scope.child()
        body = read_parts(declaration.body, inner, trial)
        body = bind(inner.variables, body)
    consequence: Formula = body
    if declaration.conditions.alternatives:
        consequence = Any((Not(given), body), declaration.span)
    universal = [variable for variable in scope.variables if variable not in scope.unseen]
    return for_every(universal if body_first else scope.variables, consequence), found


def _check_mentioned(scope: Scope, given: Formula, complaints: Complaints) -> None:
    """“always a report is about a crime” leaves open whether each or some is meant."""
    spoken_of = free_variables(given)
    for entry in scope.entries:
        if entry.variable not in (*spoken_of, *scope.unseen):
            complaints.error(
                "which-one",
                f"“{indefinite(entry.label)}” leaves open whether this is always so of every "
                f"{entry.label} or of some {entry.label}",
                entry.span,
                f"write “every {entry.label}” or “some {entry.label}”, or say in a condition which "
                f"{entry.label} is meant",
            )


# --------------------------------------------------------------------------- presumptions


def read_presumptions(
    declarations: Sequence[PresumeDeclaration], context: Context
) -> dict[str, Presumption]:
    names = Names("the presumption", context.complaints)
    return {
        one.name.text: _presumption(one, context)
        for one in declarations
        if names.claim(one.name.text, one.name.span)
    }


def _presumption(declaration: PresumeDeclaration, context: Context) -> Presumption:
    scope = context.scope()
    presumed: Formula = TRUE
    with context.complaints.guard():
        presumed = open_formula_of(Phrase.of(declaration.presumed.words), scope)
    unless: Formula = Any(())
    if declaration.unless.alternatives:
        unless = closed_conditions(declaration.unless, scope, context)
    bare = presumed.body if isinstance(presumed, Not) else presumed
    if not isinstance(bare, Holds | ValueIs) and bare != TRUE:
        context.complaints.error(
            "wrong-presumption",
            f"“{declaration.presumed.words.text}” cannot be presumed: "
            f"{'it is defined' if isinstance(bare, Defined) else 'it is not a plain fact'}",
            declaration.presumed.words.span,
            "presume a declared fact or the value of an attribute, or that it is not so",
        )
    return Presumption(
        declaration.name.text,
        declaration.title.text,
        scope.variables,
        presumed,
        unless,
        declaration.span,
        (
            *anchors_below([declaration.presumed], context),
            *anchors_of(declaration.quotes, declaration.unless, context),
        ),
    )
