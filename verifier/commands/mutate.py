"""`antinomy mutate`: which small edits of a policy its cases and promises would notice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.commands.exit_codes import Exit, note_faults
from verifier.commands.options import budget_option, output_file, output_format
from verifier.commands.output_files import write_whole
from verifier.commands.progress_bar import progress
from verifier.commands.stages.checked_policy import loaded_whole, only_policy
from verifier.commands.standard_streams import write_answer

if TYPE_CHECKING:
    from verifier.changes.mutate.fates import Score
    from verifier.changes.mutate.mutant import Mutant


@click.command(short_help="Show which small edits the cases would not notice.")
@click.argument("path", required=False, type=click.Path(path_type=Path), metavar="[PATH]")
@click.option(
    "-k",
    "expression",
    metavar="WORDS",
    help="Try only edits with these words in their description (and, or, not, parentheses).",
)
@click.option(
    "--fail-under",
    type=click.IntRange(0, 100),
    metavar="PERCENT",
    help="Exit with 1 where fewer of a hundred edits are noticed.",
)
@click.option("-v", "--verbose", is_flag=True, help="Print every edit and what became of it.")
@budget_option
@output_format
@output_file
def mutate(
    path: Path | None,
    expression: str | None,
    fail_under: int | None,
    verbose: bool,
    budget: int | None,
    output: str,
    file: Path | None,
) -> int:
    """Try small edits of the policy at PATH (spec/ where none is given): a clause, an exception or
    a condition left out, a condition turned into its contrary, “or” for “and”, a border moved,
    another member of a list, another modality, another bearer, the other clause prevailing.

    An edit is noticed where a case, a promise or a possibility of the file comes out differently.
    An edit that is proved to change no verdict in any case, under any reading, is counted apart.
    What is left are edits that nobody would notice; each is shown with a case that would notice
    it, ready to be pasted once a lawyer has confirmed it.

    The exit code is 1 where fewer edits than --fail-under are noticed, or where a case, a promise
    or a possibility fails on the policy itself; 3 where one of these, or whether an edit is
    noticed, stayed undecided.
    """
    from verifier.commands.stages.mutation_output import WRITTEN

    found = scored(only_policy(path or Path("spec")), expression, budget)
    code = code_of(found, fail_under)
    note_faults(found.faults)
    if file is not None:
        write_whole(file, WRITTEN[output](found, verbose, code))
    show = "text" if file is not None else output
    write_answer(WRITTEN[show](found, verbose, code), show)
    return code


def scored(path: Path, expression: str | None, budget: int | None) -> Score:
    """Load a policy and try its mutants. Raises `InputProblems` for what is no policy."""
    from verifier.changes.mutate.hunt import score
    from verifier.solver import Budget

    chosen = chosen_of(expression)
    policy = loaded_whole(path).policy
    spent = Budget() if budget is None else Budget(resources=budget)
    with progress() as bar:
        step = None if bar is None else lambda done, total: bar("trying edits", done, total)
        found = score(policy, chosen, spent, step)
    if expression is not None and not found.fates and not found.blocked:
        raise click.UsageError(f"-k “{expression}” means no edit; -v lists them all")
    return found


def chosen_of(expression: str | None) -> Callable[[Mutant], bool]:
    from verifier.commands.test import chosen_of as chosen_words

    chosen = chosen_words(expression)
    if chosen is None:
        return lambda _: True
    meant = chosen
    return lambda mutant: meant(f"{mutant.kind}: {mutant.words}")


def code_of(found: Score, fail_under: int | None) -> Exit:
    """What is not as expected first, as with every command. Where there is nothing to notice, no
    percentage is reached."""
    from verifier.changes.mutate.fates import MutantEnd

    missed = fail_under is not None and (found.percent is None or found.percent < fail_under)
    if found.faults:
        return Exit.FAULT
    if found.failing or found.blocked or missed:
        return Exit.FINDINGS
    return Exit.UNDECIDED if found.unsettled or found.ended(MutantEnd.UNDECIDED) else Exit.CLEAN
