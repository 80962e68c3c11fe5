"""References for the checks of the file's cases: every completion of what is given is tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.checks.brute_guarantees import dependence
from tests.oracles.case_table import Row, Table
from tests.oracles.expected_findings import ERROR, NOTE, Expected
from verifier.model import (
    All,
    Asking,
    Attack,
    CaseExample,
    Expectation,
    Formula,
    Holds,
    LawRegime,
    Readings,
    Verdict,
)
from verifier.model.value_types import ListType
from verifier.semantics.interpretation import holds

Names = frozenset[str]


def completions(table: Table, example: CaseExample, asking: Asking) -> list[Row]:
    """The cases under all readings that the given one can be, with this act in question."""
    stated = {
        (part.fact, tuple(term.name for term in part.terms))
        for given in example.givens
        for part in _conjuncts(given.formula)
        if isinstance(part, Holds)
    }
    found = []
    for row in table.rows:
        case = table.cases[row.case]
        act = (case.act.act, case.act.agent, case.act.things)
        if act != (asking.act.act, asking.act.agent, asking.act.things):
            continue
        if {t.name for t in case.things} != {t.name for t in example.things}:
            continue
        if example.closed and not case.facts <= stated:
            continue
        if all(holds(row.world, given.formula, {}) for given in example.givens):
            found.append(row)
    return found


def _conjuncts(formula: Formula) -> Iterator[Formula]:
    if isinstance(formula, All):
        for part in formula.parts:
            yield from _conjuncts(part)
    else:
        yield formula


def impossible_case_facts(table: Table, _: set[str]) -> Iterator[Expected]:
    """Nothing that can be is as given."""
    for example in table.policy.cases.values():
        if example.askings and not completions(table, example, example.askings[0]):
            yield Expected("impossible-case-facts", (example.name,), ERROR)


def _verdicts(
    table: Table, rows: Sequence[Row], column: LawRegime, readings: Readings | None
) -> tuple[Verdict, ...]:
    there = {
        table.verdict(row, column) for row in rows if readings is None or row.readings == readings
    }
    return tuple(verdict for verdict in Verdict if verdict in there)


def failed_case(table: Table, _: set[str]) -> Iterator[Expected]:
    """Something that its author expects is not so."""
    for example in table.policy.cases.values():
        for asking in example.askings:
            rows = completions(table, example, asking)
            missed = [e.words for e in asking.expectations if rows and not _met(table, rows, e)]
            if missed:
                about = (example.name, asking.words, *missed)
                yield Expected("failed-case", about, ERROR)


def _met(table: Table, rows: Sequence[Row], expected: Expectation) -> bool:
    plain = table.policy.plain_readings
    if expected.form == "turns on":
        base = _verdicts(table, rows, LawRegime.ALONE, plain)
        turning = {
            question.name
            for question in table.policy.questions.values()
            for reading in question.readings
            if _verdicts(table, rows, LawRegime.ALONE, {**plain, question.name: reading.name})
            != base
        }
        return turning == set(expected.questions)
    if expected.form == "possible":
        found = _verdicts(table, rows, expected.column, None)
        return set(found) == set(expected.verdicts)
    readings = None if expected.every_reading else {**plain, **dict(expected.readings)}
    return _verdicts(table, rows, expected.column, readings) == expected.verdicts


def reading_interaction(table: Table, _: set[str]) -> Iterator[Expected]:
    """The smallest sets of questions that only together decide a promise, or give a case a verdict
    that no single change of reading gives it."""
    found = set[Names]()
    for promise in table.policy.promises.values():
        found |= dependence(table, promise)[1]
    for example in table.policy.cases.values():
        for asking in example.askings:
            found |= _only_together(table, completions(table, example, asking))
    for names in found:
        yield Expected("reading-interaction", tuple(sorted(names)), NOTE)


def _only_together(table: Table, rows: Sequence[Row]) -> set[Names]:
    plain = _verdicts(table, rows, LawRegime.ALONE, table.policy.plain_readings)
    found = set[Names]()
    for verdict in _verdicts(table, rows, LawRegime.ALONE, None) if len(plain) == 1 else ():
        if verdict not in plain:
            sets = table.deviations(row for row in rows if table.verdict(row) is verdict)
            named = {frozenset(question for question, _ in one) for one in sets}
            least = {one for one in named if not any(other < one for other in named)}
            if all(len(one) > 1 for one in least):
                found |= least
    return found


# --------------------------------------------------------------------------- what no case shows

Target = tuple[str, Attack | None]


def untested_clause(table: Table, causes: set[str]) -> Iterator[Expected]:
    """A norm at work, an exception, disapplication or priority that decides: there could be a case
    of it, and the file has none with an expectation."""
    possible = [target for target in _targets(table, causes) if _can_show(table, target)]
    examples = [e for e in table.policy.cases.values() if e.askings]
    if not examples:
        if possible:
            yield Expected("untested-clause", ("no case",), NOTE)
        return
    tried = [row for example in examples for row in _tried(table, example)]
    for name, attack in possible:
        if not any(_shows(table, row, (name, attack)) for row in tried):
            about = (name, *([attack.target] if attack is not None else []))
            yield Expected("untested-clause", about, NOTE)


def _targets(table: Table, causes: set[str]) -> list[Target]:
    own: list[Target] = [(n.id, None) for n in table.norms if n.layer == 0 and n.id not in causes]
    prior = [a for a in table.policy.attacks if a.ground == "priority"]
    return own + [(a.attacker, a) for a in prior if not {a.attacker, a.target} & causes]


def _can_show(table: Table, target: Target) -> bool:
    name, attack = target

    def shows(row: Row) -> bool:
        if attack is not None:
            beaten = table.applies(row, attack.target) and not table.live(row, attack.target)
            others = [
                other.attacker
                for other in table.policy.attacks_on(attack.target, LawRegime.ALONE)
                if other != attack
            ]
            alone = not any(table.live(row, other) for other in others)
            return beaten and alone and bool(table.live(row, name))
        if table.policy.norms[name].modality is not None:
            return bool(table.live(row, name))
        return table.verdict(row) is not table.verdict(row, LawRegime.ALONE, frozenset({name}))

    return any(shows(row) for row in table.rows)


def _shows(table: Table, row: Row, target: Target) -> bool:
    name, attack = target
    if not table.live(row, name):
        return False
    if attack is None and table.policy.norms[name].modality is not None:
        return True
    if attack is None:
        other = table.verdict(row, LawRegime.ALONE, frozenset({name}))
    else:
        other = table.verdict_without(row, attack)
    return other is not table.verdict(row)


def _tried(table: Table, example: CaseExample) -> Iterator[Row]:
    """The completion in which nothing is so but what is given, and what is open is ordinary, under
    the readings of each expectation."""
    plain = table.policy.plain_readings
    for asking in example.askings:
        rows = completions(table, example, asking)
        for expected in asking.expectations:
            readings = {**plain, **dict(expected.readings)}
            own = [row for row in rows if row.readings == readings]
            if own:
                yield min(own, key=lambda row: _unusual(table, row))


def _unusual(table: Table, row: Row) -> tuple[object, ...]:
    case = table.cases[row.case]
    places = []
    for (attribute, _), value in sorted(case.values.items()):
        kind = table.policy.attributes[attribute].type
        places.append(kind.values.index(str(value)) if isinstance(kind, ListType) else int(value))
    return len(case.facts), places
