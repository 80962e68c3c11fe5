"""The table of cases: what each case asks, what comes out, whether that was expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from verifier.findings import AskingResult, CaseResult, ExpectationResult, Run
from verifier.model import CaseExample, LawRegime, Policy, Verdict
from verifier.report.page.anchors import case_anchor, place_words, question_anchor
from verifier.report.page.source_text import Link


class Met(StrEnum):
    """Whether what an author expected of a question is what was computed."""

    MET = "as expected"
    NOT_MET = "not as expected"
    UNDECIDED = "undecided"
    NOTHING_EXPECTED = "nothing expected"


@dataclass(frozen=True)
class ExpectationView:
    words: str
    met: Met
    computed: str


@dataclass(frozen=True)
class AskingView:
    words: str
    verdict: str  # of the policy alone, under the plain readings
    columns: tuple[tuple[str, str], ...]  # the other columns, where they differ
    possible: str
    turns_on: tuple[Link, ...]
    turns_on_none: str  # what is said where it turns on no question by itself
    live: str
    met: Met
    expectations: tuple[ExpectationView, ...]


@dataclass(frozen=True)
class CaseView:
    name: str
    anchor: str
    title: str
    comment: str
    given: tuple[str, ...]
    closed: bool
    askings: tuple[AskingView, ...]
    place: str


def case_views(policy: Policy, run: Run) -> tuple[CaseView, ...]:
    """The cases of the policy file in its order; without a result, only what they say."""
    results = {result.name: result for result in run.cases}
    return tuple(
        case_view(example, results.get(example.name), under)
        for version, under in ((policy, ""), *((e, e.version) for e in policy.earlier))
        for example in version.cases.values()
    )


def case_view(example: CaseExample, result: CaseResult | None, under: str = "") -> CaseView:
    """A case; `under` is the earlier version that decides it."""
    law = (f"the policy is in its version “{under}”",) if under else ()
    return CaseView(
        name=example.name,
        anchor=case_anchor(example.name),
        title=example.title,
        comment=example.comment,
        given=(*law, *(given.words for given in example.givens)),
        closed=example.closed,
        askings=tuple(map(asking_view, result.askings)) if result else (),
        place=place_words(example.span),
    )


def asking_view(asking: AskingResult) -> AskingView:
    alone = verdict_words(asking.verdicts.get(LawRegime.ALONE, ()))
    others = [
        (str(column), verdict_words(verdicts))
        for column, verdicts in asking.verdicts.items()
        if column is not LawRegime.ALONE
    ]
    return AskingView(
        words=asking.words.removeprefix("asking "),
        verdict=alone,
        columns=tuple(others) if any(words != alone for _, words in others) else (),
        possible=verdict_words(asking.possible),
        turns_on=tuple(Link(name, question_anchor(name)) for name in asking.turns_on),
        turns_on_none=_on_none(asking),
        live=", ".join(asking.live),
        met=overall(asking.expectations),
        expectations=tuple(map(expectation_view, asking.expectations)),
    )


def _on_none(asking: AskingResult) -> str:
    """What the case turns on, where it turns on no question by itself."""
    together = set(asking.possible) > set(asking.verdicts.get(LawRegime.ALONE, ()))
    return "no question alone" if together else "nothing"


def verdict_words(verdicts: Sequence[Verdict]) -> str:
    return " or ".join(map(str, verdicts))


def expectation_view(expectation: ExpectationResult) -> ExpectationView:
    return ExpectationView(expectation.words, met(expectation), expectation.computed)


def met(expectation: ExpectationResult) -> Met:
    if expectation.met is None:
        return Met.UNDECIDED
    return Met.MET if expectation.met else Met.NOT_MET


def overall(expectations: Sequence[ExpectationResult]) -> Met:
    """Not met where one is not met, undecided where one is undecided, else met."""
    all_met = {met(expectation) for expectation in expectations}
    order = (Met.NOT_MET, Met.UNDECIDED, Met.MET)
    return next((outcome for outcome in order if outcome in all_met), Met.NOTHING_EXPECTED)
