"""One solver over one universe: what holds in all its cases is asserted, what is asked, assumed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any as Untyped

import z3

from verifier.agents import angles_in
from verifier.answers import Answer, Budget, Impossible, Possible, Switch, Undecided
from verifier.background import frame, functions
from verifier.bounds import Bound, entangled
from verifier.encode import Encoding, put, tell
from verifier.graph import FALSE, TRUE
from verifier.ground import Ground, Universe
from verifier.model import Fact, Formula, Readings
from verifier.query import Angle, Query
from verifier.unfold import Unfolding


class Session:
    """Answers questions about acts of one primary description over one universe."""

    def __init__(
        self,
        unfoldings: Mapping[str, Unfolding],
        universe: Universe,
        budget: Budget,
        context: Untyped,
        numeric: bool,
    ) -> None:
        self.ground = Ground(unfoldings, universe)
        self.unfoldings = unfoldings
        self.solver = z3.Solver(ctx=context) if numeric else z3.SolverFor("QF_FD", ctx=context)
        self.solver.set("timeout", budget.milliseconds)
        self.solver.set("rlimit", budget.resources)
        self.asserted: list[Untyped] = []
        self.encoding = Encoding(self.ground, context, self._assert)
        self._related: set[str] = set()
        self._assumed: set[tuple[str, Angle]] = set()
        self._angles: set[tuple[Angle, ...]] = set()
        self._labels: dict[int, Untyped] = {}
        self._named: dict[tuple[Angle, ...], tuple[str, ...]] = {}
        self._passing = 0
        self._looked_at = 0
        for node in frame(self.ground):
            if node != TRUE:
                self.add(node)
        for unfolding in unfoldings.values():
            for fact in unfolding.policy.facts.values():
                if entangled(fact):
                    self.relate(fact.id)

    def _assert(self, *conditions: Untyped) -> None:
        """Asserts conditions, and keeps them: a solver does not give back what it was told."""
        self.asserted.extend(conditions)
        for condition in conditions:
            tell(self.solver, condition)

    def add(self, node: int) -> None:
        """Makes a proposition hold in every case from now on."""
        self._assert(self.encoding.term(node))

    def label(self, question: Query) -> Untyped | None:
        """A constant that implies the question; None where it is plainly impossible."""
        body = self.ground.proposition(question.body, question.angle)
        node = self.ground.graph.both((body, *self._read_assumptions(question)))
        self.settle(question)
        if node == FALSE:
            return None
        if node not in self._labels:
            self._labels[node] = self.encoding.label(node)
        return self._labels[node]

    def _read_assumptions(self, question: Query) -> Iterable[int]:
        """The assumptions that depend on readings which the question itself gives: they belong to
        the question, for another may read them otherwise."""
        graph = self.ground.graph
        for name, formula, angle in assumptions_of(question, self.unfoldings):
            if angle.reads:
                node = self.ground.proposition(formula, angle)
                yield graph.implies(graph.atom("assumed", name), node)

    def settle(self, question: Query) -> None:
        """Asserts what comes with the words spoken so far: assumptions, functions."""
        graph = self.ground.graph
        angles = _angles(question)
        if angles not in self._angles:
            self._angles.add(angles)
            for name, formula, angle in assumptions_of(question, self.unfoldings):
                if not angle.reads and (name, angle) not in self._assumed:
                    self._assumed.add((name, angle))
                    node = self.ground.proposition(formula, angle)
                    self.add(graph.implies(graph.atom("assumed", name), node))
        self._relate()

    def _relate(self) -> None:
        """Facts that are functions, once anything has spoken of them."""
        while len(self.ground.graph.atoms) > self._looked_at:
            self._looked_at = len(self.ground.graph.atoms)
            spoken = {str(k[1]) for k in self.ground.graph.atoms.values() if k[0] == "fact"}
            fresh = sorted(spoken - self._related)
            for name in fresh:
                self.relate(name)

    def relate(self, name: str) -> None:
        """Makes a fact a function where the policy says so."""
        self._related.add(name)
        for node in functions(self.ground, self._fact(name)):
            self.add(node)

    def _fact(self, name: str) -> Fact:
        policies = (unfolding.policy for unfolding in self.unfoldings.values())
        return next(policy.facts[name] for policy in policies if name in policy.facts)

    def switches(
        self, question: Query, readings: Readings | None, without: frozenset[str]
    ) -> dict[Switch, Untyped]:
        """What is switched on for one check: the assumptions but those in `without`, the given
        readings, every norm that has a switch and is not in `without`."""
        angles = _angles(question)
        if angles not in self._named:
            named = (name for name, _, _ in assumptions_of(question, self.unfoldings))
            self._named[angles] = tuple(dict.fromkeys(named))
        keys: list[Switch] = [
            ("assumed", name) for name in self._named[angles] if name not in without
        ]
        if readings is not None:
            keys += [
                ("reads", asked, readings[asked], "")
                for asked, tag in self.encoding.questions()
                if tag == "" and asked in readings
            ]
        keys += [
            (str(key[0]), str(key[1]), str(key[2]))
            for key in self.ground.graph.switched
            if key[2] not in without
        ]
        return {key: self.encoding.term(self.ground.graph.atom(*key)) for key in keys}

    def answer(
        self, label: Untyped, switches: Mapping[Switch, Untyped], bound: Bound, core: bool
    ) -> Answer:
        """Whether the labelled question has a case under the switches."""
        result = self.check([label, *switches.values()])
        if result == z3.sat:
            return Possible(bound)
        if result == z3.unsat:
            return Impossible(bound, self._core(switches) if core else ())
        return self.undecided()

    def undecided(self) -> Undecided:
        """Why the last check gave no answer, in plain words."""
        reason = str(self.solver.reason_unknown())
        spent = ("cancel", "resource", "rlimit", "timeout", "memory")
        if any(word in reason for word in spent):
            return Undecided("the budget for one question was used up")
        return Undecided(f"the solver gave up ({reason})")

    def check(self, assumptions: list[Untyped]) -> Untyped:
        """Z3's answer; the user's interruption is raised again, for Z3 reports it as unknown."""
        result = put(self.solver, assumptions)
        if result == z3.unknown and "interrupted" in str(self.solver.reason_unknown()):
            raise KeyboardInterrupt
        return result

    def check_with(self, assumptions: list[Untyped], passing: list[Untyped]) -> Untyped:
        """`check` with conditions that hold for this check only."""
        if not passing:
            return self.check(assumptions)
        self._passing += 1
        gate = self.encoding.boolean(f"passing {self._passing}")
        for condition in passing:
            tell(self.solver, self.encoding.implies(gate, condition))
        return self.check([*assumptions, gate])

    def _core(self, switches: Mapping[Switch, Untyped]) -> tuple[Switch, ...]:
        names = {str(term): key for key, term in switches.items()}
        core = [str(term) for term in self.solver.unsat_core()]
        return tuple(sorted(names[name] for name in core if name in names))


def _angles(question: Query) -> tuple[Angle, ...]:
    return tuple(dict.fromkeys([question.angle, *angles_in(question.body)]))


def assumptions_of(
    question: Query, unfoldings: Mapping[str, Unfolding]
) -> Iterable[tuple[str, Formula, Angle]]:
    """The assumptions of every edition a question looks at, with the angle they are read from."""
    for angle in _angles(question):
        unfolding = unfoldings[angle.edition]
        for assumption in unfolding.policy.assumptions.values():
            questions = unfolding.reach.questions_of(assumption.formula)
            apart = questions & angle.apart
            seen = Angle(
                apart=apart,
                tag=angle.tag if apart else "",
                reads=frozenset(read for read in angle.reads if read[0] in questions),
                edition=angle.edition,
            )
            yield assumption.name, assumption.formula, seen
