"""Questions about all completions of a partly known case: what is given and an act in question go
in; which verdicts are possible, what is certain and what is open come out.

Two sessions serve one inquiry. In the settled one what is given is folded into the propositions, so
that most questions answer themselves. In the open one every statement is an assumption of the
single check, so that one can ask what would be if it were otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from verifier.decide.known_facts import Known, given_statements, not_so
from verifier.encoding import FALSE, POSITIONS, TRUE_ASK, Angle, Ask, Query, Takes, no, verdict_is
from verifier.explanation import replayed
from verifier.model import (
    ActInQuestion,
    CaseExample,
    Condition,
    FactKey,
    Formula,
    LawRegime,
    Readings,
    Verdict,
)
from verifier.semantics import ACT_DAY, Unknown
from verifier.solver import UNDECIDED, Found, Impossible, Model, QuestionSolver, Undecided
from verifier.words import Speaker


@dataclass(frozen=True)
class Frame:
    """How the completions are looked at: the column, and the readings that are fixed."""

    column: LawRegime
    fixed: frozenset[tuple[str, str]]

    @property
    def readings(self) -> Readings:
        return dict(self.fixed)


class Inquiry:
    """One partly known case with one act in question.

    `known` is everything that is known, statement by statement: what is given, what is presumed,
    and, of the facts that can matter, those that do not hold because nothing else is so.
    """

    def __init__(
        self,
        solver: QuestionSolver,
        speaker: Speaker,
        example: CaseExample,
        act: ActInQuestion,
        presumed: Sequence[Known] = (),
    ) -> None:
        self.solver = solver
        self.policy = solver.policy
        self.speaker = speaker
        self.act = act
        self.example = replace(
            example,
            givens=(*example.givens, *(Condition(k.formula, k.words) for k in presumed)),
        )
        self.columns = tuple(LawRegime) if self.policy.laws else (LawRegime.ALONE,)
        self.undecided: list[str] = []
        self._read: dict[tuple[frozenset[tuple[str, str]], int], list[int]] = {}
        self.settled = solver.given.session(self.example, act)
        self.session = solver.given.session_about(example.things, act)
        self._speak()
        given = tuple(given_statements(speaker, example))
        self.known = (*given, *presumed, *self._not_so())
        self.known_nodes = tuple(self.node(known.formula) for known in self.known)

    def _speak(self) -> None:
        """Says everything that is asked later, so that both sessions know the same facts."""
        for fact in self.policy.facts:
            self.session.constrain_fact(fact)
        for given in self.example.givens:
            self.node(given.formula)
        for column in self.columns:
            for verdict in Verdict:
                self.node(verdict_is(verdict), column)
        self.session.assert_background(Query(self.act.act, TRUE_ASK))
        self._background = list(
            self.session.switches(Query(self.act.act, TRUE_ASK), None, frozenset()).values()
        )

    def _not_so(self) -> Iterable[Known]:
        circuit = self.settled.grounding.circuit
        stated = {given.formula for given in self.example.givens}
        for key in self.facts():
            if circuit.atom("fact", *key) == FALSE:
                known = not_so(self.speaker, key)
                if known.formula not in stated:
                    yield known

    # ------------------------------------------------------------------ what is spoken of

    def facts(self) -> tuple[FactKey, ...]:
        """The facts that verdicts or the background depend on, in declared order."""
        order = {name: place for place, name in enumerate(self.policy.facts)}
        things = {name: place for place, name in enumerate(self._names())}
        keys = [
            (str(key[1]), tuple(str(name) for name in _names(key[2])))
            for node, key in self.session.grounding.circuit.atoms.items()
            if key[0] == "fact" and self.session.clauses.has_defined(node)
        ]
        return tuple(sorted(keys, key=lambda k: (order[k[0]], [things[name] for name in k[1]])))

    def _names(self) -> tuple[str, ...]:
        return (*self.policy.parties, *(thing.name for thing in self.example.things))

    def unknowns(self) -> tuple[Unknown, ...]:
        """Everything that may be open: values, facts and events, the day of the act, questions."""
        told = self.session.clauses
        numbers = {key[1:] for key in told.numbers if key[0] == "number"}
        values = [
            Unknown("value", attribute, (name,))
            for attribute, name in product(self.policy.attributes, self._names())
            if (attribute, name) in told.lists or (attribute, name) in numbers
        ]
        facts = [
            Unknown("event" if self.policy.facts[name].event else "fact", name, things)
            for name, things in self.facts()
        ]
        day = [ACT_DAY] if ("act day",) in told.numbers else []
        spoken = {name for name, _ in told.questions}
        questions = [Unknown("question", name) for name in self.policy.questions if name in spoken]
        return (*values, *facts, *day, *questions)

    def cone(self, column: LawRegime) -> frozenset[tuple[object, ...]]:
        """The keys of the atoms on which the verdict in a column depends."""
        ground = self.session.grounding
        nodes = [self.session.proposition(Takes(p), Angle(column=column)) for p in POSITIONS]
        return frozenset(ground.circuit.atoms[node] for node in ground.circuit.atoms_below(nodes))

    # ------------------------------------------------------------------ asking

    def node(self, ask: Ask, column: LawRegime = LawRegime.ALONE) -> int:
        """The proposition that is asked, in the open session."""
        node = self.session.proposition(ask, Angle(column=column))
        self.session.clauses.define(node)
        return node

    def check(
        self,
        frame: Frame,
        formulas: Iterable[Formula],
        further: Iterable[int] = (),
        background: Sequence[int] | None = None,
    ) -> bool | None:
        """Whether a completion makes the formulas true; None where the solver could not tell."""
        assumed = [
            *(self._background if background is None else background),
            *(self.node(formula) for formula in formulas),
            *further,
        ]
        self.solver.spent.questions += 1
        result = self.session.clauses.check([*self._reads(frame.fixed), *assumed])
        if result is None:
            self.undecided.append(UNDECIDED.reason)
        return result

    def _reads(self, fixed: frozenset[tuple[str, str]]) -> list[int]:
        """What assumes the fixed readings of the questions spoken of so far."""
        spoken = {name for name, _ in self.session.clauses.questions}
        key = (fixed, len(spoken))
        if key not in self._read:
            circuit = self.session.grounding.circuit
            self._read[key] = [
                circuit.atom("reads", question, reading, "")
                for question, reading in sorted(fixed)
                if question in spoken
            ]
        return self._read[key]

    def assuming(self, frame: Frame, ask: Ask) -> list[int]:
        """What a check of the session assumes for what is asked to be so in a completion."""
        wanted = self.node(ask, frame.column)
        return [*self._background, *self._reads(frame.fixed), *self.known_nodes, wanted]

    def model(self) -> Model:
        """The completion that the last successful check found."""
        return self.session.clauses.model()

    def assumed(self, names: Iterable[str]) -> list[int]:
        """The switches of these assumptions alone, for `check` to take as background."""
        circuit = self.session.grounding.circuit
        return [circuit.atom("assumed", name) for name in names]

    def formulas(self) -> list[Formula]:
        """All that is known."""
        return [known.formula for known in self.known]

    def stated(self, frame: Frame) -> list[int]:
        """What holds of every completion."""
        background = [*self._background, *self._reads(frame.fixed)]
        return [*self.session.clauses.asserted, *background, *self.known_nodes]

    # ------------------------------------------------------------------ verdicts

    def can_be(
        self, frame: Frame, verdict: Verdict, formulas: Iterable[Formula] | None = None
    ) -> bool:
        """Whether a verdict cannot be excluded where the formulas are true; None: where what is
        known is true."""
        wanted = self.node(verdict_is(verdict), frame.column)
        if formulas is None:
            return self.check(frame, (), [*self.known_nodes, wanted]) is not False
        return self.check(frame, formulas, [wanted]) is not False

    def is_other(self, frame: Frame, verdict: Verdict, formulas: Iterable[Formula]) -> bool | None:
        """Whether another verdict is possible where the formulas are true."""
        return self.check(frame, formulas, [self.other(verdict, frame.column)])

    def other(self, verdict: Verdict, column: LawRegime) -> int:
        """That the verdict is another."""
        return self.node(no(verdict_is(verdict)), column)

    def outcomes(
        self, frame: Frame, formulas: Sequence[Formula] | None = None
    ) -> tuple[Verdict, ...]:
        """Every verdict that cannot be excluded; None: where what is known is true."""
        return tuple(verdict for verdict in Verdict if self.can_be(frame, verdict, formulas))

    def follows(self, frame: Frame, ask: Ask) -> bool:
        """Whether something is so in every completion."""
        return self.is_excluded(frame, no(ask))

    def is_excluded(self, frame: Frame, ask: Ask) -> bool:
        """Whether something is so in no completion."""
        query = Query(self.act.act, ask, Angle(column=frame.column))
        answer = self.solver.given.ask(self.settled, query, frame.readings)
        if isinstance(answer, Undecided):
            self.undecided.append(answer.reason)
        return isinstance(answer, Impossible)

    def completion(self, frame: Frame, verdict: Verdict) -> Found | None:
        """The most ordinary completion with a verdict, confirmed by the interpreter."""
        query = Query(self.act.act, verdict_is(verdict), Angle(column=frame.column))
        found = self.solver.given.witness(self.example, self.act, query, frame.readings)
        if isinstance(found, Undecided):
            self.undecided.append(found.reason)
        if not isinstance(found, Found):
            return None
        replayed(self.solver.editions, query, found.case, found.readings)
        return found


def _names(value: object) -> tuple[object, ...]:
    assert isinstance(value, tuple)
    return value
