"""Does it matter how a question is read?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.support.check_context import Desk
from verifier.encoding.questions import Angle, Query, parted
from verifier.explanation.counterfactuals import effect
from verifier.findings.finding import Finding, Severity, Witness
from verifier.model.policy import Column, Question

NAME = "consequential-question"
OTHER = "read otherwise"
WITH_ANOTHER = " (only where another question is not read plainly)"


def run(desk: Desk) -> Iterable[Finding]:
    """For each question a case, alike in all facts and all other readings, on which two of its
    readings part: with the other questions read plainly where that is enough."""
    for question in desk.policy.questions.values():
        if question.name in desk.fixed:
            continue
        if desk.brief and question.name in desk.turning:
            desk.matters[question.name] = True
            yield _found(desk, question)
            continue
        found = _consequence(desk, question)
        if found is not None:
            yield found


def parting(desk: Desk, question: Question) -> tuple[Query, ...]:
    """Whether two readings of the question give one case two verdicts: for each act that the
    question can touch, in the policy alone, then, where there are laws, beside them and in the
    end."""
    columns = tuple(Column) if desk.policy.laws else (Column.ALONE,)
    return tuple(query for column in columns for query in _parting_in(desk, question, column))


def _parting_in(desk: Desk, question: Question, column: Column) -> tuple[Query, ...]:
    apart = frozenset({question.name})
    here = Angle(column=column)
    there = Angle(column=column, apart=apart, tag=OTHER)
    return desk.over_acts(_touched(desk, question), parted(here, there), here)


def _touched(desk: Desk, question: Question) -> Sequence[str]:
    return [
        act
        for act in desk.policy.acts
        if any(
            question.name in unfolding.reach.of_norms[norm.id]
            for unfolding in desk.bench.unfoldings(act).values()
            for norm in unfolding.norms_in_reach
        )
    ]


def _consequence(desk: Desk, question: Question) -> Finding | None:
    queries = parting(desk, question)
    others = {name: reading for name, reading in desk.plain.items() if name != question.name}
    for readings, alone in ((others, ""), (desk.fixed, WITH_ANOTHER)):
        query = desk.anywhere(queries, readings)
        if query is not None:
            desk.matters[question.name] = not alone
            witness = desk.witness(query, readings, changes=False)
            lines = _by_reading(desk, question, query.angle.column, witness) if witness else ()
            return _found(desk, question, alone, witness, lines)
    return None


def _found(
    desk: Desk,
    question: Question,
    alone: str = "",
    witness: Witness | None = None,
    detail: Sequence[str] = (),
) -> Finding:
    return desk.finding(
        NAME,
        Severity.NOTE,
        f"It matters how “{question.title}” is answered{alone}.",
        [question.name],
        witness=witness,
        detail=detail,
        place=question,
    )


def _by_reading(desk: Desk, question: Question, column: Column, witness: Witness) -> list[str]:
    """What each reading makes of the case."""
    where = "" if column is Column.ALONE else f"{desk.speaker.column(column)}, ".capitalize()
    lines = []
    for reading in question.readings:
        readings = {**witness.readings, question.name: reading.name}
        said = effect(desk.bench, desk.speaker, column, witness.case, readings)
        lines.append(f"{where}“{reading.title}”: {said}")
    return lines
