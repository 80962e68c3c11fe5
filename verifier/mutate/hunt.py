"""The hunt for mutants: a policy goes in, what becomes of every mutant comes out.

First the cases of the file are evaluated, which kills most. What is left is compared with the policy
by the solver: no norm that the edit can reach has another effect, or no verdict is another: then
the mutant is equivalent. Else promises, possibilities and at last the cases with all that they leave
open may kill it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from verifier.answers import Budget, Impossible, Possible, Undecided
from verifier.askings import AskingAnswer
from verifier.checks.broken_promise import broken
from verifier.checks.coverage import completed
from verifier.desk import Desk
from verifier.model import (
    FALSE,
    Column,
    Policy,
    Possibility,
    Promise,
    Readings,
    Verdict,
)
from verifier.mutate.edits import Kind
from verifier.mutate.fates import End, Fate
from verifier.mutate.mutants import Mutant
from verifier.mutate.samples import Sample, contradicts
from verifier.mutate.survivor import noticing_case
from verifier.mutate.touched import Touch
from verifier.query import (
    Angle,
    Ask,
    InScope,
    Live,
    Query,
    Seen,
    VerdictIn,
    both,
    either,
    no,
    parted,
)
from verifier.solve import Bench

EDITED = "edited"
"""The name of the mutant's edition beside the policy."""

Progress = Callable[[int], None]


@dataclass
class Hunt:
    """Judges the mutants of one policy."""

    policy: Policy
    budget: Budget = field(default_factory=Budget)

    def __post_init__(self) -> None:
        self.touch = Touch(self.policy)
        self.desk = Desk(self.policy, Bench(self.policy, self.budget), {})
        self.plain: Readings = self.policy.plain_readings
        self.columns = tuple(Column) if self.policy.laws else (Column.ALONE,)
        self.samples = list(self._samples())
        self.promises = [p for p in self.policy.promises.values() if self._holds(p)]
        self.possibilities = [p for p in self.policy.possibilities.values() if self._is_so(p)]
        self._met: dict[str, tuple[bool, ...]] = {}

    # ------------------------------------------------------------------ what can kill

    def _samples(self) -> Iterator[Sample]:
        """The samples that come out as expected under the policy itself."""
        for example in self.policy.cases.values():
            for asking in example.askings:
                case = completed(self.desk, example, asking, self.plain)
                if case is not None:
                    sample = Sample(example, asking, case)
                    if not contradicts(self.policy, sample, self.plain, True):
                        yield sample

    def failing(self) -> Iterator[str]:
        """What fails on the policy itself."""
        kept = {(id(sample.example), id(sample.asking)) for sample in self.samples}
        for example in self.policy.cases.values():
            if any((id(example), id(asking)) not in kept for asking in example.askings):
                yield f"the case “{example.name}”"
        for promise in self.policy.promises.values():
            if promise not in self.promises:
                yield f"the promise “{promise.name}”"
        for possibility in self.policy.possibilities.values():
            if possibility not in self.possibilities:
                yield f"the possibility “{possibility.name}”"

    def _holds(self, promise: Promise) -> bool:
        under = self.plain if promise.under == "plain" else None
        return all(self.desk.ask(query, under) is False for query in broken(self.desk, promise))

    def _is_so(self, possibility: Possibility) -> bool:
        queries = possible(self.desk, possibility, "")
        return self.desk.anywhere(queries, self._under(possibility)) is not None

    def _under(self, claim: Promise | Possibility) -> Readings | None:
        return self.plain if claim.under == "plain" else None

    # ------------------------------------------------------------------ one mutant

    def fate(self, mutant: Mutant) -> Fate:
        """What becomes of a mutant."""
        by = self._by_sample(mutant)
        return _fate(mutant, End.KILLED, by) if by else _Judged(self, mutant).fate()

    def _by_sample(self, mutant: Mutant) -> str:
        """The case that kills the mutant at first sight; the one that kills most comes first."""
        acts = self.acts(mutant)
        assumed = self.touch.assumed(mutant)
        for place, sample in enumerate(self.samples):
            if sample.asking.act.act in acts and contradicts(
                mutant.policy, sample, self.plain, assumed
            ):
                self.samples.insert(0, self.samples.pop(place))
                return sample.called
        return ""

    def acts(self, mutant: Mutant) -> tuple[str, ...]:
        """The primary descriptions of the acts on whose verdict the edit can bear."""
        norms = (self.policy.norms[name] for name in self.touch.norms(mutant))
        patterns = {norm.act.act for norm in norms if norm.act is not None}
        reached = {act for pattern in patterns for act in self.desk.bench.acts_under(pattern)}
        return tuple(act for act in self.policy.acts if act in reached)

    def met(self, sample: Sample, policy: Policy, bench: Bench) -> tuple[bool, ...]:
        """Which expectations of the question are met, over all completions of the case."""
        answer = AskingAnswer(bench, sample.example, sample.asking, policy.plain_readings)
        if answer.possible_at_all() is False:
            return (False,) * len(sample.asking.expectations)
        return tuple(expected.met is not False for expected in answer.result().expectations)

    def met_before(self, sample: Sample) -> tuple[bool, ...]:
        """The same for the policy itself."""
        key = f"{sample.example.name}\0{sample.asking.words}"
        if key not in self._met:
            self._met[key] = self.met(sample, self.policy, self.desk.bench)
        return self._met[key]


