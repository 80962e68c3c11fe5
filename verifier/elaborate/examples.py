"""Cases: their things by name, what is given of them, and the acts that are asked about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from verifier.elaborate.declarations import Names
from verifier.elaborate.givens import Givens, read_givens
from verifier.elaborate.guarantees import column_of, read_verdict
from verifier.elaborate.sentences.acts import read_bearer, read_deed
from verifier.elaborate.sentences.complaints import (
    Complaints,
    Refusal,
    did_you_mean,
    indefinite,
    refusal,
)
from verifier.elaborate.sentences.conditions import Context
from verifier.elaborate.sentences.line_shapes import resolve_question, resolve_reading
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.tokens import plain_marks, tokens_of
from verifier.elaborate.sentences.vocabulary import Vocabulary
from verifier.language import (
    AskingPart,
    CaseDeclaration,
    ExpectLine,
    ThingsLine,
    WhetherLine,
    Words,
)
from verifier.model import (
    ActInQuestion,
    Asking,
    CaseExample,
    Expectation,
    Named,
    Term,
    Thing,
)

_ARTICLES = frozenset({"a", "an", "the", "another", "some", "every", "no", "not"})


def read_cases(declarations: Sequence[CaseDeclaration], context: Context) -> dict[str, CaseExample]:
    names = Names("the case", context.complaints)
    return {
        one.name.text: _case(one, context)
        for one in declarations
        if names.claim(one.name.text, one.name.span)
    }


def _case(declaration: CaseDeclaration, context: Context) -> CaseExample:
    kinds = _things(declaration.things, context)
    scope = Scope(context.vocabulary, kinds)
    givens = read_givens(declaration.givens, scope, context.complaints)
    found = (_asking(part, givens, scope, context) for part in declaration.askings)
    askings = tuple(asking for asking in found if asking is not None)
    if not declaration.askings:
        context.complaints.warn(
            "empty-case",
            f"the case “{declaration.name.text}” asks nothing",
            declaration.name.span,
            "write “asking whether …” and “expect …”",
        )
    _check_used(declaration, kinds, context.complaints)
    return CaseExample(
        declaration.name.text,
        declaration.title.text,
        tuple(_thing(name, kind, givens, context.vocabulary) for name, kind in kinds.items()),
        givens.conditions,
        declaration.closed,
        askings,
        "\n".join(declaration.comments),
        declaration.span,
    )


# --------------------------------------------------------------------------- things


def _things(lines: Sequence[ThingsLine], context: Context) -> dict[str, str]:
    """The kind of each thing that the case names."""
    found: dict[str, str] = {}
    names = Names("the thing", context.complaints)
    for kind, name in _named(lines, context.vocabulary):
        with context.complaints.guard():
            if names.claim(name.text, name.span):
                known = _kind(kind, context.vocabulary)
                _check_name(name, context.vocabulary)
                found[name.text] = known
    return found


def _named(lines: Sequence[ThingsLine], vocabulary: Vocabulary) -> Iterator[tuple[Words, Words]]:
    """Kind and name of every thing. "person Ana Ruiz, Bea" names Ana Ruiz: what follows the kind is
    the first name."""
    for line in lines:
        for kind, names in line.groups:
            tokens = tokens_of(kind.text)
            known = vocabulary.kind_index.longest(tokens, 0)
            if known is None or known[1] == len(tokens):
                yield from ((kind, name) for name in names)
                continue
            rest = " ".join(tokens[known[1] :])
            first = Words(f"{rest} {names[0].text}", names[0].span)
            yield from ((Words(known[0], kind.span), name) for name in (first, *names[1:]))


def _kind(words: Words, vocabulary: Vocabulary) -> str:
    if words.text in vocabulary.kinds:
        return words.text
    raise refusal(
        "unknown-kind",
        f"there is no kind “{words.text}”",
        words.span,
        did_you_mean(words.text, vocabulary.kinds, f"declare it with “kind {words.text}”"),
    )


def _check_name(name: Words, vocabulary: Vocabulary) -> None:
    tokens = tokens_of(name.text)
    taken = vocabulary.party_index.longest(tokens, 0)
    if taken is not None and taken[1] == len(tokens):
        raise refusal(
            "duplicate-declaration",
            f"“{name.text}” is the name of a party already",
            name.span,
            "parties are in every case; give the thing another name",
        )
    if tokens[0] in _ARTICLES:
        raise refusal(
            "reserved-name",
            f"a thing cannot be named “{name.text}”",
            name.span,
            "give it a proper name, like Ana or R1",
        )


def _thing(name: str, kind: str, givens: Givens, vocabulary: Vocabulary) -> Thing:
    kinds = (kind, *givens.kinds.get(name, ()))
    root = vocabulary.root(kind)
    lineages = {part for one in kinds for part in vocabulary.lineage(one)}
    return Thing(name, root, frozenset(lineages - {root}))


def _check_used(
    declaration: CaseDeclaration, things: Mapping[str, str], complaints: Complaints
) -> None:
    """A thing that nothing speaks of is most often a slip."""
    lines = [given.words.text for given in declaration.givens]
    lines += [part.whether.phrase.text for part in declaration.askings]
    lines += [part.whether.bearer.text for part in declaration.askings]
    said = f" {' | '.join(lines)} "
    for line in declaration.things:
        for _, names in line.groups:
            for name in names:
                if name.text in things and f" {name.text} " not in said:
                    complaints.warn(
                        "unused-thing",
                        f"the case names “{name.text}” and says nothing of it",
                        name.span,
                        "delete it, or say what is given of it",
                    )


# --------------------------------------------------------------------------- askings


def _asking(part: AskingPart, givens: Givens, scope: Scope, context: Context) -> Asking | None:
    found = [_expectation(line, scope, context.complaints) for line in part.expectations]
    expectations = tuple(one for one in found if one is not None)
    with context.complaints.guard():
        act = read_act(part.whether, scope, givens.day)
        words = " ".join(part.whether.span.text.split())
        return Asking(act, expectations, words, part.span)
    return None


def read_act(whether: WhetherLine, scope: Scope, day: int | None) -> ActInQuestion:
    """The act that is asked about; refused when it does not speak of named things alone."""
    bearer, _ = read_bearer(whether.bearer, scope)
    deed = read_deed(whether.phrase, scope, "description")
    terms = deed.pattern.terms
    for term in (bearer, *terms):
        if not isinstance(term, Named):
            raise _unnamed(whether, term)
    names = tuple(term.name for term in terms if isinstance(term, Named))
    agent = bearer.name if isinstance(bearer, Named) else ""
    return ActInQuestion(deed.pattern.act, agent, names, day)


def _unnamed(whether: WhetherLine, term: Term) -> Refusal:
    return refusal(
        "unknown-name",
        f"the act in question must name its things, and “{indefinite(term.name)}” names none",
        whether.span,
        "use the names of the case, or a party",
    )


def _expectation(line: ExpectLine, scope: Scope, complaints: Complaints) -> Expectation | None:
    verdicts = [read_verdict(words, complaints) for words in line.verdicts]
    readings: list[tuple[str, str]] = []
    with complaints.guard():
        for question, reading in line.readings:
            name = resolve_question(plain_marks(question.text), question.span, scope)
            readings.append(
                (name, resolve_reading(name, plain_marks(reading.text), reading.span, scope))
            )
        questions = [
            resolve_question(plain_marks(question.text), question.span, scope)
            for question in line.questions
        ]
        _check_single(line)
        return Expectation(
            line.form,
            tuple(verdict for verdict in verdicts if verdict is not None),
            column_of(line.column),
            tuple(readings),
            line.every_reading,
            tuple(questions),
            " ".join(line.span.text.split()),
            line.span,
        )
    return None


def _check_single(line: ExpectLine) -> None:
    asked = [question.text for question, _ in line.readings]
    if len(set(asked)) != len(asked):
        raise refusal(
            "clashing-readings",
            "one question is read in two ways here",
            line.span,
            "write an “expect” line for each reading",
        )
    if line.form == "verdict" and len(line.verdicts) != 1:
        raise refusal(
            "several-verdicts",
            "under one reading there is one verdict",
            line.span,
            "write “expect possibly …” for the verdicts over all readings",
        )
    if line.every_reading and line.readings:
        raise refusal(
            "clashing-readings",
            "“under every reading” leaves no reading to choose",
            line.span,
            "delete “under every reading” or the readings",
        )
