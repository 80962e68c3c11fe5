"""Guarantees: `promise`, `possible`, `covers`, each about a class of cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from verifier import model
from verifier.elaborate.declarations import Names
from verifier.elaborate.norms import MODALITIES, differing, read_subject
from verifier.elaborate.sentences.complaints import Complaints, did_you_mean, indefinite
from verifier.elaborate.sentences.conditions import (
    Context,
    read_conditions,
)
from verifier.language import (
    Conditions,
    CoversDeclaration,
    NormSentence,
    PossibleDeclaration,
    PromiseDeclaration,
    WhetherLine,
    Words,
)
from verifier.model import (
    ActPattern,
    Condition,
    Coverage,
    LawRegime,
    Modality,
    Possibility,
    Promise,
    Term,
    Verdict,
)

ColumnWord = Literal["alone", "beside the law", "in the end"]


# --------------------------------------------------------------------------- classes of cases


def _case_scope(
    bearer: Words | None,
    phrase: Words | None,
    conditions: Conditions,
    context: Context,
) -> model.CaseClass:
    scope = context.scope()
    who: Term | None = None
    pattern: ActPattern | None = None
    different: tuple[Condition, ...] = ()
    if bearer is not None and phrase is not None:
        who, deed = read_subject(bearer, phrase, "may", scope, context)
        pattern = None if deed is None else deed.pattern
        different = differing(deed, phrase)
    variables = scope.variables
    found = (*different, *read_conditions(conditions, scope, context))
    own = tuple(variable for variable in scope.variables if variable not in variables)
    return model.CaseClass(who, pattern, variables, own, found)


def _whether_scope(
    whether: WhetherLine | None, conditions: Conditions, context: Context
) -> model.CaseClass:
    if whether is None:
        return _case_scope(None, None, conditions, context)
    return _case_scope(whether.bearer, whether.phrase, conditions, context)


def column_of(word: ColumnWord | None, otherwise: LawRegime = LawRegime.ALONE) -> LawRegime:
    return otherwise if word is None else LawRegime(word)


def read_verdict(words: Words, complaints: Complaints) -> Verdict | None:
    """The verdict of this name; None after an unknown one, which is reported."""
    names = [verdict.value for verdict in Verdict]
    if words.text in names:
        return Verdict(words.text)
    complaints.error(
        "unknown-verdict",
        f"“{words.text}” is no verdict",
        words.span,
        did_you_mean(words.text, names),
    )
    return None


# --------------------------------------------------------------------------- promises

_PROMISED = {
    Modality.OBLIGED: frozenset({Verdict.OBLIGED, Verdict.LATE}),
    Modality.FORBIDDEN: frozenset({Verdict.PROHIBITED}),
    Modality.PERMITTED: frozenset({Verdict.PERMITTED}),
    Modality.EXEMPT: frozenset({Verdict.EXEMPT}),
}
_NEVER = {
    "dilemma": frozenset({Verdict.DILEMMA}),
    "antinomy": frozenset({Verdict.ANTINOMY}),
    "conflict": frozenset({Verdict.DILEMMA, Verdict.ANTINOMY}),
}


def read_promises(
    declarations: Sequence[PromiseDeclaration], has_laws: bool, context: Context
) -> dict[str, Promise]:
    names = Names("the promise", context.complaints)
    return {
        one.name.text: _promise(one, has_laws, context)
        for one in declarations
        if names.claim(one.name.text, one.name.span)
    }


def _promise(declaration: PromiseDeclaration, has_laws: bool, context: Context) -> Promise:
    norm = declaration.norm
    if norm is not None:
        scope, verdicts = _norm_scope(norm, declaration, context)
        otherwise, words = LawRegime.ALONE, _words(norm)
    else:
        scope = _whether_scope(declaration.whether, declaration.conditions, context)
        word = declaration.never or "conflict"
        verdicts = frozenset(Verdict) - _NEVER[word]
        otherwise = LawRegime.BESIDE if has_laws else LawRegime.ALONE
        words = f"never {indefinite(word)}"
    return Promise(
        declaration.name.text,
        declaration.title.text,
        scope,
        verdicts,
        column_of(declaration.column, otherwise),
        "plain" if declaration.plain else "every",
        words,
        declaration.span,
    )


def _norm_scope(
    norm: NormSentence, declaration: PromiseDeclaration, context: Context
) -> tuple[model.CaseClass, frozenset[Verdict]]:
    if len(norm.phrases) != 1:
        context.complaints.error(
            "several-promises",
            "a promise is about one act",
            norm.span,
            "write a promise of its own for each act",
        )
    scope = _case_scope(norm.bearer, norm.phrases[0], declaration.conditions, context)
    return scope, _PROMISED[MODALITIES[norm.verb]]


def _words(norm: NormSentence) -> str:
    return f"{norm.bearer.text} {norm.verb} {norm.phrases[0].text}"


# --------------------------------------------------------------------------- possible, covers


def read_possibilities(
    declarations: Sequence[PossibleDeclaration], context: Context
) -> dict[str, Possibility]:
    names = Names("the possibility", context.complaints)
    return {
        one.name.text: _possibility(one, context)
        for one in declarations
        if names.claim(one.name.text, one.name.span)
    }


def _possibility(declaration: PossibleDeclaration, context: Context) -> Possibility:
    found = [read_verdict(words, context.complaints) for words in declaration.verdicts]
    verdicts = frozenset(verdict for verdict in found if verdict is not None)
    if Verdict.OBLIGED in verdicts:
        verdicts |= {Verdict.LATE}
    return Possibility(
        declaration.name.text,
        declaration.title.text,
        _whether_scope(declaration.whether, declaration.conditions, context),
        verdicts or frozenset(Verdict),
        column_of(declaration.column),
        "plain" if declaration.plain else "some",
        declaration.span,
    )


def read_coverages(
    declarations: Sequence[CoversDeclaration], context: Context
) -> dict[str, Coverage]:
    names = Names("the claim of coverage", context.complaints)
    return {
        one.name.text: Coverage(
            one.name.text,
            one.title.text,
            _whether_scope(one.whether, one.conditions, context),
            one.span,
        )
        for one in declarations
        if names.claim(one.name.text, one.name.span)
    }
