"""Can the assumptions all be true?"""

from __future__ import annotations

from collections.abc import Iterable

from verifier.desk import Desk
from verifier.findings import Finding, Severity
from verifier.query import TRUE_ASK, Query

NAME = "impossible-background"


def run(desk: Desk) -> Iterable[Finding]:
    """One finding where no act at all has an admissible case; it names a smallest set of
    assumptions that cannot all be true. Otherwise none."""
    acts = tuple(desk.policy.acts)
    queries = desk.over_acts(acts, TRUE_ASK)
    if not queries or any(desk.ask(query) is not False for query in queries):
        return
    smallest = _smallest(desk, queries)
    listed = [desk.speaker.assumption(name) for name in smallest]
    count = "This assumption" if len(smallest) == 1 else f"These {len(smallest)} assumptions"
    yield desk.finding(
        NAME,
        Severity.ERROR,
        f"{count} cannot {'' if len(smallest) == 1 else 'all '}be true, so nothing else means "
        "anything.",
        sorted(smallest),
        detail=[f"{name}: {words}" for name, words in zip(smallest, listed, strict=True)],
        assurance=desk.absence(queries),
        place=desk.policy.assumptions[smallest[0]] if smallest else None,
    )


def _smallest(desk: Desk, queries: tuple[Query, ...]) -> list[str]:
    """Assumptions that exclude every case together and none of which can be spared."""
    kept = list(desk.policy.assumptions)
    for name in tuple(kept):
        fewer = frozenset(desk.policy.assumptions) - frozenset(kept) | {name}
        if all(desk.ask(query, None, fewer) is False for query in queries):
            kept.remove(name)
    return kept
