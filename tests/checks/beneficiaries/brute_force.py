"""What `beneficiaries` must find, by trying every case: the different classes of persons whom
duties and prohibitions protect, read plainly."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Table, of_manner
from tests.oracles.expected_findings import NOTE, Expected
from verifier.findings.finding import Outcome
from verifier.model import Modality, Norm, Variable
from verifier.model.variables import free_variables
from verifier.semantics.conditions import holds


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    classes: list[tuple[frozenset[int], list[str]]] = []
    said = set()
    for norm in table.norms:
        found = _protected(table, causes, norm)
        if found is not None:
            lines, cases = found
            said.add(lines)
            for known, names in classes:
                if known == cases:
                    names.append(norm.id)
                    break
            else:
                classes.append((cases, [norm.id]))
    if len(classes) > 1:
        everybody = [name for _, names in classes for name in names]
        yield Expected(
            "beneficiaries",
            tuple(sorted(everybody)),
            NOTE,
            outcome=Outcome.HOLDS,
        )


def _protected(
    table: Table, causes: set[str], norm: Norm
) -> tuple[frozenset[int], frozenset[int]] | None:
    """The lines that speak of the person whom the norm touches and of nothing else, and the cases
    in which they hold."""
    owed = norm.modality is Modality.OBLIGED and norm.owed_to is not None
    protecting = owed or norm.modality is Modality.FORBIDDEN
    if not protecting or norm.layer > 0 or norm.id in causes or norm.act is None:
        return None
    person = next(
        (t for t in norm.act.terms if isinstance(t, Variable) and t.kind == "person"), None
    )
    if person is None:
        return None
    lines = frozenset(
        place
        for place, line in enumerate(norm.conditions)
        if free_variables(line.formula) == {person} and not of_manner(table.policy, line.formula)
    )
    env = {person.name: "P"}
    cases = frozenset(
        row.case
        for row in table.plainly
        if all(holds(row.world, norm.conditions[n].formula, env) for n in lines)
    )
    return lines, cases
