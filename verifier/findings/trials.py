"""Promises, possibilities and cases as tests: a policy and a run of their checks go in, what became
of each comes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal, TypeVar

from verifier.findings.finding import AskingResult, CaseResult, Finding, Outcome, Run
from verifier.model import CaseExample, Policy, Possibility, Promise
from verifier.source import Span

CHECKS = frozenset(
    {
        "impossible-background",
        "broken-promise",
        "impossible-case",
        "impossible-case-facts",
        "failed-case",
    }
)
"""The checks that try what the author of a policy claims and expects."""

SUGGESTING = "untested-clause"

Kind = Literal["promise", "possibility", "case"]


class Ended(StrEnum):
    """How a trial ended. Only PASSED is success."""

    PASSED = "passed"
    FAILED = "failed"
    VACUOUS = "vacuous"  # it holds of nothing, or without any clause
    UNDECIDED = "undecided"
    BLOCKED = "not run"  # the assumptions cannot all be true
    BROKEN_OFF = "broken off"  # the tool made a mistake

    @property
    def sign(self) -> str:
        """One letter for a row of results, as test runners print them."""
        signs = {"passed": ".", "failed": "F", "vacuous": "V", "undecided": "?", "not run": "s"}
        return signs.get(self, "X")


@dataclass(frozen=True)
class Trial:
    """One thing that was tried; `asked` is which question of a case."""

    kind: Kind
    name: str
    title: str
    ended: Ended
    asked: str = ""
    words: tuple[str, ...] = ()
    span: Span | None = None

    @property
    def called(self) -> str:
        """`case late: whether the Library may lend L to Ana`"""
        return f"{self.kind} {self.name}" + (f": {self.asked}" if self.asked else "")


def trials(policy: Policy, run: Run) -> tuple[Trial, ...]:
    """What became of every promise, possibility and question of a case, in the order of the
    file."""
    seen = _Seen(run)
    return (
        *(_claim(seen, "promise", "broken-promise", p) for p in policy.promises.values()),
        *(_claim(seen, "possibility", "impossible-case", p) for p in policy.possibilities.values()),
        *_cases(seen, policy),
    )


class _Seen:
    """The findings of a run by what they are about."""

    def __init__(self, run: Run) -> None:
        self.findings = {(f.check, f.place): f for f in run.findings}
        self.outcomes = {check.check: check.outcome for check in run.checks}
        self.cases: Mapping[str, CaseResult] = {case.name: case for case in run.cases}

    def of(self, check: str, span: Span | None) -> Finding | None:
        return self.findings.get((check, span))

    def otherwise(self, check: str) -> Ended:
        """How something ended of which the check found nothing."""
        match self.outcomes[check]:
            case Outcome.NOT_RUN:
                return Ended.BLOCKED
            case Outcome.UNKNOWN:
                return Ended.UNDECIDED
            case Outcome.FAILED:
                return Ended.BROKEN_OFF
            case _:
                return Ended.PASSED


def _claim(seen: _Seen, kind: Kind, check: str, claim: Promise | Possibility) -> Trial:
    finding = seen.of(check, claim.span)
    ended = seen.otherwise(check) if finding is None else _ended(finding.outcome)
    words = () if finding is None else tuple(_words(finding))
    return Trial(kind, claim.name, claim.title, ended, words=words, span=claim.span)


def _ended(outcome: Outcome) -> Ended:
    match outcome:
        case Outcome.VACUOUS:
            return Ended.VACUOUS
        case Outcome.UNKNOWN:
            return Ended.UNDECIDED
        case _:
            return Ended.FAILED


def _words(finding: Finding) -> Iterator[str]:
    yield finding.headline
    yield from finding.detail
    if finding.witness is not None:
        verdicts = dict.fromkeys(str(verdict) for verdict in finding.witness.verdicts.values())
        yield f"a case: {finding.witness.act}: {' · '.join(verdicts)}"
        yield from finding.witness.given


def _cases(seen: _Seen, policy: Policy) -> Iterator[Trial]:
    for example in policy.every_case.values():
        result = seen.cases.get(example.name)
        impossible = seen.of("impossible-case-facts", example.span)
        answers = result.askings if result else (None,) * len(example.askings)
        for asking, answer in zip(example.askings, answers, strict=True):
            if answer is not None:
                ended, words = _answered(answer)
            else:
                ended = Ended.FAILED if impossible else seen.otherwise("failed-case")
                words = tuple(_words(impossible)) if impossible else ()
            asked = asking.words.removeprefix("asking ") or asking.act.act
            yield Trial(
                "case",
                example.name,
                example.title,
                ended,
                asked,
                words,
                asking.span or example.span,
            )


def _answered(answer: AskingResult) -> tuple[Ended, tuple[str, ...]]:
    missed = [expected for expected in answer.expectations if expected.met is not True]
    words = tuple(
        f"{expected.words}: computed {expected.computed or 'no verdict'}" for expected in missed
    )
    if any(expected.met is False for expected in missed):
        return Ended.FAILED, words
    return (Ended.UNDECIDED, words) if missed else (Ended.PASSED, ())


# --------------------------------------------------------------------------- choosing

_TOKEN = re.compile(r"\s*(\(|\)|[^\s()]+)")

Chosen = Callable[[str], bool]


def chosen_by(expression: str) -> Chosen:
    """Whether a text is meant by an expression of words, `and`, `or`, `not` and parentheses; words
    that stand together are sought as one. Raises ValueError for what is none."""
    tokens = _TOKEN.findall(expression)
    reading = _Expression(tokens)
    found = reading.any_of()
    if reading.left:
        raise ValueError(expression)
    return found


class _Expression:
    def __init__(self, tokens: list[str]) -> None:
        self.left = tokens

    def next_is(self, token: str) -> bool:
        if self.left and self.left[0].lower() == token:
            del self.left[0]
            return True
        return False

    def any_of(self) -> Chosen:
        parts = [self.all_of()]
        while self.next_is("or"):
            parts.append(self.all_of())
        return lambda text: any(part(text) for part in parts)

    def all_of(self) -> Chosen:
        parts = [self.negated()]
        while self.next_is("and"):
            parts.append(self.negated())
        return lambda text: all(part(text) for part in parts)

    def negated(self) -> Chosen:
        if self.next_is("not"):
            part = self.negated()
            return lambda text: not part(text)
        if self.next_is("("):
            part = self.any_of()
            if not self.next_is(")"):
                raise ValueError("a parenthesis is not closed")
            return part
        return self.words()

    def words(self) -> Chosen:
        found: list[str] = []
        while self.left and self.left[0].lower() not in ("and", "or", "not", "(", ")"):
            found.append(self.left.pop(0).lower())
        if not found:
            raise ValueError("a word is missing")
        phrase = " ".join(found)
        return lambda text: phrase in text.lower()


Named = TypeVar("Named", Promise, Possibility, CaseExample)


def narrowed(policy: Policy, chosen: Chosen) -> Policy:
    """The policy with only those promises, possibilities and cases whose name or title is meant."""

    def meant(kind: Kind, named: Mapping[str, Named]) -> Mapping[str, Named]:
        return {name: one for name, one in named.items() if chosen(f"{kind} {name} {one.title}")}

    earlier = (replace(one, cases=meant("case", one.cases)) for one in policy.earlier)
    return replace(
        policy,
        promises=meant("promise", policy.promises),
        possibilities=meant("possibility", policy.possibilities),
        cases=meant("case", policy.cases),
        earlier=tuple(earlier),
    )


def counts(found: Iterable[Trial]) -> Mapping[Ended, int]:
    """How many trials ended how, only what occurred."""
    ends = [trial.ended for trial in found]
    return {ended: ends.count(ended) for ended in Ended if ended in ends}
