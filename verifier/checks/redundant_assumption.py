"""Does an assumption follow from the others?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.left_out import smallest
from verifier.desk import Desk
from verifier.findings import Finding, Severity
from verifier.query import Query, no

NAME = "redundant-assumption"


def run(desk: Desk) -> Iterable[Finding]:
    """A finding for each assumption that excludes no case which the others let in, with a smallest
    set of others from which it follows. Of two that follow from each other, the later is
    reported."""
    gone: frozenset[str] = frozenset()
    found = []
    for name in reversed(list(desk.policy.assumptions)):
        queries = _excluded(desk, name)
        if _none(desk, queries, gone | {name}):
            found.append(_finding(desk, name, queries, gone))
            gone |= {name}
    yield from reversed(found)


def _excluded(desk: Desk, name: str) -> tuple[Query, ...]:
    """Whether some case breaks the assumption."""
    broken = no(desk.policy.assumptions[name].formula)
    return desk.over_acts(desk.policy.acts, broken)


def _none(desk: Desk, queries: Sequence[Query], gone: frozenset[str]) -> bool:
    return all(desk.ask(query, None, gone) is False for query in queries)


def _finding(desk: Desk, name: str, queries: Sequence[Query], gone: frozenset[str]) -> Finding:
    others = [other for other in desk.policy.assumptions if other != name and other not in gone]

    def enough(kept: frozenset[str]) -> bool:
        return _none(desk, queries, frozenset(desk.policy.assumptions) - kept)

    reasons = smallest(others, enough)
    named = desk.speaker.series([f"“{other}”" for other in reasons])
    follows = f"follows from {named}" if reasons else "excludes no case at all: it is always so"
    return desk.finding(
        NAME,
        Severity.NOTE,
        f"The assumption “{name}” {follows}.",
        [name, *sorted(reasons)],
        detail=[f"{other}: {desk.speaker.assumption(other)}" for other in (name, *reasons)],
        assurance=desk.absence(queries),
        place=desk.policy.assumptions[name],
    )
