"""The cases of a file with all that they leave open, against mutants that are known to be other
policies: which expectation is no longer met. Many mutants lie on one solver, so that each case is
expanded only once for all of them."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Mapping, Sequence

from verifier.changes.mutate.equivalence import parted_on
from verifier.changes.mutate.mutant import Mutant
from verifier.changes.mutate.sample_cases import Sample
from verifier.encoding import Angle, Ask, Query, both, either, no, verdict_is
from verifier.explanation import AskingAnswer
from verifier.model import Expectation, LawRegime, Policy, Readings, Reads
from verifier.solver import Budget, Impossible, Possible, QuestionSolver, Session, Undecided

TIDY = 10
"""So many cases share a solver; then the solver's leavings are cleared away."""


class WholeCases:
    """Mutants by number, with the acts on which each can bear; `otherwise` are those under which
    assumptions, or what is given in cases, may mean something else. After `killed`, `undecided`
    says of which mutants it could not be told whether a case notices them, and why."""

    def __init__(
        self,
        policy: Policy,
        budget: Budget,
        mutants: Mapping[int, Mutant],
        acts: Mapping[int, Collection[str]],
        otherwise: Collection[int],
    ) -> None:
        self.policy = policy
        self.budget = budget
        self.mutants = mutants
        self.acts = acts
        self.otherwise = otherwise
        self.plain = policy.plain_readings
        self.names = {place: f"edited {place}" for place in mutants}
        self.undecided: dict[int, str] = {}
        self.broken_off: dict[int, Exception] = {}

    def killed(self, samples: Sequence[Sample]) -> dict[int, str]:
        """Which mutants are killed, and by which case."""
        found: dict[int, str] = {}
        for start in range(0, len(samples), TIDY):
            left = [place for place in self.mutants if place not in found]
            if left:
                gc.collect()
                solver = self._solver_beside(left)
                for sample in samples[start : start + TIDY]:
                    try:
                        self._tried(solver, sample, found)
                    except Exception as error:
                        self.broken_off.update((place, error) for place in left)
                        solver = self._solver_beside(left)
        return found

    def _solver_beside(self, places: Iterable[int]) -> QuestionSolver:
        """A solver for some of the cases: what the solver keeps of them goes with it."""
        edited = {self.names[place]: self.mutants[place].policy for place in places}
        return QuestionSolver(self.policy, self.budget, {"": self.policy, **edited})

    def _tried(self, solver: QuestionSolver, sample: Sample, found: dict[int, str]) -> None:
        """Adds the mutants that the case kills to those found."""
        act = sample.asking.act.act
        left = [p for p in self.mutants if p not in found and act in self.acts[p]]
        if not left:
            return
        whole = _OneCase(self, solver, sample)
        for place in left:
            noticed = whole.notices(place)
            if noticed:
                found[place] = sample.called
            elif noticed is None:
                self.undecided.setdefault(place, f"{sample.called} stayed undecided")

    def comes_out_otherwise(self, sample: Sample, place: int) -> bool | None:
        """Whether an expectation is not met under the mutant, computed in full."""
        edited = self.mutants[place].policy
        return _any(_not(met) for met in met_by(sample, edited, self))


class _OneCase:
    """One question of one case, all of whose expectations the policy meets, with all mutants on one
    solver."""

    def __init__(self, whole: WholeCases, solver: QuestionSolver, sample: Sample) -> None:
        self.whole = whole
        self.solver = solver
        self.sample = sample
        self.act = sample.asking.act.act
        self.session: Session = solver.given.session(sample.example, sample.asking.act)

    def notices(self, place: int) -> bool | None:
        """Whether some expectation is no longer met. Where no completion has another verdict under
        any reading, nothing can come out otherwise."""
        if place in self.whole.otherwise:
            return self.whole.comes_out_otherwise(self.sample, place)
        expectations = self.sample.asking.expectations
        name = self.whole.names[place]
        columns = dict.fromkeys(expected.column for expected in expectations)
        if all(self._can(parted_on(self.act, column, name)) is False for column in columns):
            return False
        return _any(self._misses(place, expected) for expected in expectations)

    def _can(self, query: Query) -> bool | None:
        match self.solver.given.ask(self.session, query):
            case Possible():
                return True
            case Impossible():
                return False
            case Undecided():
                return None

    def _misses(self, place: int, expected: Expectation) -> bool | None:
        """Whether an expectation that the policy meets is missed by the mutant."""
        column, plain = expected.column, self.whole.plain
        other = no(verdict_is(*expected.verdicts))
        match expected.form:
            case "verdict":
                fixed = None if expected.every_reading else {**plain, **dict(expected.readings)}
                return self._has(place, column, other, fixed)
            case "possible":
                each = (self._has(place, column, verdict_is(v), None) for v in expected.verdicts)
                gone = (_not(has) for has in each)
                return _any((self._has(place, column, other, None), *gone))
            case "turns on":
                query = parted_on(self.act, LawRegime.ALONE, self.whole.names[place])
                near = Query(self.act, both([query.body, one_step_from(plain)]))
                if self._can(near) is False:
                    return False
                return self.whole.comes_out_otherwise(self.sample, place)

    def _has(
        self, place: int, column: LawRegime, body: Ask, readings: Readings | None
    ) -> bool | None:
        """Whether some completion is such under the mutant."""
        reads = frozenset((readings or {}).items())
        angle = Angle(column=column, reads=reads, edition=self.whole.names[place])
        return self._can(Query(self.act, body, angle))


def _any(answers: Iterable[bool | None]) -> bool | None:
    """Whether one is so; None where none was found to be and one is open."""
    open_ = False
    for answer in answers:
        if answer:
            return True
        open_ |= answer is None
    return None if open_ else False


def _not(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def one_step_from(plain: Readings) -> Ask:
    """At most one question is not read plainly."""
    plainly: dict[str, Ask] = {name: Reads(name, reading) for name, reading in plain.items()}
    return either(
        both(read for name, read in plainly.items() if name != other) for other in plainly
    )


def met_by(sample: Sample, edited: Policy, whole: WholeCases) -> tuple[bool | None, ...]:
    """Which expectations of a question are met under a mutant, over all completions of its case."""
    solver = QuestionSolver(edited, whole.budget)
    answer = AskingAnswer(solver, sample.example, sample.asking, edited.plain_readings)
    if answer.possible_at_all() is False:
        return (False,) * len(sample.asking.expectations)
    return tuple(expected.met for expected in answer.result().expectations)
