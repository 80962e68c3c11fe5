"""One solver over one universe: what holds in all its cases is asserted, what is asked, assumed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any as Untyped

import z3

from verifier.answers import Answer, Budget, Impossible, Possible, Switch, Undecided
from verifier.background import frame, functions
from verifier.bounds import Bound, entangled
from verifier.encode import Encoding
from verifier.graph import FALSE, TRUE
from verifier.ground import Ground, Universe
from verifier.model import Fact, Formula, Readings
from verifier.native import Address, Native
from verifier.query import Angle, Query, angles_in
from verifier.unfold import Unfolding

EASY = 2_000_000
"""Resources within which nearly every question is answered."""


class Session:
    """Answers questions about acts of one primary description over one universe."""

    def __init__(
        self,
        unfoldings: Mapping[str, Unfolding],
        universe: Universe,
        budget: Budget,
        native: Native,
    ) -> None:
        self.ground = Ground(unfoldings, universe)
        self.unfoldings = unfoldings
        self.told = Told(native, budget)
        self.encoding = Encoding(self.ground, native, self.told.add)
        self._related: set[str] = set()
        self._assumed: set[tuple[str, Angle]] = set()
        self._backgrounds: dict[tuple[Angle, ...], tuple[dict[str, Address], tuple[int, ...]]] = {}
        self._labels: dict[int, Address] = {}
        self._passing = 0
        self._spoken = 0
        for node in frame(self.ground):
            if node != TRUE:
                self.add(node)
        for unfolding in unfoldings.values():
            for fact in unfolding.policy.facts.values():
                if entangled(fact):
                    self.relate(fact.id)

    @property
    def solver(self) -> Untyped:
        """The solver that gave the last answer."""
        return self.told.solver

    def add(self, node: int) -> None:
        """Makes a proposition hold in every case from now on."""
        self.told.add(self.encoding.address(node))

    def label(self, question: Query) -> Address | None:
        """A constant that implies the question; None where it is plainly impossible."""
        body = self.ground.proposition(question.body, question.angle)
        node = self.ground.graph.both((body, *self.settle(question)))
        if node == FALSE:
            return None
        if node not in self._labels:
            self._labels[node] = self.encoding.label(node)
        return self._labels[node]

    def settle(self, question: Query) -> tuple[int, ...]:
        """Asserts what comes with the words spoken so far: assumptions, functions. Gives the
        assumptions that depend on readings which the question itself gives: they belong to the
        question, for another may read them otherwise."""
        _, own = self._background(_angles(question))
        self._relate()
        return own

    def _background(self, angles: tuple[Angle, ...]) -> tuple[dict[str, Address], tuple[int, ...]]:
        """The assumptions seen from some angles: the switch of each, and as propositions those that
        are not asserted."""
        found = self._backgrounds.get(angles)
        if found is None:
            graph, switches, own = self.ground.graph, dict[str, Address](), list[int]()
            for angle in angles:
                for name, formula, seen in assumptions_from(angle, self.unfoldings):
                    switch = graph.atom("assumed", name)
                    switches[name] = self.encoding.address(switch)
                    if (name, seen) in self._assumed:
                        continue
                    node = graph.implies(switch, self.ground.proposition(formula, seen))
                    if seen.reads:
                        own.append(node)
                    else:
                        self._assumed.add((name, seen))
                        self.add(node)
            found = self._backgrounds[angles] = (switches, tuple(own))
        return found

    def _relate(self) -> None:
        """Facts that are functions, once anything has spoken of them."""
        spoken = self.ground.graph.facts
        while len(spoken) > self._spoken:
            self._spoken = len(spoken)
            for name in sorted(spoken - self._related):
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
    ) -> dict[Switch, Address]:
        """What is switched on for one check: the assumptions but those in `without`, the given
        readings, every norm that has a switch and is not in `without`."""
        named, _ = self._background(_angles(question))
        found: dict[Switch, Address] = {
            ("assumed", name): term for name, term in named.items() if name not in without
        }
        graph, address = self.ground.graph, self.encoding.address
        if readings is not None:
            for asked, tag in self.encoding.questions():
                if tag == "" and asked in readings:
                    reads = ("reads", asked, readings[asked], "")
                    found[reads] = address(graph.atom(*reads))
        for edition, norm in graph.switched:
            if norm not in without:
                on = ("on", edition, norm)
                found[on] = address(graph.atom(*on))
        return found

    def answer(
        self, label: Address, switches: Mapping[Switch, Address], bound: Bound, core: bool
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
        reason = self.told.reason
        spent = ("cancel", "resource", "rlimit", "timeout", "memory")
        if any(word in reason for word in spent):
            return Undecided("the budget for one question was used up")
        return Undecided(f"the solver gave up ({reason})")

    def check(self, assumptions: Sequence[Address | Untyped]) -> Untyped:
        """Z3's answer (see `Told.check`)."""
        return self.told.check(assumptions)

    def check_with(
        self, assumptions: Sequence[Address | Untyped], passing: Sequence[Untyped]
    ) -> Untyped:
        """`check` with conditions that hold for this check only."""
        if not passing:
            return self.check(assumptions)
        self._passing += 1
        native = self.encoding.native
        gate = native.boolean(f"passing {self._passing}")
        for condition in passing:
            self.told.add(native.implies(gate, native.address(condition)))
        return self.check([*assumptions, gate])

    def _core(self, switches: Mapping[Switch, Address]) -> tuple[Switch, ...]:
        core = set(self.told.core())
        return tuple(sorted(switch for switch, term in switches.items() if term in core))


