"""`antinomy test`: promises, possibilities and cases of policies, as a test runner shows tests."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.commands.exit_codes import Exit, note_faults
from verifier.commands.options import Asked, budget_option, cache_option, cached, output_file
from verifier.commands.output_files import write_whole
from verifier.commands.stages.checked_policy import loaded_whole, run_on
from verifier.commands.standard_streams import write_answer
from verifier.diagnostics import InputProblems, Level, Problem
from verifier.findings import CheckRun, Outcome, Run

if TYPE_CHECKING:
    from verifier.commands.stages.test_output import Tested
    from verifier.elaborate import LoadedPolicy
    from verifier.findings.trials import Chosen


@click.command(short_help="Try the promises, possibilities and cases of policies.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]…")
@click.option(
    "-k",
    "expression",
    metavar="WORDS",
    help="Try only what has these words in its kind, name or title (and, or, not, parentheses).",
)
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "junit"]),
    default="text",
    show_default=True,
    help="How the answer is written.",
)
@output_file
@click.option(
    "--suggest/--no-suggest",
    default=True,
    show_default=True,
    help="Suggest a case for what no case exercises (not with -k).",
)
@click.option("-v", "--verbose", is_flag=True, help="Print a line for each.")
@budget_option
@cache_option
def test(
    paths: tuple[Path, ...],
    expression: str | None,
    output: str,
    file: Path | None,
    suggest: bool,
    verbose: bool,
    budget: int | None,
) -> int:
    """Try every promise, possibility and case of the policies at or below each PATH (spec/ where
    none is given); no other check is run.

    The exit code is 0 where all passed, 1 where one failed or holds of nothing, 3 where one stayed
    undecided.
    """
    from verifier.commands.stages.test_output import WRITTEN

    chosen = chosen_of(expression)
    results, problems = test_all(paths or (Path("spec"),), chosen, suggest, budget)
    failed = any(problem.level is Level.ERROR for problem in problems)
    if chosen is not None and not failed and not any(result.trials for result in results):
        raise click.UsageError(f"-k “{expression}” means no promise, possibility or case")
    code = code_of(results)
    note_faults(fault for result in results for fault in result.faults)
    if failed and code is not Exit.FAULT:
        code = Exit.NOT_A_POLICY
    if file is not None:
        write_whole(file, WRITTEN[output](results, verbose, code))
    show = "text" if file is not None else output
    write_answer(WRITTEN[show](results, verbose, code), show)
    if problems:
        from verifier.report import terminal

        terminal.show_problems(problems, sys.stderr)
    return code


def chosen_of(expression: str | None) -> Chosen | None:
    from verifier.findings.trials import chosen_by

    try:
        return None if expression is None else chosen_by(expression)
    except ValueError:
        words = f"“{expression}” is no expression of words, and, or, not and parentheses"
        raise click.BadParameter(words, param_hint="-k") from None


def test_all(
    paths: Iterable[Path], chosen: Chosen | None, suggest: bool, budget: int | None
) -> tuple[list[Tested], list[Problem]]:
    """What became of all policies that could be read, and the problems of those that could not."""
    from verifier.elaborate import policies_below

    results: list[Tested] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            below = policies_below(path)
            problems.extend(below.problems)
            for policy in below.policies:
                try:
                    results.append(tested(policy, chosen, suggest, budget))
                except InputProblems as error:
                    problems.extend(error.problems)
        except InputProblems as error:
            problems.extend(error.problems)
    return results, problems


def tested(path: Path, chosen: Chosen | None, suggest: bool, budget: int | None) -> Tested:
    """Load one policy and try it. Raises `InputProblems` for what is no policy."""
    from verifier.commands.stages.test_output import Tested
    from verifier.findings.trials import CHECKS, SUGGESTING, narrowed, trials

    loaded = loaded_whole(path)
    part = ""
    checks = CHECKS
    if chosen is not None:
        policy = narrowed(loaded.policy, chosen)
        loaded = replace(loaded, policy=policy)
        part = repr([list(policy.promises), list(policy.possibilities), list(policy.every_case)])
    elif suggest:
        checks |= {SUGGESTING}
    asked = Asked(checks, frozenset(), "all", budget, cache=cached())
    run = run_on(loaded, asked, part)
    faults = run.faults
    suggestions = [finding for finding in run.findings if finding.check == SUGGESTING]
    if SUGGESTING in checks and not any(c.outcome is Outcome.NOT_RUN for c in tried(run, checks)):
        lines = of_lines(loaded, asked)
        suggestions += lines.findings
        faults += lines.faults
    return Tested(loaded.policy.name, trials(loaded.policy, run), tuple(suggestions), faults)


def tried(run: Run, checks: frozenset[str]) -> Iterable[CheckRun]:
    return (check for check in run.checks if check.check in checks)


def of_lines(loaded: LoadedPolicy, asked: Asked) -> Run:
    """A suggested case for each line of a condition and each threshold that no case exercises."""
    from verifier.commands.stages.cached_runs import remembered
    from verifier.findings.trials import SUGGESTING

    def work() -> Run:
        from verifier.checks import untested_line
        from verifier.checks.order import Check
        from verifier.checks.run import Examination
        from verifier.checks.support.check_context import CheckContext
        from verifier.commands.options import pipeline_options
        from verifier.solver import Budget, QuestionSolver

        budget = Budget(resources=pipeline_options(asked).budget)
        context = CheckContext(loaded.policy, QuestionSolver(loaded.policy, budget), {})
        lines = Check(SUGGESTING, untested_line.run, of_text=True)
        return Run(loaded.policy.name, (Examination(context).run(lines),))

    return remembered(loaded, asked, work, "lines")


def code_of(results: Iterable[Tested]) -> Exit:
    from verifier.findings.trials import Ended

    ends = {trial.ended for result in results for trial in result.trials}
    if any(result.faults for result in results):
        return Exit.FAULT
    if ends & {Ended.FAILED, Ended.VACUOUS, Ended.BLOCKED}:
        return Exit.FINDINGS
    return Exit.UNDECIDED if Ended.UNDECIDED in ends else Exit.CLEAN
