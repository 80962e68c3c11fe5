"""The case that would have noticed a mutant: a question with a case goes in, lines of the language
come out, to be pasted into a policy file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from verifier.answers import Found
from verifier.desk import Desk
from verifier.evaluate import evaluate
from verifier.explain import explained_case
from verifier.mentions import speaks_of_the_day
from verifier.model import Column, Readings, Verdict
from verifier.query import Angle, Query, Seen, both, no, verdict_is
from verifier.words.written import Example, written_case

NAME = "noticed"


def noticing_case(
    desk: Desk, query: Query, readings: Readings | None, edition: str
) -> tuple[tuple[str, ...], str]:
    """The lines of the case and the verdict on it before and after; nothing where the solver gave
    up on the case."""
    found = desk.found(query, readings)
    if found is None:
        return (), ""
    chosen = found.readings[""]
    before, after = desk.bench.editions[""], desk.bench.editions[edition]
    for column in Column:
        old = evaluate(before, found.case, chosen, column).verdict
        new = evaluate(after, found.case, chosen, column).verdict
        if old is not new:
            lines = tuple(_lines(desk, query.act, found, column, (old, new), edition))
            return lines, f"{old} → {new}"
    return (), ""


def _lines(
    desk: Desk,
    act: str,
    found: Found,
    column: Column,
    verdicts: tuple[Verdict, Verdict],
    edition: str,
) -> Iterator[str]:
    """The case with what forces the difference; the rest is left open, or is not so."""
    here, there = Angle(column=column), Angle(column=column, edition=edition)
    old, new = verdicts
    body = both([Seen(here, verdict_is(old)), Seen(there, no(verdict_is(old)))])
    explained = explained_case(desk.bench, desk.speaker, Query(act, body), found)
    example = Example(
        name=NAME,
        title=f"{str(old).capitalize()}, not {new}",
        case=explained.found.case,
        values=[s.value for s in explained.needed if s.value is not None],
        days=[s.day for s in explained.needed if s.day is not None],
        dated=explained.dated and speaks_of_the_day(desk.policy, ()),
        readings=explained.found.readings[""],
        verdict=old,
    )
    for line in written_case(desk.policy, replace(example)):
        if column is not Column.ALONE:
            line = line.replace(f"expect {old}", f"expect {old} {column}", 1)
        yield line
