"""What single changes of a found case do to what it shows: which take it away, and what comes of
each instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from verifier.encoding import Angle, Query
from verifier.explanation.replay import Replay
from verifier.findings import SingleChange
from verifier.model import Case, GivenStatement, LawRegime, ListType, Readings, ValueKey, Verdict
from verifier.semantics import evaluate
from verifier.solver import Found, QuestionSolver
from verifier.words import Speaker

MOST_CHANGES = 12
"""So many single changes are shown for one witness; other readings are tried where the facts give
fewer than `ENOUGH_CHANGES`."""

ENOUGH_CHANGES = 6


class SingleChanges:
    """A found case with one thing changed at a time."""

    def __init__(
        self, solver: QuestionSolver, speaker: Speaker, query: Query, found: Found
    ) -> None:
        self.solver = solver
        self.speaker = speaker
        self.query = query
        self.found = found
        self.also: dict[ValueKey, list[str]] = {}
        self.changes: list[SingleChange] = []

    def run(self, needed: Iterable[GivenStatement]) -> None:
        """Tries each change of a fact or value that matters, then each other reading that could."""
        case = self.found.case
        for statement in needed:
            if statement.fact is not None and statement.fact not in case.days:
                said = self.speaker.negated_fact if statement.holds else self.speaker.fact
                facts = case.facts ^ {statement.fact}
                self._try(said(statement.fact), replace(case, facts=facts), self.found.readings)
            elif statement.value is not None:
                self.vary(statement.value)
        if len(self.changes) < ENOUGH_CHANGES:
            for words, readings in self._reread():
                self._try(words, case, readings)

    def vary(self, key: ValueKey) -> None:
        """Tries each other value of a list; those with one effect are one change."""
        effects: dict[str, list[str]] = {}
        case, kind = self.found.case, self.solver.policy.attributes[key[0]].type
        if isinstance(kind, ListType):
            for value in kind.values:
                if value != case.values[key]:
                    changed = replace(case, values={**case.values, key: value})
                    came = self._effect(changed, self.found.readings)
                    if came is None:
                        self.also.setdefault(key, []).append(value)
                    elif came:
                        effects.setdefault(came, []).append(value)
        for came, values in effects.items():
            self.changes.append(SingleChange(self.speaker.value_among(key, values), came))

    def _try(self, words: str, case: Case, readings: Mapping[str, Readings]) -> None:
        """Keeps the change where the changed case no longer shows the same."""
        changed = self._effect(case, readings)
        if changed:
            self.changes.append(SingleChange(words, changed))

    def _effect(self, case: Case, readings: Mapping[str, Readings]) -> str | None:
        """What comes of a changed case; None where it still shows the same, nothing where there is
        no such case."""
        replay = Replay(self.solver.editions, case, readings)
        if replay.violated(Angle()):
            return ""
        if replay.holds(self.query.body, self.query.angle, replay.roles()):
            return None
        column = self.query.angle.column
        return effect(self.solver, self.speaker, column, case, readings[""])

    def _reread(self) -> Iterable[tuple[str, Mapping[str, Readings]]]:
        """Each question that still stands once the case is given, read otherwise."""
        policy = self.solver.policy
        apart = {asked for angle in self.query.angles for asked in angle.apart}
        open_questions = self.solver.given.open_questions(self.found.case, self.query) - apart
        for question in policy.questions.values():
            now = self.found.readings[""][question.name]
            for reading in question.readings:
                if question.name in open_questions and reading.name != now:
                    changed = {
                        tag: {**chosen, question.name: reading.name}
                        for tag, chosen in self.found.readings.items()
                    }
                    yield self.speaker.reading(question.name, reading.name), changed


def effect(
    solver: QuestionSolver, speaker: Speaker, column: LawRegime, case: Case, readings: Readings
) -> str:
    """The verdict on a case in a few words, with the clauses that decide: `prohibited, by clause
    P3`."""
    result = evaluate(solver.policy, case, readings, column)
    names = dict.fromkeys(
        solver.policy.norms[norm].clause for norm, _ in result.live if _is_norm(solver, norm)
    )
    word = "clause" if len(names) == 1 else "clauses"
    by = f", by {word} {speaker.series(tuple(names))}" if names else ""
    return f"{result.verdict}{by}"


def _is_norm(solver: QuestionSolver, norm: str) -> bool:
    return solver.policy.norms[norm].modality is not None


def telling(changes: Iterable[SingleChange], verdict: Verdict) -> Iterable[SingleChange]:
    """So many as are shown, in their order, and first those that come to another verdict: what only
    takes the case out of what was asked about tells less."""
    return sorted(changes, key=lambda one: one.effect.partition(",")[0] == verdict)[:MOST_CHANGES]
