"""The smallest changes of what is known that change the verdict: single statements first, then
pairs; each with what it changes the verdict to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from verifier.decide.decision import Flip
from verifier.decide.inquiry import Frame, Inquiry
from verifier.decide.known_facts import Known, alternatives, stated_number
from verifier.model import (
    AttributeOf,
    Compare,
    EventDay,
    Formula,
    Named,
    Quantity,
    ValueIs,
    Verdict,
)
from verifier.semantics import candidates
from verifier.words import Speaker

MOST_CHANGED = 2
"""At most so many statements are changed together."""


@dataclass(frozen=True)
class Changed:
    """Known statements (by place) with what is so instead, and the verdicts that follow."""

    places: tuple[int, ...]
    instead: tuple[Formula, ...]
    verdicts: tuple[Verdict, ...]


def flips(inquiry: Inquiry, frame: Frame, verdict: Verdict) -> tuple[Flip, ...]:
    """The smallest changes after which the verdict is another, in words."""
    return tuple(_said(inquiry, _merged(changes(inquiry, frame, verdict))))


def changes(inquiry: Inquiry, frame: Frame, verdict: Verdict) -> tuple[Changed, ...]:
    """The smallest changes after which the verdict is another. Where there are none of up to two
    statements, the smallest that leave it open."""
    search = _Search(inquiry, frame, verdict)
    unsure: tuple[Changed, ...] = ()
    for size in range(1, MOST_CHANGED + 1):
        found = [changed for places in search.sets(size) for changed in search.changed(places)]
        sure = tuple(changed for changed in found if verdict not in changed.verdicts)
        if sure:
            return sure
        unsure = unsure or tuple(found)
    return unsure


class _Search:
    """The changes of one case that can lead to another verdict."""

    def __init__(self, inquiry: Inquiry, frame: Frame, verdict: Verdict) -> None:
        self.inquiry = inquiry
        self.frame = frame
        self.verdict = verdict
        formulas = inquiry.formulas()
        tried = candidates(inquiry.policy, formulas)
        self.options = [alternatives(inquiry.policy, formula, tried) for formula in formulas]
        self._so = [inquiry.node(formula) for formula in formulas]
        self._changeable = [place for place, some in enumerate(self.options) if some]

    def sets(
        self, size: int, chosen: tuple[int, ...] = (), first: int = 0
    ) -> Iterator[tuple[int, ...]]:
        """The sets of so many statements that, all changed, allow another verdict, in order."""
        if size == 0:
            yield chosen
            return
        for place in self._changeable:
            if place >= first and self._allows((*chosen, place), size - 1):
                yield from self.sets(size - 1, (*chosen, place), place + 1)

    def _allows(self, chosen: tuple[int, ...], more: int) -> bool:
        """Whether another verdict is possible with these changed and, where `more` are to be, some
        later ones."""
        later = [p for p in self._changeable if p > chosen[-1]] if more else []
        kept = [so for place, so in enumerate(self._so) if place not in {*chosen, *later}]
        changed = [-self._so[place] for place in chosen]
        other = self.inquiry.other(self.verdict, self.frame.column)
        return self.inquiry.check(self.frame, (), [other, *kept, *changed]) is not False

    def changed(self, places: tuple[int, ...]) -> Iterator[Changed]:
        """The ways to change these statements after which another verdict is possible."""
        rest = [f for place, f in enumerate(self.inquiry.formulas()) if place not in places]
        dated: set[tuple[int, bool]] = set()
        for instead in product(*(self.options[place] for place in places)):
            sides = _sides(self.inquiry.known, places, instead)
            if sides & dated:
                continue
            if self.inquiry.is_other(self.frame, self.verdict, [*rest, *instead]) is not False:
                outcomes = self.inquiry.outcomes(self.frame, [*rest, *instead])
                dated |= sides
                yield Changed(places, instead, outcomes)


def _sides(
    known: Sequence[Known], places: Sequence[int], instead: Sequence[Formula]
) -> set[tuple[int, bool]]:
    """Which numbers are made larger or smaller: the nearest on each side is enough to say."""
    found: set[tuple[int, bool]] = set()
    for place, formula in zip(places, instead, strict=True):
        old, new = stated_number(known[place].formula), stated_number(formula)
        if old is not None and new is not None:
            found.add((place, new.right.constant > old.right.constant))
    return found


# --------------------------------------------------------------------------- in words


def _merged(found: Iterable[Changed]) -> list[Changed]:
    """Values of one list that change the verdict to the same are told together."""
    merged: dict[object, Changed] = {}
    for one in found:
        lists = sum(isinstance(formula, ValueIs) for formula in one.instead)
        about = tuple(map(_without_members, one.instead)) if lists == 1 else one.instead
        key = (one.places, about, one.verdicts)
        known = merged.get(key)
        if known is not None:
            both = tuple(map(_joined, known.instead, one.instead))
            one = Changed(one.places, both, one.verdicts)
        merged[key] = one
    return list(merged.values())


def _without_members(formula: Formula) -> object:
    if isinstance(formula, ValueIs):
        return (formula.attribute, formula.term)
    return formula


def _joined(first: Formula, second: Formula) -> Formula:
    if isinstance(first, ValueIs) and isinstance(second, ValueIs):
        return ValueIs(first.attribute, first.term, first.members | second.members)
    return first


def _said(inquiry: Inquiry, changed: Iterable[Changed]) -> Iterator[Flip]:
    for one in changed:
        yield Flip(tuple(_words(inquiry.speaker, f) for f in one.instead), one.verdicts)


def _words(speaker: Speaker, formula: Formula) -> str:
    """`the price of I is $1,000.01`: a value is told as one gives it."""
    stated = stated_number(formula)
    match stated:
        case Compare(_, Quantity(((1, AttributeOf(attribute, Named(thing))),), 0), right):
            return speaker.value((attribute, thing), right.constant)
        case Compare(_, Quantity(((1, EventDay(event, terms)),), 0), right):
            return speaker.event_day((event, tuple(term.name for term in terms)), right.constant)
        case _:
            return speaker.formula(formula)
