"""References for what changes where parts are left out: exceptions, whole clauses, and what others
say as well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.oracles.case_table import Holding, Row, Table, of_manner
from tests.oracles.expected_findings import (
    NOTE,
    WARNING,
    Expected,
    Recorded,
    all_smallest,
    ending,
    in_reason,
    nowhere,
)
from verifier.findings.finding import Outcome, Strength
from verifier.model import LawRegime, Modality, Named, Norm
from verifier.model.variables import free_variables
from verifier.semantics.interpretation import assignments, holds

Names = frozenset[str]
NONE: Names = frozenset()


# --------------------------------------------------------------------------- exceptions


@dataclass(frozen=True)
class Chain:
    """What an exception attacks, what that attacks, and so on up to a norm with an act; the other
    exceptions of the first, and all else that attacks on the way."""

    exception: str
    path: tuple[Norm, ...]
    siblings: Names
    others: Names

    @property
    def root(self) -> Norm:
        return self.path[-1]

    def bites(self, table: Table, row: Row, siblings: Names) -> bool:
        """Whether leaving the exception out changes which instances of the norm are live, these
        siblings being there, the rest of what could defeat them not: it takes some out, or (an
        exception to an exception) lets some live again."""
        gone = self.others | (self.siblings - siblings)
        here = set(table.live(row, self.root.id, LawRegime.ALONE, gone))
        there = set(table.live(row, self.root.id, LawRegime.ALONE, gone | {self.exception}))
        return bool(there - here if len(self.path) % 2 else here - there)


def chains(table: Table, name: str) -> list[Chain]:
    """All ways in which an exception or a disapplication bears on norms with an act."""
    found = []
    for attack in table.policy.attacks:
        if attack.attacker == name and attack.ground in ("exception", "disapplication"):
            found += [_chain(table, name, path) for path in _paths(table, attack.target)]
    return found


def _paths(table: Table, target: str) -> Iterator[tuple[Norm, ...]]:
    norm = table.policy.norms[target]
    if norm.modality is not None:
        yield (norm,)
        return
    for attack in table.policy.attacks:
        if attack.attacker == target:
            for path in _paths(table, attack.target):
                yield (norm, *path)


def _chain(table: Table, name: str, path: tuple[Norm, ...]) -> Chain:
    def attackers(norm: Norm) -> Names:
        attacks = table.policy.attacks_on(norm.id, LawRegime.ALONE)
        return frozenset(attack.attacker for attack in attacks)

    exceptions = {a.attacker for a in table.policy.attacks if a.ground == "exception"}
    siblings = (attackers(path[0]) & exceptions) - {name}
    on_path = {norm.id for norm in path} | {name}
    others = frozenset().union(*map(attackers, path)) - on_path - siblings
    return Chain(name, path, siblings, others)


def idle_exception(table: Table, causes: set[str]) -> Iterator[Expected]:
    """It never takes anything out of its rule; or nothing that no sibling takes out."""
    for norm in table.norms:
        if norm.role != "exception" or norm.layer > 0:
            continue
        found = [c for c in chains(table, norm.id) if not {n.id for n in c.path} & causes]
        if found:
            yield from _idle(table, causes, norm, found)


def _idle(table: Table, causes: set[str], norm: Norm, found: Sequence[Chain]) -> Iterator[Expected]:
    def alone(row: Row, kept: Names | None = None) -> bool:
        return any(c.bites(table, row, c.siblings if kept is None else kept) for c in found)

    def arising(row: Row) -> bool:
        return alone(row, NONE)

    if not nowhere(table.plainly, alone):
        return
    if nowhere(table.rows, arising):
        causes.add(norm.id)
        yield Expected("idle-exception", (norm.id, "never"), WARNING)
        return
    ends = ending(table, alone, arising)
    if ends is False:
        return
    if ends is True:
        causes.add(norm.id)
    rows = table.rows if ends is True else table.plainly

    siblings = sorted({name for chain in found for name in chain.siblings})

    def enough(kept: Names) -> bool:
        return nowhere(rows, lambda row: alone(row, kept))

    yield Expected(
        "idle-exception",
        (norm.id,),
        WARNING,
        None if ends is True else Strength.PLAIN,
        rest=lambda record: record.reason[1:] == in_reason(all_smallest(siblings, enough)),
    )


def ineffective_exception(table: Table, causes: set[str]) -> Iterator[Expected]:
    """It takes something out of its rule, and no act has another position for it."""
    for norm in table.norms:
        if norm.role != "exception" or norm.layer > 0 or norm.id in causes:
            continue
        found = [c for c in chains(table, norm.id) if not {n.id for n in c.path} & causes]
        if not found:
            continue
        ends = ending(table, _changed(table, norm.id), _biting(table, found))
        if ends is not False:
            rows = table.rows if ends is True else table.plainly
            yield Expected(
                "ineffective-exception",
                (norm.id,),
                NOTE,
                None if ends is True else Strength.PLAIN,
                rest=_said_anyway(table, frozenset({norm.id}), _also(table, found, True), rows),
            )


def _changed(table: Table, name: str) -> Holding:
    return lambda row: _changes(table, row, frozenset({name}))


def _biting(table: Table, found: Sequence[Chain]) -> Holding:
    return lambda row: any(chain.bites(table, row, NONE) for chain in found)


def _changes(table: Table, row: Row, names: Names, gone: Names = NONE) -> bool:
    """Whether leaving out these norms changes a position of the act."""
    return table.positions(row, LawRegime.ALONE, gone) != table.positions(
        row, LawRegime.ALONE, gone | names
    )


def _also(table: Table, found: Sequence[Chain], same: bool) -> Names:
    """What could do the same as an exception or disapplication: norms that say something too (the
    same as a rule), and what else defeats on the way to a rule."""
    roots = {chain.root.id for chain in found}
    says = {chain.root.modality for chain in found} if same else set(Modality)
    speaking = {n.id for n in table.norms if n.layer == 0 and n.modality in says} - roots
    on_the_way = {norm.id for chain in found for norm in chain.path}
    attacks = (a for n in on_the_way for a in table.policy.attacks_on(n, LawRegime.ALONE))
    defeating = {attack.attacker for attack in attacks} - on_the_way
    return frozenset(speaking | defeating) - {chain.exception for chain in found}


def _said_anyway(
    table: Table, names: Names, also: Names, rows: Sequence[Row]
) -> Callable[[Recorded], bool]:
    """Whether a finding cites all smallest sets of norms that make up for these."""

    def enough(kept: Names) -> bool:
        return nowhere(rows, lambda row: _changes(table, row, names, also - kept))

    def right(found: Recorded) -> bool:
        return found.reason[1:] == in_reason(all_smallest(sorted(also), enough))

    return right


# --------------------------------------------------------------------------- whole clauses


def ineffective_clause(table: Table, causes: set[str]) -> Iterator[Expected]:
    """It takes nothing out, or only part of what it names; or it permits what nothing forbids."""
    for clause in table.policy.clauses.values():
        norms = [table.policy.norms[name] for name in clause.norms]
        content = [n for n in norms if n.role != "exception" and n.id not in causes]
        if clause.law is not None or not content:
            continue
        if all(norm.modality is None for norm in content):
            yield from _taking_out(table, causes, clause.id, content)
        elif all(n.modality in (Modality.PERMITTED, Modality.EXEMPT) for n in content):
            yield from _declaratory(table, causes, clause.id, content, frozenset(clause.norms))


def _taking_out(
    table: Table, causes: set[str], clause: str, norms: Sequence[Norm]
) -> Iterator[Expected]:
    found = [c for n in norms for c in chains(table, n.id) if c.root.id not in causes]
    working = [c for c in found if any(c.bites(table, row, NONE) for row in table.rows)]
    names = frozenset(norm.id for norm in norms)
    if working:
        if nowhere(table.rows, lambda row: _changes(table, row, names)):
            rest = _said_anyway(table, names, _also(table, working, False) - names, table.rows)
            yield Expected("ineffective-clause", (clause,), NOTE, rest=rest)
            return
        touched = {c.path[0].clause for c in working}
        idle = sorted({c.path[0].clause for c in found} - touched)
        if idle:
            about = ("in part", clause, *idle)
            yield Expected("ineffective-clause", about, NOTE, outcome=Outcome.HOLDS)
    elif found and nowhere(table.rows, lambda row: _changes(table, row, names)):
        yield Expected("ineffective-clause", (clause,), NOTE)


def _declaratory(
    table: Table, causes: set[str], clause: str, norms: Sequence[Norm], gone: Names
) -> Iterator[Expected]:
    denied = {Modality.PERMITTED: Modality.FORBIDDEN, Modality.EXEMPT: Modality.OBLIGED}

    def answered(row: Row) -> bool:
        return any(
            table.live(row, norm.id, LawRegime.BESIDE)
            and table.live(row, other.id, LawRegime.BESIDE, gone)
            for norm in norms
            for other in table.norms
            if norm.modality is not None
            and other.modality is denied[norm.modality]
            and other.id not in causes
        )

    def speaks(row: Row) -> bool:
        return any(table.live(row, norm.id, LawRegime.BESIDE) for norm in norms)

    ends = ending(table, answered, speaks)
    if ends is not False:
        strength = None if ends is True else Strength.PLAIN
        yield Expected("ineffective-clause", ("declaratory", clause), NOTE, strength)


def redundant_clause(table: Table, causes: set[str]) -> Iterator[Expected]:
    """Others of the same effect speak wherever it does: with all smallest sets of them. Of two that
    say the same, the one covered under every reading is reported, else the later one."""
    order = [norm.id for norm in table.norms]
    for norm in table.norms:
        others = [other.id for other in table.norms if _alike(causes, norm, other)]
        ends = ending(table, _uncovered(table, norm.id, others), _speaks(table, norm.id))
        if not others or ends is False:
            continue
        rows = table.rows if ends is True else table.plainly
        if any(_changes(table, row, frozenset({norm.id})) for row in rows):
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
    changed = any(_changes(table, row, left) for row in table.rows)
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


def overstated(table: Table, found: Recorded) -> bool:
    """Whether it is not so that, for the class of things that another clause names, a norm adds
    nothing. Which classes are looked at is a matter of words; that what is said of them is true, is
    not."""
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
        or any(_changes(table, row, frozenset({name})) for row in among)
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
