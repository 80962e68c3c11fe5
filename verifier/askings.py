"""What every case of a policy file comes to: the verdicts it can have, over columns and
readings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from verifier.answers import Impossible, Possible, Undecided
from verifier.findings import AskingResult, CaseResult, ExpectationResult
from verifier.graph import FALSE, TRUE
from verifier.model import (
    Asking,
    CaseExample,
    Column,
    Expectation,
    Policy,
    Positions,
    Readings,
    Verdict,
)
from verifier.query import (
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
from verifier.session import Session
from verifier.solve import Bench


def case_result(bench: Bench, example: CaseExample, plain: Readings) -> CaseResult:
    """Every asking of a case, computed."""
    askings = tuple(
        AskingAnswer(bench, example, asking, plain).result() for asking in example.askings
    )
    return CaseResult(example.name, example.title, askings)


class AskingAnswer:
    """One asking of one case."""

    def __init__(self, bench: Bench, example: CaseExample, asking: Asking, plain: Readings) -> None:
        self.bench = bench
        self.policy: Policy = bench.policy
        self.asking = asking
        self.plain = plain
        self.undecided = False
        self.session: Session = bench.example(example, asking.act)

    def possible_at_all(self) -> bool | None:
        """Whether what is given can be so; None where the solver could not tell."""
        answer = self.bench.ask_in(self.session, Query(self.asking.act.act, TRUE_ASK))
        if isinstance(answer, Possible):
            return True
        return False if isinstance(answer, Impossible) else None

    def verdicts(self, column: Column, readings: Readings | None) -> tuple[Verdict, ...]:
        """The verdicts that completions of the case have, under the readings or under any; what is
        given can be so (see `possible_at_all`) under some reading."""
        reads = frozenset(readings.items()) if readings is not None else frozenset()
        angle = Angle(column=column, reads=reads)
        positions = self._positions(angle)
        if positions is not None and not self._background_is_read():
            return (positions.verdict,)
        return tuple(verdict for verdict in Verdict if self._can_be(verdict, angle))

    def _background_is_read(self) -> bool:
        """Whether it depends on readings what can be so at all."""
        reach = self.bench.unfoldings(self.asking.act.act)[""].reach
        return any(reach.questions_of(a.formula) for a in self.policy.assumptions.values())

    def _can_be(self, verdict: Verdict, angle: Angle) -> bool:
        query = Query(self.asking.act.act, verdict_is(verdict), angle)
        answer = self.bench.ask_in(self.session, query)
        self.undecided = self.undecided or isinstance(answer, Undecided)
        return not isinstance(answer, Impossible)

    def _nodes(self, angle: Angle) -> dict[Position, int]:
        """What each position comes to once everything given is put in."""
        return {p: self.session.ground.proposition(Takes(p), angle) for p in POSITIONS}

    def _positions(self, angle: Angle) -> Positions | None:
        """The positions, where what is given settles them all."""
        nodes = self._nodes(angle)
        if any(node not in (TRUE, FALSE) for node in nodes.values()):
            return None
        has = {position: node == TRUE for position, node in nodes.items()}
        return Positions(has["O"], has["F"], has["P"], has["E"], has["C"])

    def _open_questions(self) -> frozenset[str]:
        """The questions that still stand in the positions: no other can change the verdict."""
        graph = self.session.ground.graph
        atoms = graph.atoms_below(self._nodes(Angle()).values())
        return frozenset(str(graph.atoms[a][1]) for a in atoms if graph.atoms[a][0] == "reads")

    def turns_on(self) -> tuple[str, ...]:
        """The questions whose single change from the plain readings changes the verdict."""
        base = self.verdicts(Column.ALONE, self.plain)
        open_questions = self._open_questions()
        return tuple(
            question.name
            for question in self.policy.questions.values()
            if question.name in open_questions
            and any(
                self.verdicts(Column.ALONE, {**self.plain, question.name: reading.name}) != base
                for reading in question.readings
                if reading.name != self.plain[question.name]
            )
        )

    def result(self) -> AskingResult:
        columns = list(Column) if self.policy.laws else [Column.ALONE]
        verdicts = {column: self.verdicts(column, self.plain) for column in columns}
        possible = self.verdicts(Column.ALONE, None)
        turns = self.turns_on() if len(possible) > 1 else ()
        return AskingResult(
            words=self.asking.words,
            verdicts=verdicts,
            possible=possible,
            turns_on=turns,
            live=self._live(),
            expectations=tuple(self._expected(verdicts, possible, turns)),
        )

    def _live(self) -> tuple[str, ...]:
        """The norms that are live in every completion under the plain readings."""
        angle = Angle(reads=frozenset(self.plain.items()))
        act = self.asking.act.act
        norms = self.bench.unfoldings(act)[""].norms_in_reach
        return tuple(
            norm.id
            for norm in norms
            if isinstance(
                self.bench.ask_in(self.session, Query(act, no(Live(norm.id)), angle)), Impossible
            )
        )

    def _expected(
        self,
        verdicts: Mapping[Column, tuple[Verdict, ...]],
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
                    met = set(found) == set(expectation.verdicts)
                    computed = ", ".join(found)
                case _:
                    found = self._verdict(expectation, verdicts, possible)
                    met = found == expectation.verdicts
                    computed = " or ".join(found)
            sure: bool | None = None if self.undecided else met
            yield ExpectationResult(expectation.words, sure, computed)

    def _possible(
        self, expectation: Expectation, possible: tuple[Verdict, ...]
    ) -> tuple[Verdict, ...]:
        if expectation.column is Column.ALONE:
            return possible
        return self.verdicts(expectation.column, None)

    def _verdict(
        self,
        expectation: Expectation,
        verdicts: Mapping[Column, tuple[Verdict, ...]],
        possible: tuple[Verdict, ...],
    ) -> tuple[Verdict, ...]:
        if expectation.every_reading:
            return self._possible(expectation, possible)
        if not expectation.readings:
            return verdicts.get(expectation.column, verdicts[Column.ALONE])
        readings = {**self.plain, **dict(expectation.readings)}
        return self.verdicts(expectation.column, readings)
