"""A policy as it was at a revision of its git repository; the work tree is not touched."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from verifier.diagnostics import InputProblems, Problem

LARGEST = 5_000_000
"""Files of more bytes are no part of a policy and are left out."""


@contextmanager
def at_revision(file: Path, revision: str) -> Iterator[Path | None]:
    """The same file with its whole folder as it was at the revision, in a folder of its own; None
    where it was not there. Raises `InputProblems` where there is no such revision."""
    with folder_at(file.parent, revision) as copy:
        before = copy / file.name
        yield before if before.is_file() else None


@contextmanager
def folder_at(folder: Path, revision: str) -> Iterator[Path]:
    """A copy of the folder as it was at the revision; empty where it was not there."""
    commit = commit_of(folder, revision)
    prefix = PurePosixPath(git(folder, "rev-parse", "--show-prefix").decode().rstrip("\n"))
    with ExitStack() as stack:
        try:
            copy = Path(stack.enter_context(TemporaryDirectory(prefix="antinomy-")))
            write_tree(folder, commit, prefix, copy)
        except OSError as error:
            message = f"{folder} as it was at “{revision}” cannot be copied: {error.strerror}"
            hint = "make room in the folder for temporary files (TMPDIR)"
            raise InputProblems((Problem("no-copy", message, hint=hint),)) from None
        yield copy


def commit_of(folder: Path, revision: str) -> str:
    """The full name of the commit that a revision means."""
    if git_fails(folder, "rev-parse", "--git-dir"):
        message = f"{folder} is in no git repository, so there is no revision “{revision}” of it"
        raise InputProblems((Problem("no-repository", message),))
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if git_fails(folder, *asked):
        message = f"there is no file “{revision}”, and no revision of that name in the repository"
        hint = (
            "name a commit, a branch or a tag; a shallow clone may lack it (git fetch --unshallow)"
        )
        raise InputProblems((Problem("no-revision", message, hint=hint),))
    return git(folder, *asked).decode().strip()


def parting(folder: Path, revision: str) -> str:
    """The commit at which the histories of the revision and of what is checked out parted, so that
    what others did since does not count; that of the revision where the clone does not know."""
    commit = commit_of(folder, revision)
    if git_fails(folder, "merge-base", commit, "HEAD"):
        return commit
    return git(folder, "merge-base", commit, "HEAD").decode().strip()


def write_tree(folder: Path, commit: str, prefix: PurePosixPath, target: Path) -> None:
    """The files below the folder, as they were."""
    for name, blob in blobs(folder, commit):
        place = target / PurePosixPath(name).relative_to(prefix)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(git(folder, "cat-file", "blob", blob))


def blobs(folder: Path, commit: str) -> Iterator[tuple[str, str]]:
    """The ordinary files below the folder: path from the top of the repository, and object."""
    listed = git(folder, "ls-tree", "-r", "-z", "-l", "--full-name", commit, ".")
    for entry in filter(None, listed.decode("utf-8", "surrogateescape").split("\0")):
        about, _, name = entry.partition("\t")
        mode, _, blob, size = about.split()
        if mode.startswith("100") and size.isdecimal() and int(size) <= LARGEST:
            yield name, blob


def git(folder: Path, *arguments: str) -> bytes:
    """What a git command prints."""
    done = run_git(folder, *arguments)
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        message = f"git could not read the repository of {folder}: {words}"
        raise InputProblems((Problem("git-failed", message),))
    return done.stdout


def git_fails(folder: Path, *arguments: str) -> bool:
    return run_git(folder, *arguments).returncode != 0


def run_git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ("git", "-C", str(folder), *arguments)
    try:
        return subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        message = "there is no git command on this machine, which is needed to read a revision"
        raise InputProblems((Problem("no-git", message),)) from None
