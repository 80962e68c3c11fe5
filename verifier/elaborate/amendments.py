"""What an amendment declares, read with the vocabulary of the policy before and after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from verifier.diagnostics import Problem
from verifier.elaborate.norms import MODALITIES, differing, read_subject
from verifier.elaborate.sentences.acts import read_deed
from verifier.elaborate.sentences.anchors import Quotations
from verifier.elaborate.sentences.complaints import Complaints
from verifier.elaborate.sentences.conditions import Context, read_conditions
from verifier.elaborate.sentences.vocabulary import Vocabulary
from verifier.language import AmendmentDeclaration, IntendsLine
from verifier.model import Amendment, Attribute, CaseClass, Intent, ListType, Policy


def read_amendment(
    declaration: AmendmentDeclaration, before: Policy, after: Policy
) -> tuple[Amendment, tuple[Problem, ...]]:
    """The amendment, and what is wrong with what it intends."""
    complaints = Complaints()
    quotations = Quotations(after.source, complaints)
    context = Context(_of_both(before, after), complaints, quotations)
    intents = []
    for line in declaration.intents:
        with complaints.guard():
            intents.append(_intent(line, context))
    amendment = Amendment(
        declaration.name.text,
        declaration.title.text,
        declaration.policy.text,
        declaration.amends.text if declaration.amends else "",
        tuple(intents),
        tuple(" ".join(edit.span.text.split()) for edit in declaration.edits),
        declaration.span,
    )
    return amendment, tuple(complaints.problems)


def _of_both(before: Policy, after: Policy) -> Vocabulary:
    """The words of the policy as amended, and those that it no longer has."""
    old, new = Vocabulary.of(before), Vocabulary.of(after)
    return Vocabulary(
        kinds={**old.kinds, **new.kinds},
        parties={**old.parties, **new.parties},
        attributes=_attributes(old.attributes, new.attributes),
        facts={**old.facts, **new.facts},
        acts={**old.acts, **new.acts},
        definitions={**old.definitions, **new.definitions},
        questions={**old.questions, **new.questions},
    )


def _attributes(old: Mapping[str, Attribute], new: Mapping[str, Attribute]) -> dict[str, Attribute]:
    """Lists with the members that they have, and those that were struck."""
    found = {**old, **new}
    for name in old.keys() & new.keys():
        was, now = old[name].type, new[name].type
        if isinstance(was, ListType) and isinstance(now, ListType):
            struck = tuple(member for member in was.members if member not in now.members)
            found[name] = replace(new[name], type=replace(now, members=(*now.members, *struck)))
    return found


def _intent(line: IntendsLine, context: Context) -> Intent:
    return Intent(
        line.direction,
        MODALITIES[line.verb] if line.verb else None,
        _scope(line, context),
        " ".join(line.span.text.split()),
        line.span,
    )


def _scope(line: IntendsLine, context: Context) -> CaseClass:
    """The acts and cases that the declaration is about."""
    scope = context.scope()
    if line.bearer is not None:
        who, deed = read_subject(line.bearer, line.phrase, "may", scope, context)
    else:
        who, deed = None, read_deed(line.phrase, scope, "scope")
    pattern = None if deed is None else deed.pattern
    different = differing(deed, line.phrase)
    variables = scope.variables
    found = (*different, *read_conditions(line.conditions, scope, context))
    own = tuple(variable for variable in scope.variables if variable not in variables)
    return CaseClass(who, pattern, variables, own, found)
