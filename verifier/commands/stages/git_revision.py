"""A policy as it was at a revision of its git repository; the work tree is not touched."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from verifier.diagnostics import InputProblems, Problem
from verifier.elaborate import LARGEST, named_files

POLICY = ".policy"


@contextmanager
def at_revision(file: Path, revision: str) -> Iterator[Path | None]:
    """The same file with its whole folder as it was at the revision, in a folder of its own; None
    where it was not there. Raises `InputProblems` where there is no such revision."""
    with folder_at(file.parent, revision) as copy:
        before = copy / file.name
        yield before if before.is_file() else None


@contextmanager
def folder_at(folder: Path, revision: str) -> Iterator[Path]:
    """A copy of the folder as it was at the revision, as far as policies are in it; empty where it
    was not there. Raises `InputProblems` where it cannot be copied."""
    commit = commit_of(folder, revision)
    tree = Tree(folder, commit, revision)
    with ExitStack() as stack:
        try:
            copy = Path(stack.enter_context(TemporaryDirectory(prefix="antinomy-")))
            tree.write(copy)
        except OSError as error:
            message = f"{folder} as it was at “{revision}” cannot be copied: {error.strerror}"
            hint = "make room in the folder for temporary files (TMPDIR)"
            raise InputProblems((Problem("no-copy", message, hint=hint),)) from None
        yield copy


def commit_of(folder: Path, revision: str) -> str:
    """The full name of the commit that a revision means."""
    found = run_git(folder, "rev-parse", "--git-dir")
    if found.returncode:
        raise InputProblems((no_repository(folder, revision, words_of(found)),))
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if git_fails(folder, *asked):
        message = f"there is no file “{revision}”, and no revision of that name in the repository"
        hint = (
            "name a commit, a branch or a tag; a shallow clone may lack it (git fetch --unshallow)"
        )
        raise InputProblems((Problem("no-revision", message, hint=hint),))
    return git(folder, *asked).decode().strip()


def no_repository(folder: Path, revision: str, reason: str) -> Problem:
    """Why there is no repository to look into: there is none, or git says why it will not."""
    if "not a git repository" in reason:
        message = f"{folder} is in no git repository, so there is no revision “{revision}” of it"
        return Problem("no-repository", message)
    first, _, rest = reason.partition("\n")
    return Problem("git-failed", f"git will not look into {folder}: {first}", hint=rest.strip())


def parting(folder: Path, revision: str) -> str:
    """The commit at which the histories of the revision and of what is checked out parted, so that
    what others did since does not count; that of the revision where the clone does not know."""
    commit = commit_of(folder, revision)
    if git_fails(folder, "merge-base", commit, "HEAD"):
        return commit
    return git(folder, "merge-base", commit, "HEAD").decode().strip()


LINK, REPOSITORY = "120000", "160000"
"""How git calls a symbolic link and a repository within the repository."""

MOST_LINKS = 40
"""So many links may lead to one file; more lead round in a circle."""


@dataclass(frozen=True)
class Entry:
    """What stands at a path of a commit."""

    mode: str
    object: str
    size: int


class Tree:
    """The files of a commit. Of a folder, those are copied that a policy is made of: whatever is
    named like a policy, and what these name."""

    def __init__(self, folder: Path, commit: str, revision: str) -> None:
        self.folder = folder
        self.revision = revision
        prefix = git(folder, "rev-parse", "--show-prefix").rstrip(b"\n")
        self.prefix = PurePosixPath(os.fsdecode(prefix))
        listed = git(folder, "ls-tree", "-r", "-z", "-l", "--full-tree", commit)
        self.entries = {
            PurePosixPath(name): Entry(mode, blob, int(size) if size.isdecimal() else 0)
            for entry in filter(None, os.fsdecode(listed).split("\0"))
            for about, _, name in [entry.partition("\t")]
            for mode, _, blob, size in [about.split()]
        }

    def write(self, target: Path) -> None:
        """Copies what is needed. Raises `InputProblems` for what cannot be copied."""
        left = [path for path in self.entries if self._is_below(path) and self._is_wanted(path)]
        written: set[PurePosixPath] = set()
        while left:
            blobs = {path: self._blob(path) for path in left}
            written.update(left)
            named: set[PurePosixPath] = set()
            for path, data in zip(blobs, self._read(list(blobs.values())), strict=True):
                place = target / path.relative_to(self.prefix)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
                if path.suffix == POLICY:
                    named.update(self._named(path, data))
            left = [path for path in self.entries if path in named - written]

    def _is_below(self, path: PurePosixPath) -> bool:
        return self.prefix == PurePosixPath(".") or self.prefix in path.parents

    def _is_wanted(self, path: PurePosixPath) -> bool:
        if self.entries[path].mode == REPOSITORY:
            self._refuse_repository(path)
            return False
        return path.suffix in (POLICY, ".accepted")

    def _refuse_repository(self, path: PurePosixPath) -> None:
        """Refuses a repository within the repository that holds policies now: what they were is
        nothing that this repository knows."""
        there = self.folder / path.relative_to(self.prefix)
        if there.is_dir() and any(there.rglob(f"*{POLICY}")):
            message = f"{there} is a repository of its own, so its policies cannot be compared here"
            hint = "run the command in it"
            raise InputProblems((Problem("submodule", message, hint=hint),))

    def _named(self, path: PurePosixPath, data: bytes) -> Iterator[PurePosixPath]:
        for name in named_files(data):
            named = PurePosixPath(os.path.normpath(path.parent / name))
            if self._is_below(named):
                yield named

    def _blob(self, path: PurePosixPath) -> str:
        """The object that holds the bytes of a file, where links lead to it the last of them."""
        at = path
        for _ in range(MOST_LINKS):
            entry = self.entries.get(at)
            if entry is None or entry.mode == REPOSITORY:
                raise self._refusal(path, f"it is a link to {at}, which is no file there")
            if entry.size > LARGEST:
                raise self._refusal(
                    path, f"it has {entry.size:,} bytes, and no policy has that many"
                )
            if entry.mode != LINK:
                return entry.object
            link = os.fsdecode(git(self.folder, "cat-file", "blob", entry.object))
            at = PurePosixPath(os.path.normpath(at.parent / link))
        raise self._refusal(path, "its links lead round in a circle")

    def _refusal(self, path: PurePosixPath, why: str) -> InputProblems:
        place = self.folder / path.relative_to(self.prefix)
        message = f"{place} as it was at “{self.revision}” cannot be read: {why}"
        return InputProblems((Problem("no-copy", message),))

    def _read(self, objects: Sequence[str]) -> Iterator[bytes]:
        """The bytes of objects, all asked of one process."""
        asked = "".join(f"{one}\n" for one in objects).encode()
        answer, at = git(self.folder, "cat-file", "--batch", given=asked), 0
        for _ in objects:
            head, _, _ = answer[at:].partition(b"\n")
            size = int(head.split()[2])
            start = at + len(head) + 1
            yield answer[start : start + size]
            at = start + size + 1


def git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What a git command prints; `given` is what it reads."""
    done = run_git(folder, *arguments, given=given)
    if done.returncode:
        message = f"git could not read the repository of {folder}: {words_of(done)}"
        raise InputProblems((Problem("git-failed", message),))
    return done.stdout


def words_of(done: subprocess.CompletedProcess[bytes]) -> str:
    """What git says of its failure."""
    return done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")


def git_fails(folder: Path, *arguments: str) -> bool:
    return run_git(folder, *arguments).returncode != 0


def run_git(
    folder: Path, *arguments: str, given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """The one place that asks git; it answers in English, so that its words can be told apart."""
    command = ("git", "-C", str(folder), *arguments)
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        return subprocess.run(
            command, input=given, capture_output=True, check=False, env=environment
        )
    except FileNotFoundError:
        message = "there is no git command on this machine, which is needed to read a revision"
        raise InputProblems((Problem("no-git", message),)) from None
