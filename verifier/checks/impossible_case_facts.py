"""Can what each case gives be so?"""

from __future__ import annotations

from collections.abc import Iterable

from verifier.checks.support.check_context import CheckContext
from verifier.encoding import TRUE_ASK, Query
from verifier.findings import Assurance, AssuranceKind, Finding, Severity
from verifier.model import CaseExample
from verifier.solver import Impossible
from verifier.words import quoted

NAME = "impossible-case-facts"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each case whose given facts contradict each other or the assumptions."""
    for version in context.versions:
        yield from _impossible(version)


def _impossible(context: CheckContext) -> Iterable[Finding]:
    for example in context.policy.cases.values():
        if example.name in context.impossible_cases():
            yield context.finding(
                NAME,
                Severity.ERROR,
                f"The facts of the case {quoted(example.title)} cannot be so.",
                [example.name],
                detail=_against(context, example),
                assurance=Assurance(AssuranceKind.PROVED, "no completion of the case exists"),
                place=example,
            )


def _against(context: CheckContext, example: CaseExample) -> list[str]:
    """Each assumption without which the case could be."""
    act = example.askings[0].act
    session = context.solver.given.session(example, act)
    lines = []
    for name in context.policy.assumptions:
        query = Query(act.act, TRUE_ASK)
        answer = context.solver.given.ask(session, query, None, frozenset({name}))
        if not isinstance(answer, Impossible):
            lines.append(
                f"It contradicts the assumption {quoted(context.speaker.assumption(name))}"
            )
    return lines or [
        "What is given contradicts itself: look at “one … to each …” under the facts it uses, and "
        "at “nothing else is so”."
    ]
