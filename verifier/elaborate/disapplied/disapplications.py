"""Clauses that say that other clauses, or the whole policy, do not apply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from verifier.elaborate.disapplied.concerned import (
    attacks_on_concerned,
    read_concerned,
    share_with_concerned,
    speaks_of_thing,
)
from verifier.elaborate.disapplied.parts_played import check_one_part
from verifier.elaborate.drafts import Draft, mentioned_in
from verifier.elaborate.norms import differing, read_exceptions
from verifier.elaborate.references import ClauseBook, ReferenceEntry
from verifier.elaborate.sentences.acts import Deed, read_deed
from verifier.elaborate.sentences.anchors import extents
from verifier.elaborate.sentences.complaints import Refusal
from verifier.elaborate.sentences.condition_lines import introduce_anyway
from verifier.elaborate.sentences.conditions import Context, read_conditions
from verifier.elaborate.sentences.scopes import Introduced, Scope
from verifier.elaborate.sentences.tokens import Phrase
from verifier.language import Disapplication, Words
from verifier.model import Anchor, Attack, Condition, Norm, Variable

Key = tuple[str, bool]
"""How a variable is spoken of: its label, and whether it is "the other" one."""

OF_NO_CLAUSE = (
    "name the clauses whose {} is meant, “clauses X, Y do not apply”, or the act, “this policy "
    "does not apply to …”"
)
NOT_SHARED = "name only clauses that each introduce one {}, and the others in a clause of their own"
"""What to do about a thing that a disapplication cannot borrow from what it disapplies."""


@dataclass(frozen=True)
class DisapplicationDraft:
    """A disapplication with what it disapplies; `lent` are the things it can borrow from there."""

    draft: Draft
    targets: tuple[str, ...]
    lent: tuple[Introduced, ...]


def read_disapplication(
    entry: ReferenceEntry,
    body: Disapplication,
    anchors: tuple[Anchor, ...],
    layer: int,
    book: ClauseBook,
    drafts: Mapping[str, Draft],
    context: Context,
) -> DisapplicationDraft:
    """The disapplication of a clause; `drafts` are all norms by id, exceptions under their norm."""
    clause, outer = entry.declaration, context.scope()
    targets = _targets(entry, body, layer, book, drafts, context)
    scope = outer.child()
    deed, concerned, restricted = _deed_or_thing(body.phrase, scope, context)
    pattern = scope.variables
    lent = _lent(body, targets, drafts, scope)
    for thing in lent:
        outer.lend(thing)
    outer.disapplied = NOT_SHARED if body.clauses else OF_NO_CLAUSE
    within = extents(anchors)
    conditions = (
        *(differing(deed, body.phrase) if body.phrase else ()),
        *restricted,
        *read_conditions(clause.conditions, scope, context, within),
    )
    norm = Norm(
        id=entry.norms[0],
        clause=entry.id,
        modality=None,
        bearer=None,
        act=None if deed is None else deed.pattern,
        parameters=(),
        locals=(),
        conditions=conditions,
        layer=layer,
        role="disapplication",
        anchors=anchors,
        span=clause.span,
        concerns=concerned,
    )
    exceptions = read_exceptions(clause.exceptions, norm, scope, context, within)
    draft = Draft(norm, scope, pattern, exceptions)
    found = DisapplicationDraft(draft, targets, lent)
    share_with_concerned(norm, targets, drafts, body, context)
    found = _with_borrowed(found, drafts)
    for thing in found.lent:
        check_one_part(thing, found.targets, drafts, context, body.span)
    return found


def _deed_or_thing(
    phrase: Words | None, scope: Scope, context: Context
) -> tuple[Deed | None, Variable | None, tuple[Condition, ...]]:
    """What follows “does not apply to”: an act, or a thing with what is said of it."""
    if phrase is not None and speaks_of_thing(phrase, scope):
        return None, *read_concerned(phrase, scope, context)
    return _deed(phrase, scope, context), None, ()


def _deed(phrase: Words | None, scope: Scope, context: Context) -> Deed | None:
    if phrase is None:
        return None
    try:
        return read_deed(phrase, scope, "description")
    except Refusal as given_up:
        context.complaints.add(given_up.problem)
        introduce_anyway(Phrase.of(phrase), scope)
        return None


# --------------------------------------------------------------------------- what is disapplied


def _targets(
    entry: ReferenceEntry,
    body: Disapplication,
    layer: int,
    book: ClauseBook,
    drafts: Mapping[str, Draft],
    context: Context,
) -> tuple[str, ...]:
    if not body.clauses:
        return tuple(
            id_
            for id_, draft in drafts.items()
            if draft.norm.id == id_ and draft.norm.layer == 0 and draft.norm.modality is not None
        )
    found: dict[str, None] = {}
    for words in body.clauses:
        with context.complaints.guard():
            _check_reach(entry, words, layer, book, context)
            found.update((id_, None) for id_ in book.norms(words) if id_ not in entry.norms)
    return tuple(found)


def _check_reach(
    entry: ReferenceEntry, words: Words, layer: int, book: ClauseBook, context: Context
) -> None:
    """A clause does not disapply itself, and a policy does not disapply the law above it."""
    target = book.clause(Words(words.text.split(" of clause ")[-1], words.span))
    if target.id == entry.id:
        context.complaints.error(
            "circle",
            f"clause {entry.id} says that it does not apply itself",
            words.span,
            "name the clause that does not apply",
        )
    if target.law is not None and layer == 0:
        context.complaints.error(
            "law-above",
            f"clause {target.id} is of the law “{target.law.name.text}”, which stands above this "
            "policy",
            words.span,
            "a policy cannot say that the law above it does not apply",
        )


# --------------------------------------------------------------------------- borrowed things


def _lent(
    body: Disapplication, targets: Sequence[str], drafts: Mapping[str, Draft], scope: Scope
) -> tuple[Introduced, ...]:
    """What every named clause can share, under names that the phrase does not use itself."""
    if not body.clauses:
        return ()
    known = [_shareable(drafts[id_]) for id_ in targets if id_ in drafts]
    if not known or len(known) != len(targets):
        return ()
    own = {(entry.label, entry.other) for entry in scope.visible()}
    return tuple(
        entry
        for key, entry in known[0].items()
        if key not in own
        and all(key in other and _same_kind(other[key], entry) for other in known[1:])
    )


def _shareable(draft: Draft) -> dict[Key, Introduced]:
    """The things of a clause that have a name of their own there."""
    found: dict[Key, Introduced] = {}
    unclear: set[Key] = set()
    for entry in draft.shareable():
        key = (entry.label, entry.other)
        if found.setdefault(key, entry) is not entry:
            unclear.add(key)
    return {key: entry for key, entry in found.items() if key not in unclear}


def _same_kind(first: Introduced, second: Introduced) -> bool:
    return first.variable.kind == second.variable.kind


def _with_borrowed(found: DisapplicationDraft, drafts: Mapping[str, Draft]) -> DisapplicationDraft:
    """Make what is borrowed a parameter here, and there what it is borrowed from."""
    draft = found.draft
    spoken = set(mentioned_in(draft.norm.conditions))
    for exception in draft.exceptions:
        for part in exception.every():
            spoken |= mentioned_in(part.norm.conditions)
    borrowed = tuple(entry for entry in found.lent if entry.variable in spoken)
    for id_ in found.targets if borrowed else ():
        there = _shareable(drafts[id_])
        drafts[id_].share(there[entry.label, entry.other].variable for entry in borrowed)
    pattern = (*draft.pattern, *(entry.variable for entry in borrowed))
    draft.pattern = pattern
    return DisapplicationDraft(draft, found.targets, borrowed)


# --------------------------------------------------------------------------- attacks


def disapplication_attacks(
    found: DisapplicationDraft, norms: Mapping[str, Norm], drafts: Mapping[str, Draft]
) -> Iterator[Attack]:
    """What is disapplied is defeated, for the things that both speak of."""
    attacker = found.draft.norm
    for id_ in found.targets:
        target = norms[id_]
        if attacker.concerns is not None:
            yield from attacks_on_concerned(attacker, attacker.concerns, drafts[id_], id_)
            continue
        mapping = dict(role_by_role(attacker, described_act(target, drafts)))
        there = _shareable(drafts[id_]) if found.lent else {}
        for entry in found.lent:
            mapping[entry.variable] = there[entry.label, entry.other].variable
        yield Attack(attacker.id, id_, tuple(mapping.items()), "disapplication", span=attacker.span)


def described_act(target: Norm, drafts: Mapping[str, Draft]) -> Norm:
    """The norm whose act a norm is about: an exception is about the act of what it stands under."""
    return drafts[target.id].norm if target.role == "exception" and target.id in drafts else target


def role_by_role(attacker: Norm, target: Norm) -> list[tuple[Variable, Variable]]:
    """Pairs of variables in the same roles, where both norms are about one description."""
    if attacker.act is None or target.act is None or attacker.act.act != target.act.act:
        return []
    pairs = zip(attacker.act.terms, target.act.terms, strict=True)
    return [
        (first, second)
        for first, second in pairs
        if isinstance(first, Variable) and isinstance(second, Variable)
    ]
