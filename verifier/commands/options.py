"""Options that several commands share: words of the command line in, checked values out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from verifier.findings import Severity

if TYPE_CHECKING:
    from verifier.checks import run as pipeline
    from verifier.model import Policy

Command = TypeVar("Command", bound=Callable[..., Any])

Readings = Literal["plain", "all"] | Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """What the command line asks of the checks."""

    select: frozenset[str]
    ignore: frozenset[str]
    readings: Readings
    budget: int | None
    since: str | None = None  # a revision or a file to compare the findings with
    cache: bool = True  # whether the runs of earlier commands count


def names_of(values: Sequence[str]) -> frozenset[str]:
    """Names given in several options, or in one with commas."""
    return frozenset(name.strip() for value in values for name in value.split(",") if name.strip())


def check_names() -> tuple[str, ...]:
    """The names of the catalogue, in its order."""
    from verifier.checks.order import CHECKS

    return tuple(check.name for check in CHECKS)


def complete_check(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    return [name for name in check_names() if name.startswith(incomplete)]


def readings_of(values: Sequence[str]) -> Readings:
    """`plain`, `all`, or questions each read in one way."""
    match list(values):
        case [] | ["all"]:
            return "all"
        case ["plain"]:
            return "plain"
        case _:
            return dict(map(question_and_reading, values))


def question_and_reading(value: str) -> tuple[str, str]:
    question, equals, reading = value.partition("=")
    if not (equals and question.strip() and reading.strip()):
        raise click.BadParameter(
            f"“{value}” is neither plain, nor all, nor a question and its reading as in "
            "“late books=fee”; plain and all stand alone",
            param_hint="--readings",
        )
    return question.strip(), reading.strip()


def nearest(name: str, known: Sequence[str]) -> str:
    """`; did you mean …?`, or the known names where none is near."""
    close = get_close_matches(name, known, 1, 0.6)
    if close:
        return f"; did you mean “{close[0]}”?"
    return f"; there are: {', '.join(known)}" if known else ""


def checked_names(names: frozenset[str], option: str) -> frozenset[str]:
    """The names, each of them a check's."""
    known = check_names() if names else ()
    for name in sorted(names - set(known)):
        words = f"no check is named “{name}”{nearest(name, known)}"
        raise click.BadParameter(words, param_hint=option)
    return names


def checked_readings(policy: Policy, readings: Readings) -> None:
    """Refuse a question that the policy does not ask, and a reading that its question lacks."""
    if readings == "all" or readings == "plain":
        return
    for name, reading in readings.items():
        if name not in policy.questions:
            asked = tuple(policy.questions)
            words = f"“{policy.name}” asks no question named “{name}”{nearest(name, asked)}"
            raise click.BadParameter(words, param_hint="--readings")
        known = tuple(entry.name for entry in policy.questions[name].readings)
        if reading not in known:
            words = f"“{name}” has no reading named “{reading}”{nearest(reading, known)}"
            raise click.BadParameter(words, param_hint="--readings")


def pipeline_options(asked: Asked) -> pipeline.CheckOptions:
    from verifier.checks.run import CheckOptions

    options = CheckOptions(select=asked.select, ignore=asked.ignore, readings=asked.readings)
    return options if asked.budget is None else replace(options, budget=asked.budget)


def asked_words(asked: Asked) -> tuple[str, ...]:
    """What was asked, in sentences for the page."""
    from verifier.report.page.policy_page import EVERY_READING

    if asked.readings == "all":
        words = [EVERY_READING]
    elif asked.readings == "plain":
        words = ["Only the plain readings were tried."]
    else:
        fixed = " and ".join(f"“{name}” as {read}" for name, read in asked.readings.items())
        words = [f"Only readings with {fixed} were tried."]
    if asked.select:
        words.append(f"Only these checks were run: {', '.join(sorted(asked.select))}.")
    if asked.ignore:
        words.append(f"These checks were left out: {', '.join(sorted(asked.ignore))}.")
    return tuple(words)


def checking(command: Command) -> Command:
    """The options of every command that runs the checks, gathered in the argument `asked`."""
    decorators = (
        click.option(
            "--readings",
            multiple=True,
            metavar="plain|all|NAME=OPTION",
            help="Which readings to try: all (the default), only the plain ones, or those in "
            "which the question NAME is read as OPTION (may be repeated).",
        ),
        click.option(
            "--select",
            multiple=True,
            metavar="NAME",
            shell_complete=complete_check,
            help="Run only this check (may be repeated).",
        ),
        click.option(
            "--ignore",
            multiple=True,
            metavar="NAME",
            shell_complete=complete_check,
            help="Leave this check out (may be repeated).",
        ),
        budget_option,
        cache_option,
    )
    for decorator in reversed(decorators):
        command = decorator(command)
    return command


def budget_option(command: Command) -> Command:
    return click.option(
        "--budget",
        type=click.IntRange(min=1),
        metavar="STEPS",
        help="Steps of the solver for each question before it stays undecided.",
    )(command)


_NO_CACHE = "antinomy.no_cache"


def without_cache(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    context.meta[_NO_CACHE] = value


def cached() -> bool:
    """Whether the command may find what an earlier one has solved."""
    return not click.get_current_context().meta.get(_NO_CACHE, False)


def cache_option(command: Command) -> Command:
    return click.option(
        "--no-cache",
        is_flag=True,
        expose_value=False,
        callback=without_cache,
        help="Solve again what an earlier run has solved.",
    )(command)


def asked_of(
    readings: Sequence[str], select: Sequence[str], ignore: Sequence[str], budget: int | None
) -> Asked:
    return Asked(
        select=checked_names(names_of(select), "--select"),
        ignore=checked_names(names_of(ignore), "--ignore"),
        readings=readings_of(readings),
        budget=budget,
        cache=cached(),
    )


def output_format(command: Command) -> Command:
    return click.option(
        "--format",
        "output",
        type=click.Choice(["text", "json", "markdown"]),
        default="text",
        show_default=True,
        help="How the answer is written.",
    )(command)


def to_be_written(
    _context: click.Context, _parameter: click.Parameter, file: Path | None
) -> Path | None:
    """A file to write, refused before anything is computed where it cannot be replaced."""
    if file is not None:
        from verifier.commands.output_files import refuse_to_replace

        refuse_to_replace(file)
    return file


def output_file(command: Command) -> Command:
    return click.option(
        "-o",
        "--output",
        "file",
        type=click.Path(path_type=Path, dir_okay=False),
        callback=to_be_written,
        metavar="FILE",
        help="Write the answer to FILE, in its format; the terminal shows it as text.",
    )(command)


def gate(command: Command) -> Command:
    return click.option(
        "--fail-on",
        type=click.Choice([str(severity) for severity in Severity]),
        default="error",
        show_default=True,
        callback=lambda _context, _parameter, value: Severity(value),
        help="The mildest finding that makes the exit code 1.",
    )(command)
