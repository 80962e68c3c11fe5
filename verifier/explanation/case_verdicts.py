"""What every case of a policy file comes to: the verdicts it can have, over columns and
readings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from verifier.encoding import (
    POSITIONS,
    TRUE_ASK,
    Angle,
    Live,
    Position,
    Query,
    Takes,
    no,
    verdict_is,
)
from verifier.findings import AskingResult, CaseResult, ExpectationResult
from verifier.model import (
    ActInQuestion,
    Asking,
    CaseExample,
    Expectation,
    LawRegime,
    Policy,
    Positions,
    Readings,
    Verdict,
    as_expected,
)
from verifier.semantics import verdict
from verifier.solver import Impossible, Possible, QuestionSolver, Session, Undecided


def case_result(
    solver: QuestionSolver,
    example: CaseExample,
    plain: Readings,
    session: Callable[[CaseExample, ActInQuestion], Session] | None = None,
    brief: bool = False,
) -> CaseResult:
    """Every asking of a case, computed. `session`: gives the session that a case is asked in;
    `brief`: beside the policy alone, only the columns in which something is expected."""
    of = session or solver.given.session
    askings = tuple(
        AskingAnswer(solver, example, asking, plain, of(example, asking.act)).result(brief)
        for asking in example.askings
    )
    return CaseResult(example.name, example.title, askings)


class AskingAnswer:
    """One asking of one case."""

    def __init__(
        self,
        solver: QuestionSolver,
        example: CaseExample,
        asking: Asking,
        plain: Readings,
        session: Session | None = None,
    ) -> None:
        self.solver = solver
        self.policy: Policy = solver.policy
        self.asking = asking
        self.plain = plain
        self.undecided = False
        self.session = session or solver.given.session(example, asking.act)
        self._read: dict[frozenset[tuple[str, str]], bool] = {}
        self._positions: dict[LawRegime, dict[Position, int]] = {}

    def possible_at_all(self) -> bool | None:
        """Whether what is given can be so; None where the solver could not tell."""
        answer = self.solver.given.ask(self.session, Query(self.asking.act.act, TRUE_ASK))
        if isinstance(answer, Possible):
            return True
        return False if isinstance(answer, Impossible) else None

    def verdicts(self, column: LawRegime, readings: Readings | None) -> tuple[Verdict, ...]:
        """The verdicts that completions of the case have, under the readings or under any; what is
        given can be so (see `possible_at_all`) under some reading."""
        nodes = self._nodes(column)
        if readings is not None and self._settled(nodes.values()):
            positions = {p: self._is_so(node, readings) for p, node in nodes.items()}
            return (_verdict(positions),) if self._can_be_read(readings) else ()
        return self._found(column, readings)

    def _found(self, column: LawRegime, readings: Readings | None) -> tuple[Verdict, ...]:
        """The same by the solver: a completion with a verdict not yet found, until there is none.
        Where it gives up, no verdict is excluded."""
        found: set[Verdict] = set()
        positions = [Takes(position) for position in POSITIONS]
        while True:
            query = Query(self.asking.act.act, no(verdict_is(*found)), Angle(column))
            reader = self.solver.given.model(self.session, query, readings, positions)
            if isinstance(reader, Impossible):
                return tuple(verdict for verdict in Verdict if verdict in found)
            if isinstance(reader, Undecided):
                self.undecided = True
                return tuple(Verdict)
            nodes = self._nodes(column)
            found.add(_verdict({p: reader.holds(node) for p, node in nodes.items()}))

    def _can_be_read(self, readings: Readings) -> bool:
        """Whether what is given can be so under the readings: where it depends on them."""
        chosen = frozenset(
            (name, readings[name]) for name in self.solver.encodings.background_questions
        )
        if chosen not in self._read:
            query = Query(self.asking.act.act, TRUE_ASK)
            answer = self.solver.given.ask(self.session, query, readings) if chosen else None
            self.undecided = self.undecided or isinstance(answer, Undecided)
            self._read[chosen] = not isinstance(answer, Impossible)
        return self._read[chosen]

    def _nodes(self, column: LawRegime) -> dict[Position, int]:
        """What each position comes to once everything given is put in."""
        if column not in self._positions:
            angle = Angle(column)
            self._positions[column] = {
                p: self.session.proposition(Takes(p), angle) for p in POSITIONS
            }
        return self._positions[column]

    def _settled(self, nodes: Iterable[int]) -> bool:
        """Whether the readings alone decide the nodes."""
        circuit = self.session.grounding.circuit
        return all(
            circuit.atoms[atom][0] == "reads" for atom in circuit.atoms_in(circuit.below(nodes))
        )

    def _is_so(self, node: int, readings: Readings) -> bool:
        """Whether a settled node is true under the readings."""
        circuit = self.session.grounding.circuit

        def so(atom: int) -> bool:
            _, question, reading, *_ = circuit.atoms[atom]
            return readings[str(question)] == reading

        return circuit.value(node, so)

    @cached_property
    def _open_questions(self) -> frozenset[str]:
        """The questions that still stand in the positions: no other can change the verdict."""
        circuit = self.session.grounding.circuit
        atoms = circuit.atoms_below(self._nodes(LawRegime.ALONE).values())
        return frozenset(str(circuit.atoms[a][1]) for a in atoms if circuit.atoms[a][0] == "reads")

    def turns_on(self) -> tuple[str, ...]:
        """The questions whose single change from the plain readings changes the verdict."""
        base = self.verdicts(LawRegime.ALONE, self.plain)
        return tuple(name for name, found in self._by_question.items() if found != {base})

    @cached_property
    def _by_question(self) -> Mapping[str, frozenset[tuple[Verdict, ...]]]:
        """What the other readings of each question that matters make of the case, the rest read
        plainly."""
        return {
            question.name: frozenset(
                self.verdicts(LawRegime.ALONE, {**self.plain, question.name: reading.name})
                for reading in question.readings
                if reading.name != self.plain[question.name]
            )
            for question in self.policy.questions.values()
            if question.name in self._open_questions
        }

    def result(self, brief: bool = False) -> AskingResult:
        """All of it; `brief` as for `case_result`."""
        columns = list(LawRegime) if self.policy.laws else [LawRegime.ALONE]
        if brief:
            asked = {expectation.column for expectation in self.asking.expectations}
            columns = [one for one in columns if one is LawRegime.ALONE or one in asked]
        verdicts = {column: self.verdicts(column, self.plain) for column in columns}
        possible = self.verdicts(LawRegime.ALONE, None)
        settled = len(possible) == 1
        turns = () if settled else self.turns_on()
        singly = () if settled else self._by_question.values()
        live, expectations = self._live(), tuple(self._expected(verdicts, possible, turns))
        return AskingResult(
            words=self.asking.words,
            verdicts=verdicts,
            possible=possible,
            turns_on=turns,
            singly=frozenset(v for found in singly for many in found for v in many),
            live=live,
            expectations=expectations,
            undecided=self.undecided,
        )

    def _live(self) -> tuple[str, ...]:
        """The norms that are live in every completion under the plain readings."""
        norms = self.solver.encodings.unfoldings(self.asking.act.act)[""].norms_about_the_act
        return tuple(norm.id for norm in norms if self._is_live(norm.id))

    def _is_live(self, norm: str) -> bool:
        node = self.session.proposition(Live(norm), Angle())
        if self._settled([node]):
            return self._is_so(node, self.plain)
        query = Query(self.asking.act.act, no(Live(norm)))
        return isinstance(self.solver.given.ask(self.session, query, self.plain), Impossible)

    def _expected(
        self,
        verdicts: Mapping[LawRegime, tuple[Verdict, ...]],
        possible: tuple[Verdict, ...],
        turns: tuple[str, ...],
    ) -> Iterable[ExpectationResult]:
        for expectation in self.asking.expectations:
            match expectation.form:
                case "turns on":
                    met = set(turns) == set(expectation.questions)
                    computed = ", ".join(turns) or "nothing"
                case "possible":
                    found = self._possible(expectation, possible)
                    expected = expectation.verdicts
                    met = set(as_expected(found, expected)) == set(expected)
                    computed = ", ".join(found)
                case _:
                    found = self._verdict(expectation, verdicts, possible)
                    met = as_expected(found, expectation.verdicts) == expectation.verdicts
                    computed = " or ".join(found)
            sure: bool | None = None if self.undecided else met
            yield ExpectationResult(expectation.words, sure, computed)

    def _possible(
        self, expectation: Expectation, possible: tuple[Verdict, ...]
    ) -> tuple[Verdict, ...]:
        if expectation.column is LawRegime.ALONE:
            return possible
        return self.verdicts(expectation.column, None)

    def _verdict(
        self,
        expectation: Expectation,
        verdicts: Mapping[LawRegime, tuple[Verdict, ...]],
        possible: tuple[Verdict, ...],
    ) -> tuple[Verdict, ...]:
        if expectation.every_reading:
            return self._possible(expectation, possible)
        if not expectation.readings:
            return verdicts.get(expectation.column, verdicts[LawRegime.ALONE])
        readings = {**self.plain, **dict(expectation.readings)}
        return self.verdicts(expectation.column, readings)


def _verdict(has: Mapping[Position, bool]) -> Verdict:
    return verdict(Positions(*(has[position] for position in POSITIONS)))
