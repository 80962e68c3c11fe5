"""On which questions it depends whether a promise holds: what undecided-question and
reading-interaction ask in common, asked once for each context."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from verifier.checks.support.broken import broken
from verifier.checks.support.check_context import CheckContext
from verifier.encoding import Query
from verifier.explanation import MOST_DEVIATIONS, deviations
from verifier.model import Promise, Question, Readings
from verifier.solver import Undecided

Together = tuple[str, ...]
"""The names of questions, in file order."""


@dataclass(frozen=True)
class Dependence:
    """The questions of which a single one, read otherwise than plainly, decides whether a promise
    holds, and the smallest sets of several others that only together do."""

    singly: Together = ()
    together: tuple[Together, ...] = ()


_KNOWN: WeakKeyDictionary[CheckContext, dict[str, Dependence]] = WeakKeyDictionary()


def dependence(context: CheckContext, promise: Promise) -> Dependence:
    """On which questions it depends whether the promise holds."""
    known = _KNOWN.setdefault(context, {})
    if promise.name not in known:
        known[promise.name] = _dependence(context, promise)
    return known[promise.name]


def _dependence(context: CheckContext, promise: Promise) -> Dependence:
    queries = broken(context, promise)
    singly: set[str] = set()
    larger: list[Together] = []
    for query in queries:
        for names in _sets(context, query):
            if not names:
                return Dependence(_rescuing(context, promise, queries))
            if len(names) == 1:
                singly.add(names[0])
            else:
                larger.append(names)
    together = (names for names in smallest(larger) if not singly & set(names))
    return Dependence(in_order(context, singly), tuple(together))


def _rescuing(context: CheckContext, promise: Promise, queries: Sequence[Query]) -> Together:
    """The questions of which some other reading makes a promise hold that fails plainly."""
    possible = [query for query in queries if context.ask(query) is not False]
    questions = _reached(context, promise, possible)
    return tuple(q.name for q in questions if _rescues(context, possible, q))


def _sets(context: CheckContext, query: Query) -> Iterable[Together]:
    """The questions to be read otherwise so that the query has a case: none where it has one
    plainly; single ones all; larger sets as many as are listed anywhere."""
    held: Readings = {}
    while True:
        found = deviations(context.solver, query, context.plain, {**context.fixed, **held})
        if isinstance(found, Undecided):
            context.tally.unknown.append(found.reason)
            return
        sets = [in_order(context, (name for name, _ in chosen)) for chosen in found]
        yield from dict.fromkeys(sets)
        singles = {names[0]: context.plain[names[0]] for names in sets if len(names) == 1}
        if len(found) <= MOST_DEVIATIONS or not singles:
            return
        held = {**held, **singles}


def _rescues(context: CheckContext, queries: Sequence[Query], question: Question) -> bool:
    """Whether some other reading of the question makes a broken promise hold."""
    return any(
        all(
            context.ask(q, {**context.plain, question.name: reading.name}) is False for q in queries
        )
        for reading in question.readings
        if reading.name != context.plain[question.name]
    )


def _reached(context: CheckContext, promise: Promise, queries: Sequence[Query]) -> list[Question]:
    """The open questions on which the promise can depend, in file order."""
    found: set[str] = set()
    for query in queries:
        unfolding = context.solver.encodings.unfoldings(query.act)[""]
        found.update(
            *(unfolding.dependencies.of_norms[n.id] for n in unfolding.norms_about_the_act)
        )
        for condition in promise.scope.conditions:
            found |= unfolding.dependencies.questions_of(condition.formula)
    open_ = (q for q in context.policy.questions.values() if q.name not in context.fixed)
    return [question for question in open_ if question.name in found]


def in_order(context: CheckContext, names: Iterable[str]) -> Together:
    """The names without repetition, in file order."""
    return tuple(sorted(set(names), key=list(context.policy.questions).index))


def smallest(sets: Iterable[Together]) -> list[Together]:
    """The sets that contain no other."""
    distinct = list(dict.fromkeys(sets))
    return [one for one in distinct if not any(set(other) < set(one) for other in distinct)]
