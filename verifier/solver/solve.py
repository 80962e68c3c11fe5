"""Questions put to the solver: three answers, deterministic budgets, one canonical case.

`QuestionSolver.ask` says whether there is a case; `QuestionSolver.witness` finds the one ordinary
case, the same on every machine. One session is kept for each primary description and size, and
every question is a node assumed in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from verifier.encoding import (
    Angle,
    Ask,
    Bound,
    Circuit,
    Dependencies,
    Expander,
    Query,
    Signature,
    Unfolding,
    Universe,
    Views,
    facts_spoken_of,
    outlines_of,
    read_as,
    settled,
)
from verifier.model import (
    TRUE,
    ActInQuestion,
    Case,
    CaseExample,
    Policy,
    Readings,
    Thing,
    as_example,
)
from verifier.solver.answers import (
    Answer,
    Budget,
    Found,
    Impossible,
    Possible,
    Undecided,
)
from verifier.solver.canonical_case import canonical
from verifier.solver.clause_solver import Model, Spent
from verifier.solver.decode import case_of, readings_of
from verifier.solver.domain_sizes import QuestionSizes, SizedQuestion
from verifier.solver.session import UNDECIDED, Session

ROOMY = 8
"""Slots, over all kinds, up to which a session is made larger than its first question needs."""

SHARED = 12
"""Slots, over all kinds, up to which a question is asked with all readings open, so that it need
not be expanded again for others."""

__all__ = ["Answer", "Budget", "Found", "Impossible", "Possible", "QuestionSolver", "Undecided"]


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
        self._dependencies = {
            name: Dependencies(edition) for name, edition in self.editions.items()
        }
        self.asked = 0
        """How many questions were put here, whatever it took to answer one."""
        self.steps_beside = 0
        self.spent = Spent()
        self._sessions: dict[str, list[tuple[Universe, Session]]] = {}
        self._fitting: dict[tuple[str, Universe], Session] = {}
        self._functional = tuple(f.id for f in policy.facts.values() if f.one_to_each)
        self._unfoldings: dict[str, Mapping[str, Unfolding]] = {}
        self._under: dict[str, tuple[str, ...]] | None = None
        self._expanders: dict[str, Expander] = {}
        self._outlines = outlines_of(self.editions)
        self._poser = QuestionSizes(policy, self.unfoldings, self._expander)
        self._earlier: tuple[QuestionSolver, Callable[[Query], bool]] | None = None

    def carry(self, earlier: QuestionSolver, same: Callable[[Query], bool]) -> None:
        """From now on, questions that mean the `same` in an earlier version of the policy are put
        to the solver of that version, which may know their answers."""
        self._earlier = (earlier, same)

    def _at_home(self, question: Query) -> QuestionSolver:
        """The solver that answers a question."""
        if self._earlier is not None and self._earlier[1](question):
            return self._earlier[0]
        return self

    @property
    def steps(self) -> int:
        """What was used of the solver, in the units of a budget, `steps_beside` included."""
        return self.spent.steps + self.steps_beside

    # ------------------------------------------------------------------ what a question needs

    def unfoldings(self, act: str) -> Mapping[str, Unfolding]:
        """The meaning of questions about an act, for each edition."""
        found = self._unfoldings.get(act)
        if found is None:
            found = {
                name: Unfolding(policy, act, self._dependencies[name])
                for name, policy in self.editions.items()
            }
            self._unfoldings[act] = found
        return found

    def acts_under(self, act: str) -> tuple[str, ...]:
        """The primary descriptions of acts that can fall under the description `act`."""
        if self._under is None:
            under: dict[str, dict[str, None]] = {}
            for primary in self.policy.acts:
                for unfolding in self.unfoldings(primary).values():
                    for description in unfolding.descriptions:
                        under.setdefault(description, {})[primary] = None
            self._under = {description: tuple(found) for description, found in under.items()}
        return self._under.get(act, ())

    def bound(self, question: Query) -> Bound:
        """The slots that decide a question."""
        return self._at_home(question)._poser.of(question).bound

    @cached_property
    def background_questions(self) -> frozenset[str]:
        """The questions on which it depends what can be so at all."""
        dependencies = self._dependencies[""]
        found = (dependencies.questions_of(one.formula) for one in self.policy.assumptions.values())
        return frozenset(name for names in found for name in names)

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
        home = self._at_home(question)
        if home is not self:
            self.asked += 1
            return home.ask(question, readings, without, core)
        posed = self._poser.of(question)
        answer = self._asked_in(posed.little, posed, readings, without, False)
        if isinstance(answer, Possible):
            return answer
        if not core:
            # What decides it whatever the readings are decides it under these.
            needed, whole = posed.bound, posed.whole
            if needed.complete and posed.little.covers(whole) and isinstance(answer, Impossible):
                return Impossible(needed)
            if needed.complete and sum(needed.sizes.values()) <= SHARED:
                return self._asked_in(whole, posed, readings, without, core)
        put_in = self._put_in(posed, readings)
        if posed.little.covers(put_in.whole) and isinstance(answer, Impossible) and not core:
            return Impossible(put_in.bound)
        return self._asked_in(put_in.whole, put_in, None, without, core)

    def _asked_in(
        self,
        universe: Universe,
        posed: SizedQuestion,
        readings: Readings | None,
        without: frozenset[str],
        core: bool,
    ) -> Answer:
        session = self._session(universe, posed.question.act)
        return self._asked(session, posed.question, readings, without, posed.tried(universe), core)

    def sampled(
        self,
        question: Query,
        parts: Sequence[Ask],
        readings: Readings | None = None,
        little: bool = False,
    ) -> tuple[bool, ...] | Impossible | Undecided:
        """Which of the parts hold in some case of the question: the first in which as few as can be
        hold, earlier ones before later ones. The parts look from angles that the question looks
        from. `little`: only among cases of few things, so that "impossible" proves nothing."""
        posed = self._poser.of(question)
        found = self._sampled_in(posed.little, posed, parts, readings)
        if isinstance(found, tuple) or little:
            return found
        if posed.little.covers(posed.whole):
            return Impossible(posed.bound) if isinstance(found, Impossible) else found
        return self._sampled_in(posed.whole, posed, parts, readings)

    def _sampled_in(
        self,
        universe: Universe,
        posed: SizedQuestion,
        parts: Sequence[Ask],
        readings: Readings | None,
    ) -> tuple[bool, ...] | Impossible | Undecided:
        question, needed = posed.question, posed.tried(universe)
        session, assumed = self._placed(universe, question, readings, parts=parts)
        if assumed is None:
            return Impossible(needed)
        nodes = session.told_of(parts, question)
        self.asked += 1
        result = session.told.check(assumed, nodes)
        if not result:
            return UNDECIDED if result is None else Impossible(needed)
        model = session.told.model()
        for node in nodes:
            if model.holds(node) and session.told.check([*assumed, -node], nodes):
                model = session.told.model()
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
        session = self._session(universe, question.act)
        label = session.label(question)
        if label is None:
            return session, None
        session.told_of(parts, question)
        switches = session.switches(question, readings, without).values()
        return session, [label, *switches, *session.ground.beyond(universe)]

    def under(self, question: Query) -> Callable[[Readings], Answer]:
        """Answers one question under one set of readings after the other. The readings are assumed
        and not folded away, so that each further answer costs no more than a check."""
        posed = self._poser.of(question)
        session = self._session(posed.whole, question.act)
        label = session.label(posed.question)

        def answer(readings: Readings) -> Answer:
            if label is None:
                return Impossible(posed.bound)
            self.asked += 1
            switches = session.switches(posed.question, readings, frozenset())
            return session.answer(label, switches, posed.bound, False)

        return answer

    def witness(
        self,
        question: Query,
        readings: Readings | None = None,
        without: frozenset[str] = frozenset(),
        little: bool = False,
    ) -> Found | Impossible | Undecided:
        """The canonical case, in as few things as it takes: with a thing for each role and one of
        each other kind, else with one more of each, else of the full size. `little` as in
        `sampled`."""
        home = self._at_home(question)
        if home is not self:
            self.asked += 1
            found = home.witness(question, readings, without, little)
            return self._reread(found) if isinstance(found, Found) else found
        posed = self._put_in(self._poser.of(question), readings)
        found = self._found_in(posed.little, posed, readings, without)
        if isinstance(found, Found) or little:
            return found
        whole = posed.whole
        if posed.little.covers(whole):
            # The bound was not yet known when this was asked.
            return found if isinstance(found, Undecided) else Impossible(posed.bound)
        more = posed.little.grown().within(whole)
        if not more.covers(whole):
            found = self._found_in(more, posed, readings, without)
            if isinstance(found, Found):
                return found
        return self._found_in(whole, posed, readings, without)

    def _put_in(self, posed: SizedQuestion, readings: Readings | None) -> SizedQuestion:
        """The question with some readings put into it."""
        return self._poser.of(read_as(posed.question, {"": readings})) if readings else posed

    def _found_in(
        self,
        universe: Universe,
        posed: SizedQuestion,
        readings: Readings | None,
        without: frozenset[str],
    ) -> Found | Impossible | Undecided:
        """The canonical case over a universe, sought in a kept session that may have more room."""
        question, needed = posed.question, posed.tried(universe)
        session, assumed = self._placed(universe, question, readings, without)
        if assumed is None:
            return Impossible(needed)
        spoken = session.spoken(question, assumed[0])
        return self._narrowed(session, assumed, question, readings, spoken, needed)

    def _reread(self, found: Found) -> Found:
        """A case found for an earlier version, with the readings of this version's questions."""
        plain = self.policy.plain_readings
        own = {
            tag: {**plain, **{name: read[name] for name in plain if name in read}}
            for tag, read in found.readings.items()
        }
        return Found(found.case, own, found.bound)

    def _session(self, wanted: Universe, act: str) -> Session:
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
        session = self._new(wanted, act)
        sessions.append((wanted, session))
        self._fitting.clear()
        return session

    def _new(self, universe: Universe, act: str, circuit: Circuit | None = None) -> Session:
        return Session(self._expander(act), universe, self.budget, self.spent, circuit)

    def _expander(self, act: str) -> Expander:
        found = self._expanders.get(act)
        if found is None:
            views = Views(self.unfoldings(act), self._outlines)
            found = self._expanders[act] = Expander(views)
        return found

    def _asked(
        self,
        session: Session,
        question: Query,
        readings: Readings | None,
        without: frozenset[str],
        needed: Bound,
        core: bool,
    ) -> Answer:
        label = session.label(question)
        if label is None:
            return Impossible(needed)
        self.asked += 1
        switches = session.switches(question, readings, without)
        return session.answer(label, switches, needed, core)

    def _narrowed(
        self,
        session: Session,
        assumed: list[int],
        question: Query,
        readings: Readings | None,
        spoken: Signature,
        needed: Bound,
    ) -> Found | Impossible | Undecided:
        self.asked += 1
        result = session.told.check(assumed)
        if not result:
            return UNDECIDED if result is None else Impossible(needed)
        model = canonical(session, assumed, spoken)
        return _found(session, question, readings, spoken, model, needed)

    def prepared(
        self, question: Query, readings: Readings | None
    ) -> tuple[Session, int | None, list[int]]:
        """The session that answers a question, its label and the switches to assume."""
        home = self._at_home(question)
        if home is not self:
            return home.prepared(question, readings)
        session = self._session(self._poser.of(question).whole, question.act)
        label = session.label(question)
        return session, label, list(session.switches(question, readings, frozenset()).values())

    # ------------------------------------------------------------------ asking about a given case

    def among(
        self, things: tuple[Thing, ...], act: ActInQuestion, circuit: Circuit | None = None
    ) -> Session:
        """A session whose cases are all about these things and this act; nothing is given but what
        is in the `circuit`."""
        roots = self._poser.roots
        sizes = tuple((root, sum(thing.kind == root for thing in things)) for root in roots)
        return self._new(Universe(sizes, (act.agent,), things, act), act.act, circuit)

    def example(self, example: CaseExample, act: ActInQuestion) -> Session:
        """A session whose cases are the completions of a given case with this act in question."""
        circuit, kinds = Circuit(), self.policy.attributes
        asserted = [
            f for given in example.givens for f in settled(given.formula, circuit.given, kinds)
        ]
        circuit.closed = example.closed
        circuit.left_open.update(
            ("fact", *key) for formula in asserted for key in facts_spoken_of(formula)
        )
        session = self.among(example.things, act, circuit)
        for formula in asserted:
            session.told.add(session.proposition(formula, Angle()))
        for fact in self._functional:
            session.relate(fact)
        session.settle(Query(act.act, TRUE))
        return session

    def ask_in(
        self,
        session: Session,
        question: Query,
        readings: Readings | None = None,
        without: frozenset[str] = frozenset(),
    ) -> Answer:
        """Whether a completion of a given case is such."""
        sizes = Bound(dict(session.ground.universe.sizes), True)
        return self._asked(session, question, readings, without, sizes, False)

    def model_in(
        self,
        session: Session,
        question: Query,
        readings: Readings | None = None,
        parts: Sequence[Ask] = (),
    ) -> Model | Impossible | Undecided:
        """A completion of a given case that is such, as the solver found it, in which the parts can
        be looked up."""
        sizes = Bound(dict(session.ground.universe.sizes), True)
        label = session.label(question)
        if label is None:
            return Impossible(sizes)
        nodes = session.told_of(parts, question)
        assumed = [label, *session.switches(question, readings, frozenset()).values()]
        self.asked += 1
        result = session.told.check(assumed, nodes)
        if not result:
            return UNDECIDED if result is None else Impossible(sizes)
        return session.told.model()

    def on_case(self, case: Case, question: Query, fixed: Readings) -> Readings | Undecided | None:
        """The plainest readings under which a question holds of a total case; None where there are
        none."""
        found = self.witness_in(as_example(case), case.act, question, fixed)
        if isinstance(found, Found):
            return found.readings[""]
        return found if isinstance(found, Undecided) else None

    def open_questions(self, case: Case, question: Query) -> frozenset[str]:
        """The questions on which it still turns whether `question` holds of a total case."""
        session = self.example(as_example(case), case.act)
        node = session.proposition(question.body, question.angle)
        atoms = session.ground.circuit.atoms
        below = session.ground.circuit.atoms_below([node])
        return frozenset(str(atoms[a][1]) for a in below if atoms[a][0] == "reads")

    def witness_in(
        self,
        example: CaseExample,
        act: ActInQuestion,
        question: Query,
        readings: Readings | None = None,
    ) -> Found | Impossible | Undecided:
        """The canonical completion of a given case that is such."""
        session = self.example(example, act)
        sizes = Bound(dict(session.ground.universe.sizes), True)
        label = session.label(question)
        if label is None:
            return Impossible(sizes)
        assumed = [label, *session.switches(question, readings, frozenset()).values()]
        spoken = session.all_spoken(label)
        return self._narrowed(session, assumed, question, readings, spoken, sizes)


def _found(
    session: Session,
    question: Query,
    readings: Readings | None,
    spoken: Signature,
    model: Model,
    needed: Bound,
) -> Found:
    """The case of a model, with the readings of each look."""
    ground = session.ground
    chosen = {
        tag: {**readings_of(ground, spoken, model, tag), **given_to(question.angles, tag)}
        for tag in sorted({"", *(angle.tag for angle in question.angles)})
    }
    chosen[""] = {**chosen[""], **(readings or {})}
    return Found(case_of(ground, spoken, model), chosen, needed)


def _roomy(wanted: Universe, others: Iterable[Universe]) -> Universe:
    """A universe that covers the wanted one and, where that stays small, the others too, so that
    later questions find a session ready."""
    for other in others:
        sizes = tuple((k, max(n, dict(other.sizes).get(k, 0))) for k, n in wanted.sizes)
        if other.agents == wanted.agents and sum(n for _, n in sizes) <= ROOMY:
            wanted = Universe(sizes, wanted.agents)
    return wanted


def given_to(angles: Iterable[Angle], tag: str) -> Readings:
    """The readings put into a question for all the angles with a tag."""
    given = [angle.reads for angle in angles if angle.tag == tag]
    return dict(sorted(frozenset.intersection(*given))) if given else {}
