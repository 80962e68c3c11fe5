"""`antinomy decide`: the verdict on one case, the clauses that decide it, and what is missing."""

from __future__ import annotations

from pathlib import Path

import click

from verifier.commands.exits import Exit
from verifier.commands.options import output_format


@click.command(short_help="Give the verdict on one case, and why.")
@click.argument("policy", type=click.Path(path_type=Path))
@click.option("--case", "name", metavar="NAME", help="A case of the policy file.")
@click.option(
    "--with", "things", metavar="THINGS", help='The things of the case: "person Ana; report R".'
)
@click.option("--given", "given", multiple=True, metavar="SENTENCE", help="A fact (repeatable).")
@click.option("--asking", metavar="WHETHER", help='The act: "the Office may use S against Ana".')
@click.option("--nothing-else", is_flag=True, help="Facts that are not given do not hold.")
@output_format
def decide(
    policy: Path,
    name: str | None,
    things: str | None,
    given: tuple[str, ...],
    asking: str | None,
    nothing_else: bool,
    output: str,
) -> int:
    """Decide one case under POLICY: one of its own (--case), or one made of sentences.

    \b
    antinomy decide spec/lending --with "member Ana; laptop L" \\
      --given "Ana owes a late fee" --asking "the Library may lend L to Ana"
    """
    return Exit.FAULT
