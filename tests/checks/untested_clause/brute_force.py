"""What `untested-clause` must find, by trying every case: a norm at work, or an exception,
disapplication or priority that decides: there could be a case of it, and the file has none with an
expectation."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracles.case_table import Row, Table
from tests.oracles.completed_cases import completions
from tests.oracles.expected_findings import NOTE, Expected
from verifier.model import Attack, CaseExample, LawRegime
from verifier.model.value_types import ListType
from verifier.semantics.norms import attacks_on

Target = tuple[str, Attack | None]


def expected(table: Table, causes: set[str]) -> Iterator[Expected]:
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
                for other in attacks_on(table.policy, attack.target, LawRegime.ALONE)
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
        for expectation in asking.expectations:
            readings = {**plain, **dict(expectation.readings)}
            own = [row for row in rows if row.readings == readings]
            if own:
                yield min(own, key=lambda row: _unusual(table, row))


def _unusual(table: Table, row: Row) -> tuple[object, ...]:
    case = table.cases[row.case]
    places = []
    for (attribute, _), value in sorted(case.values.items()):
        kind = table.policy.attributes[attribute].type
        places.append(
            kind.values.index(str(value)) if isinstance(kind, ListType) else _unusual_number(value)
        )
    return len(case.facts), places


def _unusual_number(value: str | int) -> int:
    """From one up, and nothing at all last: an ordinary amount is not zero."""
    return int(value) - 1 if int(value) else 1_000
