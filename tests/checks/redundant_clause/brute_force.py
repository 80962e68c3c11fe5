"""What `redundant-clause` must find, by trying every case: others of the same effect speak wherever
it does, with all smallest sets of them. Of two that say the same, the one covered under every
reading is reported, else the later one. And what is said for a class of things is true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tests.oracles.case_table import Holding, Row, Table, of_manner
from tests.oracles.expected_findings import (
    NOTE,
    WARNING,
    Expected,
    Names,
    Recorded,
    Recorder,
    all_smallest,
    ending,
    nowhere,
)
from tests.oracles.left_out import changes
from verifier.findings.finding import Strength
from verifier.model import LawRegime, Named, Norm
from verifier.model.variables import free_variables
from verifier.semantics.conditions import holds
from verifier.semantics.world import assignments


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
    order = [norm.id for norm in table.norms]
    for norm in table.norms:
        others = [other.id for other in table.norms if _alike(causes, norm, other)]
        ends = ending(table, _uncovered(table, norm.id, others), _speaks(table, norm.id))
        if not others or ends is False:
            continue
        rows = table.rows if ends is True else table.plainly
        if any(changes(table, row, frozenset({norm.id})) for row in rows):
            continue
        sets = _covers(table, rows, norm.id, others)
        singles = [next(iter(one)) for one in sets if len(one) == 1]
        twins = [one for one in singles if nowhere(rows, _uncovered(table, one, [norm.id]))]
        if any(order.index(twin) > order.index(norm.id) for twin in twins):
            continue
        if ends is not True and any(_covered_always(table, causes, twin) for twin in twins):
            continue
        told = ["|".join(sorted(one)) for one in sets]
        about = sorted([norm.id, *told]) if twins else [norm.id, *sorted(told)]
        strength = None if ends is True else Strength.PLAIN
        severity = WARNING if twins else NOTE
        yield Expected("redundant-clause", tuple(about), severity, strength)


def _speaks(table: Table, name: str) -> Holding:
    return lambda row: bool(table.live(row, name))


def _uncovered(table: Table, name: str, by: Iterable[str]) -> Holding:
    """The norm speaks, and none of the others does, were it not there."""
    names, left = tuple(by), frozenset({name})

    def holding(row: Row) -> bool:
        others = (table.live(row, other, LawRegime.ALONE, left) for other in names)
        return bool(table.live(row, name)) and not any(others)

    return holding


def _covers(
    table: Table, rows: Sequence[Row], name: str, others: Sequence[str]
) -> frozenset[Names]:
    return all_smallest(others, lambda kept: nowhere(rows, _uncovered(table, name, kept)))


def _covered_always(table: Table, causes: set[str], name: str) -> bool:
    """Whether others speak wherever the norm does, under every reading, and it defeats nothing."""
    norm = table.policy.norms[name]
    others = [other.id for other in table.norms if _alike(causes, norm, other)]
    left = frozenset({name})
    changed = any(changes(table, row, left) for row in table.rows)
    return not changed and nowhere(table.rows, _uncovered(table, name, others))


def _alike(causes: set[str], norm: Norm, other: Norm) -> bool:
    """Whether two norms have the same effect on the same bearer's acts."""
    for one in (norm, other):
        choice = one.act is not None and bool(one.act.choice)
        if one.modality is None or one.layer > 0 or choice or one.id in causes:
            return False
    named = isinstance(norm.bearer, Named) and isinstance(other.bearer, Named)
    return (
        norm is not other
        and norm.modality is other.modality
        and norm.window == other.window
        and norm.owed_to == other.owed_to
        and not (named and norm.bearer != other.bearer)
    )


def tried_otherwise(record: Recorded) -> bool:
    """What is said for a class of things. Which are looked at is a matter of words."""
    return record.reason[0] == "for"


def wrong(table: Table, context: Recorder, _: set[str]) -> Iterator[str]:
    """What is said for a class of things, and is not so."""
    for record in filter(tried_otherwise, context.recorded):
        if overstated(table, record):
            yield f"overstated: {record}"


def overstated(table: Table, found: Recorded) -> bool:
    """Whether it is not so that, for the class of things that another clause names, a norm adds
    nothing."""
    _, naming, _, name, *told = found.reason
    other = table.policy.norms[naming]
    rows = table.rows if found.strength is None else table.plainly
    among = [row for row in rows if _in_class(table, other, " and where " in found.headline, row)]

    def covers(by: Sequence[str]) -> bool:
        sets = _covers(table, among, name, by)
        return sets == {frozenset(by)}

    several = all(covers(one.split("|")) for one in told)
    return (
        not any(table.live(row, name) for row in among)
        or any(changes(table, row, frozenset({name})) for row in among)
        or not (several or covers(told))
    )


def _in_class(table: Table, norm: Norm, of_act: bool, row: Row) -> bool:
    """Whether the thing in the act's role is one that the norm's lines pick out, read plainly."""
    plain = table.plain_of(row)
    assert norm.act is not None
    lines = [c.formula for c in norm.conditions]
    kept = [f for f in lines if free_variables(f) and not of_manner(table.policy, f)]
    if of_act:
        kept += [f for f in lines if not free_variables(f) and of_manner(table.policy, f)]
    bound = (v for v in norm.parameters if v not in norm.act.terms)
    env = {t.name: row.world.case.act.things[n] for n, t in enumerate(norm.act.terms)}
    return any(
        all(holds(plain.world, formula, full) for formula in kept)
        for full in assignments(plain.world, (*bound, *norm.locals), env)
    )
