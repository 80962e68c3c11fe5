"""The cases about the same things as a found one: a question and the case found for it go in; which
of the case's statements force the question, what can never be so beside them, and which change
leads out of it, come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from verifier.encoding import Angle, Query, no, read_as
from verifier.model import (
    Case,
    FactKey,
    Formula,
    GivenStatement,
    Not,
    Readings,
    act_day_statement,
    day_statement,
    fact_statement,
    value_statement,
)
from verifier.solver import Found, QuestionSolver, Session


class Neighbours:
    """The cases about the things of a found case, with its act in question, its readings and its
    agent, as a solver sees them. everywhere: under every reading, these aside (None: as read in the
    found case).

    beside: a further question that will be asked of them (see `never`).
    dated: the day of the act is given (see `needs_day`).
    statements: what is so in the found case, as far as the question speaks of it; what is given up
    last, first.
    """

    def __init__(
        self,
        solver: QuestionSolver,
        query: Query,
        found: Found,
        everywhere: Readings | None = None,
        beside: Query | None = None,
    ) -> None:
        self._solver = solver
        self._found = found
        self.dated = True
        case = found.case
        session = self._session = solver.given.session_about(case.things, case.act)
        query = read_as(query, found.readings if everywhere is None else {"": everywhere})
        label = session.label(Query(query.act, no(query.body), query.angle))
        if beside is not None:
            session.label(read_as(beside, found.readings))
        self.statements = tuple(_statements(solver, session, case))
        self.always = label is None
        self._fixed: list[int] = []
        self._dated: list[int] = []
        if label is not None:
            background = session.switches(query, None, frozenset()).values()
            read = _read(session, found.readings) if everywhere is None else ()
            self._fixed = [label, *read, *background]
            self._dated = [self._node(formula) for formula in _act_day(session, case)]
        self._nodes = {one: self._node(one.formula) for one in self.statements}

    def _node(self, formula: Formula) -> int:
        return self._session.proposition(formula, Angle())

    def force(self, kept: Iterable[GivenStatement]) -> bool:
        """Whether every case of which these statements hold is one of the question's."""
        self._solver.spent.questions += 1
        return self._is_none(self._nodes[one] for one in kept)

    def forced_by(self, formulas: Iterable[Formula]) -> bool:
        """The same of formulas about the things of the case."""
        self._solver.spent.questions += 1
        return self.always or self._is_none(map(self._node, formulas))

    def never(
        self,
        question: Query,
        formulas: Sequence[Formula],
        readings: Mapping[str, Readings],
        spoken: frozenset[FactKey] | None = None,
    ) -> bool:
        """Whether no case of which these formulas hold is one of the question's, read in one way.
        `spoken`: besides, no other facts than these are so, but for what is so in the found case
        (None: anything else may be so). Where the solver gives up, there may be such a case."""
        session = self._session
        self._solver.spent.questions += 1
        question = read_as(question, readings)
        label = session.label(question)
        if label is None:
            return True
        day = _act_day(session, self._case) if self.dated else ()
        nodes = [self._node(formula) for formula in (*formulas, *day)]
        switches = session.switches(question, None, frozenset()).values()
        assumed = [label, *_read(session, readings), *switches, *nodes]
        if spoken is not None:
            assumed += self._not_so(spoken)
        return session.clauses.check(assumed) is False

    @property
    def _case(self) -> Case:
        return self._found.case

    def _not_so(self, spoken: frozenset[FactKey]) -> Iterable[int]:
        """That facts which nobody spoke of, and which are not so in the found case, are not so."""
        for node, key in self._session.grounding.circuit.atoms.items():
            if key[0] == "fact":
                fact = (str(key[1]), cast(tuple[str, ...], key[2]))
                if fact not in spoken and fact not in self._case.facts:
                    yield -node

    def needs_day(self, kept: Sequence[GivenStatement]) -> bool:
        """Whether the statements force the question on the day of the act alone."""
        told = self._session.clauses
        return (
            bool(self._dated)
            and told.check([*self._fixed, *(self._nodes[one] for one in kept)]) is not False
        )

    def leads_out(self, statement: GivenStatement, instead: Formula | None = None) -> bool:
        """Whether there is a case, and none of the question's, that differs from the found one in
        this statement alone; `instead`: what then is so (None: the contrary). Where the solver
        gives up, there may be."""
        if self.always:
            return False
        others = (self._nodes[one] for one in self.statements if one is not statement)
        other = -self._nodes[statement] if instead is None else self._node(instead)
        return not self._is_none([other, *others])

    def _is_none(self, nodes: Iterable[int]) -> bool:
        return self._session.clauses.check([*self._fixed, *self._dated, *nodes]) is False


def _statements(solver: QuestionSolver, session: Session, case: Case) -> Iterable[GivenStatement]:
    policy, atoms = solver.policy, session.grounding.circuit.atoms.values()
    spoken = {(str(k[1]), cast(tuple[str, ...], k[2])) for k in atoms if k[0] == "fact"}
    numbers = {key[1:] for key in session.clauses.numbers}
    lists = session.clauses.lists
    order = {name: place for place, name in enumerate(policy.facts)}
    facts = sorted(spoken, key=lambda key: (order.get(key[0], 0), repr(key[1])))
    for key in facts:
        if key in case.facts:
            yield GivenStatement(fact_statement(key), fact=key)
    for value_key, value in case.values.items():
        if value_key in lists or value_key in numbers:
            yield GivenStatement(value_statement(value_key, value), value=value_key)
    for day_key, day in sorted(case.days.items()):
        if day_key in numbers:
            yield GivenStatement(day_statement(day_key, day), day=day_key)
    for key in facts:
        if key not in case.facts:
            formula = Not(fact_statement(key))
            yield GivenStatement(formula, fact=key, holds=False)


def _act_day(session: Session, case: Case) -> Iterable[Formula]:
    """That the act is done on its day, where the question speaks of that."""
    if case.act.day is not None and ("act day",) in session.clauses.numbers:
        yield act_day_statement(case.act.day)


def _read(session: Session, readings: Mapping[str, Readings]) -> Iterable[int]:
    """Every question read in one way: as the angle with its tag reads, else as all others do."""
    for question, tag in sorted(session.clauses.questions):
        chosen = readings.get(tag, readings[""])
        yield session.grounding.circuit.atom("reads", question, chosen[question], tag)
