"""Does an assumption follow from the others?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.support.check_context import Desk
from verifier.checks.support.left_out import every_smallest, in_reason, smallest
from verifier.encoding.questions import Query, no
from verifier.findings.finding import Finding, Severity

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
        _reason(desk, name),
        detail=[f"{other}: {desk.speaker.assumption(other)}" for other in (name, *reasons)],
        reasons=every_smallest(others, enough, reasons).named("the assumption “{}”".format),
        assurance=desk.absence(queries),
        place=desk.policy.assumptions[name],
    )


def _reason(desk: Desk, name: str) -> list[str]:
    """The assumption and the smallest sets of others from which it follows. Where one of these
    follows from the rest as well, which of them is reported is a matter of the file's order; then
    the reason is the same for all of them: they, and what they follow from."""
    group, alike = {name}, [name]
    for one in alike:
        for other in sorted({member for sets in _sets(desk, one) for member in sets} - group):
            group.add(other)
            if _none(desk, _excluded(desk, other), frozenset({other})):
                alike.append(other)
    return sorted(group) if len(alike) > 1 else [name, *in_reason(_sets(desk, name))]


def _sets(desk: Desk, name: str) -> tuple[tuple[str, ...], ...]:
    """The smallest sets of all others from which an assumption follows."""
    queries = _excluded(desk, name)
    others = [other for other in desk.policy.assumptions if other != name]

    def enough(kept: frozenset[str]) -> bool:
        return _none(desk, queries, frozenset(desk.policy.assumptions) - kept)

    return every_smallest(others, enough, others).sets
