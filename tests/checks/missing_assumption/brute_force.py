"""What `missing-assumption` must find, by trying every case: what is said to rescue a promise does
rescue it. What is looked for in the first place is a matter of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.oracles.case_table import Table
from tests.oracles.dependence import broken
from tests.oracles.expected_findings import Expected, Recorded, Recorder
from verifier.model import Formula, Promise
from verifier.semantics.conditions import holds


def expected(_: Table, __: set[str]) -> Iterator[Expected]:
    yield from ()


def tried_otherwise(_: Recorded) -> bool:
    return True


def wrong(table: Table, context: Recorder, _: set[str]) -> Iterator[str]:
    """Promises that what is offered would not rescue."""
    for promise, assumed in context.rescues.items():
        if not rescued(table, table.policy.promises[promise], assumed):
            yield f"{promise} would not be rescued by {assumed}"
    if {record.reason[0] for record in context.recorded} != set(context.rescues):
        yield "a finding for no promise"


def rescued(table: Table, promise: Promise, assumed: Sequence[Formula]) -> bool:
    """Whether a promise that fails would hold, and not for want of cases, if all this were so."""
    rows = table.plainly if promise.under == "plain" else table.rows
    left = [row for row in rows if all(holds(row.world, formula, {}) for formula in assumed)]
    fails = broken(table, promise)
    return (
        any(fails(row) for row in table.plainly)
        and not any(fails(row) for row in left)
        and any(table.in_scope(row, promise.scope) for row in left)
    )
