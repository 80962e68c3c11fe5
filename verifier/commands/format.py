"""`antinomy format`: policy files in their one canonical layout."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from verifier.commands.exit_codes import Exit
from verifier.commands.output_files import rewrite
from verifier.diagnostics import InputProblems, Problem

STANDARD_INPUT = Path("-")


@click.command("format", short_help="Put policy files into their canonical layout.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a file would change.")
def format_(paths: tuple[Path, ...], check: bool) -> int:
    """Format each PATH: a .policy file, a folder with such files, or - for standard input."""
    problems: list[Problem] = []
    changed = [path for path in files_of(paths) if formatted(path, check, problems)]
    if problems:
        from verifier.report import terminal

        terminal.show_problems(problems, sys.stderr)
        return Exit.NOT_A_POLICY
    for path in changed:
        click.echo(
            f"{'would format' if check else 'formatted'} {name_of(path)}",
            err=path == STANDARD_INPUT,
        )
    return Exit.FINDINGS if check and changed else Exit.CLEAN


def files_of(paths: tuple[Path, ...]) -> list[Path]:
    """The policy files that the paths name, those of a folder in the order of their names."""
    from verifier.elaborate import files_below

    found: list[Path] = []
    for path in paths:
        found.extend(files_below(path) if path.is_dir() else [path])
    if not found:
        raise click.UsageError("there is no .policy file in the folder")
    return found


def formatted(path: Path, check: bool, problems: list[Problem]) -> bool:
    """Format one file; whether it was not in its canonical layout."""
    from verifier.language.format import format_text
    from verifier.language.layout import read_source

    try:
        before = read_bytes(path)
        after = format_text(read_source(name_of(path), before))
    except InputProblems as error:
        problems.extend(error.problems)
        return False
    if path == STANDARD_INPUT and not check:
        sys.stdout.write(after)
    elif after.encode() != before and not check:
        rewrite(path, after)
    return after.encode() != before


def name_of(path: Path) -> str:
    return "standard input" if path == STANDARD_INPUT else str(path)


def read_bytes(path: Path) -> bytes:
    from verifier.elaborate import LARGEST, bytes_of

    if path != STANDARD_INPUT:
        return bytes_of(path)
    if sys.stdin is None:
        raise InputProblems((Problem("unreadable-file", "standard input is closed"),))
    data = sys.stdin.buffer.read(LARGEST + 1)
    if len(data) > LARGEST:
        bound = f"standard input has more than {LARGEST:,} bytes, and no policy has"
        raise InputProblems((Problem("unreadable-file", bound),))
    return data
