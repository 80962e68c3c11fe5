"""A policy and a mutant side by side: whether they are two policies at all, and whether something
that the policy claims tells them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from verifier.changes.mutate.edits import EditKind
from verifier.changes.mutate.fates import MutantEnd, MutantFate, fate_of
from verifier.changes.mutate.mutant import Mutant
from verifier.checks.support.check_context import CheckContext, CheckTally
from verifier.encoding import Angle, Ask, Bound, Live, Query, Seen, both, either, no, parted
from verifier.model import FALSE, LawRegime, Norm, Policy, Quantity, Readings
from verifier.semantics import speaks
from verifier.solver import Budget, Impossible, Possible, QuestionSolver, Undecided

EDITED = "edited"
"""The name of the mutant's edition."""

PROVED = "proved for any number of things"

ANOTHER_WORLD = "it changes no verdict, but which cases the assumptions allow"


@dataclass(frozen=True)
class Difference:
    """A question that has a case on which policy and mutant give another verdict, and that no
    promise or possibility notices. `bounded`: how far the search for one that does went, where it
    was no proof; `undecided`: why it could not be told."""

    question: Query
    bounded: str = ""
    undecided: str = ""


class MutantBeside:
    """One mutant beside the policy, on one solver. `norms` and `acts` are those on which the edit
    can bear, `columns` those in which verdicts count; `assumed`: whether it can bear on what the
    assumptions mean."""

    def __init__(
        self,
        policy: Policy,
        mutant: Mutant,
        norms: Sequence[str],
        acts: Sequence[str],
        columns: Sequence[LawRegime],
        budget: Budget,
        assumed: bool = False,
    ) -> None:
        self.policy = policy
        self.mutant = mutant
        self.norms = norms
        self.acts = acts
        self.columns = columns
        self.assumed = assumed
        self.solver = QuestionSolver(policy, budget, {"": policy, EDITED: mutant.policy})
        self.context = CheckContext(policy, self.solver, {})
        self.bounded = ""
        self.undecided = ""

    def judged(self, broken_by: Callable[[MutantBeside], str]) -> MutantFate | Difference:
        """What becomes of the mutant, or a difference that no claim notices; `broken_by` names the
        claim that does, or is empty."""
        difference = None if self._no_other_effect() else self._difference()
        if difference is None:
            return self._without_difference()
        self.context.tally = CheckTally()
        by = broken_by(self)
        if by:
            return fate_of(self.mutant, MutantEnd.KILLED, by)
        tally = self.context.tally
        return Difference(difference, "".join(tally.bounded[:1]), "".join(tally.unknown[:1]))

    def _without_difference(self) -> MutantFate:
        """The end of a mutant of which no other verdict was found."""
        if self.undecided or self.bounded:
            open_ = self.undecided or f"no other verdict was found; {self.bounded}"
            return fate_of(self.mutant, MutantEnd.UNDECIDED, open_)
        if self.assumed and not self._same_world():
            return fate_of(self.mutant, MutantEnd.UNDECIDED, ANOTHER_WORLD)
        return fate_of(self.mutant, MutantEnd.EQUIVALENT, PROVED)

    # ------------------------------------------------------------------ equivalence

    def _no_other_effect(self) -> bool:
        """Whether it is proved that every norm that the edit can reach is live exactly where it
        was, and is due by the same days."""
        if self.mutant.kind in (EditKind.MODALITY, EditKind.BEARER) or self._is_due_otherwise():
            return False
        queries = list(self._effects())
        if any(self._in_few_things(query) for query in queries):
            return False
        answers = (self.solver.ask(query) for query in queries)
        return all(isinstance(found, Impossible) and found.bound.complete for found in answers)

    def _is_due_otherwise(self) -> bool:
        edited = self.mutant.policy.norms
        kept = (name for name in self.mutant.touched if name in edited)
        return any(_last_days(self.policy.norms[n]) != _last_days(edited[n]) for n in kept)

    def _effects(self) -> Iterator[Query]:
        for act in self.acts:
            unfoldings = self.solver.encodings.unfoldings(act).values()
            reached = {
                norm.id for unfolding in unfoldings for norm in unfolding.norms_about_the_act
            }
            for norm in self.norms:
                for column in self.columns:
                    if norm in reached and speaks(self.policy.norms[norm], column):
                        yield Query(act, _differs(norm, column, self.mutant.policy))

    def _difference(self) -> Query | None:
        """A question that has a case with another verdict."""
        queries = [parted_on(act, column, EDITED) for column in self.columns for act in self.acts]
        few = next((query for query in queries if self._in_few_things(query)), None)
        return few or next((query for query in queries if self._possible(query)), None)

    def _in_few_things(self, query: Query, readings: Readings | None = None) -> bool:
        """Whether already a thing for each role and one of each other kind make such a case; where
        they do not, there may still be one in more."""
        return isinstance(self.solver.sampled(query, (), readings, few=True), tuple)

    def _possible(self, query: Query) -> bool:
        match self.solver.ask(query):
            case Possible():
                return True
            case Impossible(bound):
                if not bound.complete:
                    self.bounded = self.bounded or searched(bound)
                return False
            case Undecided(reason):
                self.undecided = reason
                return False

    def _same_world(self) -> bool:
        """Whether it is proved that the assumptions of both allow the same cases."""
        bare = {
            name: replace(edition, assumptions={}) for name, edition in self.solver.editions.items()
        }
        solver = QuestionSolver(bare[""], self.solver.budget, bare)
        before, after = (
            Seen(
                Angle(edition=name),
                both(assumption.formula for assumption in edition.assumptions.values()),
            )
            for name, edition in self.solver.editions.items()
        )
        other = either([both([before, no(after)]), both([after, no(before)])])
        answers = [solver.ask(Query(act, other)) for act in self.policy.acts]
        return all(isinstance(found, Impossible) and found.bound.complete for found in answers)

    def plainest(self, question: Query, plain: Readings) -> tuple[Query, Readings | None]:
        """The same difference in the policy alone and under the plain readings, where there is
        one."""
        for readings in (plain, None):
            for column in self.columns:
                for act in self.acts:
                    query = parted_on(act, column, EDITED)
                    if self._in_few_things(query, readings):
                        return query, readings
        return question, None


# --------------------------------------------------------------------------- questions


def _last_days(norm: Norm) -> tuple[Quantity, ...]:
    return norm.window.latest if norm.window else ()


def searched(bound: Bound) -> str:
    """How far a search went that is no proof."""
    sizes = ", ".join(
        f"{number} of the kind {kind}" for kind, number in bound.sizes.items() if number
    )
    return f"searched up to {sizes}"


def parted_on(act: str, column: LawRegime, edition: str) -> Query:
    """Is there a case with another verdict in the edition?"""
    return Query(act, parted(Angle(column=column), Angle(column=column, edition=edition)))


def _differs(norm: str, column: LawRegime, edited: Policy) -> Ask:
    """The norm is live in one edition and not in the other."""
    here, there = Angle(column=column), Angle(column=column, edition=EDITED)
    before: Ask = Live(norm)
    after: Ask = Live(norm) if norm in edited.norms else FALSE
    return either(
        [
            both([Seen(here, before), Seen(there, no(after))]),
            both([Seen(here, no(before)), Seen(there, after)]),
        ]
    )
