"""Can the assumptions all be true?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.left_out import every_smallest, in_reason
from verifier.encoding import TRUE_ASK, Query
from verifier.explanation import Smallest
from verifier.findings import Finding, Severity

NAME = "impossible-background"


def run(context: CheckContext) -> Iterable[Finding]:
    """One finding where no act at all has an admissible case; it names a smallest set of
    assumptions that cannot all be true. Otherwise none."""
    acts = tuple(context.policy.acts)
    queries = context.over_acts(acts, TRUE_ASK)
    if not queries or any(context.ask(query) is not False for query in queries):
        return
    smallest = _smallest(context, queries)
    sets = _sets(context, queries, smallest)
    listed = [context.speaker.assumption(name) for name in smallest]
    count = "This assumption" if len(smallest) == 1 else f"These {len(smallest)} assumptions"
    yield context.finding(
        NAME,
        Severity.ERROR,
        f"{count} cannot {'' if len(smallest) == 1 else 'all '}be true, so nothing else means "
        "anything.",
        in_reason(sets.sets),
        detail=[f"{name}: {words}" for name, words in zip(smallest, listed, strict=True)],
        reasons=sets.named("the assumption “{}”".format),
        assurance=context.absence(queries),
        place=context.policy.assumptions[smallest[0]] if smallest else None,
    )


def _sets(
    context: CheckContext, queries: tuple[Query, ...], smallest: Sequence[str]
) -> Smallest[str]:
    """The smallest sets of assumptions that cannot be true together."""
    names = list(context.policy.assumptions)

    def enough(kept: frozenset[str]) -> bool:
        gone = frozenset(names) - kept
        return all(context.ask(query, None, gone) is False for query in queries)

    return every_smallest(names, enough, smallest)


def _smallest(context: CheckContext, queries: tuple[Query, ...]) -> list[str]:
    """Assumptions that exclude every case together and none of which can be spared."""
    kept = list(context.policy.assumptions)
    for name in tuple(kept):
        fewer = frozenset(context.policy.assumptions) - frozenset(kept) | {name}
        if all(context.ask(query, None, fewer) is False for query in queries):
            kept.remove(name)
    return kept
