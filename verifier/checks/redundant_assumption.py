"""Does an assumption follow from the others?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.left_out import every_smallest, in_reason, smallest
from verifier.encoding import Query, no
from verifier.findings import Finding, Severity

NAME = "redundant-assumption"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each assumption that excludes no case which the others let in, with a smallest
    set of others from which it follows. Of two that follow from each other, the later is
    reported."""
    gone: frozenset[str] = frozenset()
    found = []
    for name in reversed(list(context.policy.assumptions)):
        queries = _excluded(context, name)
        if _none(context, queries, gone | {name}):
            found.append(_finding(context, name, queries, gone))
            gone |= {name}
    yield from reversed(found)


def _excluded(context: CheckContext, name: str) -> tuple[Query, ...]:
    """Whether some case breaks the assumption."""
    broken = no(context.policy.assumptions[name].formula)
    return context.over_acts(context.policy.acts, broken)


def _none(context: CheckContext, queries: Sequence[Query], gone: frozenset[str]) -> bool:
    return all(context.ask(query, None, gone) is False for query in queries)


def _finding(
    context: CheckContext, name: str, queries: Sequence[Query], gone: frozenset[str]
) -> Finding:
    others = [other for other in context.policy.assumptions if other != name and other not in gone]

    def enough(kept: frozenset[str]) -> bool:
        return _none(context, queries, frozenset(context.policy.assumptions) - kept)

    reasons = smallest(others, enough)
    named = context.speaker.series([f"“{other}”" for other in reasons])
    follows = f"follows from {named}" if reasons else "excludes no case at all: it is always so"
    return context.finding(
        NAME,
        Severity.NOTE,
        f"The assumption “{name}” {follows}.",
        _reason(context, name),
        detail=[f"{other}: {context.speaker.assumption(other)}" for other in (name, *reasons)],
        reasons=every_smallest(others, enough, reasons).named("the assumption “{}”".format),
        assurance=context.absence(queries),
        place=context.policy.assumptions[name],
    )


def _reason(context: CheckContext, name: str) -> list[str]:
    """The assumption and the smallest sets of others from which it follows. Where one of these
    follows from the rest as well, which of them is reported is a matter of the file's order; then
    the reason is the same for all of them: they, and what they follow from."""
    group, alike = {name}, [name]
    for one in alike:
        for other in sorted({member for sets in _sets(context, one) for member in sets} - group):
            group.add(other)
            if _none(context, _excluded(context, other), frozenset({other})):
                alike.append(other)
    return sorted(group) if len(alike) > 1 else [name, *in_reason(_sets(context, name))]


def _sets(context: CheckContext, name: str) -> tuple[tuple[str, ...], ...]:
    """The smallest sets of all others from which an assumption follows."""
    queries = _excluded(context, name)
    others = [other for other in context.policy.assumptions if other != name]

    def enough(kept: frozenset[str]) -> bool:
        return _none(context, queries, frozenset(context.policy.assumptions) - kept)

    return every_smallest(others, enough, others).sets
