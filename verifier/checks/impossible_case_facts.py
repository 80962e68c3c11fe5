"""Can what each case gives be so?"""

from __future__ import annotations

from collections.abc import Iterable

from verifier.checks.support.check_context import Desk
from verifier.encoding.questions import TRUE_ASK, Query
from verifier.findings.finding import Assurance, AssuranceKind, Finding, Severity
from verifier.model.policy import CaseExample
from verifier.solver.answers import Impossible

NAME = "impossible-case-facts"


def run(desk: Desk) -> Iterable[Finding]:
    """A finding for each case whose given facts contradict each other or the assumptions."""
    for version in desk.versions:
        yield from _impossible(version)


def _impossible(desk: Desk) -> Iterable[Finding]:
    for example in desk.policy.cases.values():
        if example.name in desk.impossible_cases():
            yield desk.finding(
                NAME,
                Severity.ERROR,
                f"The facts of the case “{example.title}” cannot be so.",
                [example.name],
                detail=_against(desk, example),
                assurance=Assurance(AssuranceKind.PROVED, "no completion of the case exists"),
                place=example,
            )


def _against(desk: Desk, example: CaseExample) -> list[str]:
    """Each assumption without which the case could be."""
    act = example.askings[0].act
    session = desk.bench.example(example, act)
    lines = []
    for name in desk.policy.assumptions:
        query = Query(act.act, TRUE_ASK)
        answer = desk.bench.ask_in(session, query, None, frozenset({name}))
        if not isinstance(answer, Impossible):
            lines.append(f"It contradicts the assumption “{desk.speaker.assumption(name)}”")
    return lines or [
        "What is given contradicts itself: look at “one … to each …” under the facts it uses, and "
        "at “nothing else is so”."
    ]
