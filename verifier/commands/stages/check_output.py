"""The answer of a check in every format: results go in, text comes out."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TextIO

import click

from verifier.commands.exit_codes import Exit
from verifier.commands.options import Asked
from verifier.commands.stages.checked_policy import Checked, page_on
from verifier.diagnostics import Problem
from verifier.findings import Severity
from verifier.report.formats.result import Result


@dataclass(frozen=True)
class CheckOutput:
    """What one command has to say of the policies that it was asked about."""

    results: tuple[Checked, ...]
    problems: tuple[Problem, ...]
    asked: Asked
    code: Exit
    gate: Severity
    verbose: bool = False

    def formatted(self) -> list[Result]:
        return [Result(result.policy, result.run, self.gate) for result in self.results]


def relative(name: str, folder: Path) -> str:
    """The path of a file from the folder, with slashes; an absolute one where it lies elsewhere."""
    path = Path(name)
    absolute = path if path.is_absolute() else folder / path
    try:
        return absolute.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return Path(os.path.normpath(absolute)).as_posix()


def show_text(answer: CheckOutput, stream: TextIO) -> None:
    """For people: findings and a closing line, for each policy."""
    from verifier.report import terminal

    before = False
    for result in answer.results:
        if before or (result is not answer.results[0] and result.run.findings):
            click.echo(file=stream)
        before = bool(result.run.findings)
        terminal.show(terminal.page_rows(page_on(result, answer.asked), answer.verbose), stream)
        if result.gone:
            click.echo(f"{result.policy.name}: {result.gone} found before, now gone", file=stream)


def text(answer: CheckOutput) -> str:
    stream = StringIO()
    show_text(answer, stream)
    return stream.getvalue()


def json(answer: CheckOutput) -> str:
    from verifier.report.json import results as json_report

    runs = [json_report.run_json(result.policy, result.run) for result in answer.results]
    return json_report.text(json_report.document(runs, answer.problems, int(answer.code)))


def markdown(answer: CheckOutput) -> str:
    from verifier.report import render

    pages = (render.markdown_findings(page_on(result, answer.asked)) for result in answer.results)
    return "\n".join(pages)


def sarif(answer: CheckOutput) -> str:
    from verifier.report.formats import sarif
    from verifier.report.json import results as json_report

    path = partial(relative, folder=Path.cwd())
    log = sarif.log(answer.formatted(), answer.problems, int(answer.code), path)
    return json_report.text(log)


def junit(answer: CheckOutput) -> str:
    from verifier.report.formats import junit

    return junit.of_checks(answer.formatted(), answer.problems)


def github(answer: CheckOutput) -> str:
    from verifier.report.formats import github

    path = partial(relative, folder=Path.cwd())
    lines = github.lines(answer.formatted(), answer.problems, path)
    return "".join(f"{line}\n" for line in lines)


def gitlab(answer: CheckOutput) -> str:
    from verifier.report.formats import gitlab
    from verifier.report.json import results as json_report

    path = partial(relative, folder=Path.cwd())
    issues = gitlab.issues(answer.formatted(), answer.problems, path)
    return json_report.text(issues)


WRITTEN: Mapping[str, Callable[[CheckOutput], str]] = {
    "text": text,
    "json": json,
    "markdown": markdown,
    "sarif": sarif,
    "junit": junit,
    "github": github,
    "gitlab": gitlab,
}
"""The formats by name."""
