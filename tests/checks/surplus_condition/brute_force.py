"""What `surplus-condition` must find, by trying every case: without the line, the other lines left,
the norm would apply in the same cases, to the same things. Lines are tried from the last to the
first; none that introduces what later lines, or exceptions of the norm, speak of."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Row, Table
from tests.oracles.expected_findings import NOTE, Expected
from tests.oracles.left_out import chains
from verifier.model import Modality, Norm, Variable, free_variables
from verifier.semantics.world import Instance


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    for norm in table.norms:
        rule = _rule(table, causes, norm)
        if norm.layer > 0 or norm.id in causes or (norm.role == "exception" and rule is None):
            continue
        kept = frozenset(range(len(norm.conditions)))
        for line in sorted(kept, reverse=True):
            if not _introduces(norm, line) and not _excludes(
                table, norm, rule, kept - {line}, kept
            ):
                kept -= {line}
                words = norm.conditions[line].words
                yield Expected("surplus-condition", (norm.id, words), NOTE)


def _rule(table: Table, causes: set[str], norm: Norm) -> Norm | None:
    """The one rule to which an exception belongs directly."""
    found = chains(table, norm.id) if norm.role == "exception" else []
    if len(found) != 1 or len(found[0].path) != 1 or found[0].root.id in causes:
        return None
    return found[0].root


def _introduces(norm: Norm, line: int) -> bool:
    """A line that adds nothing itself still speaks of what it speaks of."""
    kept = range(len(norm.conditions))
    if norm.modality is Modality.OBLIGED and norm.act is not None:
        rest = (free_variables(norm.conditions[p].formula) for p in kept if p != line)
        own = free_variables(norm.conditions[line].formula) - set[Variable]().union(*rest)
        if own & {*norm.act.terms, norm.bearer}:
            return True
    known = {*norm.act.terms, norm.bearer} if norm.act else set()
    known |= set(norm.parameters) if norm.role != "norm" else set()
    for place in sorted(kept):
        mine = free_variables(norm.conditions[place].formula)
        if place == line:
            new = mine - known
            after = (free_variables(norm.conditions[p].formula) for p in kept if p > line)
            return bool(new & set(norm.parameters).union(*after))
        known |= mine
    return False


def _excludes(
    table: Table, norm: Norm, rule: Norm | None, fewer: frozenset[int], kept: frozenset[int]
) -> bool:
    """Whether more lines let in less, of an exception: less of what its rule speaks of."""
    if rule is None:
        return any(
            set(table.instances(row, norm, fewer)) - set(table.instances(row, norm, kept))
            for row in table.rows
        )
    attack = next(a for a in table.policy.attacks if (a.attacker, a.target) == (norm.id, rule.id))
    pairs = [(norm.parameters.index(a), rule.parameters.index(b)) for a, b in attack.mapping]

    def taken(row: Row, lines: frozenset[int]) -> set[Instance]:
        own = table.instances(row, norm, lines)
        return {
            instance
            for instance in table.instances(row, rule)
            if any(all(mine[a] == instance[b] for a, b in pairs) for mine in own)
        }

    return any(taken(row, fewer) - taken(row, kept) for row in table.rows)
