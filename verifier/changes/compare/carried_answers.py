"""Which questions mean the same in two versions of a policy: what was asked of the one need not be
found out again of the other.

A question means the same where nothing that an edit reaches can matter to it: no norm it speaks of,
none that can defeat such a norm, no definition and no reading that these depend on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from verifier.changes.compare.difference.edits import changed_norms
from verifier.encoding import (
    Applicable,
    Ask,
    Dependencies,
    InScope,
    Late,
    Live,
    LiveAt,
    NeverInTime,
    NoWayLeft,
    Query,
    Seen,
    Takes,
    VerdictIn,
    definitions_in,
)
from verifier.model import (
    ActIs,
    All,
    Any,
    CaseExample,
    Compare,
    Counted,
    Defined,
    Every,
    Formula,
    Holds,
    Not,
    OfKind,
    Policy,
    Reads,
    Same,
    Some,
    ValueIs,
)
from verifier.solver import QuestionSolver


class CarriedAnswers:
    """What two versions have in common; each solver is that of one version alone."""

    def __init__(self, old: QuestionSolver, new: QuestionSolver) -> None:
        self.old, self.new = old, new
        before, after = old.policy, new.policy
        self._reaches = (Dependencies(before), Dependencies(after))
        self._edited = changed_norms(before, after)
        self._definitions = frozenset(
            name
            for name in before.definitions.keys() & after.definitions.keys()
            if _bare(before, name) == _bare(after, name)
        )
        self._questions = frozenset(
            name
            for name in before.questions.keys() & after.questions.keys()
            if _readings(before, name) == _readings(after, name)
        )
        self._norms: dict[str, bool] = {}
        self._acts: dict[str, bool] = {}
        self._asked: dict[Query, bool] = {}
        self._comparable = self._on_one_ground()

    def same(self, question: Query) -> bool:
        """Whether a question of the new version has the answer that it has in the old one."""
        found = self._asked.get(question)
        if found is None:
            found = self._comparable and question.angle.edition == ""
            found = found and self._says_the_same(question.body, question.act)
            self._asked[question] = found
        return found

    def same_act(self, act: str) -> bool:
        """Whether the policy says the same of every act of a primary description."""
        if act not in self._acts:
            here, there = (
                solver.encodings.unfoldings(act)[""].bearing_on_the_act
                for solver in (self.old, self.new)
            )
            self._acts[act] = self._comparable and here == there and all(map(self._norm, here))
        return self._acts[act]

    def same_case(self, example: CaseExample) -> bool:
        """Whether a case of both files comes to the same in both versions."""
        return (
            self.old.policy.cases.get(example.name) == example
            and all(self._formula(given.formula) for given in example.givens)
            and all(self.same_act(asking.act.act) for asking in example.askings)
        )

    # ------------------------------------------------------------------ the ground

    def _on_one_ground(self) -> bool:
        """Whether words, assumptions and what counts as what are the same."""
        before, after = self.old.policy, self.new.policy
        words = [
            (p.kinds, p.parties, p.attributes, p.facts, p.acts, p.assumptions)
            for p in (before, after)
        ]
        alike = all(_alike(one, other) for one, other in zip(*words, strict=True))
        background = [
            *(rule.condition for rule in after.counts_as),
            *(assumption.formula for assumption in after.assumptions.values()),
        ]
        rules = before.counts_as == after.counts_as
        return alike and rules and all(map(self._formula, background))

    def _norm(self, name: str) -> bool:
        """Whether a norm is live in the same cases."""
        if name not in self._norms:
            self._norms[name] = all(
                name in reach.policy.norms
                and not reach.attackers[name] & self._edited
                and reach.of_norms[name] <= self._questions
                and all(
                    self._formula(condition.formula)
                    for norm in reach.attackers[name]
                    for condition in reach.policy.norms[norm].conditions
                )
                for reach in self._reaches
            )
        return self._norms[name]

    def _formula(self, formula: Formula) -> bool:
        """Whether a formula without norms says the same."""
        reach = self._reaches[1]
        return reach.questions_of(formula) <= self._questions and all(
            name in self._definitions and self._formula(reach.policy.definitions[name].condition)
            for name in definitions_in(formula)
        )

    # ------------------------------------------------------------------ questions

    def _says_the_same(self, ask: Ask, act: str) -> bool:
        match ask:
            case Seen(angle, body):
                return angle.edition == "" and self._says_the_same(body, act)
            case Not(body) | Some(_, body) | Every(_, body) | Counted(_, _, _, body):
                return self._says_the_same(body, act)
            case All(parts) | Any(parts):
                return all(self._says_the_same(part, act) for part in parts)
            case Live(norm) | LiveAt(norm) | Applicable(norm):
                return self._norm(norm)
            case Late() | NeverInTime() | NoWayLeft() | Takes() | VerdictIn():
                return self.same_act(act)
            case InScope(scope):
                return all(self._formula(condition.formula) for condition in scope.conditions)
            case Defined() | Reads():
                return self._formula(ask)
            case Holds() | ValueIs() | Compare() | Same() | OfKind() | ActIs():
                return True
            case _:
                assert_never(ask)


def _alike(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether the same is declared in the same order, in which ordinary cases are sought."""
    return list(one) == list(other) and one == other


def _bare(policy: Policy, name: str) -> object:
    return replace(policy.definitions[name], span=None)


def _readings(policy: Policy, name: str) -> tuple[str, Iterable[str]]:
    question = policy.questions[name]
    return question.plain, [reading.name for reading in question.readings]
