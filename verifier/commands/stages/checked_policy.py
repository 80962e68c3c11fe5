"""From a path to a checked policy: what the commands that check have in common."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verifier.commands.options import Asked, asked_words, checked_readings, pipeline_options
from verifier.commands.progress_bar import progress
from verifier.diagnostics import InputProblems, Problem
from verifier.findings import Run
from verifier.model import Policy
from verifier.report.page import policy_page

if TYPE_CHECKING:
    from verifier.elaborate import LoadedPolicy
    from verifier.findings import baselines as baseline


@dataclass(frozen=True)
class Checked:
    """A policy, what the checks found, and the warnings of its input. `gone` counts the findings
    that were there in the version compared with."""

    policy: Policy
    run: Run
    warnings: tuple[Problem, ...]
    gone: int = 0


def checked(path: Path, asked: Asked) -> Checked:
    """Load a policy, run the checks and mark what is accepted and what is new. Raises
    `InputProblems` for what is no policy."""
    from verifier.commands.stages.accepted_findings import accepted_findings, today
    from verifier.findings import acceptances as acceptance
    from verifier.findings import baselines as baseline

    loaded = loaded_whole(path)
    main = Path(loaded.policy.files[0].name)
    accepted = accepted_findings(main)
    before = None if asked.since is None else found_before(loaded.policy.name, main, asked)
    run = run_on(loaded, asked)
    if accepted is not None:
        run = acceptance.accept(run, accepted, today(), asked.readings == "all")
    if before is None:
        return Checked(loaded.policy, run, loaded.problems)
    gone = len(baseline.gone(run, before))
    return Checked(loaded.policy, baseline.marked(run, before), loaded.problems, gone)


def loaded_whole(path: Path) -> LoadedPolicy:
    """The policy, every file of which is still as it was read."""
    from verifier.elaborate import bytes_of, load
    from verifier.language.layout import read_source

    loaded = load(path)
    source = [loaded.source] if loaded.source is not None else []
    for file in (*loaded.policy.files, *source):
        try:
            same = read_source(file.name, bytes_of(Path(file.name))).text == file.text
        except InputProblems:
            same = False
        if not same:
            message = f"{file.name} was changed while it was being read"
            problem = Problem("changed-file", message, hint="run the command again")
            raise InputProblems((problem,))
    return loaded


def run_on(loaded: LoadedPolicy, asked: Asked, part: str = "") -> Run:
    """The checks on a policy that was loaded, or what an earlier run found on the same. `part` says
    which part of its files the policy is."""
    from verifier.commands.stages.cached_runs import remembered

    checked_readings(loaded.policy, asked.readings)

    def work() -> Run:
        from verifier.checks import run as pipeline

        with progress() as bar:
            return pipeline.check(loaded, pipeline_options(asked), bar)

    return remembered(loaded, asked, work, part)


def found_before(policy: str, main: Path, asked: Asked) -> baseline.Baseline:
    """What was found before: in a run that a file holds, or in the policy of a revision."""
    from verifier.commands.stages.git_revision import at_revision
    from verifier.findings import baselines as baseline

    assert asked.since is not None
    file = Path(asked.since)
    if file.is_file():
        from verifier.elaborate import bytes_of

        found = baseline.read(str(file), bytes_of(file).decode("utf-8", "replace"))
        return baseline.of_policy(found, policy, partial(is_same, main), os.path.lexists)
    with at_revision(main, asked.since) as before:
        if before is None:
            return {}
        try:
            return baseline.of_run(checked(before, replace(asked, since=None)).run)
        except InputProblems as error:
            raise InputProblems(
                tuple(of_revision(p, asked.since) for p in error.problems)
            ) from None


def is_same(path: Path, name: str) -> bool:
    """Whether a file has this name too."""
    try:
        return os.path.normpath(path) == os.path.normpath(name) or path.samefile(name)
    except (OSError, ValueError):
        return False


def of_revision(problem: Problem, revision: str) -> Problem:
    """A mistake in the version that is compared with."""
    return replace(problem, message=f"in the version {revision}: {problem.message}")


def only_policy(path: Path) -> Path:
    """The one policy at or below a path."""
    from verifier.elaborate import find_policies

    policies = find_policies(path)
    if len(policies) > 1:
        names = ", ".join(str(policy) for policy in policies)
        raise click.UsageError(f"{path} holds {len(policies)} policies ({names}); name one of them")
    return policies[0]


def page_on(result: Checked, asked: Asked) -> policy_page.Page:
    from verifier.words import Speaker

    return policy_page.build(result.policy, result.run, Speaker(result.policy), asked_words(asked))
