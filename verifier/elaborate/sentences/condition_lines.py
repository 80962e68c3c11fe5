"""One condition line to a formula: its things are introduced or referred to, quantifiers placed.

"every", "no", "at least 2" and "not" make the variables of their line local to it; a line without
them introduces variables that later lines of the same block can speak of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from verifier.elaborate.sentences.complaints import Complaints, Refusal, refusal
from verifier.elaborate.sentences.counts import check_count
from verifier.elaborate.sentences.fillers import filler_reader
from verifier.elaborate.sentences.fitting import Shape
from verifier.elaborate.sentences.formulas import bind, conjunction
from verifier.elaborate.sentences.line_shapes import shape_of
from verifier.elaborate.sentences.matching import Filler
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.tokens import Phrase
from verifier.language import Words
from verifier.model import TRUE, Any, Counted, Every, Formula, Not, Same, Some, Term, Variable
from verifier.source import Span

_QUANTIFIED = ("every", "no", "at least one", "counted")
_SEEMING = ("a", "another", "every", "at least one", "counted")
_DENIAL = ("it", "is", "not", "the", "case", "that")


def read_line(words: Words, scope: Scope, complaints: Complaints) -> Formula:
    """The formula of a line; after a mistake, which is reported, it counts as true."""
    phrase = Phrase.of(words)
    try:
        return formula_of(phrase, scope)
    except Refusal as given_up:
        complaints.add(given_up.problem)
        introduce_anyway(phrase, scope)
        return TRUE


def formula_of(phrase: Phrase, scope: Scope) -> Formula:
    """The formula of a line; refused when it cannot be understood."""
    if phrase.tokens[:6] == _DENIAL:
        inner = scope.child()
        body = formula_of(phrase.tail(6), inner)
        scope.close(inner, "after “it is not the case that”")
        return Not(bind(inner.variables, body), phrase.place())
    shape = shape_of(phrase, scope)
    if not shape.negated:
        return _Placing(phrase, shape).place(shape.fillers, scope)
    return _negated(phrase, shape, scope)


def open_formula_of(phrase: Phrase, scope: Scope) -> Formula:
    """The same for a line that speaks of each thing it introduces, also where it says "not"."""
    shape = shape_of(phrase, scope)
    _check_negation(phrase, shape)
    body = _Placing(phrase, shape).place(shape.fillers, scope)
    return Not(body, phrase.place()) if shape.negated else body


def _negated(phrase: Phrase, shape: Shape, scope: Scope) -> Formula:
    _check_negation(phrase, shape)
    inner = scope.child()
    body = _Placing(phrase, shape).place(shape.fillers, inner)
    scope.close(inner, "in a line with “not”")
    return Not(bind(inner.variables, body), phrase.place())


def _check_negation(phrase: Phrase, shape: Shape) -> None:
    quantified = next((f for f in shape.fillers if f.form in _QUANTIFIED), None)
    if shape.negated and quantified is not None:
        said = phrase.text(quantified.start, quantified.end)
        raise refusal(
            "unclear-negation",
            f"“not” and “{said}” in one line can be read in two ways",
            phrase.place(),
            "write “it is not the case that …”, or say it without “not”",
        )


@dataclass
class _Placing:
    """Gives each filler of a line its thing, from left to right, and binds what is local."""

    phrase: Phrase
    shape: Shape
    things: dict[int, Term] = field(default_factory=dict)

    def place(self, fillers: Sequence[Filler], scope: Scope) -> Formula:
        if not fillers:
            return self.shape.build(self.things)
        filler, rest = fillers[0], fillers[1:]
        match filler.form:
            case "a" | "another":
                return self._introduced(filler, rest, scope)
            case "some":
                formula = self._introduced(filler, rest, scope)
                scope.hide(self._variable(filler), f"with “some {filler.word}”")
                return formula
            case "every" | "no":
                return self._quantified(filler, rest, scope)
            case "at least one" | "counted":
                return self._counted(filler, rest, scope)
            case "the" | "the other" | "name":
                self.things[filler.start] = scope.refer(filler, self.phrase)
                return self.place(rest, scope)

    def _variable(self, filler: Filler) -> Variable:
        term = self.things[filler.start]
        assert isinstance(term, Variable)
        return term

    def _introduced(self, filler: Filler, rest: Sequence[Filler], scope: Scope) -> Formula:
        differences = self._introduce(filler, scope)
        body = self.place(rest, scope)
        return conjunction((body, *differences))

    def _introduce(self, filler: Filler, scope: Scope) -> tuple[Formula, ...]:
        variable, differences = introduce(filler, self.phrase, scope)
        self.things[filler.start] = variable
        return differences

    def _quantified(self, filler: Filler, rest: Sequence[Filler], scope: Scope) -> Formula:
        inner = scope.child()
        differences = self._introduce(filler, inner)
        body = self.place(rest, inner)
        variable, *local = inner.variables
        body = bind(local, body)
        scope.close(inner, f"under “{filler.form} {filler.word}”")
        place = self.phrase.place()
        if filler.form == "no":
            return Not(Some(variable, conjunction((*differences, body))), place)
        excused = tuple(part.body for part in differences if isinstance(part, Not))
        return Every(variable, Any((*excused, body)) if excused else body, place)

    def _counted(self, filler: Filler, rest: Sequence[Filler], scope: Scope) -> Formula:
        """How many there are of which the rest of the line is so."""
        count, phrase = filler.count, self.phrase
        assert count is not None
        plural = scope.vocabulary.kinds[filler.word].plural
        check_count(count, filler.word, plural, phrase, filler.start, filler.end)
        inner = scope.child()
        differences = self._introduce(filler, inner)
        body = self.place(rest, inner)
        variable, *local = inner.variables
        scope.close(inner, f"under “{phrase.text(filler.start, filler.end)}”")
        whole = conjunction((*differences, bind(local, body)))
        return Counted(count.operator, count.number, variable, whole, phrase.place())


def introduce(filler: Filler, phrase: Phrase, scope: Scope) -> tuple[Variable, tuple[Formula, ...]]:
    """A new variable for "a K" or "another K", and from which others it differs."""
    other = filler.form == "another" or filler.other
    place = phrase.place(filler.start, filler.end)
    rivals = scope.rivals(filler.word) if other else []
    if other and not rivals:
        raise refusal(
            "unknown-reference",
            f"“{phrase.text(filler.start, filler.end)}” differs from nothing: no {filler.word} was "
            "introduced before",
            place,
            f"introduce the first one with “a {filler.word}”",
        )
    variable = scope.introduce(filler.word, filler.label or filler.word, other_name(filler), place)
    return variable, tuple(_differ(variable, rival, place) for rival in rivals)


def other_name(filler: Filler) -> bool:
    """Whether the new thing is called "the other K": a label is a name of its own."""
    return not filler.label and (filler.form == "another" or filler.other)


def _differ(variable: Variable, rival: Variable, place: Span) -> Not:
    return Not(Same(variable, rival, place), place)


def introduce_anyway(phrase: Phrase, scope: Scope) -> None:
    """After a mistake in a line, let later lines speak of what it seems to introduce."""
    read = filler_reader(scope)
    labels = {entry.label for entry in scope.visible()}
    for start in range(len(phrase.tokens)):
        filler = read(phrase.tokens, start)
        if filler is None or filler.form not in _SEEMING:
            continue
        label = filler.label or filler.word
        if filler.form == "another" or label not in labels:
            labels.add(label)
            place = phrase.place(filler.start, filler.end)
            scope.introduce(filler.word, label, other_name(filler), place)
