"""Enacting amendments: a loaded policy and amendments go in, the policy as amended comes out, in
memory, with what its authors intended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from verifier.amend import (
    Written,
    in_sequence,
    policy_text,
    with_earlier,
    without_earlier,
    written,
)
from verifier.diagnostics import InputProblems, Level, Problem
from verifier.elaborate.amendments import read_amendment
from verifier.elaborate.complaints import Complaints
from verifier.load import LoadedPolicy, attempt, load, load_amendment
from verifier.model import Amendment
from verifier.syntax import AmendmentDeclaration


@dataclass(frozen=True)
class Enacted:
    """A policy before and after its amendments. `written` holds the files of the amended policy by
    the names of the files on disk; `kept`, the same of the version before, where it is kept."""

    before: LoadedPolicy
    after: LoadedPolicy
    amendments: tuple[Amendment, ...]
    written: Written
    kept: Written | None = None


def enacted(policy: Path, amendments: Sequence[Path], keep_in: str = "") -> Enacted:
    """The policy of a file or folder with the amendments of these files made, one after the other.
    `keep_in`: the folder, within that of the policy, in which the version before is to be kept.

    Raises `InputProblems` with every mistake, each at its place in the files on disk.
    """
    declared = [one for path in amendments for one in load_amendment(path)]
    return amended(load(policy), declared, keep_in)


def amended(
    before: LoadedPolicy, amendments: Sequence[AmendmentDeclaration], keep_in: str = ""
) -> Enacted:
    """A loaded policy with the amendments made, in the order in which they are given."""
    complaints = Complaints()
    old = policy_text(before.documents, before.source)
    new = in_sequence(old, amendments, complaints)
    if complaints.has_errors:
        raise InputProblems(tuple(complaints.problems))
    files = written(new, before.source)
    after = _loaded(before, files)
    intended = tuple(_intended(one, before, after) for one in amendments)
    if not keep_in:
        return Enacted(before, after, intended, files)
    _check_kept(before, after)
    main = Path(before.documents[0].file.name).name
    new = with_earlier(new, before.policy.version, f"{keep_in}/{main}")
    kept = written(without_earlier(old), before.source)
    return Enacted(before, after, intended, written(new, before.source), kept)


def _check_kept(before: LoadedPolicy, after: LoadedPolicy) -> None:
    """An earlier version is kept for the days on which it was in force, so both have a day."""
    for loaded in (before, after):
        if loaded.policy.in_force is None:
            message = f"version “{loaded.policy.version}” does not say from which day it is in force"
            hint = "add a line “in force from DATE”, or do not keep the earlier version"
            raise InputProblems((Problem("undated-version", message, None, hint),))


def _loaded(before: LoadedPolicy, files: Written) -> LoadedPolicy:
    """The amended policy, read from memory as it would be from disk."""
    found = attempt(Path(before.documents[0].file.name), files.texts)
    if found.policy is None:
        raise InputProblems(tuple(_explained(problem, files) for problem in found.problems))
    return LoadedPolicy(found.documents, found.source, found.policy, found.problems)


def _explained(problem: Problem, files: Written) -> Problem:
    """A problem of the amended policy, at the place where its words were written."""
    home = files.at_home(problem)
    if home.level is not Level.ERROR or home.span == problem.span:
        return home
    return replace(home, message=f"as amended: {home.message}")


def _intended(
    declared: AmendmentDeclaration, before: LoadedPolicy, after: LoadedPolicy
) -> Amendment:
    amendment, problems = read_amendment(declared, before.policy, after.policy)
    if any(problem.level is Level.ERROR for problem in problems):
        raise InputProblems(problems)
    return amendment
