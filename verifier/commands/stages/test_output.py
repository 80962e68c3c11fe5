"""What became of trials, in every format: results go in, text comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import StringIO

from verifier.commands.exit_codes import Exit
from verifier.diagnostics import Fault
from verifier.findings import Finding
from verifier.findings.trials import Ended, Trial, counts
from verifier.report import terminal
from verifier.report.formats.junit import Suite, Test, document
from verifier.report.json import results as json_report
from verifier.report.json.results import place_json
from verifier.report.terminal import TerminalRow
from verifier.words import quoted

KINDS = ("promise", "possibility", "case")


@dataclass(frozen=True)
class Tested:
    """What became of one policy's trials, and the cases that are suggested for it."""

    policy: str
    trials: tuple[Trial, ...]
    suggestions: tuple[Finding, ...]
    faults: tuple[Fault, ...] = ()


# --------------------------------------------------------------------------- text


def text(results: list[Tested], verbose: bool, _code: Exit) -> str:
    stream = StringIO()
    for number, result in enumerate(results):
        if number:
            stream.write("\n")
        terminal.show(rows(result, verbose), stream)
    return stream.getvalue()


def rows(result: Tested, verbose: bool) -> Iterator[TerminalRow]:
    """A line for each kind (or each trial), every failure, what is suggested, and the numbers."""

    for kind in KINDS:
        found = [trial for trial in result.trials if trial.kind == kind]
        if verbose:
            yield from (
                TerminalRow(f"{trial.ended.upper()} {trial.called}", hang=4) for trial in found
            )
        elif found:
            yield from signs(kind, found)
    for trial in result.trials:
        if trial.ended is not Ended.PASSED:
            yield from failure(trial)
    yield from suggested(result)
    yield TerminalRow(closing(result), hang=2, style="bold")


def signs(kind: str, found: list[Trial]) -> Iterator[TerminalRow]:
    """`case         ....F....`, in rows of fifty."""
    marks = "".join(trial.ended.sign for trial in found)
    for start in range(0, len(marks), 50):
        yield TerminalRow(f"{kind if not start else '':<12} {marks[start : start + 50]}".rstrip())


def failure(trial: Trial) -> Iterator[TerminalRow]:
    yield TerminalRow("")
    place = f" ({trial.span.place.rpartition('/')[2]})" if trial.span else ""
    yield TerminalRow(f"{trial.ended.upper()} {trial.called}{place}", hang=4, style="bold red")
    yield TerminalRow(quoted(trial.title), 2)
    yield from (TerminalRow(words, 2, 4) for words in trial.words)


def suggested(result: Tested) -> Iterator[TerminalRow]:
    if not result.suggestions:
        return
    yield TerminalRow("")
    for finding in result.suggestions:
        yield TerminalRow(finding.headline, hang=2)
        yield from map(terminal.detail_row, finding.detail)
    yield TerminalRow("")


def closing(result: Tested) -> str:
    """`lending: 11 passed, 1 failed`"""
    ends = counts(result.trials)
    said = ", ".join(f"{number} {ended}" for ended, number in ends.items()) or "nothing to try"
    more = len(result.suggestions)
    if not more:
        return f"{result.policy}: {said}"
    least = "" if all(finding.kinds_complete for finding in result.suggestions) else "at least "
    return f"{result.policy}: {said}; {least}{more} not exercised by any case"


# --------------------------------------------------------------------------- JUnit, JSON


def junit(results: list[Tested], _verbose: bool, _code: Exit) -> str:
    suites = [Suite(r.policy, tuple(junit_test(r.policy, t) for t in r.trials)) for r in results]
    return document(suites)


def junit_test(policy: str, trial: Trial) -> Test:
    said = ("; ".join(trial.words[:1]) or trial.title, "\n".join((trial.title, *trial.words)))
    name = trial.name + (f": {trial.asked}" if trial.asked else "")
    blank = Test(name, f"{policy}.{trial.kind}")
    if trial.span is not None:
        line = trial.span.from_.line
        blank = replace(blank, file=trial.span.file.name, line=line)
    match trial.ended:
        case Ended.PASSED:
            return blank
        case Ended.FAILED | Ended.VACUOUS:
            return replace(blank, failure=said)
        case Ended.UNDECIDED:
            return replace(blank, error=("stayed undecided", said[1]))
        case Ended.BROKEN_OFF:
            return replace(blank, error=("the tool made a mistake", said[1]))
        case Ended.BLOCKED:
            return replace(blank, skipped="the assumptions cannot all be true")


def json(results: list[Tested], _verbose: bool, code: Exit) -> str:
    policies = [
        {
            "policy": result.policy,
            "tried": [trial_json(trial) for trial in result.trials],
            "suggested": [json_report.finding_json(finding) for finding in result.suggestions],
        }
        for result in results
    ]
    versions = json_report.versions_json()
    return json_report.text({"versions": versions, "exit": int(code), "policies": policies})


def trial_json(trial: Trial) -> dict[str, object]:
    return {
        "kind": trial.kind,
        "name": trial.name,
        "title": trial.title,
        "asked": trial.asked,
        "ended": str(trial.ended),
        "words": list(trial.words),
        "place": place_json(trial.span),
    }


WRITTEN: dict[str, Callable[[list[Tested], bool, Exit], str]] = {
    "text": text,
    "junit": junit,
    "json": json,
}