@dataclass
class _Judged:
    """One mutant beside the policy, on one bench."""

    hunt: Hunt
    mutant: Mutant

    def __post_init__(self) -> None:
        editions = {"": self.hunt.policy, EDITED: self.mutant.policy}
        self.bench = Bench(self.hunt.policy, self.hunt.budget, editions)
        self.desk = Desk(self.hunt.policy, self.bench, {})
        self.acts = self.hunt.acts(self.mutant)
        self.open = ""
        """What was asked and stayed undecided, or was not proved for any number of things."""

    def fate(self) -> Fate:
        if not self._has_another_effect() and not self.open:
            return _fate(self.mutant, End.EQUIVALENT, "proved for any number of things")
        self.open = ""
        query, readings = self._difference()
        if query is None:
            end = End.UNDECIDED if self.open.startswith("the budget") else End.EQUIVALENT
            return _fate(self.mutant, end, self.open or "proved for any number of things")
        by = self._by_claim() or self._by_whole_case()
        if by:
            return _fate(self.mutant, End.KILLED, by)
        case, changes = noticing_case(self.desk, query, readings, EDITED)
        return _fate(self.mutant, End.SURVIVED, "", case, changes)

    # ------------------------------------------------------------------ equivalence

    def _has_another_effect(self) -> bool:
        """Whether some norm that the edit can reach is live where it was not, or the reverse."""
        if self.mutant.kind in (Kind.MODALITY, Kind.BEARER):
            return True
        return any(
            self._possible(Query(act, _differs(norm, column, self.mutant.policy)), None)
            for act in self.acts
            for norm in self.hunt.touch.norms(self.mutant)
            for column in self.hunt.columns
            if self._bears_on(norm, act, column)
        )

    def _bears_on(self, norm: str, act: str, column: Column) -> bool:
        known = self.hunt.policy.norms[norm]
        reached = {found.id for u in self.bench.unfoldings(act).values() for found in u.norms_in_reach}
        return norm in reached and self.hunt.policy.speaks_in(known, column)

    def _difference(self) -> tuple[Query | None, Readings | None]:
        """A question with a case whose verdict is another, under the plain readings if possible."""
        for readings in (self.hunt.plain, None):
            for column in self.hunt.columns:
                here, there = Angle(column=column), Angle(column=column, edition=EDITED)
                for act in self.acts:
                    query = Query(act, parted(here, there))
                    if self._possible(query, readings):
                        return query, readings
        return None, None

    def _possible(self, query: Query, readings: Readings | None) -> bool:
        match self.bench.ask(query, readings):
            case Possible():
                return True
            case Impossible(bound):
                if not bound.complete:
                    sizes = ", ".join(f"{n} of the kind {k}" for k, n in bound.sizes.items() if n)
                    self.open = self.open or f"searched up to {sizes}"
                return False
            case Undecided(reason):
                self.open = f"the budget: {reason}"
                return False

    # ------------------------------------------------------------------ killing

    def _by_claim(self) -> str:
        for promise in self.hunt.promises:
            queries = _broken(self.desk, promise)
            under = self.hunt._under(promise)
            if self._reaches(queries) and self.desk.anywhere(queries, under) is not None:
                return f"the promise “{promise.name}”"
        for possibility in self.hunt.possibilities:
            queries = possible(self.desk, possibility, EDITED)
            under = self.hunt._under(possibility)
            if self._reaches(queries) and all(self.desk.ask(q, under) is False for q in queries):
                return f"the possibility “{possibility.name}”"
        return ""

    def _reaches(self, queries: Iterable[Query]) -> bool:
        return any(query.act in self.acts for query in queries)

    def _by_whole_case(self) -> str:
        """A case of the file whose expectations fail once all that it leaves open is considered."""
        bench = Bench(self.mutant.policy, self.hunt.budget)
        for sample in self.hunt.samples:
            if sample.asking.act.act in self.acts:
                before = self.hunt.met_before(sample)
                after = self.hunt.met(sample, self.mutant.policy, bench)
                if any(b and not a for b, a in zip(before, after, strict=True)):
                    return sample.called
        return ""


def _differs(norm: str, column: Column, edited: Policy) -> Ask:
    """The norm is live in one edition and not in the other."""
    here, there = Angle(column=column), Angle(column=column, edition=EDITED)
    live: Ask = Live(norm)
    after: Ask = Live(norm) if norm in edited.norms else FALSE
    return either(
        [
            both([Seen(here, live), Seen(there, no(after))]),
            both([Seen(here, no(live)), Seen(there, after)]),
        ]
    )


def _broken(desk: Desk, promise: Promise) -> Sequence[Query]:
    """Whether a case in the promise's scope has another verdict than promised, under the edited
    policy."""
    others = VerdictIn(frozenset(Verdict) - promise.verdicts)
    angle = Angle(column=promise.column, edition=EDITED)
    return desk.over_acts(
        desk.acts_of(promise.scope), both([InScope(promise.scope), others]), angle
    )


def possible(desk: Desk, possibility: Possibility, edition: str) -> Sequence[Query]:
    """The cases of which there must be one."""
    angle = Angle(column=possibility.column, edition=edition)
    body = both([InScope(possibility.scope), VerdictIn(possibility.verdicts)])
    return desk.over_acts(desk.acts_of(possibility.scope), body, angle)


def _fate(
    mutant: Mutant, end: End, by: str, case: Sequence[str] = (), changes: str = ""
) -> Fate:
    return Fate(mutant.kind, mutant.words, mutant.span, end, by, tuple(case), changes)
