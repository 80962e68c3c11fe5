"""The answer on a partly known case, by definition: every completion is tried.

This is the reference for small cases. One verdict decides; otherwise the case is open on facts, on
readings or on both, and the answer says what it turns on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from verifier.model import All, Formula, LawRegime, Policy, Verdict
from verifier.semantics.completions import (
    PartlyKnown,
    PossibleValue,
    Unknown,
    choices_of,
    completions,
    states,
)
from verifier.semantics.evaluate import evaluate
from verifier.semantics.mentions import BorderValues


@dataclass(frozen=True)
class Answer:
    """What all completions say together.

    `verdicts` is empty where what is given cannot happen, and has one member where it decides.
    `matters`: unknowns in which alone two completions with different verdicts differ.
    `settling`: a smallest set of unknowns which, once known, decide, however they turn out.
    `ask_next`: the unknown whose answer leaves the fewest verdicts, however it turns out."""

    verdicts: frozenset[Verdict]
    open_on_facts: bool
    open_on_readings: bool
    matters: tuple[Unknown, ...]
    settling: tuple[Unknown, ...]
    ask_next: Unknown | None


@dataclass(frozen=True)
class _Row:
    """One completion: what the open unknowns turned out to be, in order, and the verdict."""

    found: tuple[PossibleValue, ...]
    verdict: Verdict


def answer(
    policy: Policy,
    known: PartlyKnown,
    candidates: BorderValues,
    column: LawRegime = LawRegime.ALONE,
) -> Answer:
    """The verdicts over all completions, and what they turn on."""
    choices = choices_of(policy, known, candidates)
    unknowns = tuple(unknown for unknown, some in choices.items() if len(some) > 1)
    rows = _rows(policy, known, candidates, unknowns, column)
    facts = [place for place, unknown in enumerate(unknowns) if unknown.what != "question"]
    questions = [place for place, unknown in enumerate(unknowns) if unknown.what == "question"]
    return Answer(
        verdicts=frozenset(row.verdict for row in rows),
        open_on_facts=not _decide(rows, questions),
        open_on_readings=not _decide(rows, facts),
        matters=tuple(u for place, u in enumerate(unknowns) if _matters(rows, place)),
        settling=tuple(unknowns[place] for place in _settling(rows, len(unknowns))),
        ask_next=_ask_next(rows, unknowns),
    )


def _rows(
    policy: Policy,
    known: PartlyKnown,
    candidates: BorderValues,
    unknowns: Sequence[Unknown],
    column: LawRegime,
) -> list[_Row]:
    return [
        _Row(
            tuple(completion.found[unknown] for unknown in unknowns),
            evaluate(policy, completion.case, completion.readings, column).verdict,
        )
        for completion in completions(policy, known, candidates)
    ]


def _split(rows: Sequence[_Row], places: Sequence[int]) -> list[frozenset[Verdict]]:
    """The verdicts left for each way in which the unknowns at these places can turn out."""
    groups: dict[tuple[PossibleValue, ...], set[Verdict]] = {}
    for row in rows:
        key = tuple(row.found[place] for place in places)
        groups.setdefault(key, set()).add(row.verdict)
    return [frozenset(group) for group in groups.values()]


def _decide(rows: Sequence[_Row], places: Sequence[int]) -> bool:
    """Whether the unknowns at these places decide, however they turn out."""
    return all(len(verdicts) == 1 for verdicts in _split(rows, places))


def _matters(rows: Sequence[_Row], place: int) -> bool:
    others = [other for other in range(len(rows[0].found)) if other != place] if rows else []
    return not _decide(rows, others)


def _settling(rows: Sequence[_Row], count: int) -> tuple[int, ...]:
    """A smallest set of places that decides, those that matter first."""
    order = sorted(range(count), key=lambda place: not _matters(rows, place))
    for size in range(count + 1):
        for places in combinations(order, size):
            if _decide(rows, places):
                return tuple(sorted(places))
    return tuple(range(count))


def _ask_next(rows: Sequence[_Row], unknowns: Sequence[Unknown]) -> Unknown | None:
    """The unknown that leaves the fewest verdicts at worst, then on average; the first such."""
    if _decide(rows, ()):
        return None

    def left(place: int) -> tuple[int, float]:
        sizes = [len(verdicts) for verdicts in _split(rows, (place,))]
        return max(sizes), sum(sizes) / len(sizes)

    return unknowns[min(range(len(unknowns)), key=left)]


def smallest_sufficient(
    policy: Policy,
    known: PartlyKnown,
    candidates: BorderValues,
    column: LawRegime = LawRegime.ALONE,
) -> tuple[Unknown, ...] | None:
    """A smallest set of what is known from which the verdict follows already, whatever the rest;
    readings, and givens that state no single fact, stay. None where the verdict is open."""
    stated = _flat(known.givens)
    complex_givens = tuple(given for given in stated if not any(states(policy, given)))
    opened = replace(known, givens=complex_givens, closed=False)
    unknowns = tuple(choices_of(policy, opened, candidates))
    rows = _rows(policy, opened, candidates, unknowns, column)
    settled = {
        place: options[0]
        for place, options in enumerate(choices_of(policy, known, candidates).values())
        if len(options) == 1
    }
    if len(_left(rows, settled)) != 1:
        return None
    for size in range(len(settled) + 1):
        for places in combinations(settled, size):
            if len(_left(rows, {place: settled[place] for place in places})) == 1:
                return tuple(unknowns[place] for place in places)
    return None


def _left(rows: Sequence[_Row], settled: Mapping[int, PossibleValue]) -> frozenset[Verdict]:
    """The verdicts of the rows in which the unknowns at these places turned out so."""
    return frozenset(
        row.verdict
        for row in rows
        if all(row.found[place] == choice for place, choice in settled.items())
    )


def _flat(givens: Sequence[Formula]) -> Iterator[Formula]:
    for given in givens:
        if isinstance(given, All):
            yield from _flat(given.parts)
        else:
            yield given
