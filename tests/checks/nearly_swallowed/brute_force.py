"""What `nearly-swallowed` must find, by trying every case: read plainly, the clause survives its
exceptions only where some fact is so of which they alone speak; or for few of the many members of a
list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from tests.oracles.case_table import Row, Table
from tests.oracles.expected_findings import NOTE, Expected
from tests.oracles.spoken_words import words
from verifier.findings.finding import Strength
from verifier.model import LawRegime, Norm
from verifier.model.value_types import ListType
from verifier.semantics.norms import attacks_on


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    for norm in table.norms:
        attackers = {a.attacker for a in attacks_on(table.policy, norm.id, LawRegime.ALONE)}
        if norm.modality is None or norm.layer > 0 or norm.id in causes or not attackers:
            continue
        theirs = set().union(*(_of_norm(table, table.policy.norms[name]) for name in attackers))
        facts = [f for f in table.policy.facts if f in theirs - _of_norm(table, norm)]
        kinds = _kinds_of_case(table, norm, facts)
        said = tuple(" and ".join(kind) for kind in kinds) or _few_members(table, norm, theirs)
        if said:
            strength = Strength.PLAIN if table.policy.questions else None
            yield Expected("nearly-swallowed", (norm.id, *said), NOTE, strength)


def _of_norm(table: Table, norm: Norm) -> set[str]:
    return set().union(*(words(table.policy, line.formula) for line in norm.conditions), set())


def _kinds_of_case(table: Table, norm: Norm, facts: Sequence[str]) -> list[tuple[str, ...]]:
    def there(row: Row) -> set[str]:
        """Those of the facts that are so of anything."""
        return {key[0] for key in table.cases[row.case].facts} & set(facts)

    live = [there(row) for row in table.plainly if table.live(row, norm.id)]
    applying = [there(row) for row in table.plainly if table.applies(row, norm.id)]
    if not facts or not live or set() in live or set() not in applying:
        return []
    found: list[tuple[str, ...]] = []
    for size in (1, 2):
        for chosen in combinations(facts, size):
            known = any(set(one) <= set(chosen) for one in found)
            if not known and any(one <= set(chosen) for one in live):
                found.append(chosen)
    explained = all(any(set(kind) <= one for kind in found) for one in live)
    return found if 0 < len(found) <= 3 and explained else []


def _few_members(table: Table, norm: Norm, theirs: set[str]) -> tuple[str, ...]:
    """The members of a long list for which alone the norm is live, of three times as many for which
    it applies."""
    for attribute in table.policy.attributes.values():
        kind = attribute.type
        if attribute.id not in theirs or not isinstance(kind, ListType) or len(kind.values) <= 3:
            continue

        def of(rows: Sequence[Row], name: str = attribute.id) -> set[str | int]:
            cases = (table.cases[row.case] for row in rows)
            return {v for case in cases for (known, _), v in case.values.items() if known == name}

        applying = of([row for row in table.plainly if table.applies(row, norm.id)])
        live = of([row for row in table.plainly if table.live(row, norm.id)])
        if live and 3 * len(live) <= len(applying):
            article = "an" if attribute.kind[0] in "aeiou" else "a"
            said = " or ".join(value for value in kind.values if value in live)
            return (f"the {attribute.name} of {article} {attribute.kind} is {said}",)
    return ()
