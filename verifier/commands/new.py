"""`antinomy new`: a small policy that checks clean, to start from."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import click

from verifier.commands.exit_codes import Exit
from verifier.commands.output_files import write_new

STARTER = "verifier.commands.starter"
STARTER_NAME = "lending-laptops"
FILES = ("text.txt", "vocabulary.policy", "main.policy")


@click.command(short_help="Start a new policy in a folder of its own.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def new(folder: Path) -> int:
    """Write a small policy into DIR, which must be new or empty. It checks clean; change it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{folder} is there already and is not an empty folder")
    name = policy_name(folder)
    starter = files(STARTER)
    texts = {entry: starter.joinpath(entry).read_text(encoding="utf-8") for entry in FILES}
    write_new(
        {
            folder / file_name(entry, name): text.replace(STARTER_NAME, name)
            for entry, text in texts.items()
        }
    )
    click.echo(f"wrote {folder}: {', '.join(file_name(entry, name) for entry in FILES)}")
    click.echo(f"next: antinomy check {folder}")
    return Exit.CLEAN


def policy_name(folder: Path) -> str:
    """The folder's name as a name of the language: letters, digits and hyphens."""
    from verifier.elaborate import resolved

    name = re.sub(r"[^a-z0-9]+", "-", (resolved(folder) or folder.absolute()).name.lower()).strip(
        "-"
    )
    return name if name and name[0].isalpha() else f"policy-{name}".rstrip("-")


def file_name(entry: str, name: str) -> str:
    return f"{name}.policy" if entry == "main.policy" else entry
