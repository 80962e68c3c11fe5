"""`antinomy check`: every policy below the paths, checked and printed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from verifier.commands.exit_codes import Exit, exit_code, note_faults
from verifier.commands.options import Asked, asked_of, checking, gate, output_file
from verifier.commands.output_files import write_whole
from verifier.commands.stages.check_output import WRITTEN, CheckOutput, show_text
from verifier.commands.stages.checked_policy import Checked, checked
from verifier.commands.standard_streams import write_answer
from verifier.diagnostics import InputProblems, Level, Problem
from verifier.findings import Severity

WITH_PROBLEMS = ("json", "github")
"""Formats that whoever reads the terminal reads too, and that show the problems of the input."""


@click.command(short_help="Check policies and print what was found.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]…")
@click.option(
    "--format",
    "output",
    type=click.Choice(list(WRITTEN)),
    default="text",
    show_default=True,
    help="How the answer is written.",
)
@output_file
@checking
@gate
@click.option(
    "--new-since",
    "since",
    metavar="REV|FILE",
    help="Fail only on what is new since a git revision, or since an earlier run written with "
    "--format json.",
)
@click.option("-v", "--verbose", is_flag=True, help="Print notes whole, not in short.")
def check(
    paths: tuple[Path, ...],
    output: str,
    file: Path | None,
    readings: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    budget: int | None,
    fail_on: Severity,
    since: str | None,
    verbose: bool,
) -> int:
    """Check every policy at or below each PATH (spec/ where none is given).

    A PATH is a policy file, the folder of a policy, or a folder of such folders. Every case that
    the policy's words can describe is considered, under every reading of its open questions.

    Findings that the file NAME.accepted beside NAME.policy accepts are shown as accepted, and do
    not make the exit code 1.
    """
    asked = replace(asked_of(readings, select, ignore, budget), since=since)
    results, problems = check_all(paths or (Path("spec"),), asked)
    code = exit_code([result.run for result in results], fail_on)
    note_faults(fault for result in results for fault in result.run.faults)
    if code is not Exit.FAULT and any(one.level is Level.ERROR for one in problems):
        code = Exit.NOT_A_POLICY
    warnings = [warning for result in results for warning in result.warnings]
    answer = CheckOutput(tuple(results), (*problems, *warnings), asked, code, fail_on, verbose)
    write(answer, output, file)
    return code


def check_all(paths: Iterable[Path], asked: Asked) -> tuple[list[Checked], list[Problem]]:
    """The results of all policies that could be read, and the problems of those that could not."""
    from verifier.elaborate import policies_below

    results: list[Checked] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            below = policies_below(path)
        except InputProblems as error:
            problems.extend(error.problems)
            continue
        problems.extend(below.problems)
        for policy in below.policies:
            try:
                results.append(checked(policy, asked))
            except InputProblems as error:
                problems.extend(error.problems)
    return results, problems


def write(answer: CheckOutput, output: str, file: Path | None) -> None:
    """The answer on the terminal, or in a file and in short on the terminal."""
    if file is not None:
        write_whole(file, WRITTEN[output](answer))
    if file is not None or output == "text":
        show_text(answer, sys.stdout)
    else:
        write_answer(WRITTEN[output](answer), output)
    if answer.problems and (file is not None or output not in WITH_PROBLEMS):
        from verifier.report import terminal

        terminal.show_problems(answer.problems, sys.stderr)
