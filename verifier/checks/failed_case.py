"""Does every case have the verdict that its author expects?"""

from __future__ import annotations

from collections.abc import Iterable

from verifier.checks.support.check_context import Desk
from verifier.findings.finding import (
    Assurance,
    AssuranceKind,
    ExpectationResult,
    Finding,
    Severity,
)

NAME = "failed-case"


def run(desk: Desk) -> Iterable[Finding]:
    """A finding for each asking of a case with an expectation that is not met, under the version of
    the policy that decides it."""
    for version in desk.versions:
        yield from _failed(version, version is not desk)


def _failed(desk: Desk, earlier: bool) -> Iterable[Finding]:
    under = [f"It is decided under version “{desk.policy.version}”."] if earlier else []
    for result in desk.case_results():
        example = desk.policy.cases[result.name]
        for asking, answered in zip(example.askings, result.askings, strict=True):
            if any(expectation.met is None for expectation in answered.expectations):
                desk.tally.unknown.append(f"the case “{example.title}” stayed undecided")
            missed = [e for e in answered.expectations if e.met is False]
            if missed:
                yield desk.finding(
                    NAME,
                    Severity.ERROR,
                    f"The case “{example.title}” does not come out as expected: "
                    f"{desk.speaker.act_in_question(asking.act)}.",
                    [example.name, asking.words, *(e.words for e in missed)],
                    detail=[*under, *map(_missed, missed)],
                    norms=answered.live,
                    assurance=Assurance(
                        AssuranceKind.PROVED, "computed over all completions of the case"
                    ),
                    place=asking,
                )


def _missed(expectation: ExpectationResult) -> str:
    return f"{expectation.words}: computed {expectation.computed or 'no verdict'}"
