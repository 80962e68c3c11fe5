"""One solver over one universe: what holds in all its cases is asserted, what is asked, assumed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from verifier.encoding import (
    FALSE,
    TRUE,
    Angle,
    Ask,
    Bound,
    Circuit,
    Expander,
    Grounding,
    Query,
    Signature,
    Universe,
    assumptions,
    entangled,
    one_to_each,
    well_formed,
)
from verifier.model import Fact, Readings
from verifier.solver.answers import Answer, Budget, Impossible, Possible, Spent, Switch, Undecided
from verifier.solver.clause_solver import ClauseSolver

UNDECIDED = Undecided("the budget for one question was used up")


class Session:
    """Answers questions about acts of one primary description over one universe.

    What is asserted for one question leaves every other as it was: it only says what can always be
    so (a function has values, an assumption can be read as another question reads it).
    """

    def __init__(
        self,
        expander: Expander,
        universe: Universe,
        budget: Budget,
        spent: Spent,
        circuit: Circuit | None = None,
    ) -> None:
        """`circuit`: one in which something is given already."""
        self._expander = expander
        self.spent = spent
        self.grounding = Grounding(expander.resolved_angles, universe, circuit)
        self.unfoldings = expander.resolved_angles.unfoldings
        self.clauses = ClauseSolver(self.grounding, budget, spent)
        self._functions: dict[str, tuple[int, ...]] = {}
        self._assumed: dict[tuple[str, Angle], int] = {}
        self._backgrounds: dict[Angle, _Background] = {}
        self._labels: dict[Query, int | None] = {}
        self._readings: dict[tuple[frozenset[tuple[str, str]], int], Mapping[Switch, int]] = {}
        self._facts_constrained = 0
        for node in well_formed(self.grounding):
            if node != TRUE:
                self.clauses.add(node)
        for unfolding in self.unfoldings.values():
            for fact in unfolding.policy.facts.values():
                if entangled(fact):
                    self.constrain_fact(fact.id)
        self._always = tuple(self.clauses.asserted)

    # ------------------------------------------------------------------ what is asked

    def proposition(self, ask: Ask, angle: Angle) -> int:
        """The node that says what `ask` says, seen from `angle`."""
        return self._expander.proposition(self.grounding, ask, angle)

    def label(self, question: Query) -> int | None:
        """The node to assume for a question; None where it is plainly impossible."""
        if question not in self._labels:
            body = self.proposition(question.body, question.angle)
            node = self.grounding.circuit.both((body, *self.assert_background(question)))
            if node != FALSE:
                self.clauses.define(node)
            self._labels[question] = None if node == FALSE else node
        return self._labels[question]

    def assert_background(self, question: Query) -> tuple[int, ...]:
        """Asserts what comes with the words spoken so far: assumptions, functions. Gives the
        assumptions that depend on readings which the question itself gives: they belong to the
        question, for another may read them otherwise."""
        own = [node for angle in question.angles for node in self._background(angle).own]
        self._constrain_facts()
        return tuple(own)

    def defined_nodes(self, parts: Iterable[Ask], question: Query) -> list[int]:
        """The nodes of what is looked up in the answer to a question, all defined."""
        nodes = [self.proposition(part, question.angle) for part in parts]
        for node in nodes:
            self.clauses.define(node)
        self.assert_background(question)
        return nodes

    def _background(self, angle: Angle) -> _Background:
        """The assumptions seen from an angle."""
        found = self._backgrounds.get(angle)
        if found is None:
            found = self._backgrounds[angle] = self._background_from(angle)
        return found

    def _background_from(self, angle: Angle) -> _Background:
        circuit, switches = self.grounding.circuit, dict[str, int]()
        own, always = list[int](), list[int]()
        for name, formula, seen in assumptions(angle, self.unfoldings):
            switch = switches[name] = circuit.atom("assumed", name)
            node = self._assumed.get((name, seen))
            if node is None:
                node = circuit.implies(
                    switch, self._expander.assumption(self.grounding, formula, seen)
                )
                self._assumed[name, seen] = node
                if not seen.reads:
                    self.clauses.add(node)
            (own if seen.reads else always).append(node)
        return _Background(switches, tuple(own), tuple(always))

    def _constrain_facts(self) -> None:
        """Facts that are functions, once anything has spoken of them."""
        spoken = self.grounding.circuit.facts
        while len(spoken) > self._facts_constrained:
            self._facts_constrained = len(spoken)
            for name in sorted(spoken - self._functions.keys()):
                self.constrain_fact(name)

    def constrain_fact(self, name: str) -> None:
        """Makes a fact a function where the policy says so."""
        if name not in self._functions:
            nodes = tuple(
                node for node in one_to_each(self.grounding, self._fact(name)) if node != TRUE
            )
            self._functions[name] = nodes
            for node in nodes:
                self.clauses.add(node)

    def _fact(self, name: str) -> Fact:
        policies = (unfolding.policy for unfolding in self.unfoldings.values())
        return next(policy.facts[name] for policy in policies if name in policy.facts)

    def switches(
        self, question: Query, readings: Readings | None, without: frozenset[str]
    ) -> dict[Switch, int]:
        """What is switched on for one check: the assumptions but those in `without`, the given
        readings, every norm that has a switch and is not in `without`."""
        found: dict[Switch, int] = {
            ("assumed", name): switch
            for angle in question.angles
            for name, switch in self._background(angle).switches.items()
            if name not in without
        }
        circuit = self.grounding.circuit
        if readings:
            found.update(self._read(readings))
        for edition, norm in circuit.switched:
            if norm not in without:
                on = ("on", edition, norm)
                found[on] = circuit.atom(*on)
        return found

    def _read(self, readings: Readings) -> Mapping[Switch, int]:
        """The readings of the questions spoken of so far."""
        key = (frozenset(readings.items()), len(self.clauses.questions))
        found = self._readings.get(key)
        if found is None:
            keys = [
                ("reads", asked, readings[asked], "")
                for asked, tag in sorted(self.clauses.questions)
                if tag == "" and asked in readings
            ]
            found = self._readings[key] = {key: self.grounding.circuit.atom(*key) for key in keys}
        return found

    def signature(self, question: Query, label: int) -> Signature:
        """What a question speaks of, with all that must be so beside it: what is asserted for other
        questions is no part of it."""
        circuit = self.grounding.circuit
        background = (n for angle in question.angles for n in self._background(angle).always)
        bits = circuit.below((label, *background, *self._always))
        facts = {name for _, name, _ in Signature(circuit, bits).facts}
        for name in facts:
            bits |= circuit.below(self._functions.get(name, ()))
        return Signature(circuit, bits)

    def full_signature(self, label: int) -> Signature:
        """What a question speaks of, with all that was asserted."""
        circuit = self.grounding.circuit
        return Signature(circuit, circuit.below((label, *self.clauses.asserted)))

    # ------------------------------------------------------------------ answers

    def ask(
        self,
        question: Query,
        readings: Readings | None,
        without: frozenset[str],
        bound: Bound,
        core: bool,
    ) -> Answer:
        """Whether the question has a case under the given readings; `bound`: what the answer rests
        on. `without` and `core` as in `QuestionSolver.ask`."""
        label = self.label(question)
        if label is None:
            return Impossible(bound)
        self.spent.questions += 1
        return self.answer(label, self.switches(question, readings, without), bound, core)

    def answer(
        self, label: int, switches: Mapping[Switch, int], bound: Bound, core: bool
    ) -> Answer:
        """Whether the labelled question has a case under the switches."""
        result = self.clauses.check([label, *switches.values()])
        if result is None:
            return UNDECIDED
        if result:
            return Possible(bound)
        return Impossible(bound, self._core(switches) if core else ())

    def _core(self, switches: Mapping[Switch, int]) -> tuple[Switch, ...]:
        core = self.clauses.core()
        return tuple(sorted(switch for switch, node in switches.items() if node in core))


@dataclass(frozen=True)
class _Background:
    """The assumptions seen from an angle: the switch of each by its name, what belongs to the
    question, what is asserted."""

    switches: Mapping[str, int]
    own: tuple[int, ...]
    always: tuple[int, ...]
