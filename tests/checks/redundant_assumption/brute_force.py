"""What `redundant-assumption` must find, by trying every case: it follows from those that are left;
of two that follow from each other, the later goes."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Table
from tests.oracles.expected_findings import NOTE, Expected, Names, all_smallest, in_reason


def expected(table: Table, _: set[str]) -> Iterator[Expected]:
    left = list(table.policy.assumptions)
    for name in reversed(list(left)):
        others = frozenset(left) - {name}

        def enough(kept: Names, name: str = name) -> bool:
            return all(row.broken & kept for row in table.all if name in row.broken)

        if enough(others):
            left.remove(name)
            yield Expected("redundant-assumption", _together(table, name), NOTE)


def _together(table: Table, name: str) -> tuple[str, ...]:
    """The assumption with the smallest sets from which it follows; with all that follow likewise
    from others and what these follow from, where there are any."""

    def sets(of: str) -> frozenset[Names]:
        breaking = [row.broken for row in table.all if of in row.broken]
        others = [other for other in table.policy.assumptions if other != of]
        return all_smallest(others, lambda kept: all(broken & kept for broken in breaking))

    group, alike = {name}, [name]
    while any(frozenset().union(*sets(one)) - group for one in alike):
        group |= frozenset().union(*(member for one in alike for member in sets(one)))
        alike = [one for one in group if one == name or _follows(table, one)]
    alike = [one for one in group if one == name or _follows(table, one)]
    return tuple(sorted(group)) if len(alike) > 1 else (name, *in_reason(sets(name)))


def _follows(table: Table, name: str) -> bool:
    """Whether the assumption follows from all others."""
    return all(row.broken - {name} for row in table.all if name in row.broken)
