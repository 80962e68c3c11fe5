"""The case that would have noticed a mutant: a question with a case goes in, lines of the language
come out, to be pasted into a policy file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.pasted_case import fails, passes
from verifier.encoding import Angle, Query, Seen, both, no, verdict_is
from verifier.explanation import explained_case
from verifier.model import Case, LawRegime, Policy, Readings, Verdict
from verifier.semantics import admissible, evaluate, speaks_of_the_day
from verifier.solver import Budget, Found
from verifier.words import WrittenCase, written_case

NAME = "noticed"
"""What suggested cases are called, with a number."""

MARK = "# To be confirmed by a lawyer."


@dataclass(frozen=True)
class Noticing:
    """A case that notices an edit: its lines, the case with everything in it, and the verdict that
    the policy gives, in a column and under readings."""

    lines: tuple[str, ...]
    case: Case
    readings: Readings
    column: LawRegime
    verdict: Verdict

    def notices(self, edited: Policy, budget: Budget) -> Verdict | None:
        """The verdict of an edited policy, where it is another, and the lines, pasted into that,
        are a case that fails."""
        if admissible(edited, self.case, self.readings):
            return None
        verdict = evaluate(edited, self.case, self.readings, self.column).verdict
        if verdict is self.verdict or not fails(edited, self.lines, budget):
            return None
        return verdict


def free_name(taken: Collection[str]) -> str:
    """The name of the next suggested case, which no case has yet."""
    number = 1
    while f"{NAME} {number}" in taken:
        number += 1
    return f"{NAME} {number}"


def noticing_case(
    context: CheckContext, query: Query, readings: Readings | None, edition: str, name: str
) -> Noticing | None:
    """The case that shows a difference; None where the solver gave up on it, or where the case
    would fail when pasted, or would not fail when pasted into the edited policy."""
    found = context.found(query, readings)
    if found is None:
        return None
    chosen = found.readings[""]
    before, after = context.solver.editions[""], context.solver.editions[edition]
    for column in LawRegime:
        old = evaluate(before, found.case, chosen, column).verdict
        new = evaluate(after, found.case, chosen, column).verdict
        if old is not new:
            return _noticing(context, query.act, found, column, (old, new), edition, name)
    return None


def _noticing(
    context: CheckContext,
    act: str,
    found: Found,
    column: LawRegime,
    verdicts: tuple[Verdict, Verdict],
    edition: str,
    name: str,
) -> Noticing | None:
    """The case with what forces the difference; the rest is left open, or is not so."""
    here, there = Angle(column=column), Angle(column=column, edition=edition)
    old, new = verdicts
    body = both([Seen(here, verdict_is(old)), Seen(there, no(verdict_is(old)))])
    explained = explained_case(context.solver, context.speaker, Query(act, body), found)
    case, readings = explained.found.case, explained.found.readings[""]
    example = WrittenCase(
        name=name,
        title=f"{str(old).capitalize()}, not {new}",
        case=case,
        values=[s.value for s in explained.needed if s.value is not None],
        days=[s.day for s in explained.needed if s.day is not None],
        dated=explained.dated and speaks_of_the_day(context.policy, ()),
        readings=readings,
        verdict=old,
    )
    whole = replace(example, values=tuple(sorted(case.values)), days=tuple(sorted(case.days)))
    for one in (example, whole):
        lines = [_in_column(line, old, column) for line in written_case(context.policy, one)]
        noticing = Noticing((MARK, *lines), case, readings, column, old)
        edited, budget = context.solver.editions[edition], context.solver.budget
        if passes(context, lines) and noticing.notices(edited, budget) is not None:
            return noticing
    return None


def _in_column(line: str, verdict: Verdict, column: LawRegime) -> str:
    if column is LawRegime.ALONE:
        return line
    return line.replace(f"  expect {verdict}", f"  expect {verdict} {column}", 1)
