"""The total cases that a partly known one may be: a case of the file, an asking and readings go in;
some completions come out, all of them where they are few."""

from __future__ import annotations

from dataclasses import replace
from math import prod

from tests.claims.situations import Row
from tests.claims.trial import Trial
from verifier.model import Asking, Case, CaseExample, FactKey, Readings, ValueKey
from verifier.semantics import admissible, candidates, holds
from verifier.semantics.completions import (
    PartlyKnown,
    PossibleValue,
    Unknown,
    choices_of,
    completions,
    known_from,
)

MOST_COMPLETIONS = 32
"""So many completions of a case are looked at."""
MOST_ENUMERATED = 1_000
"""Of a case that leaves no more ways open than these, every one is tried."""


class Completions(list[Row]):
    """Completions of a case; `whole`: there is no other that differs in what matters."""

    whole: bool = False


def completed(
    trial: Trial, example: CaseExample, asking: Asking, readings: Readings
) -> Completions:
    """Completions under some readings, the other questions open; open numbers and days lie on the
    borders and beside them."""
    known = known_from(example, asking, readings)
    values = candidates(trial.policy, tuple(given.formula for given in example.givens))
    choices = choices_of(trial.policy, known, values)
    found = Completions()
    if prod(map(len, choices.values())) > MOST_ENUMERATED:
        found += drawn(trial, known, choices)
        return found
    for one in completions(trial.policy, known, values):
        if len(found) == MOST_COMPLETIONS:
            return found
        found.append(trial.row(one.case, one.readings))
    found.whole = True
    return found


def drawn(
    trial: Trial, known: PartlyKnown, choices: dict[Unknown, tuple[PossibleValue, ...]]
) -> list[Row]:
    """Some completions, chosen at random; the first few with nothing more so than must be."""
    found: list[Row] = []
    pinned = {
        (unknown.id, unknown.things): True
        for unknown, ways in choices.items()
        if unknown.what in ("fact", "event") and len(ways) == 1 and ways[0]
    }
    for number in range(2 * MOST_COMPLETIONS):
        chosen = {
            unknown: ways[0] if number < 4 and unknown.what == "fact" else trial.random.choice(ways)
            for unknown, ways in choices.items()
        }
        case = trial.situations.kept(case_of(known, chosen), pinned)
        readings = {u.id: str(way) for u, way in chosen.items() if u.what == "question"}
        row = trial.row(case, readings)
        given = all(holds(row.world, formula, {}) for formula in known.givens)
        if given and not admissible(trial.policy, case, readings):
            found.append(row)
        if len(found) == MOST_COMPLETIONS:
            break
    return found


def case_of(known: PartlyKnown, chosen: dict[Unknown, PossibleValue]) -> Case:
    """The total case in which the unknown turned out as chosen."""
    facts: set[FactKey] = set()
    values: dict[ValueKey, str | int] = {}
    days: dict[FactKey, int] = {}
    act = known.act
    for unknown, way in chosen.items():
        key = (unknown.id, unknown.things)
        if unknown.what == "value" and isinstance(way, str | int):
            values[unknown.id, unknown.things[0]] = way
        elif unknown.what == "act day" and isinstance(way, int):
            act = replace(act, day=way)
        elif unknown.what == "event" and isinstance(way, int):
            facts.add(key)
            days[key] = way
        elif unknown.what == "fact" and way is True:
            facts.add(key)
    return Case(known.things, frozenset(facts), values, days, act)
