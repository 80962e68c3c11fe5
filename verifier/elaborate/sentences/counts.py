"""Counts in a line, "at least 2 officers", "exactly one member": a row of words goes in; how many
are counted comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from verifier.elaborate.sentences.complaints import refusal
from verifier.elaborate.sentences.tokens import Phrase
from verifier.model import MOST_COUNTED, Operator

RELATIONS: Mapping[tuple[str, ...], Operator] = {
    ("at", "least"): ">=",
    ("at", "most"): "<=",
    ("more", "than"): ">",
    ("fewer", "than"): "<",
    ("exactly",): "=",
}
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: number for number, word in enumerate((*_WORDS, "eleven", "twelve"))}


@dataclass(frozen=True)
class Count:
    """How many are counted, and whether their noun is in the plural."""

    operator: Operator
    number: int

    @property
    def many(self) -> bool:
        return self.number != 1


def read_count(tokens: Sequence[str], start: int) -> tuple[Count, int] | None:
    """The count that stands at `start`, and where its noun begins."""
    for words, operator in RELATIONS.items():
        at = start + len(words)
        if tuple(tokens[start:at]) == words and at < len(tokens):
            number = number_of(tokens[at])
            return None if number is None else (Count(operator, number), at + 1)
    return None


def number_of(token: str) -> int | None:
    """The whole number that a word or a figure is."""
    if token.isascii() and token.isdigit() and len(token) < 5:
        return int(token)
    return _NUMBERS.get(token)


def check_count(count: Count, kind: str, plural: str, phrase: Phrase, start: int, end: int) -> None:
    """Refuses a count that says nothing, or of more things than are counted."""
    said = phrase.text(start, end)
    if count.number > MOST_COUNTED:
        raise refusal(
            "out-of-range",
            f"“{said}” counts further than {MOST_COUNTED}",
            phrase.place(start, end),
            f"conditions count up to {MOST_COUNTED} things; where there are more, declare the "
            f"number of {plural} as an attribute, and compare it",
        )
    if count.number == 0:
        always = count.operator in (">=", "<")
        wrong = "is always so" if count.operator == ">=" else "is never so" if always else "is none"
        hint = f"write “some {kind}”" if count.operator == ">" else f"write “no {kind}”"
        raise refusal(
            "misplaced-words",
            f"“{said}” {wrong}",
            phrase.place(start, end),
            "give the number, from 1 on" if always else hint,
        )
