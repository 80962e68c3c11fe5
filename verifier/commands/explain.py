"""`antinomy explain`: what a check asks, why, where it fires and where it just does not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import groupby
from typing import TYPE_CHECKING

import click

from verifier.commands.exit_codes import Exit

if TYPE_CHECKING:
    from verifier.checks.catalogue import CatalogueEntry, CatalogueExample
    from verifier.report.terminal import TerminalRow


def complete_name(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    from verifier.checks.catalogue import CATALOGUE

    return [entry.name for entry in CATALOGUE if entry.name.startswith(incomplete)]


@click.command(short_help="Explain a check, or list all checks.")
@click.argument("name", required=False, shell_complete=complete_name)
@click.option("--all", "every", is_flag=True, help="Explain every check.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "markdown"]),
    default="text",
    show_default=True,
    help="How the explanation is written.",
)
def explain(name: str | None, every: bool, output: str) -> int:
    """Say what the check NAME asks and why it matters, with a small policy on which it fires and
    one on which it just does not, how to settle what it finds, and what it cannot see.

    Without NAME, list all checks.
    """
    from verifier.checks.catalogue import CATALOGUE
    from verifier.report import terminal

    if name is not None and every:
        raise click.UsageError("name a check or ask for all of them, not both")
    if name is None and not every:
        if output == "markdown":
            raise click.UsageError("the list of checks is text; for the pages, add --all or a name")
        terminal.show(list_rows(), sys.stdout)
        return Exit.CLEAN
    entries = CATALOGUE if name is None else (entry_named(name),)
    if output == "markdown":
        sys.stdout.write("\n\n".join(entry.markdown.strip() for entry in entries) + "\n")
    else:
        for number, entry in enumerate(entries):
            rows = entry_rows(entry)
            terminal.show((terminal.TerminalRow(""), *rows) if number else rows, sys.stdout)
    return Exit.CLEAN


def entry_named(name: str) -> CatalogueEntry:
    from verifier.checks.catalogue import BY_NAME

    if name not in BY_NAME:
        close = get_close_matches(name, BY_NAME, 1, 0.6)
        hint = f"; did you mean “{close[0]}”?" if close else "; antinomy explain lists them"
        raise click.BadParameter(f"no check is named “{name}”{hint}", param_hint="NAME")
    return BY_NAME[name]


def list_rows() -> Iterator[TerminalRow]:
    """The checks by group, each with what it asks."""
    from verifier.checks.catalogue import CATALOGUE
    from verifier.report.terminal import TerminalRow

    for number, (group, entries) in enumerate(groupby(CATALOGUE, key=lambda entry: entry.group)):
        if number:
            yield TerminalRow("")
        yield TerminalRow(group, style="bold cyan")
        for entry in entries:
            yield TerminalRow(f"{entry.name}: {entry.asks}", 2, 6)


def entry_rows(entry: CatalogueEntry) -> Iterator[TerminalRow]:
    """The page of a check."""
    from verifier.report.terminal import STYLES, TerminalRow

    status = f"{entry.name} · {entry.severity} · {entry.group}"
    yield TerminalRow(status, hang=4, style=STYLES[entry.severity])
    yield TerminalRow(entry.asks, 2, style="bold")
    yield TerminalRow("")
    yield from _section("Why it matters", entry.matters)
    yield from _example("Where it fires", entry.fires)
    yield from _example("Where it just does not", entry.near_miss)
    yield from _section("How to settle it", entry.settle)
    yield from _section("What it cannot see", entry.cannot_see)


def _section(title: str, words: str) -> Iterator[TerminalRow]:
    from verifier.report.terminal import TerminalRow

    yield TerminalRow(title, 2, style="bold cyan")
    yield TerminalRow(words, 4)
    yield TerminalRow("")


def _example(title: str, example: CatalogueExample) -> Iterator[TerminalRow]:
    from verifier.report.terminal import TerminalRow

    yield TerminalRow(title, 2, style="bold cyan")
    if example.source:
        yield TerminalRow("The text text.txt:", 4)
        yield from _verbatim(example.source)
    yield from _verbatim(example.policy)
    if example.amendment:
        yield TerminalRow("The amendment:", 4)
        yield from _verbatim(example.amendment)
    yield TerminalRow(example.says, 4)
    yield TerminalRow("")


def _verbatim(text: str) -> Iterator[TerminalRow]:
    """The lines of a text; one that is too long is continued, deeper, as the language allows."""
    from verifier.report.terminal import TerminalRow

    for line in text.splitlines():
        words = line.lstrip(" ")
        indent = 6 + len(line) - len(words)
        yield TerminalRow(words, indent, indent + 6, style="dim")
    yield TerminalRow("")
