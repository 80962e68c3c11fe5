"""Which questions must be settled together, because one seems idle until another is answered?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.answers import Undecided
from verifier.checks.broken_promise import broken
from verifier.checks.dependence import depends
from verifier.checks.parting import Matters, asked_about, parted
from verifier.desk import Desk
from verifier.findings import Finding, Severity
from verifier.model import Promise, Readings
from verifier.query import Query
from verifier.strength import MOST_DEVIATIONS, deviations

NAME = "reading-interaction"

Together = tuple[str, ...]
"""The names of questions to be settled together, in file order."""


def run(desk: Desk) -> Iterable[Finding]:
    """A finding for each smallest set of two or more questions such that a case (or a promise) is
    the same under every single change of reading and another where all of them are read otherwise
    than plainly."""
    found: dict[Together, list[str]] = {}
    for promise in desk.policy.promises.values():
        for together in _for_promise(desk, promise):
            found.setdefault(together, []).append(promise.title)
    for together, query in _for_cases(desk):
        found.setdefault(together, [])
        yield _finding(desk, together, found.pop(together), query)
    for together, titles in found.items():
        yield _finding(desk, together, titles, None)


def _for_promise(desk: Desk, promise: Promise) -> Iterable[Together]:
    """What only several questions together do to a promise that holds plainly."""
    queries = [query for query in broken(desk, promise) if desk.ask(query) is not False]
    if not queries or desk.anywhere(queries, desk.plain) is not None:
        return
    singles = {name: desk.plain[name] for name in depends(desk, promise)}
    yield from dict.fromkeys(
        _smallest(together for query in queries for together in _sets(desk, query, singles, ""))
    )


def _for_cases(desk: Desk) -> Iterable[tuple[Together, Query]]:
    """The questions that matter to a case only where others are not read plainly."""
    found: dict[Together, Query] = {}
    for question in asked_about(desk):
        known = parted(desk, question)
        if known.matters is Matters.WITH_OTHERS:
            for query in known.queries:
                for together in _sets(desk, query, {}, question.name):
                    found.setdefault(together, query)
    for together in _smallest(found):
        yield together, found[together]


def _sets(desk: Desk, query: Query, held: Readings, beside: str) -> Iterable[Together]:
    fixed = {**desk.fixed, **held}
    sets = deviations(desk.bench, query, desk.plain, fixed)
    if isinstance(sets, Undecided):
        desk.tally.unknown.append(sets.reason)
        return
    order = list(desk.policy.questions)
    for chosen in sets[:MOST_DEVIATIONS]:
        names = {name for name, _ in chosen} | ({beside} if beside else set())
        if len(names) > 1:
            yield tuple(sorted(names, key=order.index))


def _smallest(sets: Iterable[Together]) -> list[Together]:
    distinct = list(dict.fromkeys(sets))
    return [one for one in distinct if not any(set(other) < set(one) for other in distinct)]


def _finding(
    desk: Desk, together: Together, promises: Sequence[str], query: Query | None
) -> Finding:
    questions = [desk.policy.questions[name] for name in together]
    titles = desk.speaker.series([f"“{question.title}”" for question in questions])
    detail = [f"Only the answers together decide whether this promise holds: {t}." for t in promises]
    return desk.finding(
        NAME,
        Severity.NOTE,
        f"These questions must be settled together: {titles}.",
        sorted(together),
        witness=desk.witness(query, None) if query else None,
        detail=detail or ["Read otherwise alone, the first of them to be looked at seems idle."],
        place=questions[0],
    )
