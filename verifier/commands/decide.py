"""`antinomy decide`: the verdict on a case, why and why not, what would change it, what to ask."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.commands.exit_codes import Exit, note_faults
from verifier.commands.options import checked_readings, nearest, output_format, readings_of
from verifier.commands.stages.asked_case import AskedCase, Sentences, case_of, cases_of
from verifier.commands.stages.checked_policy import loaded_whole, only_policy
from verifier.commands.standard_streams import write_answer
from verifier.diagnostics import fault_of, memory_ran_out
from verifier.model import Policy, Readings

if TYPE_CHECKING:
    from verifier.decide.decision import Decision
    from verifier.report.json.decision import Answered
    from verifier.report.page.decision import DecisionView


@click.command(short_help="Give the verdict on one case, and why.")
@click.argument("policy", type=click.Path(path_type=Path))
@click.option("--case", "name", metavar="NAME", help="A case of the policy file.")
@click.option(
    "--case-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file of cases in the language; --case chooses one of them.",
)
@click.option(
    "--with",
    "things",
    metavar="THINGS",
    multiple=True,
    help='The things: "person Ana; report R" (may be repeated).',
)
@click.option("--given", multiple=True, metavar="SENTENCE", help="A fact (may be repeated).")
@click.option("--nothing-else", is_flag=True, help="What is not given is not so.")
@click.option("--asking", metavar="ACT", help='The act: "the Office may use S against Ana".')
@click.option(
    "--on",
    "day",
    metavar="DATE",
    default="",
    help="Decide by the version of the policy that is in force on this day: 2026-03-01.",
)
@click.option(
    "--readings",
    multiple=True,
    metavar="plain|all|NAME=OPTION",
    help="How the text is read: plainly, with what other readings give beside it (all, the "
    "default); only plainly; or the question NAME as OPTION (may be repeated).",
)
@click.option(
    "--budget",
    type=click.IntRange(min=1),
    metavar="STEPS",
    help="Steps of the solver for each question before it stays undecided.",
)
@output_format
def decide(
    policy: Path,
    name: str | None,
    case_file: Path | None,
    things: tuple[str, ...],
    given: tuple[str, ...],
    nothing_else: bool,
    asking: str | None,
    day: str,
    readings: tuple[str, ...],
    budget: int | None,
    output: str,
) -> int:
    """Decide a case under POLICY: one of its own (--case), one of a file of cases (--case-file), or
    one made of sentences.

    \b
    antinomy decide spec/lending --with "member Ana; laptop L" \\
      --given "Ana owes a late fee" --asking "the Library may lend L to Ana"

    What is not given is open: the answer then says which verdicts are possible, on what they
    depend, and what to ask first. The exit code is 2 where what is given cannot be so, and 3 where
    the solver gave up. A case of a file says itself which day's law decides it; for one made of
    sentences --on does.
    """

    sentences = (
        None if asking is None else Sentences("; ".join(things), given, nothing_else, asking, day)
    )
    if (name or case_file) and (things or given or nothing_else or asking or day):
        raise click.UsageError("--case names a whole case; nothing can be added to it")
    checked = loaded_whole(only_policy(policy)).policy
    answered: list[Answered] = []
    for asked in chosen_cases(checked, name, case_file, sentences):
        fixed = fixed_readings(asked.law, readings)
        answered.append(decided(asked, fixed, budget))
    code = exit_code(answered)
    note_faults(unanswered.fault for one in answered for unanswered in one.failed)
    write(output, checked, answered, code)
    return code


def chosen_cases(
    policy: Policy, name: str | None, file: Path | None, sentences: Sentences | None
) -> list[AskedCase]:
    """The cases that the command line asks about, each with the version that decides it."""
    if sentences is not None:
        return [case_of(policy, sentences)]
    if file is None and name is None:
        words = "say which case: --case NAME, --case-file FILE, or --asking with --with and --given"
        raise click.UsageError(words)
    cases = own_cases(policy) if file is None else cases_of(policy, file)
    if name is None:
        return list(cases.values())
    if name not in cases:
        where = f"“{policy.name}”" if file is None else str(file)
        words = f"{where} has no case named “{name}”{nearest(name, tuple(cases))}"
        raise click.BadParameter(words, param_hint="--case")
    return [cases[name]]


def own_cases(policy: Policy) -> Mapping[str, AskedCase]:
    """The cases of the policy's own files."""
    return {
        name: AskedCase(law, example)
        for law in (policy, *policy.earlier)
        for name, example in law.cases.items()
    }


def fixed_readings(policy: Policy, values: Sequence[str]) -> Readings:
    """The readings that alone are looked at."""
    readings = readings_of(values)
    checked_readings(policy, readings)
    if readings == "plain":
        return policy.plain_readings
    return {} if readings == "all" else readings


def decided(asked: AskedCase, fixed: Readings, budget: int | None) -> Answered:
    """The answer to every asking of the case; a mistake of the tool costs the answer to one."""
    from verifier.decide.decide import decide
    from verifier.report.json.decision import Answered, Unanswered
    from verifier.solver import Budget, QuestionSolver
    from verifier.words import Speaker

    allowed = None if budget is None else Budget(resources=budget)
    solver, speaker = QuestionSolver(asked.law, allowed), Speaker(asked.law)
    decisions: list[Decision] = []
    failed: list[Unanswered] = []
    for asking in asked.example.askings:
        try:
            decisions.append(decide(solver, speaker, asked.example, asking, fixed))
        except Exception as error:
            if memory_ran_out(error):
                raise
            words = asking.words.removeprefix("asking ")
            failed.append(Unanswered(words, fault_of(f"the case {asked.example.name}", error)))
            solver = QuestionSolver(asked.law, allowed)  # nothing that was left half done
    return Answered(asked.law, asked.example, tuple(decisions), tuple(failed))


def exit_code(answered: Sequence[Answered]) -> Exit:
    """That facts or readings leave it open is an answer; that the solver gave up is none."""
    decisions = [decision for one in answered for decision in one.decisions]
    if any(one.failed for one in answered):
        return Exit.FAULT
    if any(decision.clash is not None for decision in decisions):
        return Exit.NOT_A_POLICY
    return Exit.UNDECIDED if any(one.undecided for one in decisions) else Exit.CLEAN


def write(
    output: str,
    policy: Policy,
    answered: Sequence[Answered],
    code: Exit,
) -> None:
    if output == "json":
        from verifier.report.json import decision as json_decision
        from verifier.report.json import results as json_report

        document = json_decision.document(policy.name, answered, int(code))
        write_answer(json_report.text(document), output)
        return
    from verifier.report.page.decision import decision_view
    from verifier.words import Speaker

    for number, one in enumerate(answered):
        if number:
            click.echo()
        under = "" if one.law is policy else one.law.version
        failed = {unanswered.asked: unanswered.fault for unanswered in one.failed}
        show(output, decision_view(Speaker(one.law), one.example, one.decisions, under, failed))


def show(output: str, view: DecisionView) -> None:
    if output == "markdown":
        from verifier.report import render

        sys.stdout.write(render.markdown_decision(view))
    else:
        from verifier.report import terminal

        terminal.show(terminal.decision_rows(view), sys.stdout)
