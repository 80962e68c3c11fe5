"""Does every case have the verdict that its author expects?"""

from __future__ import annotations

from collections.abc import Iterable

from verifier.checks.support.check_context import CheckContext
from verifier.findings import Assurance, AssuranceKind, ExpectationResult, Finding, Severity
from verifier.words import quoted

NAME = "failed-case"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each asking of a case with an expectation that is not met, under the version of
    the policy that decides it."""
    for version in context.versions:
        yield from _failed(version, version is not context)


def _failed(context: CheckContext, earlier: bool) -> Iterable[Finding]:
    under = [f"It is decided under version “{context.policy.version}”."] if earlier else []
    for result in context.case_results():
        example = context.policy.cases[result.name]
        for asking, answered in zip(example.askings, result.askings, strict=True):
            if any(expectation.met is None for expectation in answered.expectations):
                context.tally.unknown.append(f"the case {quoted(example.title)} stayed undecided")
            missed = [e for e in answered.expectations if e.met is False]
            if missed:
                yield context.finding(
                    NAME,
                    Severity.ERROR,
                    f"The case {quoted(example.title)} does not come out as expected: "
                    f"{context.speaker.act_in_question(asking.act)}.",
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
