"""Laws that the two engines keep together, each a function that raises where one is broken.

They are tried on generated policies (`solver/test_laws`) and, to show that they see something, on
encoders with planted faults (`encoding/test_planted_faults`). `TALLY` counts what was compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from typing import ParamSpec

from verifier.encoding.model_size.bounds import Bound
from verifier.encoding.questions import (
    TRUE_ASK,
    Angle,
    Ask,
    Live,
    Query,
    Seen,
    both,
    no,
    verdict_is,
)
from verifier.explanation.replay import replayed
from verifier.model import Case, LawRegime, Policy, Readings, Verdict
from verifier.model.case_as_formulas import as_example
from verifier.semantics.evaluate import Evaluation, admissible, evaluate
from verifier.solver.answers import Answer, Found, Impossible, Possible
from verifier.solver.domain_sizes import QuestionSizes, SizedQuestion
from verifier.solver.question_solver import QuestionSolver

TALLY: Counter[str] = Counter()
"""How often the engines were compared (“checks”), and the verdicts met."""

P = ParamSpec("P")

MOST_TRIED = 9
"""Slots over all kinds up to which a question is asked again with more of them."""


def checked(times: int = 1) -> None:
    """Notes that the engines were compared."""
    TALLY["checks"] += times


PROMISED: dict[str, int] = {}
"""How many comparisons each law makes at least."""


def counts(least: int) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """A law that fails where its examples came to fewer comparisons: it was hardly tried."""

    def counting(test: Callable[P, None]) -> Callable[P, None]:
        PROMISED[f"{test.__module__}.{test.__name__}"] = least

        @wraps(test)
        def counted(*args: P.args, **kwargs: P.kwargs) -> None:
            before = TALLY["checks"]
            test(*args, **kwargs)
            made = TALLY["checks"] - before
            assert made >= least, f"only {made} comparisons"

        return counted

    return counting


# --------------------------------------------------------------------------- one case


def agree_on_case(solver: QuestionSolver, case: Case, readings: Readings) -> None:
    """On the very case both engines find the same: that it cannot happen; or, in every column, the
    same verdict and the same norms live."""
    policy = solver.policy
    session = solver.given.session(as_example(case), case.act)

    def asked(body: Ask) -> Answer:
        return solver.given.ask(session, Query(case.act.act, body), readings)

    if admissible(policy, case, readings):
        assert isinstance(asked(TRUE_ASK), Impossible), "the solver takes it for a possible case"
        checked()
        return
    found = {column: evaluate(policy, case, readings, column) for column in LawRegime}
    same = both(_seen_as(policy, column, found[column]) for column in LawRegime)
    assert isinstance(asked(same), Possible), f"the solver sees it otherwise: {found}"
    assert isinstance(asked(no(same)), Impossible), f"the solver sees it otherwise: {found}"
    checked(len(LawRegime))
    TALLY.update(found[column].verdict.value for column in LawRegime)


def _seen_as(policy: Policy, column: LawRegime, found: Evaluation) -> Ask:
    """What the interpreter found in a column, as a question."""
    live = {norm for norm, _ in found.live}
    norms = [Live(n) if n in live else no(Live(n)) for n in policy.norms if _has_act(policy, n)]
    return Seen(Angle(column=column), both([verdict_is(found.verdict), *norms]))


def _has_act(policy: Policy, norm: str) -> bool:
    return policy.norms[norm].modality is not None


def found_among_all(solver: QuestionSolver, case: Case, readings: Readings) -> None:
    """What the interpreter finds in an admissible case is possible for the solver, which looks for
    any such case."""
    policy = solver.policy
    if admissible(policy, case, readings):
        return
    for column in LawRegime:
        found = evaluate(policy, case, readings, column)
        query = Query(case.act.act, _seen_as(policy, column, found))
        answer = solver.ask(query, readings)
        if isinstance(answer, Impossible):
            assert not answer.bound.complete, f"{found.verdict} exists, and is said not to"
        checked()


# --------------------------------------------------------------------------- all cases


def verdict_questions(policy: Policy, column: LawRegime) -> Iterator[Query]:
    """Whether there is an act of each description with each verdict."""
    for act in policy.acts:
        for verdict in Verdict:
            yield Query(act, verdict_is(verdict), Angle(column=column))


def live_questions(policy: Policy, column: LawRegime) -> Iterator[Query]:
    """Whether each norm, and each two, can be live together."""
    angle = Angle(column=column)
    norms = [norm.id for norm in policy.norms.values() if norm.modality is not None]
    for act in policy.acts:
        for place, first in enumerate(norms):
            yield Query(act, Live(first), angle)
            for second in norms[place + 1 :]:
                yield Query(act, both([Live(first), Live(second)]), angle)


def witness_replays(
    solver: QuestionSolver, query: Query, readings: Readings | None = None
) -> Found | None:
    """The case that the solver shows, if any, is one for the interpreter."""
    answer = solver.ask(query, readings)
    found = solver.witness(query, readings)
    assert isinstance(answer, Possible) == isinstance(found, Found), f"{answer}, then {found}"
    if not isinstance(found, Found):
        return None
    replayed(solver.editions, query, found.case, found.readings)
    checked()
    return found


class Roomier(QuestionSolver):
    """Looks in some slots more of each kind than are said to be enough."""

    def __init__(self, policy: Policy, more: int = 1) -> None:
        super().__init__(policy)
        self._sizes = RoomierSizes(self.encodings)
        self._sizes.more = more


class RoomierSizes(QuestionSizes):
    """Says of each question that it needs more slots of each kind than it does."""

    more = 1

    def _counted(self, sized: SizedQuestion) -> Bound:
        found = super()._counted(sized)
        sizes = {root: found.sizes.get(root, 0) + self.more for root in self.roots}
        return replace(found, sizes=sizes)


def enough_slots(solver: QuestionSolver, query: Query, more: int = 1) -> bool:
    """Where it is said that there is no case of any size, there is none with more things of each
    kind. Returns whether that was put to the test."""
    answer = solver.ask(query)
    if not isinstance(answer, Impossible) or not answer.bound.complete:
        return False
    if sum(answer.bound.sizes.values()) > MOST_TRIED:
        return False
    larger = Roomier(solver.policy, more).ask(query)
    assert not isinstance(larger, Possible), f"{answer.bound} is not enough for {query}"
    checked()
    return True
