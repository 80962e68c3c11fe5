"""On which clauses a promise rests: every smallest set of norms and assumptions with which it
holds, whether or not the others count.

A norm left open may count or not, so that adding norms to a set that is enough leaves it enough.
The sets are found by Reiter's tree of hitting sets (R. Reiter, "A Theory of Diagnosis from First
Principles", 1987): take one away from the last set found, and look for another without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.names import norms_said
from verifier.encoding import Angle, InScope, Query, VerdictIn, both
from verifier.model import Promise, Readings, Verdict
from verifier.solver import Impossible

MOST_REASONS = 8
MOST_TRIES = 60

Reason = frozenset[str]
"""Ids of norms, exceptions and disapplications, and names of assumptions."""


@dataclass(frozen=True)
class PromiseReasons:
    """The smallest sets, in file order; `complete`: there are no others."""

    sets: tuple[tuple[str, ...], ...]
    complete: bool

    @property
    def common(self) -> tuple[str, ...]:
        """What is in every set."""
        first, *others = self.sets
        return tuple(name for name in first if all(name in other for other in others))


def reasons(context: CheckContext, promise: Promise, readings: Readings | None) -> PromiseReasons:
    """The smallest sets of norms and assumptions on which a promise that holds rests."""
    return _Search(context, promise, readings).run()


class _Search:
    def __init__(self, context: CheckContext, promise: Promise, readings: Readings | None) -> None:
        self.context = context
        self.readings = context.fixed if readings is None else readings
        angle = Angle(column=promise.column, open_norms=True)
        others = VerdictIn(frozenset(Verdict) - promise.verdicts)
        body = both([InScope(promise.scope), others])
        self.queries: Sequence[Query] = context.over_acts(
            context.acts_of(promise.scope), body, angle
        )
        norms = context.policy.norms
        assumptions = (name for name in context.policy.assumptions if name not in norms)
        self.places = {name: place for place, name in enumerate((*norms, *assumptions))}
        self.items = frozenset(self.places)
        self.tries = 0

    def run(self) -> PromiseReasons:
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
                    return PromiseReasons(self._ordered(found), False)
                reason = self._smallest(self.items - removed)
                if reason is None:
                    continue
                found.append(reason)
            waiting.extend(removed | {name} for name in self._order(reason))
        return PromiseReasons(self._ordered(found), True)

    def _smallest(self, items: Reason) -> Reason | None:
        """A smallest set among these items, or None where they are not enough."""
        core = self._enough(items)
        if core is None:
            return None
        kept = core
        for name in self._order(core):
            if name in kept:
                fewer = self._enough(kept - {name})
                kept = kept if fewer is None else fewer & kept
        return kept

    def _enough(self, items: Reason) -> Reason | None:
        """Those of the items that the solver used to see that the promise holds with these; None
        where it does not (or where that stayed open)."""
        self.tries += 1
        used: set[str] = set()
        for query in self.queries:
            answer = self.context.solver.ask(query, self.readings, self.items - items, core=True)
            if not isinstance(answer, Impossible):
                return None
            used.update(switch[2] for switch in answer.core if switch[0] == "on")
            used.update(switch[1] for switch in answer.core if switch[0] == "assumed")
        return frozenset(used) & self.items

    def _order(self, names: Iterable[str]) -> list[str]:
        return sorted(names, key=self.places.__getitem__)

    def _ordered(self, found: Iterable[Reason]) -> tuple[tuple[str, ...], ...]:
        sets = (tuple(self._order(reason)) for reason in found)
        return tuple(sorted(sets, key=lambda names: (len(names), names)))


def reasons_said(context: CheckContext, found: PromiseReasons) -> list[str]:
    """What a promise rests on, in sentences."""
    named = [_named(context, names) for names in found.sets]
    if found.sets == ((),):
        return ["No clause could break it, so it rests on none."]
    if len(named) == 1:
        return [_alone(context, found.sets[0])]
    each = context.speaker.series([f"({place}) {name}" for place, name in enumerate(named, 1)])
    lines = [f"It rests on any one of these grounds: {each}."]
    if found.common:
        lines.append(f"Common to all is {_named(context, found.common)}.")
    else:
        lines.append(f"{_no_single(context, found)} does not lose the promise.")
    if not found.complete:
        lines.append("There may be further grounds: the search was cut.")
    return lines


def _no_single(context: CheckContext, found: PromiseReasons) -> str:
    if all(name in context.policy.norms for names in found.sets for name in names):
        return "Repealing a single clause"
    return "Repealing a single clause, or giving up a single assumption,"


def _alone(context: CheckContext, names: Sequence[str]) -> str:
    """`It rests on clause 1 alone: repealing it loses the promise.`"""
    clauses = [name for name in names if name in context.policy.norms]
    together = "alone" if len(names) == 1 else "together"
    of_them = "it" if len(names) == 1 else "any of them"
    lost = f"repealing {of_them} loses the promise"
    if not clauses:
        lost = f"no clause could break the promise as long as {_so(names)}"
    elif len(clauses) < len(names):
        lost = "without any one of them, the promise is lost"
    return f"It rests on {_named(context, names)} {together}: {lost}."


def _so(names: Sequence[str]) -> str:
    return "it is true of the world" if len(names) == 1 else "they are true of the world"


def _named(context: CheckContext, names: Sequence[str]) -> str:
    norms = [name for name in names if name in context.policy.norms]
    assumed = [f"the assumption “{name}”" for name in names if name not in context.policy.norms]
    return context.speaker.series([*([norms_said(context, norms)] if norms else []), *assumed])
