"""A quotation without a passage, which reading the files refuses, in a policy made otherwise."""

from __future__ import annotations

from dataclasses import replace

from tests.checks.quote_mismatch.brute_force import expected
from tests.generators.tiny_policies import made
from tests.oracles.case_table import Table
from tests.oracles.examined_policies import policy_of
from tests.oracles.expected_findings import Recorder, differences
from verifier.checks import quote_mismatch


def test_a_quotation_without_a_passage_is_found() -> None:
    quoting = (made(seed) for seed in range(60) if 'quote "' in made(seed).text)
    policies = ((one, policy_of(one)) for one in quoting)
    found = ((one, p, c) for one, p in policies for c in p.clauses.values() if c.anchors)
    one, policy, clause = next(found)
    lost = replace(clause.anchors[0], words="what nobody ever wrote", passages=())
    changed = replace(clause, anchors=(lost, *clause.anchors[1:]))
    broken = replace(policy, clauses={**policy.clauses, clause.id: changed})
    context = Recorder(broken)
    list(quote_mismatch.run(context))
    assert [record.reason for record in context.recorded] == [(clause.id, lost.words)]
    assert not differences(expected(Table(broken, one), set()), context.recorded)
