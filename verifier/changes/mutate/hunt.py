"""The hunt for mutants: a policy goes in, what becomes of every mutant comes out.

First the cases of the file are evaluated, which kills most. What is left is compared with the
policy by the solver: where no norm that the edit can reach has another effect, or no verdict is
another, the mutant is equivalent. Else promises, possibilities, and at last the cases with all that
they leave open may kill it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby

from verifier.changes.mutate.equivalence import EDITED, Difference, MutantBeside
from verifier.changes.mutate.fates import MutantEnd, MutantFate, Score, broken_off, fate_of
from verifier.changes.mutate.mutant import Mutant
from verifier.changes.mutate.mutants import mutants
from verifier.changes.mutate.noticing_case import Noticing, free_name, noticing_case
from verifier.changes.mutate.policy_claims import PolicyClaims
from verifier.changes.mutate.reachable import MutantReach
from verifier.changes.mutate.sample_cases import Sample, contradicts, samples
from verifier.changes.mutate.whole_cases import WholeCases
from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.workers import Lost, begun
from verifier.diagnostics import fault_of
from verifier.encoding import TRUE_ASK
from verifier.model import LawRegime, Policy
from verifier.solver import Budget, QuestionSolver

TIDY = 40
"""After so many mutants the solver's leavings are cleared away: each mutant has a solver of its
own, and its parts refer to one another."""

Step = Callable[[int], None]
"""Called with the number of mutants that are judged."""

Progress = Callable[[int, int], None]
"""Called with the number of mutants that are judged, and with how many there are."""

Judged = MutantFate | Difference
"""The end of a mutant; or for a survivor the difference that nothing in the file notices."""


@dataclass
class Hunt:
    """Judges the mutants of one policy."""

    policy: Policy
    budget: Budget = field(default_factory=Budget)

    def __post_init__(self) -> None:
        self.touch = MutantReach(self.policy)
        self.context = CheckContext(self.policy, QuestionSolver(self.policy, self.budget), {})
        self.plain = self.policy.plain_readings
        self.columns = tuple(LawRegime) if self.policy.laws else (LawRegime.ALONE,)
        self.samples = samples(self.context)
        # No edit reaches an earlier version, so its cases notice none; but they can fail.
        self.earlier = tuple(samples(context) for context in self.context.versions[1:])
        self.claims = PolicyClaims(self.context)

    @property
    def failing(self) -> tuple[str, ...]:
        """The cases of the file, under whichever law, that fail on the policy itself."""
        return tuple(name for one in (self.samples, *self.earlier) for name in one.failing)

    @property
    def unsettled(self) -> tuple[str, ...]:
        """Those of which that could not be told."""
        return tuple(name for one in (self.samples, *self.earlier) for name in one.unsettled)

    def acts(self, mutant: Mutant) -> tuple[str, ...]:
        """The primary descriptions of the acts on whose verdict the edit can bear."""
        norms = (self.policy.norms[name] for name in self.touch.norms(mutant))
        patterns = {norm.act.act for norm in norms if norm.act is not None}
        encodings = self.context.solver.encodings
        under = (act for pattern in patterns for act in encodings.acts_under(pattern))
        reached = set(encodings.with_other_ways(under))
        return tuple(act for act in self.policy.acts if act in reached)

    def beside(self, mutant: Mutant) -> MutantBeside:
        """The mutant and the policy on one solver."""
        norms, acts = self.touch.norms(mutant), self.acts(mutant)
        assumed = self.touch.assumed(mutant)
        return MutantBeside(self.policy, mutant, norms, acts, self.columns, self.budget, assumed)

    # ------------------------------------------------------------------ mutants

    def judged(self, wanted: Sequence[Mutant], step: Step | None = None) -> list[Judged]:
        """What becomes of the mutants, in their order."""
        found = list(self._at_first_sight(wanted, step))
        left = {place: one for place, one in enumerate(found) if isinstance(one, Difference)}
        whole = self._whole_cases({place: wanted[place] for place in left})
        killed = whole.killed(self.samples.found)
        for place, difference in left.items():
            if place in killed:
                found[place] = fate_of(wanted[place], MutantEnd.KILLED, killed[place])
            else:
                why = difference.undecided or whole.undecided.get(place, "")
                if place in whole.broken_off:
                    found[place] = broken_off(wanted[place], whole.broken_off[place])
                elif why:
                    found[place] = fate_of(wanted[place], MutantEnd.UNDECIDED, why)
        return found

    def _at_first_sight(self, wanted: Sequence[Mutant], step: Step | None) -> Iterator[Judged]:
        """What becomes of each mutant without a case that leaves things open."""
        order = list(self.samples.found)
        for place, mutant in enumerate(wanted):
            if step is not None:
                step(place)
            if place % TIDY == 0:
                gc.collect()
            try:
                found = self._seen(mutant, order)
            except Exception as error:
                found = broken_off(mutant, error)
            yield found

    def _seen(self, mutant: Mutant, order: list[Sample]) -> Judged:
        by = self._by_sample(mutant, order)
        if by:
            return fate_of(mutant, MutantEnd.KILLED, by)
        return self.beside(mutant).judged(self.claims.broken_by)

    def _by_sample(self, mutant: Mutant, order: list[Sample]) -> str:
        """The case that kills the mutant as it stands; it is tried first on the next one."""
        acts = self.acts(mutant)
        otherwise = self.touch.given(mutant) or self.touch.assumed(mutant)
        for place, sample in enumerate(order):
            if sample.asking.act.act in acts and contradicts(mutant.policy, sample, otherwise):
                order.insert(0, order.pop(place))
                return sample.called
        return ""

    def _whole_cases(self, left: dict[int, Mutant]) -> WholeCases:
        acts = {place: self.acts(mutant) for place, mutant in left.items()}
        otherwise = {
            place
            for place, mutant in left.items()
            if self.touch.given(mutant) or self.touch.assumed(mutant)
        }
        return WholeCases(self.policy, self.budget, left, acts, otherwise)


# --------------------------------------------------------------------------- survivors


class Suggestions:
    """The cases that would notice the survivors; one that notices several is written once."""

    def __init__(self, hunt: Hunt) -> None:
        self.hunt = hunt
        self.found: list[Noticing] = []
        self.taken = set(hunt.policy.cases)

    def survived(self, mutant: Mutant, difference: Difference) -> MutantFate:
        """The fate of a survivor, with the case that would notice it."""
        fate = fate_of(mutant, MutantEnd.SURVIVED, difference.bounded)
        for number, noticing in enumerate(self.found):
            verdict = noticing.notices(mutant.policy, self.hunt.budget)
            if verdict is not None:
                return replace(fate, noticed=number, changes=f"{noticing.verdict} → {verdict}")
        name = free_name(self.taken)
        try:
            beside = self.hunt.beside(mutant)
            query, readings = beside.plainest(difference.question, self.hunt.plain)
            found = noticing_case(beside.context, query, readings, EDITED, name)
        except Exception as error:
            return replace(fate, fault=fault_of(f"a case that notices “{mutant.words}”", error))
        if found is None:
            return fate
        self.found.append(found)
        self.taken.add(name)
        changes = f"{found.verdict} → {found.notices(mutant.policy, self.hunt.budget)}"
        return replace(fate, noticed=len(self.found) - 1, changes=changes)


# --------------------------------------------------------------------------- the whole policy

Numbered = Sequence[tuple[int, Mutant]]


def score(
    policy: Policy,
    chosen: Callable[[Mutant], bool] = lambda _: True,
    budget: Budget | None = None,
    progress: Progress | None = None,
) -> Score:
    """The mutants of a policy that are chosen, and what becomes of them. Edits of one clause or
    definition stay together; half of these groups are judged in a process of their own, where there
    can be one. Both find the same whether or not there is."""
    wanted = [(n, mutant) for n, mutant in enumerate(mutants(policy)) if chosen(mutant)]
    hunt = Hunt(policy, budget or Budget())
    why = _no_case_at_all(hunt)
    if why:
        return Score(policy.name, blocked=why)
    found = _all_judged(hunt, wanted, progress or (lambda *_: None))
    suggestions = Suggestions(hunt)
    fates = []
    for number, mutant in wanted:
        one = found[number]
        fates.append(one if isinstance(one, MutantFate) else suggestions.survived(mutant, one))
    lines = tuple(noticing.lines for noticing in suggestions.found)
    return Score(
        policy.name,
        tuple(fates),
        lines,
        failing=(*hunt.failing, *hunt.claims.failing),
        unsettled=(*hunt.unsettled, *hunt.claims.unsettled),
    )


def _no_case_at_all(hunt: Hunt) -> str:
    """Why no edit can be judged: in an impossible world every edit would seem to change nothing."""
    queries = hunt.context.over_acts(hunt.policy.acts, TRUE_ASK)
    answers = [hunt.context.ask(query) for query in queries]
    if answers and not any(answer is not False for answer in answers):
        return "the assumptions cannot all be true"
    return ""


def _all_judged(hunt: Hunt, wanted: Numbered, progress: Progress) -> dict[int, Judged]:
    """What becomes of every mutant, in two processes where there can be two. Those of a process
    that is lost stay undecided."""
    shares = _shares(wanted)
    found: dict[int, Judged] = {}
    with begun([partial(_judged, hunt, share) for share in shares]) as heard:
        for number, said in heard:
            match said:
                case Lost(why):
                    undecided = MutantEnd.UNDECIDED
                    found.update((n, fate_of(one, undecided, why)) for n, one in shares[number])
                case _:
                    found.update(said)
            progress(len(found), len(wanted))
    return found


def _judged(hunt: Hunt, share: Numbered) -> Iterator[dict[int, Judged]]:
    judged = hunt.judged([mutant for _, mutant in share])
    yield dict(zip((number for number, _ in share), judged, strict=True))


def _shares(wanted: Numbered) -> tuple[Numbered, Numbered]:
    """The mutants in two shares of about one weight; groups stay whole."""
    groups = [list(group) for _, group in groupby(wanted, key=lambda pair: pair[1].subject)]
    halves: tuple[list[tuple[int, Mutant]], list[tuple[int, Mutant]]] = ([], [])
    for group in sorted(groups, key=len, reverse=True):
        min(halves, key=len).extend(group)
    return sorted(halves[0], key=_number), sorted(halves[1], key=_number)


def _number(numbered: tuple[int, Mutant]) -> int:
    return numbered[0]
