"""Clauses to norms: bearer, act, conditions, deadlines and exceptions of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from verifier.elaborate.bearers import bearers_named, leaves_open, open_bearer
from verifier.elaborate.drafts import Draft, ExceptionDraft, spoken_of_in
from verifier.elaborate.references import ReferenceEntry, exception_id
from verifier.elaborate.sentences.acts import Deed, read_bearer, read_deed
from verifier.elaborate.sentences.anchors import Passage, extents
from verifier.elaborate.sentences.complaints import Refusal, refusal
from verifier.elaborate.sentences.condition_lines import introduce_anyway
from verifier.elaborate.sentences.conditions import Context, read_conditions
from verifier.elaborate.sentences.deadlines import counted_from, read_deadlines, window_of
from verifier.elaborate.sentences.fillers import filler_reader
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.tokens import Phrase
from verifier.language import ClauseDeclaration, ExceptionPart, NormSentence, Verb, Words
from verifier.model import (
    Anchor,
    Condition,
    Modality,
    Norm,
    Term,
    Variable,
)

MODALITIES: Mapping[Verb, Modality] = {
    "must": Modality.OBLIGED,
    "must not": Modality.FORBIDDEN,
    "may": Modality.PERMITTED,
    "need not": Modality.EXEMPT,
}


def own_anchors(clause: ClauseDeclaration, context: Context) -> tuple[Anchor, ...]:
    """The clause's own quotations, found in the source."""
    whose = f"clause {clause.id.text}"
    return tuple(context.quotations.anchor(quote, whose) for quote in clause.quotes)


def read_norms(
    entry: ReferenceEntry,
    body: NormSentence,
    anchors: tuple[Anchor, ...],
    layer: int,
    context: Context,
) -> list[Draft]:
    """The norms of a clause, one for each of its bearers and phrases."""
    if leaves_open(body) and len(bearers_named(body.bearer, context.vocabulary)) > 1:
        context.complaints.add(open_bearer(body).problem)
    each = [(bearer, phrase) for bearer in entry.bearers for phrase in body.phrases]
    return [
        _norm(entry, replace(body, bearer=bearer), phrase, id_, anchors, layer, context)
        for id_, (bearer, phrase) in zip(entry.norms, each, strict=True)
    ]


def _norm(
    entry: ReferenceEntry,
    body: NormSentence,
    phrase: Words,
    id_: str,
    anchors: tuple[Anchor, ...],
    layer: int,
    context: Context,
) -> Draft:
    clause, scope = entry.declaration, context.scope()
    bearer, deed = read_subject(body.bearer, phrase, body.verb, scope, context)
    pattern = scope.variables
    within = extents(anchors)
    before = context.complaints.errors
    when = read_conditions(clause.conditions, scope, context, within)
    misread = context.complaints.errors > before
    owed = _owed_to(clause.owed_to, scope, context)
    deadlines = read_deadlines(clause.deadlines, scope, context)
    is_duty = body.verb == "must"
    dated = (one.condition(is_duty) for one in deadlines)
    spoken_of = counted_from(deadlines) if is_duty else frozenset[Variable]()
    if deed is not None and is_duty and not misread:
        _check_each_is_said(deed, (*spoken_of_in(when), *spoken_of), phrase, context)
    norm = Norm(
        id=id_,
        clause=entry.id,
        modality=MODALITIES[body.verb],
        bearer=bearer,
        act=None if deed is None else deed.pattern,
        parameters=(),
        locals=(),
        conditions=(*differing(deed, phrase), *when, *(one for one in dated if one is not None)),
        layer=layer,
        owed_to=owed,
        window=window_of(deadlines) if is_duty else None,
        anchors=anchors,
        span=clause.span,
    )
    exceptions = read_exceptions(clause.exceptions, norm, scope, context, within)
    draft = Draft(norm, scope, pattern, exceptions)
    draft.share(spoken_of)
    return draft


def read_subject(
    bearer: Words, phrase: Words, verb: Verb, scope: Scope, context: Context
) -> tuple[Term | None, Deed | None]:
    """Who is bound and what is done; after a mistake, which is reported, None."""
    who: Term | None = None
    deed: Deed | None = None
    try:
        who, _ = read_bearer(bearer, scope)
    except Refusal as given_up:
        context.complaints.add(given_up.problem)
        introduce_anyway(Phrase.of(bearer), scope)
    try:
        deed = read_deed(phrase, scope, verb)
    except Refusal as given_up:
        context.complaints.add(given_up.problem)
        introduce_anyway(Phrase.of(phrase), scope)
    return who, deed


def differing(deed: Deed | None, phrase: Words) -> tuple[Condition, ...]:
    """That "another" thing in the phrase of an act is another one."""
    if deed is None:
        return ()
    return tuple(Condition(part, phrase.text, phrase.span) for part in deed.differences)


def _owed_to(words: Words | None, scope: Scope, context: Context) -> Term | None:
    if words is None:
        return None
    with context.complaints.guard():
        phrase = Phrase.of(words)
        filler = filler_reader(scope)(phrase.tokens, 0)
        if filler is None or filler.end != len(phrase.tokens) or filler.form not in _SPOKEN:
            raise refusal(
                "unknown-party",
                f"a duty cannot be owed to “{words.text}”",
                words.span,
                "name a party, or somebody spoken of in the clause: “the KIND”",
            )
        return scope.refer(filler, phrase)
    return None


_SPOKEN = ("name", "the", "the other")


def _check_each_is_said(
    deed: Deed, mentioned: Iterable[Variable], phrase: Words, context: Context
) -> None:
    """A duty about "a K" that no condition mentions would be a duty about each one. That another
    thing differs from it ("another person") does not say which one is meant."""
    spoken_of = set(mentioned)
    words = Phrase.of(phrase)
    for variable, filler in deed.plain:
        if variable in spoken_of:
            continue
        context.complaints.error(
            "which-one",
            f"“{words.text(filler.start, filler.end)}” leaves open which {filler.word} the duty is "
            "about",
            words.place(filler.start, filler.end),
            f"write “every {filler.word}” or “at least one {filler.word}”, or say in a condition "
            f"which {filler.word} is meant",
        )


# --------------------------------------------------------------------------- exceptions


def read_exceptions(
    parts: Sequence[ExceptionPart],
    norm: Norm,
    scope: Scope,
    context: Context,
    within: Sequence[Passage],
) -> tuple[ExceptionDraft, ...]:
    """The exceptions to a norm; all they can share with it is what `scope` holds."""
    return tuple(_exception(part, norm, norm.id, scope, context, within) for part in parts)


def _exception(
    part: ExceptionPart,
    norm: Norm,
    root: str,
    scope: Scope,
    context: Context,
    within: Sequence[Passage],
) -> ExceptionDraft:
    own = scope.child()
    name = part.name.text
    whose = f"the exception “{name}” of clause {norm.clause}"
    anchors = tuple(context.quotations.anchor(quote, whose) for quote in part.quotes)
    near = extents(anchors) or within
    conditions = read_conditions(part.conditions, own, context, near)
    scope.close(own, f"in the exception “{name}”")
    inner = [_exception(p, norm, root, scope, context, near) for p in part.exceptions]
    exception = Norm(
        id=exception_id(root, name),
        clause=norm.clause,
        modality=None,
        bearer=None,
        act=None,
        parameters=(),
        locals=(),
        conditions=conditions,
        layer=norm.layer,
        name=name,
        role="exception",
        anchors=anchors,
        span=part.span,
    )
    return ExceptionDraft(exception, own, tuple(inner))
