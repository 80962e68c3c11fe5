"""What is given of a case: plain facts about named things, none of them against another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from verifier.elaborate.sentences.complaints import Complaints, Refusal, refusal
from verifier.elaborate.sentences.condition_lines import formula_of
from verifier.elaborate.sentences.formulas import parts_of
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.tokens import Phrase
from verifier.language import Line
from verifier.model import (
    ActDay,
    ActIs,
    All,
    Compare,
    Condition,
    Defined,
    Formula,
    Holds,
    Named,
    Not,
    OfKind,
    Quantity,
    Reads,
    Same,
    ValueIs,
)
from verifier.source import Span


@dataclass(frozen=True)
class Givens:
    """The given facts; `kinds` are the further kinds that things are said to be of, as
    `of_kinds` says in conditions; `day` is the day of the act where one is given."""

    conditions: tuple[Condition, ...]
    of_kinds: tuple[Condition, ...]
    kinds: Mapping[str, tuple[str, ...]]
    day: int | None


def read_givens(lines: Sequence[Line], scope: Scope, complaints: Complaints) -> Givens:
    """The lines as facts about the named things of the scope."""
    conditions: list[Condition] = []
    of_kinds: list[Condition] = []
    kinds: dict[str, tuple[str, ...]] = {}
    for line in lines:
        with complaints.guard():
            formula = _given(line, scope)
            condition = Condition(formula, line.words.text, line.words.span)
            if isinstance(formula, OfKind) and isinstance(formula.term, Named):
                name = formula.term.name
                kinds[name] = (*kinds.get(name, ()), formula.kind)
                of_kinds.append(condition)
            elif not _denies_kind(formula, line, scope, kinds):
                conditions.append(condition)
    _check_contradictions(conditions, complaints)
    return Givens(tuple(conditions), tuple(of_kinds), kinds, _day(conditions))


def _given(line: Line, scope: Scope) -> Formula:
    phrase, own = Phrase.of(line.words), scope.child()
    formula = formula_of(phrase, own)
    if own.entries:
        entry = own.entries[0]
        raise refusal(
            "unknown-name",
            f"“{entry.span.text}” names no thing of the case",
            entry.span,
            f"in a case every {entry.label} has a name: write the name",
        )
    for part in parts_of(formula):
        _check_plain(part, line, phrase)
    for stated, positive in _literals(formula):
        if isinstance(stated, Holds) and positive:
            _check_apart(stated, line, scope)
    return formula


def _check_apart(stated: Holds, line: Line, scope: Scope) -> None:
    """A fact that is declared of another thing is given of another thing."""
    names = [term.name for term in stated.terms]
    apart = scope.vocabulary.facts[stated.fact].apart
    if any(names[first] == names[second] for first, second in apart):
        raise refusal(
            "given-identity",
            f"“{line.words.text}” can never be so: “{stated.fact}” says “another”",
            line.words.span,
            "name another thing, or write “a” for “another” where the fact is declared",
        )


def _check_plain(part: Formula, line: Line, phrase: Phrase) -> None:
    text = line.words.text
    match part:
        case Defined():
            raise refusal(
                "given-definition",
                f"“{text}” is defined, so it follows from the facts and cannot be given",
                line.words.span,
                "state the facts from which it follows",
            )
        case ActIs():
            raise refusal(
                "given-definition",
                f"“{text}” says what the act is, which the question says",
                line.words.span,
                "name the act in “asking whether …”",
            )
        case Reads():
            raise refusal(
                "given-reading",
                f"“{text}” is how the text is read, not a fact",
                line.words.span,
                "write it in the line “expect …, reading QUESTION as READING”",
            )
        case Same():
            raise refusal(
                "given-identity",
                f"the things of a case are distinct, so “{text}” cannot be given",
                phrase.place(),
                "use one name for one thing",
            )
        case _:
            return


def _denies_kind(
    formula: Formula, line: Line, scope: Scope, kinds: Mapping[str, tuple[str, ...]]
) -> bool:
    """ "I is not a statement" says nothing new, unless the thing was named as one."""
    if not isinstance(formula, Not) or not isinstance(formula.body, OfKind):
        return False
    term, kind = formula.body.term, formula.body.kind
    named = (scope.things.get(term.name, ""), *kinds.get(term.name, ()))
    if any(scope.vocabulary.fits(one, kind) for one in named if one):
        raise _contradiction(line.words.text, line.words.span, None)
    return True


# --------------------------------------------------------------------------- contradictions


def _check_contradictions(conditions: Sequence[Condition], complaints: Complaints) -> None:
    """Two lines of which each says that the other is wrong."""
    by_key: dict[object, list[tuple[Formula, bool, Condition]]] = {}
    for condition in conditions:
        for body, holds in _literals(condition.formula):
            key = _about(body)
            for other, other_holds, first in by_key.get(key, ()) if key else ():
                if _against(body, holds, other, other_holds):
                    given_up = _contradiction(condition.words, condition.span, first)
                    complaints.add(given_up.problem)
                    break
            by_key.setdefault(key, []).append((body, holds, condition))


def _literals(formula: Formula) -> Iterator[tuple[Formula, bool]]:
    """The plain facts that a given states; the day of an event states that it happened, too."""
    match formula:
        case All(parts):
            for part in parts:
                yield from _literals(part)
        case Not(body):
            yield body, False
        case _:
            yield formula, True


def _about(formula: Formula) -> object:
    """What a plain fact is about; None where the formula is no plain fact."""
    match formula:
        case Holds(fact, terms):
            return (fact, terms)
        case ValueIs(attribute, term):
            return (attribute, term)
        case Compare("=", Quantity(((1, measure),), 0), Quantity((), _)):
            return measure
        case _:
            return None


def _against(body: Formula, holds: bool, other: Formula, other_holds: bool) -> bool:
    match body, other:
        case ValueIs(), ValueIs():
            if holds and other_holds:
                return not body.members & other.members
            if holds != other_holds:
                positive, negative = (body, other) if holds else (other, body)
                return positive.members <= negative.members
            return False
        case Compare(), Compare():
            if holds and other_holds:
                return body.right.constant != other.right.constant
            return holds != other_holds and body.right == other.right
        case _:
            return holds != other_holds


def _contradiction(words: str, span: Span | None, first: Condition | None) -> Refusal:
    related = () if first is None or first.span is None else (("given before", first.span),)
    return refusal(
        "contradictory-givens",
        f"“{words}” contradicts what was given before",
        span,
        "delete one of the two lines",
        related,
    )


def _day(conditions: Sequence[Condition]) -> int | None:
    for condition in conditions:
        match condition.formula:
            case Compare("=", Quantity(((1, ActDay()),), 0), Quantity((), day)):
                return day
            case _:
                pass
    return None
