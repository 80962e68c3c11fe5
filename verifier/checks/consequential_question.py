"""Does it matter how a question is read?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.parting import parting
from verifier.explanation import effect
from verifier.findings import Finding, Severity, Witness
from verifier.model import LawRegime, Question
from verifier.words import quoted

NAME = "consequential-question"
WITH_ANOTHER = " (only where another question is not read plainly)"


def run(context: CheckContext) -> Iterable[Finding]:
    """For each question a case, alike in all facts and all other readings, on which two of its
    readings part: with the other questions read plainly where that is enough."""
    for question in context.policy.questions.values():
        if question.name in context.fixed:
            continue
        if context.brief and question.name in context.turning:
            context.matters[question.name] = True
            yield _found(context, question)
            continue
        found = _consequence(context, question)
        if found is not None:
            yield found


def _consequence(context: CheckContext, question: Question) -> Finding | None:
    queries = parting(context, question)
    others = {name: reading for name, reading in context.plain.items() if name != question.name}
    for readings, alone in ((others, ""), (context.fixed, WITH_ANOTHER)):
        query = context.anywhere(queries, readings)
        if query is not None:
            context.matters[question.name] = not alone
            witness = context.witness(query, readings, changes=False)
            lines = _by_reading(context, question, query.angle.column, witness) if witness else ()
            return _found(context, question, alone, witness, lines)
    return None


def _found(
    context: CheckContext,
    question: Question,
    alone: str = "",
    witness: Witness | None = None,
    detail: Sequence[str] = (),
) -> Finding:
    return context.finding(
        NAME,
        Severity.NOTE,
        f"It matters how {quoted(question.title)} is answered{alone}.",
        [question.name],
        witness=witness,
        detail=detail,
        place=question,
    )


def _by_reading(
    context: CheckContext, question: Question, column: LawRegime, witness: Witness
) -> list[str]:
    """What each reading makes of the case."""
    where = "" if column is LawRegime.ALONE else f"{context.speaker.column(column)}, ".capitalize()
    lines = []
    for reading in question.readings:
        readings = {**witness.readings, question.name: reading.name}
        said = effect(context.solver, context.speaker, column, witness.case, readings)
        lines.append(f"{where}{quoted(reading.title)}: {said}")
    return lines
