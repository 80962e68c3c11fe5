"""`antinomy report`: one policy as a self-contained page, with the same in Markdown beside it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from verifier.commands.exit_codes import Exit, exit_code, note_faults
from verifier.commands.options import asked_of, checking
from verifier.commands.output_files import write_together
from verifier.commands.stages.checked_policy import checked, only_policy, page_on
from verifier.findings import Severity

GATES = ("never", *(str(severity) for severity in Severity))


@click.command(short_help="Write a page (HTML and Markdown) on one policy.")
@click.argument("policy", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The HTML file to write; Markdown goes next to it (default: NAME.html).",
)
@checking
@click.option(
    "--fail-on",
    type=click.Choice(GATES),
    default="never",
    show_default=True,
    help="The mildest finding that makes the exit code 1.",
)
def report(
    policy: Path,
    output: Path | None,
    readings: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    budget: int | None,
    fail_on: str,
) -> int:
    """Write one self-contained HTML page on POLICY, and the same in Markdown next to it.

    The page needs no network. An older report stays as it is until the new one is complete.
    """
    from verifier.report import render

    asked = asked_of(readings, select, ignore, budget)
    result = checked(only_policy(policy), asked)
    page = page_on(result, asked)
    html_file, markdown_file = places(output, page.name)
    texts = {html_file: render.html(page), markdown_file: render.markdown(page)}
    write_together(texts, beside=[markdown_file])
    if result.warnings:
        from verifier.report import terminal

        terminal.show_problems(result.warnings, sys.stderr)
    click.echo(f"{page.name}: {page.headline}")
    click.echo(f"report: {html_file} (and {markdown_file.name} next to it)")
    note_faults(result.run.faults)
    code = exit_code([result.run], Severity.ERROR if fail_on == "never" else Severity(fail_on))
    return code if code is Exit.FAULT or fail_on != "never" else Exit.CLEAN


def places(output: Path | None, name: str) -> tuple[Path, Path]:
    """Where the page and its Markdown go."""
    if output is None:
        output = Path(f"{name}.html")
    elif output.is_dir():
        output = output / f"{name}.html"
    if output.suffix == ".md":
        raise click.UsageError("-o names the HTML file; the Markdown file is written next to it")
    return output, output.with_suffix(".md")
