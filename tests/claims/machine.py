"""The machine: a seed goes in, every sentence that is printed of its policy is held against the
claims, and what was tried and what was refuted comes out."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import tests.claims.of_cases
import tests.claims.of_clauses
import tests.claims.of_conflicts
import tests.claims.of_days
import tests.claims.of_guarantees
import tests.claims.of_readings
import tests.claims.of_reasons
import tests.claims.of_restatements
import tests.claims.of_suggestions
import tests.claims.of_text  # noqa: F401
from tests.claims.drafting import Draft, drafted
from tests.claims.of_decisions import decisions, edits
from tests.claims.of_page import OnThePage, page
from tests.claims.registry import NotCompared, Sentence, claims_on
from tests.claims.trial import NoSuchEdit, Trial, Unknown, cases_of, runs_of
from tests.claims.tried import Refutation, Tried
from verifier.checks.order import CHECKS
from verifier.findings import Finding, Outcome, Severity
from verifier.model import Policy
from verifier.report.page.findings import finding_view


def on_the_page(trial: Trial) -> Iterator[Sentence]:
    """What the page prints beside the findings."""
    if not trial.runs:
        trial.runs = runs_of(trial.policy)
    trial.cases = cases_of(trial.policy)
    yield from page(trial)


def sentences_of(finding: Finding) -> Iterator[Sentence]:
    """Every sentence of a finding, as text, JSON, Markdown and page print it."""
    view = finding_view(1, finding, set())

    def said(place: str, words: str) -> Sentence:
        return Sentence(words, place, finding)

    yield said("headline", view.headline)
    if view.strength:
        yield said("strength", view.strength)
    yield from (said("detail", line) for line in view.detail)
    if view.witness is not None:
        yield said("case", view.witness.act)
        yield from (said("given", words) for words in view.witness.given)
        yield from (said("irrelevant", words) for words in view.witness.irrelevant)
        for column, verdict in view.witness.verdicts:
            yield (
                said("verdict in a column", f"{column}: {verdict}")
                if column
                else said("verdict", verdict)
            )
        for group in view.witness.changes:
            place = "turn" if "takes its place" in group.title else "change"
            for change in group.changes:
                yield said(place, f"{change.words} → {change.effect}")
    yield from (said("kind of case", words) for words in view.kinds)
    yield from (said("reason", "\n".join(one)) for one in view.reasons)
    if view.reasons_common:
        yield said("reasons common", view.reasons_common)
    for remedy in view.remedies:
        yield said("remedy", f"{remedy.words} → {remedy.effect}")
    if view.assurance:
        yield said("assurance", view.assurance)


NO_FINDING = Finding("broken-promise", Outcome.HOLDS, Severity.NOTE, "")
"""In place of a finding, where a check says something though it found nothing."""


def tried(draft: Draft, policy: Policy, only: tuple[str, str] | None = None) -> Tried:
    """Everything printed of one policy: by the checks, by `decide` of its cases, on the page, and,
    of some policies, by `mutate`. That the tool falls is a refutation, too. `only`: one kind of
    sentence, of one check."""
    trial = Trial(draft, policy, only=only)
    found = Tried(drafts=1)
    for way in _ways(draft, policy, only):
        try:
            sentences = list(way(trial))
        except Exception as fault:
            what = f"{type(fault).__name__}: {fault}"
            found.refuted.append(Refutation("crash", way.__name__, what, _where(fault), draft))
            continue
        for sentence in sentences:
            with among_tried(trial, sentence.finding):
                hold(trial, sentence, found)
    for kind in found.sentences:
        found.policies[kind] = 1
    return found


def _ways(draft: Draft, policy: Policy, only: tuple[str, str] | None) -> list[Way]:
    """What prints something: of one kind of sentence, only what prints that."""
    ways: list[Way] = [checked, decisions, on_the_page]
    if draft.seed % MUTATED == 0:
        ways.append(edits)
    if policy.questions and draft.seed % FIXED == 0:
        ways[0] = checked_plainly
    of_one = {"decide": decisions, "mutate": edits, "page": on_the_page} | {
        way.__name__: way for way in ways
    }
    return ways if only is None else [of_one.get(only[1], ways[0])]


Way = Callable[[Trial], Iterator[Sentence]]

MUTATED = 8
"""Edits are tried on every so many-th policy."""
FIXED = 5
"""Every so many-th policy with questions is checked with these read plainly alone."""


def checked_plainly(trial: Trial) -> Iterator[Sentence]:
    """What `check --readings plain` prints, or `check --readings NAME=OPTION`."""
    trial.fixed = trial.policy.plain_readings
    if trial.random.random() < 0.5:
        question = trial.random.choice(list(trial.policy.questions.values()))
        trial.fixed = {question.name: trial.random.choice(question.readings).name}
    yield from checked(trial)


@contextmanager
def among_tried(trial: Trial, finding: Finding) -> Iterator[None]:
    """Where a finding says that only some readings were tried, it is held against these alone."""
    said = any(re.match(r"Only .+ were tried\.", line) for line in finding.detail)
    beside = finding is NO_FINDING or isinstance(finding, OnThePage)
    trial.alone = trial.fixed if said or beside else {}
    yield
    trial.alone = {}


def checked(trial: Trial) -> Iterator[Sentence]:
    """What `check` prints, in every format."""
    one = trial.only[1] if trial.only else ""
    known = any(check.name == one for check in CHECKS)
    trial.runs = runs_of(trial.policy, trial.fixed, frozenset({one}) if known else frozenset())
    for run in trial.runs:
        yield from (Sentence(words, "held", NO_FINDING) for words in run.held)
    for finding in trial.findings:
        yield from sentences_of(finding)


def _where(fault: Exception) -> str:
    place = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{place.filename.rpartition('verifier/')[2]}: {place.name}"


NESTED = re.compile("“[^”]*“")
MARKS = "quotation marks"


def hold(trial: Trial, sentence: Sentence, found: Tried) -> None:
    """One sentence against the claims on it."""
    known = False
    for claim, matched in claims_on(sentence):
        known = True
        if trial.only is not None and claim.kind != trial.only[0]:
            continue
        try:
            why = claim.meaning(trial, matched)
        except (NotCompared, NoSuchEdit, Unknown) as left:
            if not claim.part:
                found.not_compared[f"{claim.kind}: {left}"] += 1
            continue
        except Exception as fault:  # a claim that falls has not held: the run goes on
            why = f"the claim fell: {type(fault).__name__}: {fault}"
        if not claim.part:
            found.sentences[claim.kind] += 1
        if why is not None:
            found.refuted.append(
                Refutation(claim.kind, sentence.check, sentence.words, why, trial.draft)
            )
    if NESTED.search(sentence.words) and trial.only is None:
        why = "double quotation marks stand within double ones"
        found.refuted.append(Refutation(MARKS, sentence.check, sentence.words, why, trial.draft))
    if not known:
        found.unclaimed[f"{sentence.check} · {sentence.place}"] += 1


def of_seed(seed: int, only: tuple[str, str] | None = None) -> Tried:
    made = drafted(seed)
    return Tried() if made is None else tried(*made, only)
