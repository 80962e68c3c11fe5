"""Questions put to the solver: three answers, deterministic budgets, one canonical case.

`QuestionSolver.ask` says whether there is a case; `QuestionSolver.witness` finds the one ordinary
case, the same on every machine. One session is kept for each primary description and size, and
every question is a node assumed in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from verifier.encoding import Ask, Bound, Query, Universe, read_as
from verifier.model import Policy, Readings
from verifier.solver.answers import (
    Answer,
    Budget,
    Found,
    Impossible,
    Possible,
    Spent,
    Undecided,
)
from verifier.solver.domain_sizes import QuestionSizes, SizedQuestion
from verifier.solver.encodings import Encodings
from verifier.solver.found_case import found_in
from verifier.solver.given_case import GivenCases
from verifier.solver.session import UNDECIDED, Session
from verifier.solver.session_pool import SessionPool

SHARED = 12
"""Slots, over all kinds, up to which a question is asked with all readings open, so that it need
not be expanded again for others."""


class QuestionSolver:
    """Everything asked about one policy (or several editions of one, by name)."""

    def __init__(
        self,
        policy: Policy,
        budget: Budget | None = None,
        editions: Mapping[str, Policy] | None = None,
    ) -> None:
        self.policy = policy
        self.budget = budget or Budget()
        self.editions: Mapping[str, Policy] = editions or {"": policy}
        self.spent = Spent()
        self.encodings = Encodings(policy, self.editions)
        self._pool = SessionPool(self.encodings, self.budget, self.spent)
        self._sizes = QuestionSizes(self.encodings)
        self.given = GivenCases(self._pool)
        self._earlier: tuple[QuestionSolver, Callable[[Query], bool]] | None = None

    def carry(self, earlier: QuestionSolver, same: Callable[[Query], bool]) -> None:
        """From now on, questions that mean the `same` in an earlier version of the policy are put
        to the solver of that version, which may know their answers."""
        self._earlier = (earlier, same)

    def _answering(self, question: Query) -> QuestionSolver:
        """The solver that answers a question."""
        if self._earlier is not None and self._earlier[1](question):
            return self._earlier[0]
        return self

    # ------------------------------------------------------------------ what a question needs

    def bound(self, question: Query) -> Bound:
        """The slots that decide a question."""
        return self._answering(question)._sizes.of(question).bound

    # ------------------------------------------------------------------ asking over all cases

    def ask(
        self,
        question: Query,
        readings: Readings | None = None,
        without: frozenset[str] = frozenset(),
        core: bool = False,
    ) -> Answer:
        """Whether there is a case, under the given readings (None: under some readings).

        without: assumptions (and norms that have switches) set aside; core: say which switches
        exclude the case.
        """
        answering = self._answering(question)
        if answering is not self:
            self.spent.questions += 1
            return answering.ask(question, readings, without, core)
        sized = self._sizes.of(question)
        answer = self._asked_in(sized.small, sized, readings, without, False)
        if isinstance(answer, Possible):
            return answer
        if not core:
            # What decides it whatever the readings are decides it under these.
            bound, full = sized.bound, sized.full
            if bound.complete and sized.small.covers(full) and isinstance(answer, Impossible):
                return Impossible(bound)
            if bound.complete and sum(bound.sizes.values()) <= SHARED:
                return self._asked_in(full, sized, readings, without, core)
        put_in = self._put_in(sized, readings)
        if sized.small.covers(put_in.full) and isinstance(answer, Impossible) and not core:
            return Impossible(put_in.bound)
        return self._asked_in(put_in.full, put_in, None, without, core)

    def _asked_in(
        self,
        universe: Universe,
        sized: SizedQuestion,
        readings: Readings | None,
        without: frozenset[str],
        core: bool,
    ) -> Answer:
        session = self._pool.covering(universe, sized.question.act)
        return session.ask(sized.question, readings, without, sized.tried(universe), core)

    def sampled(
        self,
        question: Query,
        parts: Sequence[Ask],
        readings: Readings | None = None,
        few: bool = False,
    ) -> tuple[bool, ...] | Impossible | Undecided:
        """Which of the parts hold in some case of the question: the first in which as few as can be
        hold, earlier ones before later ones. The parts look from angles that the question looks
        from. `few`: only among cases of few things, so that "impossible" proves nothing."""
        sized = self._sizes.of(question)
        found = self._sampled_in(sized.small, sized, parts, readings)
        if isinstance(found, tuple) or few:
            return found
        if sized.small.covers(sized.full):
            return Impossible(sized.bound) if isinstance(found, Impossible) else found
        return self._sampled_in(sized.full, sized, parts, readings)

    def _sampled_in(
        self,
        universe: Universe,
        sized: SizedQuestion,
        parts: Sequence[Ask],
        readings: Readings | None,
    ) -> tuple[bool, ...] | Impossible | Undecided:
        question, bound = sized.question, sized.tried(universe)
        session, assumed = self._placed(universe, question, readings, parts=parts)
        if assumed is None:
            return Impossible(bound)
        nodes = session.defined_nodes(parts, question)
        self.spent.questions += 1
        result = session.clauses.check(assumed, nodes)
        if not result:
            return UNDECIDED if result is None else Impossible(bound)
        model = session.clauses.model()
        for node in nodes:
            if model.holds(node) and session.clauses.check([*assumed, -node], nodes):
                model = session.clauses.model()
            assumed.append(node if model.holds(node) else -node)
        return tuple(node in assumed for node in nodes)

    def _placed(
        self,
        universe: Universe,
        question: Query,
        readings: Readings | None,
        without: frozenset[str] = frozenset(),
        parts: Sequence[Ask] = (),
    ) -> tuple[Session, list[int] | None]:
        """The kept session over a universe, and what to assume in it for a question, its label
        first; nothing where the question is plainly impossible. `parts`: what is looked up in the
        answer."""
        session = self._pool.covering(universe, question.act)
        label = session.label(question)
        if label is None:
            return session, None
        session.defined_nodes(parts, question)
        switches = session.switches(question, readings, without).values()
        return session, [label, *switches, *session.grounding.beyond(universe)]

    def under(self, question: Query) -> Callable[[Readings], Answer]:
        """Answers one question under one set of readings after the other. The readings are assumed
        and not folded away, so that each further answer costs no more than a check."""
        sized = self._sizes.of(question)
        session = self._pool.covering(sized.full, question.act)
        label = session.label(sized.question)

        def answer(readings: Readings) -> Answer:
            if label is None:
                return Impossible(sized.bound)
            self.spent.questions += 1
            switches = session.switches(sized.question, readings, frozenset())
            return session.answer(label, switches, sized.bound, False)

        return answer

    def witness(
        self,
        question: Query,
        readings: Readings | None = None,
        without: frozenset[str] = frozenset(),
        few: bool = False,
    ) -> Found | Impossible | Undecided:
        """The canonical case, in as few things as it takes: with a thing for each role and one of
        each other kind, else with one more of each, else of the full size. `few` as in
        `sampled`."""
        answering = self._answering(question)
        if answering is not self:
            self.spent.questions += 1
            found = answering.witness(question, readings, without, few)
            return self._reread(found) if isinstance(found, Found) else found
        sized = self._put_in(self._sizes.of(question), readings)
        found = self._found_in(sized.small, sized, readings, without)
        if isinstance(found, Found) or few:
            return found
        full = sized.full
        if sized.small.covers(full):
            # The bound was not yet known when this was asked.
            return found if isinstance(found, Undecided) else Impossible(sized.bound)
        more = sized.small.grown().within(full)
        if not more.covers(full):
            found = self._found_in(more, sized, readings, without)
            if isinstance(found, Found):
                return found
        return self._found_in(full, sized, readings, without)

    def _put_in(self, sized: SizedQuestion, readings: Readings | None) -> SizedQuestion:
        """The question with some readings put into it."""
        return self._sizes.of(read_as(sized.question, {"": readings})) if readings else sized

    def _found_in(
        self,
        universe: Universe,
        sized: SizedQuestion,
        readings: Readings | None,
        without: frozenset[str],
    ) -> Found | Impossible | Undecided:
        """The canonical case over a universe, sought in a kept session that may have more room."""
        question, bound = sized.question, sized.tried(universe)
        session, assumed = self._placed(universe, question, readings, without)
        if assumed is None:
            return Impossible(bound)
        signature = session.signature(question, assumed[0])
        return found_in(session, assumed, question, readings, signature, bound)

    def _reread(self, found: Found) -> Found:
        """A case found for an earlier version, with the readings of this version's questions."""
        plain = self.policy.plain_readings
        own = {
            tag: {**plain, **{name: read[name] for name in plain if name in read}}
            for tag, read in found.readings.items()
        }
        return Found(found.case, own, found.bound)

    def prepared(
        self, question: Query, readings: Readings | None
    ) -> tuple[Session, int | None, list[int]]:
        """The session that answers a question, its label and the switches to assume."""
        answering = self._answering(question)
        if answering is not self:
            return answering.prepared(question, readings)
        session = self._pool.covering(self._sizes.of(question).full, question.act)
        label = session.label(question)
        return session, label, list(session.switches(question, readings, frozenset()).values())
