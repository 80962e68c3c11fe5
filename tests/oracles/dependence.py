"""When a promise is broken; and whether that, or any verdict, depends on how a question is read."""

from __future__ import annotations

from tests.oracles.case_table import Holding, Row, Table
from tests.oracles.expected_findings import Names, nowhere
from verifier.model import LawRegime, Promise, Question


def broken(table: Table, promise: Promise, without: Names = frozenset()) -> Holding:
    """A case in the promise's scope with another verdict."""

    def holding(row: Row) -> bool:
        inside = table.in_scope(row, promise.scope)
        return inside and table.verdict(row, promise.column, without) not in promise.verdicts

    return holding


def matters(table: Table, question: Question) -> str:
    """Whether two readings of the question ever part: with all others read plainly (`alone`), else
    with some reading of them (`others`), or `never`."""
    columns = list(LawRegime) if table.policy.laws else [LawRegime.ALONE]
    plain = table.policy.plain_readings
    found = "never"
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in table.rows:
        apart = tuple((q, r) for q, r in row.readings.items() if q != question.name)
        groups.setdefault((row.case, apart), []).append(row)
    for rows in groups.values():
        others = [(q, r) for q, r in rows[0].readings.items() if q != question.name]
        parts = any(len({table.verdict(row, column) for row in rows}) > 1 for column in columns)
        if parts and all(plain[q] == r for q, r in others):
            return "alone"
        found = "others" if parts else found
    return found


def dependence(table: Table, promise: Promise) -> tuple[set[str], set[Names]]:
    """The questions of which a single one, read otherwise than plainly, decides whether the promise
    holds; and the smallest sets of several others that only together do."""
    fails = broken(table, promise)
    plain = table.policy.plain_readings
    if any(fails(row) for row in table.plainly):
        rescuing = set()
        for question in table.policy.questions.values():
            for reading in question.readings:
                chosen = {**plain, question.name: reading.name}
                rows = [row for row in table.rows if row.readings == chosen]
                if reading.name != question.plain and nowhere(rows, fails):
                    rescuing.add(question.name)
        return rescuing, set()
    sets = table.deviations(row for row in table.rows if fails(row))
    named = {frozenset(question for question, _ in one) for one in sets}
    singly = {name for names in named if len(names) == 1 for name in names}
    larger = {names for names in named if len(names) > 1}
    least = {one for one in larger if not any(other < one for other in larger)}
    return singly, {names for names in least if not names & singly}
