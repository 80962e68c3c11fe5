"""The answer on one case as it is shown: decisions go in; a headline and sections of sentences come
out, the same for every format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from verifier.decide.decision import Decision
from verifier.model import CaseExample
from verifier.report.page.decision_parts import Answering, AnswerView
from verifier.words import Speaker


@dataclass(frozen=True)
class DecisionView:
    title: str
    given: str
    answers: tuple[AnswerView, ...]


def decision_view(
    speaker: Speaker, example: CaseExample, decisions: Iterable[Decision], under: str = ""
) -> DecisionView:
    """`under`: the earlier version of the policy that decides the case."""
    return DecisionView(
        title=f"Case {example.name}: {example.title}" if example.title else "",
        given=_given(example, under),
        answers=tuple(Answering(speaker, one).view() for one in decisions),
    )


def _given(example: CaseExample, under: str) -> str:
    """`Given: Ana owes a late fee; nothing else is so.`"""
    words = [f"the policy is in its version “{under}”"] if under else []
    words += [condition.words for condition in example.givens]
    words += ["nothing else is so"] if example.closed else []
    return f"Given: {'; '.join(words)}." if words else "Given: nothing."
