"""The answer on one case: what was computed goes in, sentences for every output come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verifier.findings import AskingResult, CaseResult
from verifier.model import Column, Policy, Question, Verdict
from verifier.page.cases import verdict_words
from verifier.page.findings import capitalized
from verifier.words import Speaker


@dataclass(frozen=True)
class AnswerView:
    """The answer to one question put to the case: a headline and lines below it."""

    asked: str
    verdict: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class DecisionView:
    title: str
    answers: tuple[AnswerView, ...]


def decision_view(policy: Policy, result: CaseResult) -> DecisionView:
    return DecisionView(result.title, tuple(answer_view(policy, one) for one in result.askings))


def answer_view(policy: Policy, asking: AskingResult) -> AnswerView:
    alone = asking.verdicts.get(Column.ALONE, ())
    return AnswerView(
        asked=capitalized(asking.words.removeprefix("asking ")),
        verdict=verdict_words(alone) or "what is given cannot all be so",
        lines=tuple(answer_lines(policy, asking, alone)),
    )


def answer_lines(policy: Policy, asking: AskingResult, alone: tuple[Verdict, ...]) -> Iterator[str]:
    speaker = Speaker(policy)
    if len(alone) > 1:
        yield "Facts are missing: each of these verdicts fits what is given."
    if len(alone) == 1:
        yield capitalized(speaker.verdict(alone[0])) + "."
    if asking.live:
        yield f"Decided by {speaker.series([speaker.norm_name(norm) for norm in asking.live])}."
    for column, verdicts in asking.verdicts.items():
        if column is not Column.ALONE and verdicts != alone:
            yield f"{capitalized(str(column))}: {verdict_words(verdicts)}."
    if set(asking.possible) - set(alone):
        yield f"Under other readings: {verdict_words(asking.possible)}."
    for name in asking.turns_on:
        yield f"It turns on the question “{name}”: {question_words(policy.questions[name])}"


def question_words(question: Question) -> str:
    """The question with its readings, the plain one said to be so."""
    readings = "; ".join(
        f"“{reading.title}” ({reading.name}{', plain' if reading.name == question.plain else ''})"
        for reading in question.readings
    )
    return f"{question.title} {readings}."
