"""References for the checks of single clauses: can each apply, and does each of its parts work?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tests.checks.brute_parts import NONE, Names, chains
from tests.oracles.case_table import Row, Table
from tests.oracles.expected_findings import (
    NOTE,
    WARNING,
    Expected,
    Recorded,
    Stands,
    all_smallest,
    in_reason,
    lowered,
    nowhere,
)
from verifier.findings.finding import Strength
from verifier.model import LawRegime, Modality, Norm
from verifier.semantics.interpretation import Instance


def dead_clause(table: Table, causes: set[str]) -> Iterator[Expected]:
    """No case meets the condition; with every smallest set of lines and assumptions to blame."""
    for norm in table.norms:
        if norm.role == "exception" or any(table.applies(row, norm.id) for row in table.rows):
            continue
        causes.add(norm.id)
        yield Expected("dead-clause", (norm.id,), WARNING, rest=_blames(table, norm))


def _blames(table: Table, norm: Norm) -> Callable[[Recorded], bool]:
    lines = {f"“{c.words}”": place for place, c in enumerate(norm.conditions)}
    assumed = {f"the assumption “{name}”": name for name in table.policy.assumptions}

    def enough(kept: Names) -> bool:
        kept_lines = frozenset(place for words, place in lines.items() if words in kept)
        kept_names = {name for words, name in assumed.items() if words in kept}
        return not any(
            table.applies(row, norm.id, kept_lines)
            for row in table.all
            if not row.broken & kept_names
        )

    def right(found: Recorded) -> bool:
        if len(lines) < len(norm.conditions):
            return True  # two lines in the same words cannot be told apart here
        sets = all_smallest([*lines, *assumed], enough)
        return found.reason == (norm.id,) and found.reasons == sets - {NONE}

    return right


def swallowed_clause(table: Table, causes: set[str]) -> Iterator[Expected]:
    """It applies somewhere and is live nowhere: at all, read plainly, or with one question read
    otherwise."""
    for norm in table.norms:
        column = LawRegime.ALONE if norm.layer == 0 else LawRegime.BESIDE
        attackers = {attack.attacker for attack in table.policy.attacks_on(norm.id, column)}
        if norm.modality is None or norm.id in causes or not attackers:
            continue
        found = _swallowed(table, norm, column)
        if found is None:
            continue
        stands, rows = found
        if stands is None:
            causes.add(norm.id)
        severity = lowered(table, WARNING, stands) if stands else WARNING
        yield Expected(
            "swallowed-clause",
            (norm.id,),
            severity,
            stands.strength if stands else None,
            stands.sets if stands else frozenset(),
            rest=_eaters(table, norm, column, sorted(attackers), rows),
        )


def _swallowed(
    table: Table, norm: Norm, column: LawRegime
) -> tuple[Stands | None, Sequence[Row]] | None:
    def eaten(rows: Sequence[Row]) -> bool:
        return nowhere(rows, lambda row: bool(table.live(row, norm.id, column))) and any(
            table.applies(row, norm.id) for row in rows
        )

    if nowhere(table.rows, lambda row: bool(table.live(row, norm.id, column))):
        return None, table.all
    if eaten(table.plainly):
        return Stands(Strength.PLAIN), [row for row in table.all if row.plain]
    plain = table.policy.plain_readings
    sets = []
    for question in table.policy.questions.values():
        for reading in question.readings:
            if reading.name != question.plain:
                chosen = {**plain, question.name: reading.name}
                if eaten([row for row in table.rows if row.readings == chosen]):
                    sets.append((question.name, reading.name))
    if not sets:
        return None
    chosen = {**plain, sets[0][0]: sets[0][1]}
    found = Stands(Strength.CONTESTABLE, frozenset(frozenset({one}) for one in sets))
    return found, [row for row in table.all if row.readings == chosen]


def _eaters(
    table: Table, norm: Norm, column: LawRegime, attackers: Sequence[str], rows: Sequence[Row]
) -> Callable[[Recorded], bool]:
    assumptions = list(table.policy.assumptions)

    def enough(kept: Names) -> bool:
        gone = frozenset(attackers) - kept
        return not any(
            table.live(row, norm.id, column, gone) for row in rows if not row.broken & kept
        )

    def right(found: Recorded) -> bool:
        sets = all_smallest([*attackers, *assumptions], enough)
        eaters = {one - frozenset(assumptions) for one in sets}
        return len(found.reasons) == len(sets) and found.reason[1:] == in_reason(eaters)

    return right


# --------------------------------------------------------------------------- lines


def surplus_condition(table: Table, causes: set[str]) -> Iterator[Expected]:
    """Without the line, the other lines left, it would apply in the same cases. Lines are tried
    from the last to the first."""
    for norm in table.norms:
        rule = _rule(table, causes, norm)
        if norm.layer > 0 or norm.id in causes or (norm.role == "exception" and rule is None):
            continue
        kept = frozenset(range(len(norm.conditions)))
        for line in sorted(kept, reverse=True):
            if not _excludes(table, norm, rule, kept - {line}, kept):
                kept -= {line}
                words = norm.conditions[line].words
                yield Expected("surplus-condition", (norm.id, words), NOTE)


def _rule(table: Table, causes: set[str], norm: Norm) -> Norm | None:
    """The one rule to which an exception belongs directly."""
    found = chains(table, norm.id) if norm.role == "exception" else []
    if len(found) != 1 or len(found[0].path) != 1 or found[0].root.id in causes:
        return None
    return found[0].root


def _excludes(
    table: Table, norm: Norm, rule: Norm | None, fewer: frozenset[int], kept: frozenset[int]
) -> bool:
    """Whether more lines let in less, of an exception: less of what its rule speaks of."""
    if rule is None:
        return any(
            table.applies(row, norm.id, fewer) and not table.applies(row, norm.id, kept)
            for row in table.rows
        )
    attack = next(a for a in table.policy.attacks if (a.attacker, a.target) == (norm.id, rule.id))
    pairs = [(norm.parameters.index(a), rule.parameters.index(b)) for a, b in attack.mapping]

    def taken(row: Row, lines: frozenset[int]) -> set[Instance]:
        own = table.instances(row, norm, lines)
        return {
            instance
            for instance in table.instances(row, rule)
            if any(all(mine[a] == instance[b] for a, b in pairs) for mine in own)
        }

    return any(taken(row, fewer) - taken(row, kept) for row in table.rows)


def unviolable_duty(table: Table, causes: set[str]) -> Iterator[Expected]:
    """A duty without a last day."""
    for clause in table.policy.clauses.values():
        norms = [table.policy.norms[name] for name in clause.norms]
        duties = [
            norm.id
            for norm in norms
            if norm.modality is Modality.OBLIGED
            and norm.id not in causes
            and (norm.window is None or norm.window.latest is None)
        ]
        if duties and clause.law is None:
            yield Expected("unviolable-duty", (clause.id, *sorted(duties)), NOTE)
