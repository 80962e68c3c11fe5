"""Which questions must be settled together, because one seems idle until another is answered?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.answers import Undecided
from verifier.checks.dependence import Together, dependence, in_order, smallest
from verifier.desk import Desk
from verifier.findings import AskingResult, Assurance, AssuranceKind, Finding, Severity
from verifier.model import Asking, CaseExample, Column, Verdict
from verifier.query import Query, verdict_is
from verifier.strength import deviating_sets

NAME = "reading-interaction"


def run(desk: Desk) -> Iterable[Finding]:
    """A finding for each smallest set of two or more questions that only together decide a promise,
    or give a case of the file a verdict that no single change of reading gives it."""
    found: dict[Together, list[str]] = {}
    for promise in desk.policy.promises.values():
        for together in dependence(desk, promise).together:
            found.setdefault(together, []).append(
                f"Whether this promise holds turns on the answers together: {promise.title}."
            )
    for together, line in _for_cases(desk):
        found.setdefault(together, []).append(line)
    for together, lines in found.items():
        yield _finding(desk, together, lines)


def _for_cases(desk: Desk) -> Iterable[tuple[Together, str]]:
    """What readings only together make of the cases of the file."""
    for result in desk.case_results():
        example = desk.policy.cases[result.name]
        for asking, answered in zip(example.askings, result.askings, strict=True):
            for verdict in _beyond_one(answered):
                for together in _sets(desk, example, asking, verdict):
                    yield together, f"In the case “{example.title}” they make it {verdict}."


def _beyond_one(answered: AskingResult) -> Sequence[Verdict]:
    """The verdicts that some readings give and that are not the plain one; only where readings, and
    not facts, leave the verdict open."""
    plain = answered.verdicts[Column.ALONE]
    if len(plain) != 1:
        return ()
    return [verdict for verdict in answered.possible if verdict not in plain]


def _sets(desk: Desk, example: CaseExample, asking: Asking, verdict: Verdict) -> Iterable[Together]:
    """The smallest sets of questions that give the case this verdict, where no single one does."""
    session = desk.bench.example(example, asking.act)
    query = Query(asking.act.act, verdict_is(verdict))
    label = session.label(query)
    if label is None:
        return
    switches = session.switches(query, desk.fixed, frozenset())
    assumed = [label, *switches.values()]
    sets = deviating_sets(desk.bench, session, assumed, desk.plain, desk.fixed, beyond=1)
    if isinstance(sets, Undecided):
        desk.tally.unknown.append(sets.reason)
        return
    names = smallest(in_order(desk, (name for name, _ in chosen)) for chosen in sets)
    if all(len(together) > 1 for together in names):
        yield from names


def _finding(desk: Desk, together: Together, lines: Sequence[str]) -> Finding:
    questions = [desk.policy.questions[name] for name in together]
    titles = desk.speaker.series([f"“{question.title}”" for question in questions])
    return desk.finding(
        NAME,
        Severity.NOTE,
        f"Settle these questions together: {titles}.",
        sorted(together),
        detail=lines,
        assurance=Assurance(AssuranceKind.COMPUTED, "every set of readings was considered"),
        place=questions[0],
    )
