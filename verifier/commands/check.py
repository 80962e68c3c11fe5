"""`antinomy check`: every policy below the paths, checked and printed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from verifier.commands.checked import Checked, checked, page_on
from verifier.commands.exits import Exit, exit_code
from verifier.commands.options import Asked, asked_of, checking, gate, output_format
from verifier.diagnostics import InputProblems, Problem
from verifier.findings import Severity


@click.command(short_help="Check policies and print what was found.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]…")
@output_format
@checking
@gate
@click.option("-v", "--verbose", is_flag=True, help="Print notes whole, not in short.")
def check(
    paths: tuple[Path, ...],
    output: str,
    readings: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    budget: int | None,
    fail_on: Severity,
    verbose: bool,
) -> int:
    """Check every policy at or below each PATH (spec/ where none is given).

    A PATH is a policy file, the folder of a policy, or a folder of such folders. Every case that
    the policy's words can describe is considered, under every reading of its open questions.
    """
    asked = asked_of(readings, select, ignore, budget)
    results, problems = check_all(paths or (Path("spec"),), asked)
    code = exit_code([result.run for result in results], fail_on)
    if problems:
        code = Exit.NOT_A_POLICY
    warnings = [warning for result in results for warning in result.warnings]
    write(output, results, asked, [*problems, *warnings], code, verbose)
    return code


def check_all(paths: Iterable[Path], asked: Asked) -> tuple[list[Checked], list[Problem]]:
    """The results of all policies that could be read, and the problems of those that could not."""
    from verifier import load

    results: list[Checked] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            policies = load.find_policies(path)
        except InputProblems as error:
            problems.extend(error.problems)
            continue
        for policy in policies:
            try:
                results.append(checked(policy, asked))
            except InputProblems as error:
                problems.extend(error.problems)
    return results, problems


def write(
    output: str,
    results: list[Checked],
    asked: Asked,
    problems: list[Problem],
    code: Exit,
    verbose: bool,
) -> None:
    match output:
        case "json":
            write_json(results, problems, code)
        case "markdown":
            write_markdown(results, asked)
        case _:
            write_text(results, asked, verbose)
    if problems and output != "json":
        from verifier import terminal

        terminal.show_problems(problems, sys.stderr)


def write_json(results: list[Checked], problems: list[Problem], code: Exit) -> None:
    from verifier import json_report

    runs = [json_report.run_json(result.policy, result.run) for result in results]
    sys.stdout.write(json_report.text(json_report.document(runs, problems, int(code))))


def write_markdown(results: list[Checked], asked: Asked) -> None:
    from verifier import render

    pages = (render.markdown_findings(page_on(result, asked)) for result in results)
    sys.stdout.write("\n".join(pages))


def write_text(results: list[Checked], asked: Asked, verbose: bool) -> None:
    from verifier import terminal

    for number, result in enumerate(results):
        if number and (result.run.findings or results[number - 1].run.findings):
            click.echo()
        terminal.show(terminal.page_rows(page_on(result, asked), verbose), sys.stdout)
