"""Who acts and what is done: a bearer and the phrase of an act, with what they introduce."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from verifier.elaborate.sentences.complaints import Refusal, did_you_mean, indefinite, refusal
from verifier.elaborate.sentences.condition_lines import introduce
from verifier.elaborate.sentences.fillers import filler_reader
from verifier.elaborate.sentences.line_shapes import match_act
from verifier.elaborate.sentences.matching import Filler
from verifier.elaborate.sentences.scopes import Scope
from verifier.elaborate.sentences.tokens import Phrase
from verifier.language import Verb, Words
from verifier.model import PARTY, ActPattern, Formula, Term, Variable

Use = Verb | Literal["scope", "description"]
"""What a phrase stands in: a norm of this verb, a class of cases, or a description (in a
disapplication, in "counts as", in a question about a case)."""


@dataclass(frozen=True)
class Deed:
    """An act as it stands in a norm: the pattern, which of its variables came with a plain "a", and
    that "another" thing differs from those before."""

    pattern: ActPattern
    plain: tuple[tuple[Variable, Filler], ...]
    differences: tuple[Formula, ...]


def read_bearer(words: Words, scope: Scope) -> tuple[Term, tuple[Formula, ...]]:
    """The party that is bound, or a variable for "a KIND" of party."""
    phrase = Phrase.of(words)
    filler = filler_reader(scope)(phrase.tokens, 0)
    if filler is None or filler.end != len(phrase.tokens):
        raise _no_bearer(words, scope)
    kind = scope.kind_of(filler)
    if kind is not None and not scope.vocabulary.is_party(kind):
        raise _not_a_party(words, kind)
    match filler.form:
        case "a" | "every":
            return introduce(filler, phrase, scope)
        case "name" | "the" | "the other":
            return scope.refer(filler, phrase), ()
        case "no":
            hint = f"write “{indefinite(filler.word)} must not …”"
        case _:
            hint = f"write “{indefinite(filler.word)}”"
    raise refusal("no-bearer", f"“{words.text}” binds nobody in particular", words.span, hint)


def _no_bearer(words: Words, scope: Scope) -> Refusal:
    names = [*scope.vocabulary.parties, *scope.things]
    kinds = (kind for kind in scope.vocabulary.kinds if scope.vocabulary.is_party(kind))
    names += [indefinite(kind) for kind in kinds if kind != PARTY]
    return refusal(
        "no-bearer",
        f"“{words.text}” is no party, so this binds nobody",
        words.span,
        did_you_mean(
            words.text,
            names,
            "name who is bound: a declared party, or “a KIND” where the kind is a party",
        ),
    )


def _not_a_party(words: Words, kind: str) -> Refusal:
    return refusal(
        "no-bearer",
        f"“{words.text}” cannot be bound: {indefinite(kind)} is not a party",
        words.span,
        f"name who is bound, or declare “kind {kind} is a party”",
    )


def read_deed(words: Words, scope: Scope, use: Use) -> Deed:
    """The act that a phrase describes; its "a K" are introduced in the scope."""
    phrase = Phrase.of(words)
    start = 1 if phrase.tokens[:1] == ("to",) else 0
    match, agent = match_act(phrase, start, scope, filler_reader(scope))
    if agent is not None:
        raise refusal(
            "misplaced-words",
            f"“{phrase.text(agent.start - 1)}” is too much: who acts is said before the act",
            phrase.place(agent.start - 1),
        )
    reading = _Reading(phrase, scope, use)
    terms = tuple(reading.term(filler) for filler in match.fillers)
    pattern = ActPattern(match.declared.id, terms, tuple(reading.choice))
    return Deed(pattern, tuple(reading.plain), tuple(reading.differences))


class _Reading:
    """Turns the fillers of one phrase into terms, as the verb asks."""

    def __init__(self, phrase: Phrase, scope: Scope, use: Use) -> None:
        self.phrase = phrase
        self.scope = scope
        self.use = use
        self.plain: list[tuple[Variable, Filler]] = []
        self.choice: list[Variable] = []
        self.differences: list[Formula] = []

    def term(self, filler: Filler) -> Term:
        match filler.form:
            case "name" | "the" | "the other":
                return self.scope.refer(filler, self.phrase)
            case "a" | "another":
                variable = self._introduce(filler)
                self.plain.append((variable, filler))
                return variable
            case "every":
                return self._every(filler)
            case "at least one":
                return self._at_least_one(filler)
            case "some" | "no" | "counted":
                raise self._refused(filler)

    def _introduce(self, filler: Filler) -> Variable:
        variable, differences = introduce(filler, self.phrase, self.scope)
        self.differences.extend(differences)
        return variable

    def _every(self, filler: Filler) -> Variable:
        if self.use in ("must", "may", "scope"):
            return self._introduce(filler)
        raise self._refuse(
            filler,
            "can be read in two ways here",
            f"write “{indefinite(filler.word)}” for each single one",
        )

    def _at_least_one(self, filler: Filler) -> Variable:
        variable = self._introduce(filler)
        if self.use == "must":
            self.choice.append(variable)
        elif self.use != "scope":
            raise self._refuse(
                filler,
                "is for what somebody must do",
                f"write “{indefinite(filler.word)}”",
            )
        return variable

    def _refused(self, filler: Filler) -> Refusal:
        hints: dict[str, Callable[[], str]] = {
            "no": lambda: "write “must not” with “a”",
            "some": lambda: f"write “at least one {filler.word}” or “{indefinite(filler.word)}”",
            "counted": lambda: (
                f"an act is done with one {filler.word} at a time: write "
                f"“{indefinite(filler.word)}” or “at least one {filler.word}”, and put the number "
                "into a condition, of what has been done"
            ),
        }
        return self._refuse(filler, "does not say of which thing", hints[filler.form]())

    def _refuse(self, filler: Filler, wrong: str, hint: str) -> Refusal:
        spoken = self.phrase.text(filler.start, filler.end)
        return refusal(
            "misplaced-words",
            f"“{spoken}” {wrong}",
            self.phrase.place(filler.start, filler.end),
            hint,
        )
