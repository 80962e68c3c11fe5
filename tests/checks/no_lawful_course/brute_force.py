"""What `no-lawful-course` must find, by trying every case: whatever is chosen, and in whatever
manner it is done, some prohibition of a smallest set is live on every act that does the duty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from tests.oracles.case_table import Holding, Row, Table, of_manner
from tests.oracles.expected_findings import ERROR, Expected, nowhere
from verifier.findings.finding import Strength
from verifier.model import Condition, Modality, Norm, Variable
from verifier.model.variables import free_variables


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    own = [n for n in table.norms if n.layer == 0 and n.id not in causes]
    for duty in own:
        if duty.modality is not Modality.OBLIGED:
            continue
        found: list[frozenset[str]] = []
        forbidding = [n for n in own if _forbids_all(table, duty, n)]
        for size in range(1, 4):
            for together in combinations(forbidding, size):
                names = frozenset(norm.id for norm in together)
                strength = blocked(table, duty, together)
                if strength is None or any(known <= names for known in found):
                    continue
                found.append(names)
                if size > 1:
                    about = (duty.id, *sorted(names))
                    yield Expected("no-lawful-course", about, ERROR, strength)


def _forbids_all(table: Table, duty: Norm, norm: Norm) -> bool:
    """Whether the prohibition can be about every act that does the duty, and leaves a choice, of
    things or of manner."""
    if norm.modality is not Modality.FORBIDDEN or duty.act is None or norm.act is None:
        return False
    under = _acts_under(table, norm.act.act)
    manner = any(of_manner(table.policy, c.formula) for c in norm.conditions)
    return _acts_under(table, duty.act.act) <= under and (duty.is_choice or manner)


def _acts_under(table: Table, act: str) -> set[str]:
    """The acts that can count as this one."""
    found = {act}
    for rule in table.policy.counts_as:
        if rule.target in found:
            found.add(rule.source)
    return found


def situation_of(table: Table, duty: Norm, together: Sequence[Norm]) -> Situation:
    chosen = set(duty.act.choice) if duty.act is not None else set()

    def situation(norm: Norm, but: set[str]) -> frozenset[int]:
        """The lines that speak neither of the act nor of what can be chosen."""

        def speaks(line: Condition) -> bool:
            of = {v.name for v in free_variables(line.formula)} & but
            return bool(of) or of_manner(table.policy, line.formula)

        return frozenset(n for n, line in enumerate(norm.conditions) if not speaks(line))

    def roles(norm: Norm) -> set[str]:
        """The norm's own names for what the duty leaves to be chosen."""
        assert duty.act is not None
        assert norm.act is not None
        if not chosen:
            return set()
        mine = norm.act.terms
        if norm.act.act == duty.act.act:
            mine = tuple(
                m for m, theirs in zip(mine, duty.act.terms, strict=True) if theirs in chosen
            )
        return {term.name for term in mine if isinstance(term, Variable)}

    def lies(row: Row) -> bool:
        return all(table.applies(row, n.id, situation(n, roles(n))) for n in together)

    def way(row: Row) -> bool:
        done = table.applies(row, duty.id, situation(duty, set())) and lies(row)
        return done and not any(table.live(row, norm.id) for norm in together)

    def none_left(row: Row) -> bool:
        return bool(table.live(row, duty.id)) and lies(row)

    return Situation(way, none_left)


@dataclass(frozen=True)
class Situation:
    """Where a duty lies and prohibitions with it: where there is a way all the same, and where it
    may be that none is left."""

    way: Holding
    none_left: Holding


def may_be_lawful(table: Table, duty: Norm, together: Sequence[Norm]) -> bool:
    """Whether, under some reading, some way that there could be is not forbidden."""
    return not nowhere(table.rows, situation_of(table, duty, together).way)


def blocked(table: Table, duty: Norm, together: Sequence[Norm]) -> Strength | None:
    """How it stands that whatever is chosen is forbidden; None where there is a way."""
    situation = situation_of(table, duty, together)
    lies = not nowhere(table.plainly, situation.none_left)
    if not lies or not nowhere(table.plainly, situation.way):
        return None
    everywhere = nowhere(table.rows, situation.way) and table.everywhere(situation.none_left)
    return Strength.ROBUST if everywhere else Strength.PLAIN
