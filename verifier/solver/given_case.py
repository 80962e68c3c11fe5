"""Questions about one given case: its things, its act in question and what is given of it go in;
the same three answers come out, about the completions of that case alone.

The things are the slots, and what is given is put in before anything is expanded, so that no bound
is needed and no answer is bounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from verifier.encoding import (
    Angle,
    Ask,
    Bound,
    Circuit,
    Query,
    Universe,
    facts_spoken_of,
    fix_atoms,
)
from verifier.model import (
    PARTY,
    TRUE,
    ActInQuestion,
    Case,
    CaseExample,
    Readings,
    Thing,
    as_example,
)
from verifier.solver.answers import Answer, Found, Impossible, Undecided
from verifier.solver.clause_solver import Model
from verifier.solver.found_case import found_in
from verifier.solver.session import UNDECIDED, Session
from verifier.solver.session_pool import SessionPool


class GivenCases:
    """Asks about given cases of one policy, each in a session of its own."""

    def __init__(self, pool: SessionPool) -> None:
        self._pool = pool
        self._policy = pool.encodings.policy
        self._functional = tuple(f.id for f in self._policy.facts.values() if f.one_to_each)

    def session_about(
        self, things: tuple[Thing, ...], act: ActInQuestion, circuit: Circuit | None = None
    ) -> Session:
        """A session whose cases are all about these things and this act; nothing is given but what
        is in the `circuit`."""
        roots = tuple(dict.fromkeys(self._policy.roots.values()))
        sizes = tuple((root, sum(thing.kind == root for thing in things)) for root in roots)
        return self._pool.new(Universe(sizes, (act.agent,), things, act), act.act, circuit)

    def session(self, example: CaseExample, act: ActInQuestion) -> Session:
        """A session whose cases are the completions of a given case with this act in question."""
        circuit, kinds = Circuit(), self._policy.attributes
        asserted = [
            f for given in example.givens for f in fix_atoms(given.formula, circuit.given, kinds)
        ]
        circuit.closed = example.closed
        of_kind = partial(self._of_kind, example.things)
        circuit.left_open.update(
            ("fact", *key) for formula in asserted for key in facts_spoken_of(formula, of_kind)
        )
        session = self.session_about(example.things, act, circuit)
        for formula in asserted:
            session.clauses.add(session.proposition(formula, Angle()))
        for fact in self._functional:
            session.constrain_fact(fact)
        session.assert_background(Query(act.act, TRUE))
        return session

    def _of_kind(self, things: tuple[Thing, ...], kind: str) -> Iterator[str]:
        """The named parties and the things of a case that are of a kind."""
        if kind == PARTY:
            yield from self._policy.parties
        yield from (one.name for one in things if kind in (one.kind, *one.subkinds))

    def ask(
        self,
        session: Session,
        question: Query,
        readings: Readings | None = None,
        without: frozenset[str] = frozenset(),
    ) -> Answer:
        """Whether a completion of a given case is such."""
        sizes = Bound(dict(session.grounding.universe.sizes), True)
        return session.ask(question, readings, without, sizes, False)

    def model(
        self,
        session: Session,
        question: Query,
        readings: Readings | None = None,
        parts: Sequence[Ask] = (),
    ) -> Model | Impossible | Undecided:
        """A completion of a given case that is such, as the solver found it, in which the parts can
        be looked up."""
        sizes = Bound(dict(session.grounding.universe.sizes), True)
        label = session.label(question)
        if label is None:
            return Impossible(sizes)
        nodes = session.defined_nodes(parts, question)
        assumed = [label, *session.switches(question, readings, frozenset()).values()]
        session.spent.questions += 1
        result = session.clauses.check(assumed, nodes)
        if not result:
            return UNDECIDED if result is None else Impossible(sizes)
        return session.clauses.model()

    def witness(
        self,
        example: CaseExample,
        act: ActInQuestion,
        question: Query,
        readings: Readings | None = None,
    ) -> Found | Impossible | Undecided:
        """The canonical completion of a given case that is such."""
        session = self.session(example, act)
        sizes = Bound(dict(session.grounding.universe.sizes), True)
        label = session.label(question)
        if label is None:
            return Impossible(sizes)
        assumed = [label, *session.switches(question, readings, frozenset()).values()]
        signature = session.full_signature(label)
        return found_in(session, assumed, question, readings, signature, sizes)

    def plainest_readings(
        self, case: Case, question: Query, fixed: Readings
    ) -> Readings | Undecided | None:
        """The plainest readings under which a question holds of a total case; None where there are
        none."""
        found = self.witness(as_example(case), case.act, question, fixed)
        if isinstance(found, Found):
            return found.readings[""]
        return found if isinstance(found, Undecided) else None

    def open_questions(self, case: Case, question: Query) -> frozenset[str]:
        """The questions on which it still turns whether `question` holds of a total case."""
        session = self.session(as_example(case), case.act)
        node = session.proposition(question.body, question.angle)
        atoms = session.grounding.circuit.atoms
        below = session.grounding.circuit.atoms_below([node])
        return frozenset(str(atoms[a][1]) for a in below if atoms[a][0] == "reads")