class Told:
    """A solver and what it was told. A solver that gave up is not asked again: a new one is told
    the same, for Z3 promises nothing of the answers it would give."""

    def __init__(self, native: Native, budget: Budget) -> None:
        self.native = native
        self.budget = budget
        self.asserted: list[Address] = []
        self.reason = ""
        self.solver = self._fresh(min(budget.resources, EASY))

    def add(self, condition: Address) -> None:
        """Asserts a condition."""
        self.asserted.append(condition)
        self.native.tell(self.solver, condition)

    def check(self, assumptions: Sequence[Address | Untyped]) -> Untyped:
        """Z3's answer, first with few resources and no clock, for the clock costs more than most
        questions; `reason` says why there is none. The user's interruption is raised again, for Z3
        reports it as unknown."""
        if self.reason:
            self.solver, self.reason = self._fresh(min(self.budget.resources, EASY)), ""
        result = self.native.put(self.solver, assumptions)
        if result == z3.unknown and self.budget.resources > EASY:
            self._heed_interruption()
            self.solver = self._fresh(self.budget.resources, self.budget.milliseconds)
            result = self.native.put(self.solver, assumptions)
        if result == z3.unknown:
            self._heed_interruption()
            self.reason = str(self.solver.reason_unknown())
        return result

    def core(self) -> Iterable[Address]:
        """The assumptions that the last check could not have together."""
        return (term.as_ast().value for term in self.solver.unsat_core())

    def _fresh(self, resources: int, milliseconds: int | None = None) -> Untyped:
        solver = z3.SimpleSolver(ctx=self.native.context)
        solver.set("rlimit", resources)
        if milliseconds is not None:
            solver.set("timeout", milliseconds)
        for condition in self.asserted:
            self.native.tell(solver, condition)
        return solver

    def _heed_interruption(self) -> None:
        if "interrupted" in str(self.solver.reason_unknown()):
            raise KeyboardInterrupt


def _angles(question: Query) -> tuple[Angle, ...]:
    return tuple(dict.fromkeys([question.angle, *angles_in(question.body)]))


def assumptions_of(
    question: Query, unfoldings: Mapping[str, Unfolding]
) -> Iterable[tuple[str, Formula, Angle]]:
    """The assumptions of every edition a question looks at, with the angle they are read from."""
    for angle in _angles(question):
        yield from assumptions_from(angle, unfoldings)


def assumptions_from(
    angle: Angle, unfoldings: Mapping[str, Unfolding]
) -> tuple[tuple[str, Formula, Angle], ...]:
    """The same for one angle."""
    return unfoldings[angle.edition].reach.assumptions(angle)
