"""What the page and the Markdown print beside the findings: of each question, of each guarantee,
and of each case of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.claims.completing import completed
from tests.claims.of_clauses import first
from tests.claims.of_decisions import verdicts_in
from tests.claims.registry import NotCompared, Sentence, claim
from tests.claims.trial import Trial
from verifier.findings import AskingResult, Finding, Outcome, Run, Severity
from verifier.model import Asking, CaseExample, LawRegime, Question, Readings, Verdict
from verifier.report.page.cases import asking_view
from verifier.report.page.findings import finding_views
from verifier.report.page.guarantees import claim_views
from verifier.report.page.questions import question_views
from verifier.semantics import in_scope
from verifier.words import Speaker


@dataclass(frozen=True)
class OnThePage(Finding):
    """In place of a finding: of what the page says something."""

    question: Question | None = None
    guarantee: str = ""
    example: CaseExample | None = None
    asking: Asking | None = None


def page(trial: Trial) -> Iterator[Sentence]:
    """Every sentence of the page that is no finding's."""
    policy = trial.policy
    run = Run(policy.name, trial.runs, tuple(policy.assumptions), trial.cases)
    views = finding_views(run.findings)

    def about(**what: object) -> OnThePage:
        return OnThePage("page", Outcome.HOLDS, Severity.NOTE, "", **what)  # type: ignore[arg-type]

    for view in question_views(policy, run, views):
        question = policy.questions[view.name]
        if not (view.findings or view.cases or view.affects_no_verdict):
            yield Sentence(view.otherwise, "question", about(question=question))
        if view.cases:
            names = ", ".join(link.words for link in view.cases)
            words = f"the verdict in the case {names}"
            yield Sentence(words, "question", about(question=question))
    for claimed in claim_views(policy, Speaker(policy), run, views):
        key = f"{claimed.kind} {claimed.name}"
        yield Sentence(claimed.outcome, "guarantee", about(guarantee=key))
        if claimed.grounds:
            yield Sentence(claimed.grounds, "grounds", about(guarantee=key))
    for result in trial.cases:
        example = policy.cases[result.name]
        for asking, answered in zip(example.askings, result.askings, strict=True):
            yield from _of_asking(about(example=example, asking=asking), answered)


def _of_asking(about: OnThePage, answered: AskingResult) -> Iterator[Sentence]:
    view = asking_view(answered)
    yield Sentence(f"alone: {view.verdict}", "row of cases", about)
    yield from (
        Sentence(f"{column}: {words}", "row of cases", about) for column, words in view.columns
    )
    yield Sentence(f"possible: {view.possible}", "row of cases", about)
    turns = ", ".join(link.words for link in view.turns_on) or view.turns_on_none
    yield Sentence(f"turns on: {turns}", "row of cases", about)


def on_page(sentence: Sentence) -> OnThePage:
    assert isinstance(sentence.finding, OnThePage)
    return sentence.finding


# --------------------------------------------------------------------------- questions


@claim(
    "nothing turns on it",
    "question",
    "No finding names it.",
    "No finding names it, and no case's verdict changes with its answer alone.",
)
def turns_on_nothing(trial: Trial, sentence: Sentence) -> str | None:
    """No finding is about it or needs an answer to it; no case of the file has another verdict with
    another answer, the others read plainly (held with the table of cases)."""
    question = on_page(sentence).question
    assert question is not None
    for finding in trial.findings:
        if finding.about == question.name and finding.check in (
            "consequential-question",
            "undecided-question",
        ):
            return f"a finding says: {finding.headline}"
        if any(choice.question == question.name for one in finding.readings for choice in one):
            return f"a finding needs an answer: {finding.headline}"
    return None


@claim("a case turns on a question", "question", "the verdict in the case {names}")
def cases_turn(trial: Trial, sentence: Sentence) -> str | None:
    """Held with the table of cases."""
    names = sentence["names"].split(", ")
    return None if set(names) <= set(trial.policy.cases) else "there is no such case"


# --------------------------------------------------------------------------- guarantees


@claim("how a guarantee ended", "guarantee", "{outcome}")
def guarantee(trial: Trial, sentence: Sentence) -> str | None:
    """One that holds is broken by no case; one that fails is, under some reading."""
    kind, _, name = on_page(sentence).guarantee.partition(" ")
    policy, outcome = trial.policy, sentence["outcome"]
    if outcome != "holds":
        raise NotCompared("held with the finding")
    if kind == "promise":
        promise = policy.promises[name]
        return first(
            (row for row in trial.rows if row.plain or promise.under != "plain"),
            lambda row: (
                in_scope(row.world, promise.scope)
                and row.said(promise.column).verdict not in promise.verdicts
            ),
            "it is broken here",
        )
    if kind == "coverage":
        coverage = policy.coverages[name]
        return first(
            trial.rows,
            lambda row: (
                in_scope(row.world, coverage.scope) and row.said().verdict is Verdict.SILENT
            ),
            "the policy is silent here",
        )
    raise NotCompared("such a case was found")


@claim("how surely a guarantee holds", "grounds", "{words}")
def surely(trial: Trial, sentence: Sentence) -> str | None:
    """What a check says that it is proved for any number of things holds in larger cases, too."""
    if "any number" not in sentence.words:
        raise NotCompared("not said to be proved")
    below = Sentence("holds", "guarantee", sentence.finding, {"outcome": "holds"})
    with trial.on(trial.larger_rows):
        return guarantee(trial, below)


# --------------------------------------------------------------------------- the table of cases


@claim("the table of cases", "row of cases", "{column}: {verdicts}", "{column}: ")
def row_of_cases(trial: Trial, sentence: Sentence) -> str | None:
    """The verdicts of the case: in a column, over all readings, and the questions on whose single
    change from the plain readings it turns."""
    about, column = on_page(sentence), sentence["column"]
    assert about.example is not None
    assert about.asking is not None
    if column == "turns on":
        return _turns_on(trial, about.example, about.asking, sentence["verdicts"])
    readings: Readings = {} if column == "possible" else trial.policy.plain_readings
    rows = completed(trial, about.example, about.asking, readings)
    regime = LawRegime.ALONE
    if column not in ("possible", "alone"):
        regime = next(one for one in LawRegime if str(one) == column)
    seen = {str(row.said(regime).verdict) for row in rows}
    said = verdicts_in(sentence.said.get("verdicts") or "") - {""}
    if not seen <= said:
        return f"also {sorted(seen - said)}"
    if rows.whole and said - seen:
        return f"never {sorted(said - seen)}"
    return None


def _turns_on(trial: Trial, example: CaseExample, asking: Asking, said: str) -> str | None:
    policy = trial.policy
    plain = completed(trial, example, asking, policy.plain_readings)
    before = {row.said().verdict for row in plain}
    if not plain.whole or len(before) != 1:
        raise NotCompared("facts are open")
    turning = set()
    for question in policy.questions.values():
        for reading in question.readings:
            readings = {**policy.plain_readings, question.name: reading.name}
            rows = completed(trial, example, asking, readings)
            if not rows.whole:
                raise NotCompared("facts are open")
            if any(row.said().verdict not in before for row in rows):
                turning.add(question.name)
    told = set(re.split(r", ", said)) - {"nothing", "no question alone"}
    return None if told == turning else f"it turns on {sorted(turning)}"
