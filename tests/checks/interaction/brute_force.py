"""What `interaction` must find, by trying every case: one map, where opposed norms overlap: every
two norms whose conditions can hold on one act, with how they relate to each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from tests.oracles.case_table import Table, letter
from tests.oracles.expected_findings import NOTE, Expected, Recorder
from verifier.findings.finding import Outcome
from verifier.model import opposed

Relation = tuple[str, str, str]
"""Two norms and how their conditions relate to each other, in the words of the map."""


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    norms = table.policy.norms
    opposing = [
        pair for pair in relations(table, causes)
        if opposed(norms[pair[0]].modality, norms[pair[1]].modality)
    ]  # fmt: skip
    if opposing:
        pairs = sorted(sorted((one, other)) for one, other, _ in opposing)
        about = tuple(name for pair in pairs for name in pair)
        yield Expected("interaction", about, NOTE, outcome=Outcome.HOLDS)


def wrong(table: Table, context: Recorder, causes: set[str]) -> Iterator[str]:
    """Where the map that goes with the finding shows something else."""
    told = {(edge.first.id, edge.second.id, edge.relation.value) for edge in context.edges}
    edges = set(relations(table, causes))
    if context.recorded and {edge for edge in told if edge[2] != "are disjoint"} != edges:
        yield f"the map is {edges}, said to be {told}"


def relations(table: Table, causes: set[str]) -> list[Relation]:
    """Every two norms of the policy whose conditions can hold on one act, with how they relate to
    each other."""
    found = []
    own = [n for n in table.norms if letter(n) and n.layer == 0 and n.id not in causes]
    for first, second in combinations(own, 2):
        cases = [
            {row.number for row in table.rows if table.applies(row, norm.id)}
            for norm in (first, second)
        ]
        if not cases[0] & cases[1]:
            continue
        if cases[0] == cases[1]:
            said = "apply in exactly the same cases"
        elif cases[0] < cases[1]:
            said = "lies within"
        else:
            said = "contains" if cases[0] > cases[1] else "overlap"
        found.append((first.id, second.id, said))
    return found
