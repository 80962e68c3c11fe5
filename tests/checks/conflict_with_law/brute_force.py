"""What `conflict-with-law` must find, by trying every case: opposed norms of the policy and of a
law, live on one act beside each other: the laws that do so under the same readings together; and
what alone prevents such a conflict, read plainly. Where laws clash, it is a note."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Table
from tests.oracles.expected_findings import (
    ERROR,
    NOTE,
    Expected,
    Stands,
    lowered,
    standing,
)
from tests.oracles.opposed_norms import conflicting, pairs
from verifier.findings.finding import Outcome, Strength
from verifier.model import LawRegime, Modality, Norm
from verifier.semantics.norms import attacks_on


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    groups: dict[tuple[str, Modality | None, Stands], list[str]] = {}
    saved: dict[tuple[str, str], list[str]] = {}
    for first, second in pairs(table, causes):
        if first.layer == second.layer:
            continue
        law, own = (first, second) if first.layer > second.layer else (second, first)
        stands = standing(table, conflicting(table, (own, law), LawRegime.BESIDE))
        if stands is not None:
            groups.setdefault((own.id, law.modality, stands), []).append(law.id)
        if stands is None or stands.strength is Strength.CONTESTABLE:
            for saving in _savings(table, own):
                if _without_it(table, own, law, saving):
                    saved.setdefault((saving, own.id), []).append(law.id)
    for (name, _, stands), laws in groups.items():
        ranked = table.policy.norms[name].layer > 0
        severity = NOTE if ranked else lowered(table, ERROR, stands)
        outcome = Outcome.HOLDS if ranked else Outcome.FAILS
        about = (name, *sorted(laws))
        yield Expected("conflict-with-law", about, severity, stands.strength, stands.sets, outcome)
    for (saving, name), laws in saved.items():
        about = ("saved by", saving, name, *sorted(laws))
        yield Expected("conflict-with-law", about, NOTE, outcome=Outcome.HOLDS)


def _savings(table: Table, own: Norm) -> list[str]:
    attackers = {a.attacker for a in attacks_on(table.policy, own.id, LawRegime.BESIDE)}
    return [name for name in attackers if table.policy.norms[name].modality is None]


def _without_it(table: Table, own: Norm, law: Norm, saving: str) -> bool:
    gone = frozenset({saving})
    return any(
        table.live(row, own.id, LawRegime.BESIDE, gone)
        and table.live(row, law.id, LawRegime.BESIDE, gone)
        for row in table.plainly
    )
