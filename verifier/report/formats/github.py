"""Annotations of a GitHub workflow: results go in, lines that the runner reads come out.
https://docs.github.com/actions/reference/workflow-commands-for-github-actions"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from verifier.diagnostics import Level, Problem, shown, without_commands
from verifier.findings import CheckRun, Finding, Outcome, Severity
from verifier.report.formats.result import Relative, Result, headline, paragraphs, place_of
from verifier.report.page.policy_page import headline as run_headline
from verifier.source import Span

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def lines(results: Iterable[Result], problems: Sequence[Problem], path: Relative) -> Iterator[str]:
    """An annotation for each finding, worst first, and one plain line for each policy."""
    for problem in problems:
        words = " ".join(filter(None, (problem.message, problem.hint)))
        command = "error" if problem.level is Level.ERROR else "warning"
        yield annotation(command, problem.name, words, problem.span, path)
    for result in results:
        for finding in result.run.findings:
            yield finding_line(result, finding, path)
        for check in result.run.checks:
            yield from unsettled(check, path)
        yield without_commands(shown(f"{result.policy.name}: {run_headline(result.run)}"))


def finding_line(result: Result, finding: Finding, path: Relative) -> str:
    """Accepted findings, and those that were there before, are mere notices."""
    command = COMMANDS[finding.severity] if finding.gates else "notice"
    title = f"{finding.check}: {headline(finding)}"
    words = "\n".join(list(paragraphs(finding))[1:]) or headline(finding)
    return annotation(command, title, words, place_of(result.policy, finding), path)


def unsettled(check: CheckRun, path: Relative) -> Iterator[str]:
    if check.outcome is Outcome.UNKNOWN:
        yield annotation("warning", check.check, f"stayed undecided: {check.words}", None, path)
    elif check.outcome is Outcome.FAILED:
        yield annotation("error", check.check, f"failed: {check.words}", None, path)


def annotation(command: str, title: str, words: str, span: Span | None, path: Relative) -> str:
    given: dict[str, object] = {}
    if span is not None:
        start, end = span.from_, span.to
        given = {"file": path(span.file.name), "line": start.line, "endLine": end.line}
        if start.line == end.line:
            given |= {"col": start.column, "endColumn": end.column}
    given["title"] = title
    properties = ",".join(f"{name}={escaped_property(str(value))}" for name, value in given.items())
    return f"::{command} {properties}::{escaped(words)}"


def escaped(words: str) -> str:
    """The words on one line, as the runner takes them apart again."""
    return (
        without_commands(shown(words)).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    )


def escaped_property(words: str) -> str:
    return escaped(words).replace(":", "%3A").replace(",", "%2C")
