"""`antinomy compare`: two versions of a policy, and everything in which they differ."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.checks.support.workers import Lost, begun
from verifier.commands.exit_codes import Exit, note_faults
from verifier.commands.options import Asked, cache_option, cached
from verifier.commands.output_files import write_whole
from verifier.commands.progress_bar import progress
from verifier.commands.stages.checked_policy import of_revision, only_policy
from verifier.commands.stages.git_revision import folder_at
from verifier.commands.standard_streams import write_answer
from verifier.diagnostics import InputProblems, Problem

if TYPE_CHECKING:
    from verifier.changes.compare.difference.outcome import Comparison
    from verifier.elaborate import LoadedPolicy
    from verifier.model import Amendment, Policy


@click.command(short_help="Say what differs in meaning between two versions.")
@click.argument("versions", nargs=-1, required=True, metavar="OLD NEW")
@click.option(
    "--git",
    "revision",
    metavar="REV",
    help="Compare the policy at a path as it was at REV with what it is now: --git REV PATH. With "
    "a second revision: --git REV REV2 PATH.",
)
@click.option(
    "--rename",
    "renames",
    multiple=True,
    metavar="OLD=NEW",
    help="A name of the old version that is another in the new one (may be repeated).",
)
@click.option(
    "--findings/--no-findings",
    default=True,
    help="Whether to compare what the checks find, which takes longest.",
)
@click.option(
    "-o",
    "--output",
    "page_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write an HTML page as well.",
)
@click.option(
    "--budget",
    type=click.IntRange(min=1),
    metavar="STEPS",
    help="Steps of the solver for each question before it stays undecided.",
)
@cache_option
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "markdown", "summary"]),
    default="text",
    show_default=True,
    help="How the answer is written; the summary is Markdown that fits a comment.",
)
def compare(
    versions: tuple[str, ...],
    revision: str | None,
    renames: tuple[str, ...],
    findings: bool,
    page_file: Path | None,
    budget: int | None,
    output: str,
) -> int:
    """Compare two versions of a policy: OLD and NEW are policy files or their folders. In place of
    NEW one or several amendments of OLD can stand.

    \b
    antinomy compare spec/lending lending-amended
    antinomy compare spec/lending amendments/atlases.policy
    antinomy compare --git HEAD~1 spec/lending

    The exit code is 0 where no meaning is changed, or every change is declared by the amendments;
    1 where some is not, or where the amendments declare a change that is not made; 3 where
    something stayed undecided and there is no such finding. Where no meaning changes, it is 0 even
    if an amendment declares a change; `antinomy gate` stops that as well.
    """
    nothing: frozenset[str] = frozenset()
    asked = Asked(select=nothing, ignore=nothing, readings="all", budget=budget, cache=cached())
    pairs = tuple(map(old_and_new, renames))
    with both_versions(versions, revision) as (old, new, amendments), progress() as bar:
        from verifier.changes.compare.comparison import ComparisonOptions
        from verifier.commands.stages.cached_comparison import compared, with_what_is_found

        options = ComparisonOptions(pairs, amendments=amendments.made, alone=amendments.alone)
        options = options if budget is None else replace(options, budget=budget)
        find = with_what_is_found if findings else compared
        result = find((old, new), options, asked, bar)
    code = exit_code(result)
    note_faults(result.every_fault)
    write(output, result, names_of(versions, revision), code, page_file)
    return code


def old_and_new(value: str) -> tuple[str, str]:
    old, equals, new = value.partition("=")
    if not (equals and old.strip() and new.strip()):
        words = f"“{value}” is not an old name and a new one, as in “offence=offense”"
        raise click.BadParameter(words, param_hint="--rename")
    return old.strip(), new.strip()


def exit_code(result: Comparison) -> Exit:
    """A change that nobody declared, and a declared one that does not occur, before anything
    undecided. Where no meaning changes, that is enough: an amendment that declares an effect all
    the same is told of, and stopped by the gate."""
    if result.every_fault:
        return Exit.FAULT
    if result.unchanged:
        return Exit.CLEAN
    declared = result.declared
    if declared is None:
        restricted = any(change.restricts for change in result.scope)
        changed = result.groups or result.deadlines or restricted
        return Exit.FINDINGS if changed else Exit.UNDECIDED
    if declared.findings:
        return Exit.FINDINGS
    return Exit.UNDECIDED if declared.undecided or result.undecided else Exit.CLEAN


# --------------------------------------------------------------------------- the two versions


@dataclass(frozen=True)
class Enacting:
    """The amendments that make the new version; of several, the policy as each by itself would
    leave it."""

    made: tuple[Amendment, ...] = ()
    alone: tuple[tuple[str, Policy], ...] = ()


@contextmanager
def both_versions(
    versions: tuple[str, ...], revision: str | None
) -> Iterator[tuple[LoadedPolicy, LoadedPolicy, Enacting]]:
    """Both policies, read from files or from the repository, and the amendments that make the new
    one; the work tree is not touched."""
    with ExitStack() as stack:
        if revision is None:
            yield of_files(*map(Path, versions))
            return
        if len(versions) > 2:
            raise click.UsageError("after --git REV comes at most one more revision, then one path")
        path = Path(versions[-1])
        second = versions[0] if len(versions) == 2 else None
        before = earlier(stack, path, revision)
        after = partial(loaded, path) if second is None else earlier(stack, path, second)
        yield *both_at_once(before, after), Enacting()


def of_files(old: Path, *new: Path) -> tuple[LoadedPolicy, LoadedPolicy, Enacting]:
    """The old version and the new one, or the old one with its amendments made."""
    from verifier.changes.consolidate import alone, amended, is_amendment, load_amendment

    if new and all(map(is_amendment, new)):
        declared = [one for path in new for one in load_amendment(path)]
        made = amended(loaded(old), declared)
        return made.before, made.after, Enacting(made.amendments, alone(made.before, declared))
    if len(new) != 1:
        raise click.UsageError("name the old version and the new one, or use --git")
    return *both_at_once(partial(loaded, old), partial(loaded, new[0])), Enacting()


def both_at_once(
    old: Callable[[], LoadedPolicy], new: Callable[[], LoadedPolicy]
) -> tuple[LoadedPolicy, LoadedPolicy]:
    """Both versions, read at the same time. The mistakes of the old one count first."""
    with begun([lambda: [attempted(old)]]) as heard:
        after = attempted(new)
        before = next(found for _, found in heard)
    if isinstance(before, Lost):
        raise MemoryError(before.why)
    for found in (before, after):
        if isinstance(found, tuple):
            raise InputProblems(found)
    assert not isinstance(before, tuple)
    assert not isinstance(after, tuple)
    return before, after


def attempted(load: Callable[[], LoadedPolicy]) -> LoadedPolicy | tuple[Problem, ...]:
    """A policy, or its problems."""
    try:
        return load()
    except InputProblems as error:
        return error.problems


def loaded(path: Path) -> LoadedPolicy:
    from verifier.commands.stages.checked_policy import loaded_whole

    return loaded_whole(only_policy(path))


def earlier(stack: ExitStack, path: Path, revision: str) -> Callable[[], LoadedPolicy]:
    """What reads the policy of a path as it was at a revision, from a copy that is made here."""
    folder = path if path.is_dir() else path.parent
    if not folder.is_dir():
        message = f"there is no file or folder {path}"
        raise InputProblems((Problem("no-such-file", message),))
    copy = stack.enter_context(folder_at(folder, revision))
    place = copy if path.is_dir() else copy / path.name

    def load() -> LoadedPolicy:
        try:
            return loaded(place)
        except InputProblems as error:
            known = (of_revision(told_as(p, copy, folder), revision) for p in error.problems)
            raise InputProblems(tuple(known)) from None

    return load


def told_as(problem: Problem, copy: Path, folder: Path) -> Problem:
    """A problem of the copy, told of the folder that the user knows."""
    span = problem.span
    if span is not None:
        name = span.file.name.replace(str(copy), str(folder))
        span = replace(span, file=replace(span.file, name=name))
    message, hint = (t.replace(str(copy), str(folder)) for t in (problem.message, problem.hint))
    return replace(problem, message=message, hint=hint, span=span)


def names_of(versions: tuple[str, ...], revision: str | None) -> tuple[str, str]:
    """How the two versions are called on the page."""
    if revision is None:
        return versions[0], " and ".join(versions[1:])
    path = versions[-1]
    return f"{path} at {revision}", f"{path} at {versions[0]}" if len(versions) == 2 else path


# --------------------------------------------------------------------------- what is written


def write(
    output: str, result: Comparison, names: tuple[str, str], code: int, page_file: Path | None
) -> None:
    from verifier.report.page.comparison import comparison_page

    page = comparison_page(result, *names)
    if page_file is not None:
        from verifier.report import render

        write_whole(page_file, render.html_comparison(page))
    match output:
        case "json":
            from verifier.report.json.comparison import comparison_json
            from verifier.report.json.results import text

            write_answer(text(comparison_json(result, *names, code)), output)
        case "markdown":
            from verifier.report import render

            sys.stdout.write(render.markdown_comparison(page))
        case "summary":
            from verifier.report import render
            from verifier.report.page.gate_summary import comparison_summary

            sys.stdout.write(render.markdown_summary(comparison_summary(page)))
        case _:
            from verifier.report import terminal
            from verifier.report.terminal_comparison import comparison_rows

            terminal.show(comparison_rows(page), sys.stdout)
