"""`antinomy gate`: what a proposed change does, and whether it may pass."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.commands import options
from verifier.commands.exit_codes import Exit, exit_code, note_faults
from verifier.commands.options import Asked, Command, budget_option, cache_option, cached
from verifier.commands.output_files import write_whole
from verifier.commands.progress_bar import progress
from verifier.commands.stages.checked_policy import Checked
from verifier.diagnostics import Level
from verifier.findings import Finding, Outcome, Severity

if TYPE_CHECKING:
    from verifier.commands.stages.changed_policies import Gate, Gated
    from verifier.commands.stages.check_output import CheckOutput
    from verifier.report.page.gate_summary import Summary
    from verifier.report.terminal import TerminalRow


OF_CHANGES = ("undeclared-effect", "unmet-intent")
"""The checks that look at a change, and not at one version."""


def file_option(name: str, what: str) -> Callable[[Command], Command]:
    return click.option(
        name,
        type=click.Path(path_type=Path, dir_okay=False),
        callback=options.to_be_written,
        metavar="FILE",
        help=f"Write {what} to FILE.",
    )


@click.command(short_help="Say what a change does, and stop what nobody declared.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]…")
@click.option(
    "--base",
    metavar="REV",
    help="Compare with the revision at which this branch left REV.",
)
@file_option("--summary", "a summary in Markdown, short enough for a comment,")
@file_option("--sarif", "SARIF")
@file_option("--junit", "JUnit")
@file_option("--gitlab", "GitLab code quality")
@file_option("--json", "JSON")
@file_option("--annotations", "annotations of a GitHub workflow")
@options.gate
@budget_option
@cache_option
def gate(
    paths: tuple[Path, ...],
    base: str | None,
    summary: Path | None,
    sarif: Path | None,
    junit: Path | None,
    gitlab: Path | None,
    json: Path | None,
    annotations: Path | None,
    fail_on: Severity,
    budget: int | None,
) -> int:
    """Look at every policy at or below each PATH (spec/ where none is given) as a change to a
    repository would leave it.

    With --base it says who gains and who loses by the change: policies are compared with what they
    were, and every amendment that is new or changed is tried on its policy.

    The exit code is 1 where something changes that no amendment declares, where an amendment does
    not do what it declares, where a policy is gone, or where a finding at or above --fail-on is new
    (without --base: is there); 2 where something cannot be read; 3 where something stayed
    undecided.
    """
    from verifier.commands.stages.changed_policies import Gate, compare_with
    from verifier.commands.stages.check_output import WRITTEN, CheckOutput

    nothing: frozenset[str] = frozenset()
    asked = Asked(nothing, nothing, "all", budget, base, cached())
    with progress() as bar:
        looked = Gate(base, asked, compare_with(asked, bar))
        for path in paths or (Path("spec"),):
            looked.look_at(path)
    code = code_of(looked, fail_on)
    note_faults(looked.faults)
    results = tuple(one.checked for one in looked.policies)
    warnings = [warning for result in results for warning in result.warnings]
    answer = CheckOutput(results, (*looked.problems, *warnings), asked, code, fail_on)
    files = {"sarif": sarif, "junit": junit, "gitlab": gitlab, "json": json}
    for name, file in files.items():
        if file is not None:
            write_whole(file, WRITTEN[name](answer))
    if summary is not None:
        from verifier.report import render

        write_whole(summary, render.markdown_summary(summary_of(looked, code, fail_on)))
    if annotations is not None:
        write_whole(annotations, WRITTEN["github"](annotated(answer)))
    show(looked, code, fail_on)
    return code


def code_of(looked: Gate, fail_on: Severity) -> Exit:
    """A mistake of the tool comes first, then what cannot be read; a policy that is gone counts as
    a change nobody declared."""
    if looked.faults:
        return Exit.FAULT
    if any(problem.level is Level.ERROR for problem in looked.problems):
        return Exit.NOT_A_POLICY
    if looked.removed:
        return Exit.FINDINGS
    return exit_code([one.checked.run for one in looked.policies], fail_on)


def stopping(one: Gated, fail_on: Severity) -> tuple[Finding, ...]:
    """The findings for which the gate stays shut, those of the change itself first."""
    found = (f for f in one.checked.run.findings if f.gates and f.severity.rank <= fail_on.rank)
    return tuple(sorted(found, key=lambda finding: finding.check not in OF_CHANGES))


def annotated(answer: CheckOutput) -> CheckOutput:
    """Without what was there before, or is accepted: a runner shows only the first annotations."""
    return replace(answer, results=tuple(map(without_known, answer.results)))


def without_known(result: Checked) -> Checked:
    checks = tuple(
        replace(check, findings=tuple(f for f in check.findings if f.gates))
        for check in result.run.checks
    )
    return replace(result, run=replace(result.run, checks=checks))


# --------------------------------------------------------------------------- words

HEADLINES = {
    Exit.CLEAN: "passed",
    Exit.FINDINGS: "stopped",
    Exit.NOT_A_POLICY: "cannot be read",
    Exit.UNDECIDED: "undecided",
    Exit.FAULT: "failed",
}


def sentence_of(looked: Gate, fail_on: Severity) -> str:
    """`2 policies; 1 changed, as declared; nothing new.`"""
    changes = [change for one in looked.policies for change in one.changes]
    altered = [change for change in changes if not change.comparison.unchanged]
    undeclared = [change for change in changes if change.findings]
    number = len(looked.policies)
    parts = [f"{number} polic{'y' if number == 1 else 'ies'}"]
    if looked.base is not None:
        parts.append(
            f"{len(undeclared)} of {len(changes)} changes not as declared"
            if undeclared
            else f"{len(altered)} changed in meaning, as declared"
            if altered
            else "no meaning changed"
        )
    parts += [f"{len(looked.removed)} no longer there"] if looked.removed else []
    stopped = sum(
        finding.check not in OF_CHANGES
        for one in looked.policies
        for finding in stopping(one, fail_on)
    )
    new = "new " if looked.base is not None else ""
    parts.append(
        f"{stopped or 'no'} {new}finding{'' if stopped == 1 else 's'} at or above “{fail_on}”"
    )
    problems = [p for p in looked.problems if p.level is Level.ERROR]
    if problems:
        parts.append(f"{len(problems)} mistake{'' if len(problems) == 1 else 's'} in the input")
    return "; ".join(parts)


def summary_of(looked: Gate, code: Exit, fail_on: Severity) -> Summary:
    """What a comment on the change says."""
    from verifier.report.page.comparison import comparison_page
    from verifier.report.page.gate_summary import (
        Summary,
        SummaryPart,
        Weight,
        causes,
        comparison_part,
        comparison_row,
        findings_section,
        plain,
        section,
    )

    gone = [f"{name} is no longer there." for name in looked.removed]
    stopped = [finding for one in looked.policies for finding in stopping(one, fail_on)]
    new = "that are new" if looked.base is not None else "that count"
    sections = (
        section("What cannot be read", map(plain, problem_lines(looked)), Weight.GRAVE),
        section("Policies that are gone", map(plain, gone), Weight.GRAVE),
        findings_section("Why it is stopped", stopped, Weight.GRAVE),
    )
    parts, rows = [], []
    for one in looked.policies:
        for change in one.changes:
            page = comparison_page(change.comparison, change.old, change.new)
            says = [intent.words for a in change.amendments for intent in a.intents]
            rows.append(comparison_row(page, change.title, says, len(change.findings)))
            parts.append(comparison_part(replace(page, undeclared=()), change.title))
        milder = [f for f in one.checked.run.findings if f.gates and f.severity.rank > fail_on.rank]
        if one.standing or (looked.base is not None and milder and not one.changes):
            title = f"“{one.checked.policy.title}”"
            mild = findings_section(f"Milder findings {new}", milder, Weight.LIGHT)
            kept = (mild,) if mild.lines else ()
            parts.append(SummaryPart(title, one.standing or "It was not changed.", kept))
    return Summary(
        f"Antinomy: {HEADLINES[code]}",
        sentence_of(looked, fail_on) + ".",
        tuple(found for found in sections if found.lines),
        tuple(parts),
        whole_of(looked),
        rows=tuple(rows),
        why=causes(stopped),
        todo=what_to_do(stopped),
    )


def what_to_do(stopped: Sequence[Finding]) -> str:
    """The next step, where the gate is shut."""
    checks = {finding.check for finding in stopped}
    steps = []
    if "undeclared-effect" in checks:
        steps.append("declare each effect with “intends to …”, or take the edit out")
    if "unmet-intent" in checks:
        steps.append("take back what is declared and does not occur, or make the edit that does it")
    if checks - set(OF_CHANGES):
        steps.append("mend what is newly found")
    return f"What to do: {'; '.join(steps)}." if steps else ""


def problem_lines(looked: Gate) -> Iterator[str]:
    for problem in looked.problems:
        place = f"{problem.span.place}: " if problem.span is not None else ""
        yield " ".join(filter(None, (f"{place}{problem.message}.", problem.hint)))


def whole_of(looked: Gate) -> str:
    """How to see everything."""
    if looked.base is None:
        return "The whole: antinomy check, antinomy report."
    return f"The whole: antinomy compare --git {looked.base} PATH, antinomy report."


def show(looked: Gate, code: Exit, fail_on: Severity) -> None:
    """One line where the gate is open; else what shuts it, and the line."""
    from verifier.report import terminal

    if looked.problems:
        terminal.show_problems(looked.problems, sys.stderr)
    terminal.show(rows(looked, code, fail_on), sys.stdout)


def rows(looked: Gate, code: Exit, fail_on: Severity) -> Iterator[TerminalRow]:
    from verifier.report.terminal import TerminalRow

    for one in looked.policies:
        found = stopping(one, fail_on)
        if found or (code is not Exit.CLEAN and one.standing):
            yield TerminalRow(
                f"{one.checked.policy.name}: {one.standing}".rstrip(": "), style="bold"
            )
            yield from finding_rows(found)
        for check in one.checked.run.checks:
            if check.outcome in (Outcome.UNKNOWN, Outcome.FAILED):
                ended = "failed" if check.outcome is Outcome.FAILED else "undecided"
                words = f"{one.checked.policy.name}: {ended}: {check.check}: {check.words}"
                yield TerminalRow(words, hang=2, style="bold magenta")
    for name in looked.removed:
        yield TerminalRow(f"{name} is no longer there", hang=2, style="bold red")
    said = sentence_of(looked, fail_on)
    yield TerminalRow(f"gate {HEADLINES[code]}: {said}", hang=2, style="bold")


def finding_rows(findings: Iterable[Finding]) -> Iterator[TerminalRow]:
    from verifier.report.terminal import STYLES, TerminalRow

    for finding in findings:
        place = f" ({finding.place.place.rpartition('/')[2]})" if finding.place else ""
        head = f"{finding.severity} {finding.check}{place}"
        yield TerminalRow(head, 2, 4, STYLES[finding.severity])
        yield TerminalRow(finding.headline, 4)
        yield from (TerminalRow(words, 4, 6) for words in finding.detail)
        yield TerminalRow("")
