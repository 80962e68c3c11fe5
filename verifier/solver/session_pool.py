"""Sessions kept for later questions: a universe and an act go in; a session with at least so many
slots comes out, the smallest kept one that is large enough, or a new one."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.encoding import Circuit, Universe
from verifier.solver.answers import Budget, Spent
from verifier.solver.encodings import Encodings
from verifier.solver.session import Session

ROOMY = 8
"""Slots, over all kinds, up to which a session is made larger than its first question needs."""


class SessionPool:
    """The sessions of one policy. `budget`: of each question; `spent`: what all took together."""

    def __init__(self, encodings: Encodings, budget: Budget, spent: Spent) -> None:
        self.encodings = encodings
        self.budget = budget
        self.spent = spent
        self._sessions: dict[str, list[tuple[Universe, Session]]] = {}
        self._fitting: dict[tuple[str, Universe], Session] = {}

    def covering(self, wanted: Universe, act: str) -> Session:
        """The smallest kept session that is large enough, or a new one."""
        known = self._fitting.get((act, wanted))
        if known is not None:
            return known
        sessions = self._sessions.setdefault(act, [])
        fitting = [found for found in sessions if found[0].covers(wanted)]
        if fitting:
            smallest = min(fitting, key=lambda found: sum(size for _, size in found[0].sizes))
            session = self._fitting[act, wanted] = smallest[1]
            return session
        wanted = _roomy(wanted, [universe for universe, _ in sessions])
        session = self.new(wanted, act)
        sessions.append((wanted, session))
        self._fitting.clear()
        return session

    def new(self, universe: Universe, act: str, circuit: Circuit | None = None) -> Session:
        """A session that is not kept; `circuit`: one in which something is given already."""
        return Session(self.encodings.expander(act), universe, self.budget, self.spent, circuit)


def _roomy(wanted: Universe, others: Iterable[Universe]) -> Universe:
    """A universe that covers the wanted one and, where that stays small, the others too, so that
    later questions find a session ready."""
    for other in others:
        sizes = tuple((k, max(n, dict(other.sizes).get(k, 0))) for k, n in wanted.sizes)
        if other.agents == wanted.agents and sum(n for _, n in sizes) <= ROOMY:
            wanted = Universe(sizes, wanted.agents)
    return wanted
