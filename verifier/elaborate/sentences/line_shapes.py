"""What one line says: the built-in shapes of conditions and the declared sentences, as written.

A shape is a line whose words are understood and whose things are not yet known: the fillers of its
holes in order, and how to build the formula once each filler stands for a thing.
"""

from __future__ import annotations

from verifier.elaborate.sentences.complaints import did_you_mean, indefinite, listed, refusal
from verifier.elaborate.sentences.fillers import filler_reader
from verifier.elaborate.sentences.fitting import Shape, fitting
from verifier.elaborate.sentences.matching import Filler, Match, ReadFiller
from verifier.elaborate.sentences.measures import Things
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.tokens import Phrase, plain_marks
from verifier.elaborate.sentences.unmatched import undeclared
from verifier.elaborate.sentences.values import measured
from verifier.elaborate.sentences.vocabulary import DefinedSentence
from verifier.model import (
    ActIs,
    ActKind,
    Defined,
    Formula,
    Holds,
    OfKind,
    Reads,
    Same,
)
from verifier.source import Span


def shape_of(phrase: Phrase, scope: Scope) -> Shape:
    """What the line says; refused when nothing that is declared or built in says it."""
    read = filler_reader(scope)
    for reader in (_reading, _act_is, measured, _declared, _identity):
        shape = reader(phrase, scope, read)
        if shape is not None:
            return shape
    raise undeclared(phrase, scope, read)


# --------------------------------------------------------------------------- readings


def _reading(phrase: Phrase, scope: Scope, _: ReadFiller) -> Shape | None:
    if phrase.tokens[:1] != ("reading",) or "as" not in phrase.tokens:
        return None
    at = phrase.tokens.index("as")
    question = resolve_question(phrase.text(1, at), phrase.place(1, at), scope)
    reading = resolve_reading(question, phrase.text(at + 1), phrase.place(at + 1), scope)
    place = phrase.place()
    return Shape((), False, lambda _: Reads(question, reading, place))


def resolve_question(name: str, place: Span, scope: Scope) -> str:
    """The declared question of this name."""
    for question in scope.vocabulary.questions:
        if plain_marks(question) == plain_marks(name):
            return question
    raise refusal(
        "unknown-question",
        f"no question is named “{name}”",
        place,
        did_you_mean(name, scope.vocabulary.questions, "declare it with “question NAME”"),
    )


def resolve_reading(question: str, name: str, place: Span, scope: Scope) -> str:
    """The declared reading of this name."""
    readings = scope.vocabulary.questions[question]
    for reading in readings:
        if plain_marks(reading) == plain_marks(name):
            return reading
    raise refusal(
        "unknown-reading",
        f"the question “{question}” has no reading “{name}”",
        place,
        did_you_mean(
            name,
            readings,
            f"its readings are {listed(readings)}" if readings else "it has no readings yet",
        ),
    )


# --------------------------------------------------------------------------- the act


def _act_is(phrase: Phrase, scope: Scope, read: ReadFiller) -> Shape | None:
    tokens = phrase.tokens
    negated = tokens[:5] == ("the", "act", "is", "not", "to")
    if not negated and tokens[:4] != ("the", "act", "is", "to"):
        return None
    start = 5 if negated else 4
    match, agent = match_act(phrase, start, scope, read)
    place = phrase.place()

    def build(things: Things) -> Formula:
        terms = tuple(things[filler.start] for filler in match.fillers)
        by = None if agent is None else things[agent.start]
        return ActIs(match.declared.id, terms, by, place)

    fillers = match.fillers if agent is None else (*match.fillers, agent)
    return Shape(fillers, negated, build)


def match_act(
    phrase: Phrase, start: int, scope: Scope, read: ReadFiller
) -> tuple[Match[ActKind], Filler | None]:
    """The declared act that the phrase is from `start`, and the agent in "by …" after it."""
    found = []
    for match in scope.vocabulary.phrases.beginnings(phrase.tokens, start, read):
        agent = _agent(phrase, match.end, read)
        if match.end == len(phrase.tokens) or agent is not None:
            found.append((match, agent))
    if not found:
        raise _undeclared_act(phrase.tail(start), scope, read)
    chosen = fitting([match for match, _ in found], phrase, scope)
    return next(pair for pair in found if pair[0] is chosen)


def _agent(phrase: Phrase, at: int, read: ReadFiller) -> Filler | None:
    if phrase.tokens[at : at + 1] != ("by",):
        return None
    filler = read(phrase.tokens, at + 1)
    return filler if filler and filler.end == len(phrase.tokens) else None


def _undeclared_act(phrase: Phrase, scope: Scope, read: ReadFiller) -> Exception:
    return undeclared(phrase, scope, read, scope.vocabulary.phrases)


# --------------------------------------------------------------------------- declared sentences


def _declared(phrase: Phrase, scope: Scope, read: ReadFiller) -> Shape | None:
    matches = scope.vocabulary.sentences.matches(phrase.tokens, read)
    if not matches:
        return None
    match = fitting(matches, phrase, scope)
    declared, place = match.declared, phrase.place()

    def build(things: Things) -> Formula:
        terms = tuple(things[filler.start] for filler in match.fillers)
        if isinstance(declared, DefinedSentence):
            return Defined(declared.id, terms, place)
        return Holds(declared.id, terms, place)

    return Shape(match.fillers, match.negated, build)


# --------------------------------------------------------------------------- identity and kind


def _identity(phrase: Phrase, scope: Scope, read: ReadFiller) -> Shape | None:
    """`X is [not] Y` and `X is [not] a KIND`; behind a name, `are` as well."""
    tokens = phrase.tokens
    left = read(tokens, 0)
    verbs = ("is", "are") if left is not None and left.takes_plural else ("is",)
    if left is None or tokens[left.end : left.end + 1] not in [(verb,) for verb in verbs]:
        return None
    negated = tokens[left.end + 1 : left.end + 2] == ("not",)
    place = phrase.place()
    kinds = scope.vocabulary.plural_index.longest(tokens, left.end + 1 + negated)
    if left.form == "counted" and kinds is not None and kinds[1] == len(tokens):
        return Shape((left,), negated, lambda things: OfKind(things[left.start], kinds[0], place))
    right = read(tokens, left.end + 1 + negated)
    if right is None or right.end != len(tokens):
        return None
    _may_be_one(left, right, phrase, scope)
    if right.form == "a" and not right.label:
        return Shape((left,), negated, lambda things: OfKind(things[left.start], right.word, place))
    return Shape(
        (left, right),
        negated,
        lambda things: Same(things[left.start], things[right.start], place),
    )


def _may_be_one(left: Filler, right: Filler, phrase: Phrase, scope: Scope) -> None:
    first, second = scope.kind_of(left), scope.kind_of(right)
    if first is None or second is None:
        return
    if scope.vocabulary.root(first) != scope.vocabulary.root(second):
        raise refusal(
            "wrong-kind",
            f"“{phrase.text(left.start, left.end)}” is {indefinite(first)} and can never be "
            f"{indefinite(second)}",
            phrase.place(),
            "only things of one kind can be the same",
        )
