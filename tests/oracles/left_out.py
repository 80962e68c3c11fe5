"""What changes where parts are left out: exceptions, whole clauses, and what others say as well."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tests.oracles.case_table import Row, Table
from tests.oracles.expected_findings import Names, Recorded, all_smallest, in_reason, nowhere
from verifier.model import LawRegime, Modality, Norm
from verifier.semantics.norms import attacks_on

NONE: Names = frozenset()


@dataclass(frozen=True)
class Chain:
    """What an exception attacks, what that attacks, and so on up to a norm with an act; the other
    exceptions of the first, and all else that attacks on the way."""

    exception: str
    path: tuple[Norm, ...]
    siblings: Names
    others: Names

    @property
    def root(self) -> Norm:
        return self.path[-1]

    def bites(self, table: Table, row: Row, siblings: Names) -> bool:
        """Whether leaving the exception out changes which instances of the norm are live, these
        siblings being there, the rest of what could defeat them not: it takes some out, or (an
        exception to an exception) lets some live again."""
        gone = self.others | (self.siblings - siblings)
        here = set(table.live(row, self.root.id, LawRegime.ALONE, gone))
        there = set(table.live(row, self.root.id, LawRegime.ALONE, gone | {self.exception}))
        return bool(there - here if len(self.path) % 2 else here - there)


def chains(table: Table, name: str) -> list[Chain]:
    """All ways in which an exception or a disapplication bears on norms with an act."""
    found = []
    for attack in table.policy.attacks:
        if attack.attacker == name and attack.ground in ("exception", "disapplication"):
            found += [_chain(table, name, path) for path in _paths(table, attack.target)]
    return found


def _paths(table: Table, target: str) -> Iterator[tuple[Norm, ...]]:
    norm = table.policy.norms[target]
    if norm.modality is not None:
        yield (norm,)
        return
    for attack in table.policy.attacks:
        if attack.attacker == target:
            for path in _paths(table, attack.target):
                yield (norm, *path)


def _chain(table: Table, name: str, path: tuple[Norm, ...]) -> Chain:
    def attackers(norm: Norm) -> Names:
        attacks = attacks_on(table.policy, norm.id, LawRegime.ALONE)
        return frozenset(attack.attacker for attack in attacks)

    exceptions = {a.attacker for a in table.policy.attacks if a.ground == "exception"}
    siblings = (attackers(path[0]) & exceptions) - {name}
    on_path = {norm.id for norm in path} | {name}
    others = frozenset().union(*map(attackers, path)) - on_path - siblings
    return Chain(name, path, siblings, others)


def changes(table: Table, row: Row, names: Names, gone: Names = NONE) -> bool:
    """Whether leaving out these norms changes a position of the act, whatever place laws have."""
    return any(
        table.positions(row, regime, gone) != table.positions(row, regime, gone | names)
        for regime in (LawRegime if table.policy.laws else (LawRegime.ALONE,))
    )


def also_there(table: Table, found: Sequence[Chain], same: bool) -> Names:
    """What could do the same as an exception or disapplication: norms that say something too (the
    same as a rule), and what else defeats on the way to a rule."""
    roots = {chain.root.id for chain in found}
    says = {chain.root.modality for chain in found} if same else set(Modality)
    speaking = {n.id for n in table.norms if n.layer == 0 and n.modality in says} - roots
    on_the_way = {norm.id for chain in found for norm in chain.path}
    attacks = (a for n in on_the_way for a in attacks_on(table.policy, n, LawRegime.ALONE))
    defeating = {attack.attacker for attack in attacks} - on_the_way
    return frozenset(speaking | defeating) - {chain.exception for chain in found}


def said_anyway(
    table: Table, names: Names, also: Names, rows: Sequence[Row]
) -> Callable[[Recorded], bool]:
    """Whether a finding cites all smallest sets of norms that make up for these."""

    def enough(kept: Names) -> bool:
        return nowhere(rows, lambda row: changes(table, row, names, also - kept))

    def right(found: Recorded) -> bool:
        return found.reason[1:] == in_reason(all_smallest(sorted(also), enough))

    return right
