"""On which questions it depends whether a promise holds: what undecided-question and
reading-interaction ask in common, asked once for each desk."""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from verifier.checks.broken_promise import broken
from verifier.desk import Desk
from verifier.model import Promise, Question
from verifier.query import Query

_KNOWN: WeakKeyDictionary[Desk, dict[str, tuple[str, ...]]] = WeakKeyDictionary()


def depends(desk: Desk, promise: Promise) -> tuple[str, ...]:
    """The questions of which a single one, read otherwise than plainly, decides whether the promise
    holds."""
    known = _KNOWN.setdefault(desk, {})
    if promise.name not in known:
        known[promise.name] = tuple(_depends(desk, promise))
    return known[promise.name]


def _depends(desk: Desk, promise: Promise) -> Sequence[str]:
    queries = broken(desk, promise)
    possible = [query for query in queries if desk.ask(query) is not False]
    if not possible:
        return []
    names = [question.name for question in reached(desk, possible)]
    if desk.anywhere(possible, desk.plain) is None:
        return _breaking(desk, possible, names)
    return [name for name in names if _rescues(desk, possible, desk.policy.questions[name])]


def reached(desk: Desk, queries: Sequence[Query]) -> list[Question]:
    """The open questions on which the answers can depend, in file order."""
    found: set[str] = set()
    for query in queries:
        unfolding = desk.bench.unfoldings(query.act)[""]
        found.update(*(unfolding.reach.of_norms[n.id] for n in unfolding.norms_in_reach))
        found |= unfolding.reach.of_acts
    policy = desk.policy
    for promise in policy.promises.values():
        for condition in promise.scope.conditions:
            found |= unfolding.reach.questions_of(condition.formula)
    names = (q for q in policy.questions.values() if q.name not in desk.fixed)
    return [question for question in names if question.name in found]


def _breaking(desk: Desk, queries: Sequence[Query], names: Sequence[str]) -> list[str]:
    """The single questions that break what holds plainly, by halving: where none of many questions,
    all left open, breaks it, no single one does."""
    if not names:
        return []
    held = {name: reading for name, reading in desk.plain.items() if name not in names}
    if desk.anywhere(queries, held) is None:
        return []
    if len(names) == 1:
        return list(names)
    half = len(names) // 2
    return [
        *_breaking(desk, queries, names[:half]),
        *_breaking(desk, queries, names[half:]),
    ]


def _rescues(desk: Desk, queries: Sequence[Query], question: Question) -> bool:
    """Whether some other reading of the question makes a broken promise hold."""
    return any(
        all(desk.ask(q, {**desk.plain, question.name: reading.name}) is False for q in queries)
        for reading in question.readings
        if reading.name != desk.plain[question.name]
    )
