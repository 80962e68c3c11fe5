"""The answer on one case as it is shown: decisions go in; a headline and sections of sentences come
out, the same for every format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from verifier.decide.decision import Decision
from verifier.diagnostics import Fault
from verifier.model import CaseExample
from verifier.report.page.decision_parts import Answering, AnswerView
from verifier.words import Speaker, capitalized


@dataclass(frozen=True)
class DecisionView:
    title: str
    given: str
    answers: tuple[AnswerView, ...]


def decision_view(
    speaker: Speaker,
    example: CaseExample,
    decisions: Iterable[Decision],
    under: str = "",
    failed: Mapping[str, Fault] | None = None,
) -> DecisionView:
    """`under`: the earlier version of the policy that decides the case; `failed`: what was asked to
    no answer, with the mistake of the tool."""
    unanswered = (failed or {}).items()
    return DecisionView(
        title=f"Case {example.name}: {example.title}" if example.title else "",
        given=_given(example, under),
        answers=(
            *(Answering(speaker, one).view() for one in decisions),
            *(failed_view(asked, fault) for asked, fault in unanswered),
        ),
    )


def failed_view(asked: str, fault: Fault) -> AnswerView:
    """What stands in place of an answer."""
    words = f"The tool made a mistake of its own ({fault.what}), so that there is no answer."
    return AnswerView(capitalized(asked), "failed", (words,), ())


def _given(example: CaseExample, under: str) -> str:
    """`Given: Ana owes a late fee; nothing else is so.`"""
    words = [f"the policy is in its version “{under}”"] if under else []
    words += [condition.words for condition in example.givens]
    words += ["nothing else is so"] if example.closed else []
    return f"Given: {'; '.join(words)}." if words else "Given: nothing."
