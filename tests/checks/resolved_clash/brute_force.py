"""What `resolved-clash` must find, by trying every case: opposed norms apply together and only one
is live, because of what attacks the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.oracles.case_table import Row, Table
from tests.oracles.expected_findings import NOTE, Expected, Recorded
from tests.oracles.opposed_norms import own_pairs
from verifier.findings.finding import Outcome
from verifier.model import LawRegime, Norm
from verifier.semantics.norms import attacks_on


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    for first, second in own_pairs(table, causes):
        for winner, loser in ((first, second), (second, first)):
            attacks = [
                attack
                for attack in attacks_on(table.policy, loser.id, LawRegime.ALONE)
                if attack.attacker not in causes
            ]

            def decided(row: Row, winner: Norm = winner, loser: Norm = loser) -> bool:
                beaten = table.applies(row, loser.id) and not table.live(row, loser.id)
                return beaten and bool(table.live(row, winner.id))

            for rows in (table.plainly, table.rows):
                where = [row for row in rows if decided(row)]
                if where and attacks:
                    decisive = {
                        attack.attacker
                        for attack in attacks
                        if any(table.at_work(row, attack) for row in where)
                    }
                    both = [
                        row
                        for row in rows
                        if table.applies(row, winner.id) and table.applies(row, loser.id)
                    ]
                    about = (winner.id, loser.id, *sorted(decisive))
                    rest = _some_or_all(len(both) > len(where), about)
                    yield Expected("resolved-clash", about, NOTE, outcome=Outcome.HOLDS, rest=rest)
                    break


def _some_or_all(some: bool, about: tuple[str, ...]) -> Callable[[Recorded], bool]:
    def right(found: Recorded) -> bool:
        return found.reason == about and ("in some cases" in found.headline.lower()) is some

    return right
