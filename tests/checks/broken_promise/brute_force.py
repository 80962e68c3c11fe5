"""What `broken-promise` must find, by trying every case: some case breaks the promise; or nothing
can be in its scope; or no clause is needed for it. A clause that claims not to limit another does.
And on what each promise that holds rests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from tests.oracles.case_table import Row, Table
from tests.oracles.dependence import broken
from tests.oracles.expected_findings import (
    ERROR,
    WARNING,
    Expected,
    Names,
    Recorder,
    all_smallest,
    lowered,
    nowhere,
    standing,
)
from verifier.findings.finding import Outcome
from verifier.model import LawRegime, Norm, Promise, Savings, Verdict, opposed
from verifier.semantics.norms import attacks_on


def expected(table: Table, _: set[str]) -> Iterator[Expected]:
    for promise in table.policy.promises.values():
        plainly = promise.under == "plain"
        rows = table.plainly if plainly else table.rows
        fails = broken(table, promise)
        if not any(table.in_scope(row, promise.scope) for row in rows):
            about = ("vacuous", promise.name)
            yield Expected("broken-promise", about, WARNING, outcome=Outcome.VACUOUS)
        elif any(fails(row) for row in rows):
            stands = None if plainly else standing(table, fails)
            severity = ERROR if stands is None else lowered(table, ERROR, stands)
            strength = stands.strength if stands else None
            sets = stands.sets if stands else frozenset()
            yield Expected("broken-promise", (promise.name,), severity, strength, sets)
        elif _trivial(table, promise):
            about = ("trivial", promise.name)
            yield Expected("broken-promise", about, WARNING, outcome=Outcome.VACUOUS)
    for saving in table.policy.savings:
        yield from _limited(table, saving)


def wrong(table: Table, context: Recorder, _: set[str]) -> Iterator[str]:
    """What is said of what promises that hold rest on, and is not so."""
    for promise, found in context.grounds.items():
        wanted = grounds(table, table.policy.promises[promise])
        told = frozenset(map(frozenset, found.sets))
        if wanted is not None and found.complete and told != wanted:
            yield f"{promise} rests on {wanted}, said to rest on {told}"


def _trivial(table: Table, promise: Promise) -> bool:
    if promise.scope.act is None or Verdict.SILENT in promise.verdicts:
        return False
    return nowhere(table.rows, broken(table, promise, frozenset(table.policy.norms)))


def grounds(table: Table, promise: Promise) -> frozenset[Names] | None:
    """Every smallest set of norms and assumptions with which a promise that holds does hold,
    whether or not the other norms count; None where there are too many to try."""
    norms, assumptions = list(table.policy.norms), list(table.policy.assumptions)
    if len(norms) > 6:
        return None
    rows = [row for row in table.all if row.plain or promise.under == "every"]
    alike = {(table.signature(r), r.broken): r for r in rows if table.in_scope(r, promise.scope)}
    breaking = {
        kept: {
            row.broken
            for row in alike.values()
            if broken(table, promise, frozenset(norms) - kept)(row)
        }
        for kept in _subsets(norms)
    }

    def enough(kept: Names) -> bool:
        with_norms = kept - frozenset(assumptions)
        return all(
            ruled_out & kept
            for counting, cases in breaking.items()
            if with_norms <= counting
            for ruled_out in cases
        )

    return all_smallest([*norms, *assumptions], enough)


def _subsets(names: Sequence[str]) -> Iterator[Names]:
    for size in range(len(names) + 1):
        yield from map(frozenset, combinations(names, size))


def _limited(table: Table, saving: Savings) -> Iterator[Expected]:
    def norms(clause: str) -> list[Norm]:
        found = [table.policy.norms[name] for name in table.policy.clauses[clause].norms]
        return [norm for norm in found if norm.role != "exception"]

    def limits(row: Row) -> bool:
        return any(
            _limits(table, row, own, other)
            for own in norms(saving.clause)
            for other in norms(saving.saved)
            if other.modality is not None
        )

    stands = standing(table, limits)
    if stands is not None:
        about = ("without limiting", saving.clause, saving.saved)
        severity = lowered(table, ERROR, stands)
        yield Expected("broken-promise", about, severity, stands.strength, stands.sets)


def _limits(table: Table, row: Row, own: Norm, other: Norm) -> bool:
    """Whether the first defeats the second, which would be live without it, or denies it."""
    column = LawRegime.ALONE if own.layer == other.layer == 0 else LawRegime.BESIDE
    if not table.live(row, own.id, column):
        return False
    live = bool(table.live(row, other.id, column))
    if any(a.attacker == own.id for a in attacks_on(table.policy, other.id, column)):
        return not live and bool(table.live(row, other.id, column, frozenset({own.id})))
    free = own.is_choice or other.is_choice
    return live and opposed(own.modality, other.modality) and not free
