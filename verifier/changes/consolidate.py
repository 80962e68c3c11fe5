"""Enacting amendments: a loaded policy and amendments go in, the policy as amended comes out, in
memory, with what its authors intended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from verifier.changes.amend import (
    PolicyText,
    Version,
    Written,
    folder_name,
    in_sequence,
    policy_text,
    with_earlier,
    without_earlier,
    written,
)
from verifier.diagnostics import InputProblems, Level, Problem
from verifier.elaborate import (
    Complaints,
    LoadedPolicy,
    attempt,
    bytes_of,
    holds_amendment,
    load,
    read_amendment,
)
from verifier.language import AmendmentDeclaration, Item
from verifier.language.layout import read_source
from verifier.language.parse import parse
from verifier.model import Amendment, Policy

EARLIER = "earlier"
"""The folder, in that of a policy, in which its earlier versions are kept."""


@dataclass(frozen=True)
class Enacted:
    """A policy before and after its amendments. `written` holds every file of the amended policy,
    those of the earlier versions that it keeps among them, by its name beside the file on disk."""

    before: LoadedPolicy
    after: LoadedPolicy
    amendments: tuple[Amendment, ...]
    written: Written


def enacted(policy: Path, amendments: Sequence[Path]) -> Enacted:
    """The policy of a file or folder with the amendments of these files made, one after the other.

    Raises `InputProblems` with every mistake, each at its place in the files on disk.
    """
    declared = [one for path in amendments for one in load_amendment(path)]
    return amended(load(policy), declared)


def amended(before: LoadedPolicy, amendments: Sequence[AmendmentDeclaration]) -> Enacted:
    """A loaded policy with the amendments made, in the order in which they are given.

    Where the new version says from which day it is in force, the versions before it that say so
    too are kept, for cases under the law of their day.
    """
    complaints = Complaints()
    versions = in_sequence(policy_text(before.documents, before.source), amendments, complaints)
    if complaints.has_errors:
        raise InputProblems(tuple(complaints.problems))
    files = _written(versions, Path(before.documents[0].file.name))
    after = _loaded(before, files)
    intended = tuple(_intended(one, before, after) for one in amendments)
    return Enacted(before, after, intended, files)


def alone(
    before: LoadedPolicy, amendments: Sequence[AmendmentDeclaration]
) -> tuple[tuple[str, Policy], ...]:
    """Of several amendments of one version: the policy as each by itself would leave it. One that
    cannot be made without another is left out."""
    found: list[tuple[str, Policy]] = []
    for one in amendments if len(amendments) > 1 else ():
        try:
            found.append((one.name.text, amended(before, [one]).after.policy))
        except InputProblems:
            continue
    return tuple(found)


def _written(versions: Sequence[tuple[Version, PolicyText]], main: Path) -> Written:
    """The files of the last version, and of the earlier ones that it keeps."""
    *earlier, (last, text) = versions
    kept = []
    for version, old in earlier if last.in_force is not None else ():
        if version.in_force is not None:
            folder = f"{EARLIER}/{folder_name(version.name)}"
            text = with_earlier(text, version.name, f"{folder}/{main.name}")
            kept.append(written(without_earlier(old), _within(main.parent, folder)))
    return written(text).together_with(kept)


def _within(root: Path, folder: str) -> Callable[[str], str]:
    """Names of files in the folder, for files of the policy."""
    return lambda name: str(root / folder / Path(name).relative_to(root))


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


# --------------------------------------------------------------------------- amendments


def is_amendment(path: Path) -> bool:
    """Whether a file holds an amendment, and no policy."""
    return path.is_file() and holds_amendment(bytes_of(path))


def load_amendment(path: Path) -> tuple[AmendmentDeclaration, ...]:
    """The amendments of a file, as written. Raises `InputProblems` for every mistake in it."""
    if path.is_dir():
        hint = "name the file of the amendment"
        raise InputProblems((Problem("no-amendment", f"{path} is a folder", hint=hint),))
    document, problems = parse(read_source(str(path), bytes_of(path)))
    found = tuple(item for item in document.items if isinstance(item, AmendmentDeclaration))
    others = [item for item in document.items if not isinstance(item, AmendmentDeclaration)]
    problems = (*problems, *_no_amendment(path, found, others, bool(problems)))
    if any(problem.level is Level.ERROR for problem in problems):
        raise InputProblems(problems)
    return found


def _no_amendment(
    path: Path, found: Sequence[AmendmentDeclaration], others: Sequence[Item], failed: bool
) -> Iterator[Problem]:
    if not found and not failed:
        hint = "it begins with “amendment NAME “TITLE” to POLICY”"
        yield Problem("no-amendment", f"{path} holds no amendment", hint=hint)
    for item in others if found else ():
        message = "in the file of an amendment nothing but amendments stands at the left margin"
        hint = "new items stand below “insert after …”, indented"
        yield Problem("stray-item", message, item.span, hint)
