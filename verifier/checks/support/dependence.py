"""On which questions it depends whether a promise holds: what undecided-question and
reading-interaction ask in common, asked once for each desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from verifier.checks.broken_promise import broken
from verifier.checks.support.check_context import Desk
from verifier.encoding.questions import Query
from verifier.explanation.reading_sets import MOST_DEVIATIONS, deviations
from verifier.model.policy import Promise, Question, Readings
from verifier.solver.answers import Undecided

Together = tuple[str, ...]
"""The names of questions, in file order."""


@dataclass(frozen=True)
class Dependence:
    """The questions of which a single one, read otherwise than plainly, decides whether a promise
    holds, and the smallest sets of several others that only together do."""

    singly: Together = ()
    together: tuple[Together, ...] = ()


_KNOWN: WeakKeyDictionary[Desk, dict[str, Dependence]] = WeakKeyDictionary()


def dependence(desk: Desk, promise: Promise) -> Dependence:
    """On which questions it depends whether the promise holds."""
    known = _KNOWN.setdefault(desk, {})
    if promise.name not in known:
        known[promise.name] = _dependence(desk, promise)
    return known[promise.name]


def _dependence(desk: Desk, promise: Promise) -> Dependence:
    queries = broken(desk, promise)
    singly: set[str] = set()
    larger: list[Together] = []
    for query in queries:
        for names in _sets(desk, query):
            if not names:
                return Dependence(_rescuing(desk, promise, queries))
            if len(names) == 1:
                singly.add(names[0])
            else:
                larger.append(names)
    together = (names for names in smallest(larger) if not singly & set(names))
    return Dependence(in_order(desk, singly), tuple(together))


def _rescuing(desk: Desk, promise: Promise, queries: Sequence[Query]) -> Together:
    """The questions of which some other reading makes a promise hold that fails plainly."""
    possible = [query for query in queries if desk.ask(query) is not False]
    questions = _reached(desk, promise, possible)
    return tuple(q.name for q in questions if _rescues(desk, possible, q))


def _sets(desk: Desk, query: Query) -> Iterable[Together]:
    """The questions to be read otherwise so that the query has a case: none where it has one
    plainly; single ones all; larger sets as many as are listed anywhere."""
    held: Readings = {}
    while True:
        found = deviations(desk.bench, query, desk.plain, {**desk.fixed, **held})
        if isinstance(found, Undecided):
            desk.tally.unknown.append(found.reason)
            return
        sets = [in_order(desk, (name for name, _ in chosen)) for chosen in found]
        yield from dict.fromkeys(sets)
        singles = {names[0]: desk.plain[names[0]] for names in sets if len(names) == 1}
        if len(found) <= MOST_DEVIATIONS or not singles:
            return
        held = {**held, **singles}


def _rescues(desk: Desk, queries: Sequence[Query], question: Question) -> bool:
    """Whether some other reading of the question makes a broken promise hold."""
    return any(
        all(desk.ask(q, {**desk.plain, question.name: reading.name}) is False for q in queries)
        for reading in question.readings
        if reading.name != desk.plain[question.name]
    )


def _reached(desk: Desk, promise: Promise, queries: Sequence[Query]) -> list[Question]:
    """The open questions on which the promise can depend, in file order."""
    found: set[str] = set()
    for query in queries:
        unfolding = desk.bench.unfoldings(query.act)[""]
        found.update(*(unfolding.reach.of_norms[n.id] for n in unfolding.norms_in_reach))
        for condition in promise.scope.conditions:
            found |= unfolding.reach.questions_of(condition.formula)
    open_ = (q for q in desk.policy.questions.values() if q.name not in desk.fixed)
    return [question for question in open_ if question.name in found]


def in_order(desk: Desk, names: Iterable[str]) -> Together:
    """The names without repetition, in file order."""
    return tuple(sorted(set(names), key=list(desk.policy.questions).index))


def smallest(sets: Iterable[Together]) -> list[Together]:
    """The sets that contain no other."""
    distinct = list(dict.fromkeys(sets))
    return [one for one in distinct if not any(set(other) < set(one) for other in distinct)]
