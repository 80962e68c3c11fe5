"""From a path to a checked policy: what `check` and `report` share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from verifier import page
from verifier.commands.options import Asked, asked_words, checked_readings, pipeline_options
from verifier.commands.progress import progress
from verifier.diagnostics import Problem
from verifier.findings import Run
from verifier.model import Policy


@dataclass(frozen=True)
class Checked:
    """A policy, what the checks found, and the warnings of its input."""

    policy: Policy
    run: Run
    warnings: tuple[Problem, ...]


def checked(path: Path, asked: Asked) -> Checked:
    """Load a policy and run the checks. Raises `InputProblems` for what is no policy."""
    from verifier import load, pipeline

    loaded = load.load(path)
    checked_readings(loaded.policy, asked.readings)
    with progress() as bar:
        run = pipeline.check(loaded, pipeline_options(asked), bar)
    return Checked(loaded.policy, run, loaded.problems)


def only_policy(path: Path) -> Path:
    """The one policy at or below a path."""
    from verifier import load

    policies = load.find_policies(path)
    if len(policies) > 1:
        names = ", ".join(str(policy) for policy in policies)
        raise click.UsageError(f"{path} holds {len(policies)} policies ({names}); name one of them")
    return policies[0]


def page_on(result: Checked, asked: Asked) -> page.Page:
    from verifier.words import Speaker

    return page.build(result.policy, result.run, Speaker(result.policy), asked_words(asked))
