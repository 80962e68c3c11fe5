"""What `ineffective-clause` must find, by trying every case: it takes nothing out, or only part of
what it names; or it permits what nothing forbids or requires."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.oracles.case_table import Row, Table
from tests.oracles.expected_findings import NOTE, Expected, Names, Recorded, ending, nowhere
from tests.oracles.left_out import NONE, also_there, chains, changes, said_anyway
from verifier.findings.finding import Outcome, Strength
from verifier.model import LawRegime, Modality, Norm


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    for clause in table.policy.clauses.values():
        norms = [table.policy.norms[name] for name in clause.norms]
        content = [n for n in norms if n.role != "exception" and n.id not in causes]
        if clause.law is not None or not content:
            continue
        if all(norm.modality is None for norm in content):
            yield from _taking_out(table, causes, clause.id, content)
        elif all(n.modality in (Modality.PERMITTED, Modality.EXEMPT) for n in content):
            yield from _declaratory(table, clause.id, content, frozenset(clause.norms))


def _taking_out(
    table: Table, causes: set[str], clause: str, norms: Sequence[Norm]
) -> Iterator[Expected]:
    found = [c for n in norms for c in chains(table, n.id) if c.root.id not in causes]
    working = [c for c in found if any(c.bites(table, row, NONE) for row in table.rows)]
    names = frozenset(norm.id for norm in norms)
    if working:
        if nowhere(table.rows, lambda row: changes(table, row, names)):
            rest = said_anyway(table, names, also_there(table, working, False) - names, table.rows)
            yield Expected("ineffective-clause", (clause,), NOTE, rest=rest)
            return
        touched = {c.path[0].clause for c in working}
        idle = sorted({c.path[0].clause for c in found} - touched)
        if idle:
            about = ("in part", clause, *idle)
            yield Expected("ineffective-clause", about, NOTE, outcome=Outcome.HOLDS)
    elif found and nowhere(table.rows, lambda row: changes(table, row, names)):
        yield Expected("ineffective-clause", (clause,), NOTE)


def _declaratory(
    table: Table, clause: str, norms: Sequence[Norm], gone: Names
) -> Iterator[Expected]:
    strict = {
        Modality.PERMITTED: (Modality.FORBIDDEN, Modality.OBLIGED),
        Modality.EXEMPT: (Modality.OBLIGED,),
    }

    def answered(row: Row) -> bool:
        return any(
            table.live(row, norm.id, LawRegime.BESIDE)
            and table.live(row, other.id, LawRegime.BESIDE, gone)
            for norm in norms
            for other in table.norms
            if norm.modality is not None and other.modality in strict[norm.modality]
        )

    def speaks(row: Row) -> bool:
        return any(table.live(row, norm.id, LawRegime.BESIDE) for norm in norms)

    def said_besides(row: Row) -> bool:
        return speaks(row) and bool(table.positions(row, LawRegime.ALONE, gone))

    ends = ending(table, answered, speaks)
    if ends is not False:
        strength = None if ends is True else Strength.PLAIN
        silent = nowhere(table.rows if ends is True else table.plainly, said_besides)

        def right(found: Recorded) -> bool:
            says = any("say nothing of these acts" in line for line in found.detail)
            return len(found.reason) == len(about) and says is silent

        about = ("declaratory", clause)
        yield Expected("ineffective-clause", about, NOTE, strength, rest=right)
