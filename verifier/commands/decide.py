"""`antinomy decide`: the verdict on one case, the clauses that decide it, and what is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from verifier.commands.asked_case import Sentences, case_of
from verifier.commands.checked import only_policy
from verifier.commands.exits import Exit
from verifier.commands.options import nearest, output_format
from verifier.findings import CaseResult
from verifier.model import CaseExample, Column, Policy


@click.command(short_help="Give the verdict on one case, and why.")
@click.argument("policy", type=click.Path(path_type=Path))
@click.option("--case", "name", metavar="NAME", help="A case of the policy file.")
@click.option(
    "--with", "things", metavar="THINGS", default="", help='The things: "person Ana; report R".'
)
@click.option("--given", multiple=True, metavar="SENTENCE", help="A fact (may be repeated).")
@click.option("--nothing-else", is_flag=True, help="What is not given is not so.")
@click.option("--asking", metavar="ACT", help='The act: "the Office may use S against Ana".')
@output_format
def decide(
    policy: Path,
    name: str | None,
    things: str,
    given: tuple[str, ...],
    nothing_else: bool,
    asking: str | None,
    output: str,
) -> int:
    """Decide one case under POLICY: one of its own (--case NAME), or one made of sentences.

    \b
    antinomy decide spec/lending --with "member Ana; laptop L" \\
      --given "Ana owes a late fee" --asking "the Library may lend L to Ana"

    The exit code is 3 where facts are missing on which the verdict depends.
    """
    from verifier import load

    checked = load.load(only_policy(policy)).policy
    if name is not None:
        if things or given or asking or nothing_else:
            raise click.UsageError("--case names a whole case; nothing can be added to it")
        example = named_case(checked, name)
    elif asking is None:
        raise click.UsageError("say which case: --case NAME, or --asking with --with and --given")
    else:
        example = case_of(checked, Sentences(things, given, nothing_else, asking))
    result = decided(checked, example)
    write(output, checked, result)
    return exit_code(result)


def named_case(policy: Policy, name: str) -> CaseExample:
    if name not in policy.cases:
        words = f"“{policy.name}” has no case named “{name}”{nearest(name, tuple(policy.cases))}"
        raise click.BadParameter(words, param_hint="--case")
    return policy.cases[name]


def decided(policy: Policy, example: CaseExample) -> CaseResult:
    from verifier.askings import case_result
    from verifier.solve import Bench

    return case_result(Bench(policy), example, policy.plain_readings)


def exit_code(result: CaseResult) -> Exit:
    """Undecided where the plain readings leave more than one verdict, or none."""
    alone = [asking.verdicts.get(Column.ALONE, ()) for asking in result.askings]
    return Exit.CLEAN if all(len(verdicts) == 1 for verdicts in alone) else Exit.UNDECIDED


def write(output: str, policy: Policy, result: CaseResult) -> None:
    from verifier.page.decision import decision_view

    view = decision_view(policy, result)
    match output:
        case "json":
            from verifier import json_report

            sys.stdout.write(json_report.text(json_report.case_result_json(result)))
        case "markdown":
            from verifier import render

            sys.stdout.write(render.markdown_decision(view))
        case _:
            from verifier import terminal

            terminal.show(terminal.decision_rows(view), sys.stdout)
