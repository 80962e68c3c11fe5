"""`antinomy constraints`: a policy as SMT-LIB 2, for any solver that knows the standard."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.commands.exit_codes import Exit
from verifier.commands.options import output_file
from verifier.commands.output_files import write_whole
from verifier.commands.stages.checked_policy import loaded_whole
from verifier.commands.standard_streams import write_answer
from verifier.diagnostics import InputProblems

if TYPE_CHECKING:
    from verifier.constraints import Asked


@click.command(short_help="Write a policy as constraints that any solver can check.")
@click.argument("path", type=click.Path(path_type=Path), metavar="POLICY")
@output_file
@click.option("--question", metavar="ID", help="Ask only this question, as named in the text.")
def constraints(path: Path, file: Path | None, question: str | None) -> int:
    """Write POLICY as SMT-LIB 2: its sentences as names, a definition for each norm, its
    quotations and lines as comments, and the questions of the checks background, antinomy,
    dilemma, gap, possible and promise, each with the sentence that rests on the answer. It runs
    unchanged in Z3: z3 FILE.smt2.

    Policies that count months or business days are refused.
    """
    from verifier.constraints import questions_of, unsupported, written

    policy = loaded_whole(path).policy
    problems = unsupported(policy)
    if problems:
        raise InputProblems(problems)
    asked = questions_of(policy)
    if question is not None:
        asked = (question_named(question, asked),)
    text = written(policy, asked)
    if file is not None:
        write_whole(file, text)
    else:
        write_answer(text, "smt2")
    return Exit.CLEAN


def question_named(name: str, asked: tuple[Asked, ...]) -> Asked:
    """The question of this name. Raises click.BadParameter where there is none."""
    by_name = {one.id: one for one in asked}
    if name not in by_name:
        close = get_close_matches(name, by_name, 1, 0.5)
        hint = f"did you mean “{close[0]}”?" if close else f"the first is “{asked[0].id}”"
        words = f"the policy has no question “{name}”; {hint} Without --question all are written."
        raise click.BadParameter(words, param_hint="--question")
    return by_name[name]
