"""What a question needs before it is put to a solver: who may act in it, among which few things to
look first, and how many things decide it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from verifier.encoding import (
    Bound,
    Counter,
    Query,
    Universe,
    agents_of,
    assumptions,
    bound,
    counters_for,
)
from verifier.model import PARTY
from verifier.solver.encodings import Encodings


class SizedQuestion:
    """A question of one solver. Equal questions are one object of this class.

    agents: the named parties among whom the agent is (None: anybody); roles: the root kind of each
    role that needs a slot of its own; small: a thing for each role, and one of each kind that has
    no role. Most of what is possible at all is possible with these, and little is expanded to find
    out.
    """

    def __init__(
        self,
        question: Query,
        roots: tuple[str, ...],
        roles: tuple[str, ...],
        agents: tuple[str, ...] | None,
        count: Callable[[SizedQuestion], Bound],
    ) -> None:
        self.question = question
        self.roles = roles
        self.agents = agents
        self.small = Universe(tuple((root, max(roles.count(root), 1)) for root in roots), agents)
        self._roots = roots
        self._count = count
        self._bound: Bound | None = None

    @property
    def bound(self) -> Bound:
        """The slots that decide the question."""
        if self._bound is None:
            self._bound = self._count(self)
        return self._bound

    @cached_property
    def full(self) -> Universe:
        """Those slots as a universe."""
        sizes = self.bound.sizes
        return Universe(tuple((root, sizes.get(root, 0)) for root in self._roots), self.agents)

    def tried(self, universe: Universe) -> Bound:
        """What a search in a universe rests on: the slots that decide it, where these were counted
        already; else no more than it tried."""
        return self._bound or Bound(dict(universe.sizes), False)


class QuestionSizes:
    """The questions of one solver."""

    def __init__(self, encodings: Encodings) -> None:
        self._encodings = encodings
        self.roots = tuple(dict.fromkeys(encodings.policy.roots.values()))
        self._sized: dict[Query, SizedQuestion] = {}
        self._counters: dict[str, tuple[Counter, ...]] = {}

    def of(self, question: Query) -> SizedQuestion:
        """The question with what it needs."""
        found = self._sized.get(question)
        if found is None:
            found = self._sized[question] = self._made(question)
        return found

    def _made(self, question: Query) -> SizedQuestion:
        policy = self._encodings.policy
        among = (
            agents_of(question.body, question.angle, self._encodings.unfoldings(question.act)) or ()
        )
        agents = tuple(name for name in policy.parties if name in among) or None
        roles = [policy.roots[hole.kind] for hole in policy.acts[question.act].holes]
        if agents is None:
            roles.append(PARTY)
        return SizedQuestion(question, self.roots, tuple(roles), agents, self._counted)

    def _counted(self, sized: SizedQuestion) -> Bound:
        question = sized.question
        if question.act not in self._counters:
            self._counters[question.act] = counters_for(
                self._encodings.expander(question.act).resolved_angles
            )
        background = [
            (f"the assumption “{name}”", formula, angle)
            for looking in question.angles
            for name, formula, angle in assumptions(
                looking, self._encodings.unfoldings(question.act)
            )
        ]
        counters = self._counters[question.act]
        return bound(counters, question.body, question.angle, background, sized.roles)
