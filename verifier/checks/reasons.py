"""On which clauses a promise rests: every smallest set of norms with which it holds, whether or not
the others count.

A norm left open may count or not, so that adding norms to a set that is enough leaves it enough.
The sets are found by Reiter's tree of hitting sets (R. Reiter, "A Theory of Diagnosis from First
Principles", 1987): take one away from the last set found, and look for another without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verifier.answers import Impossible
from verifier.checks.names import norms_said
from verifier.desk import Desk
from verifier.model import Promise, Readings, Verdict
from verifier.query import Angle, InScope, Query, VerdictIn, both

MOST_REASONS = 8
MOST_TRIES = 60

Reason = frozenset[str]
"""Ids of norms, exceptions and disapplications."""


@dataclass(frozen=True)
class Reasons:
    """The smallest sets, in file order; `complete`: there are no others."""

    sets: tuple[tuple[str, ...], ...]
    complete: bool

    @property
    def common(self) -> tuple[str, ...]:
        """What is in every set."""
        first, *others = self.sets
        return tuple(name for name in first if all(name in other for other in others))


def reasons(desk: Desk, promise: Promise, readings: Readings | None) -> Reasons:
    """The smallest sets of norms on which a promise that holds rests."""
    return _Search(desk, promise, readings).run()


class _Search:
    def __init__(self, desk: Desk, promise: Promise, readings: Readings | None) -> None:
        self.desk = desk
        self.readings = desk.fixed if readings is None else readings
        angle = Angle(column=promise.column, open_norms=True)
        others = VerdictIn(frozenset(Verdict) - promise.verdicts)
        body = both([InScope(promise.scope), others])
        self.queries: Sequence[Query] = desk.over_acts(desk.acts_of(promise.scope), body, angle)
        self.norms = frozenset(desk.policy.norms)
        self.tries = 0

    def run(self) -> Reasons:
        found: list[Reason] = []
        waiting: list[Reason] = [frozenset()]
        seen: set[Reason] = set()
        while waiting:
            removed = waiting.pop(0)
            if removed in seen:
                continue
            seen.add(removed)
            reason = next((r for r in found if not r & removed), None)
            if reason is None:
                if len(found) == MOST_REASONS or self.tries > MOST_TRIES:
                    return Reasons(self._ordered(found), False)
                reason = self._smallest(self.norms - removed)
                if reason is None:
                    continue
                found.append(reason)
            waiting.extend(removed | {name} for name in self._order(reason))
        return Reasons(self._ordered(found), True)

    def _smallest(self, norms: Reason) -> Reason | None:
        """A smallest set among these norms, or None where they are not enough."""
        core = self._enough(norms)
        if core is None:
            return None
        kept = core
        for name in self._order(core):
            if name in kept:
                fewer = self._enough(kept - {name})
                kept = kept if fewer is None else fewer & kept
        return kept

    def _enough(self, norms: Reason) -> Reason | None:
        """Those of the norms that the solver used to see that the promise holds with these; None
        where it does not (or where that stayed open)."""
        self.tries += 1
        used: set[str] = set()
        for query in self.queries:
            answer = self.desk.bench.ask(query, self.readings, self.norms - norms, core=True)
            if not isinstance(answer, Impossible):
                return None
            used.update(switch[2] for switch in answer.core if switch[0] == "on")
        return frozenset(used)

    def _order(self, names: Iterable[str]) -> list[str]:
        return sorted(names, key=list(self.desk.policy.norms).index)

    def _ordered(self, found: Iterable[Reason]) -> tuple[tuple[str, ...], ...]:
        sets = (tuple(self._order(reason)) for reason in found)
        return tuple(sorted(sets, key=lambda names: (len(names), names)))


def reasons_said(desk: Desk, found: Reasons) -> list[str]:
    """What a promise rests on, in sentences."""
    named = [_named(desk, names) for names in found.sets]
    if found.sets == ((),):
        return ["No clause could break it, so it rests on none."]
    if len(named) == 1:
        return [_alone(named[0], len(found.sets[0]))]
    each = desk.speaker.series([f"({place}) {name}" for place, name in enumerate(named, 1)])
    lines = [f"It rests on any one of these grounds: {each}."]
    if found.common:
        lines.append(f"Common to all is {_named(desk, found.common)}.")
    else:
        lines.append("Repealing a single clause does not lose the promise.")
    if not found.complete:
        lines.append("There may be further grounds: the search was cut.")
    return lines


def _alone(name: str, size: int) -> str:
    if size == 1:
        return f"It rests on {name} alone: repealing it loses the promise."
    return f"It rests on {name} together: repealing any of them loses the promise."


def _named(desk: Desk, names: Sequence[str]) -> str:
    return norms_said(desk, names)
