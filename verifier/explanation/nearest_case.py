"""Two cases as near to each other as they can be: a case and another that shows something go in,
the other with every difference taken back that need not be there comes out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from verifier.model import Case, FactKey, Policy, Readings
from verifier.semantics import admissible


def nearest(
    policy: Policy, readings: Readings, first: Case, second: Case, wanted: Callable[[Case], bool]
) -> Case:
    """The second case with every difference taken back that need not be there, so that it can still
    happen and is still as wanted."""
    for fact in sorted((first.facts ^ second.facts) | _moved(first, second)):
        second = _better(policy, readings, second, _fact_back(first, second, fact), wanted)
    for value in sorted(first.values):
        if first.values[value] != second.values[value]:
            back = {**second.values, value: first.values[value]}
            second = _better(policy, readings, second, replace(second, values=back), wanted)
    return second


def _moved(first: Case, second: Case) -> set[FactKey]:
    """Events that happen in both cases on different days."""
    return {key for key in first.days if second.days.get(key) not in (None, first.days[key])}


def _fact_back(first: Case, second: Case, key: FactKey) -> Case:
    facts = second.facts - {key} | (first.facts & {key})
    days = {known: day for known, day in second.days.items() if known != key}
    if key in first.days:
        days[key] = first.days[key]
    return replace(second, facts=facts, days=days)


def _better(
    policy: Policy,
    readings: Readings,
    now: Case,
    candidate: Case,
    wanted: Callable[[Case], bool],
) -> Case:
    fits = not admissible(policy, candidate, readings) and wanted(candidate)
    return candidate if fits else now
