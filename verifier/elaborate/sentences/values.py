"""Conditions on values: one of a list, a comparison, whether the day of an event has come."""

from __future__ import annotations

import re
from collections.abc import Mapping

from verifier.elaborate.sentences.comparisons import read_comparison
from verifier.elaborate.sentences.complaints import did_you_mean, indefinite, listed, refusal
from verifier.elaborate.sentences.fitting import Shape
from verifier.elaborate.sentences.formulas import conjunction
from verifier.elaborate.sentences.matching import ReadFiller
from verifier.elaborate.sentences.measures import MeasureShape, Sum, Things, read_measure
from verifier.elaborate.sentences.multiples import after_multipliers, read_multiplier
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.sums import read_sum
from verifier.elaborate.sentences.tokens import Phrase, plain_marks
from verifier.model import Attribute, Fact, Formula, Holds, ListType, ValueIs
from verifier.source import Span


def measured(phrase: Phrase, scope: Scope, read: ReadFiller) -> Shape | None:
    if read_multiplier(phrase, 0, len(phrase.tokens)) is not None:
        return _compared(phrase, scope, read)
    measure = read_measure(phrase, 0, scope, read)
    if measure is None:
        return None
    tokens, at = phrase.tokens, measure.end
    if isinstance(measure.of, Fact) and tokens[at:] in (("has", "come"), ("has", "not", "come")):
        return _has_come(phrase, measure, measure.of)
    if isinstance(measure.of, Attribute) and isinstance(measure.of.type, ListType):
        return _valued(phrase, measure, measure.of, measure.of.type)
    return _compared(phrase, scope, read)


def _has_come(phrase: Phrase, measure: MeasureShape, event: Fact) -> Shape:
    place = phrase.place()
    negated = "not" in phrase.tokens[measure.end :]

    def build(things: Things) -> Formula:
        return Holds(event.id, tuple(things[f.start] for f in measure.fillers), place)

    return Shape(measure.fillers, negated, build)


def _compared(phrase: Phrase, scope: Scope, read: ReadFiller) -> Shape | None:
    """`[N times] MEASURE [plus …] is [not] RELATION QUANTITY`."""
    tokens = phrase.tokens
    first = read_measure(phrase, after_multipliers(phrase, 0, len(tokens)), scope, read)
    if first is None or "is" not in tokens[first.end :]:
        return None
    verb = tokens.index("is", first.end)
    negated = tokens[verb + 1 : verb + 2] == ("not",)
    left: Sum = read_sum(phrase, 0, verb, scope, read)
    found = read_comparison(phrase, verb + 1 + negated, left, scope, read)
    place = phrase.place()
    return Shape(found.fillers, negated, lambda things: conjunction(found.formula(things, place)))


def _valued(
    phrase: Phrase, measure: MeasureShape, attribute: Attribute, values: ListType
) -> Shape | None:
    """`the ATTRIBUTE of X is [not] [one of] V, W`."""
    tokens, at = phrase.tokens, measure.end
    if tokens[at : at + 1] != ("is",):
        return None
    negated = tokens[at + 1 : at + 2] == ("not",)
    start = at + 1 + negated
    several = tokens[start : start + 2] == ("one", "of")
    members = _members(phrase, start + 2 if several else start, several, attribute, values)
    place = phrase.place()
    return Shape(
        measure.fillers,
        negated,
        lambda things: ValueIs(attribute.id, things[measure.fillers[0].start], members, place),
    )


def _members(
    phrase: Phrase, start: int, several: bool, attribute: Attribute, values: ListType
) -> frozenset[str]:
    known = {plain_marks(value): value for value in values.values}
    text = phrase.text(start)
    if text in known or not several:
        return frozenset({_member(text, phrase.place(start), known, attribute)})
    found: set[str] = set()
    for piece in _pieces(text, known):
        found.add(_member(piece, phrase.place(start), known, attribute))
    return frozenset(found)


_OR = re.compile(r'\s+or\s+(?=(?:[^"]*"[^"]*")*[^"]*$)')
"""The word between two values, not inside one in quotation marks."""


def _pieces(text: str, known: Mapping[str, str]) -> list[str]:
    """The values of a list written with commas; the last may follow "or"."""
    pieces = [piece.strip() for piece in re.findall(r'(?:"[^"]*"|[^,"])+', text)]
    found: list[str] = []
    for piece in (piece.removeprefix("or ") if piece not in known else piece for piece in pieces):
        found.extend([piece] if piece in known else _OR.split(piece))
    return [piece for piece in found if piece]


def _member(text: str, place: Span, known: Mapping[str, str], attribute: Attribute) -> str:
    bare = text.strip('"')
    if bare in known:
        return known[bare]
    pieces = [piece.strip('"') for piece in _pieces(text, known)]
    several = len(pieces) > 1 and all(piece in known for piece in pieces)
    raise refusal(
        "unknown-member",
        f"“{bare}” is no value of the {attribute.name} of {indefinite(attribute.kind)}",
        place,
        f"of several values write “is one of {', '.join(pieces)}”"
        if several
        else did_you_mean(bare, known.values(), f"its values are {listed(known.values())}"),
    )
