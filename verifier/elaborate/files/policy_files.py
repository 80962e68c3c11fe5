"""The policies at or below a path: a path goes in; their files come out, and the files of which
nobody would read anything.

A file that begins with a `policy` line is a policy, unless another uses it or names it as an
earlier version. What cannot be read is handed out with the policies, so that loading it says why.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from verifier.diagnostics import InputProblems, Level, Problem
from verifier.elaborate.files.input_files import (
    bytes_of,
    is_file,
    resolved,
    shortened,
    unreadable,
    why_not,
)
from verifier.language.layout import read_source

SUFFIX = ".policy"

_HEAD = re.compile(rb"^\s*policy[ \t]", re.MULTILINE | re.IGNORECASE)
_AT_MARGIN = re.compile(rb"^(?:\xef\xbb\xbf)?(policy|amendment)[ \t]", re.MULTILINE | re.IGNORECASE)
_USE = re.compile(r'^\s*use\s+["“]([^"”]*)["”]', re.MULTILINE)
_SOURCE = re.compile(r'^\s*source text\s+["“]([^"”]*)["”]', re.MULTILINE)
_EARLIER = re.compile(r'^\s*earlier version\s+["“][^"”]*["”]\s+in\s+["“]([^"”]*)["”]', re.MULTILINE)


@dataclass(frozen=True)
class Below:
    """The policies at or below a path, and the files that are part of nothing."""

    policies: tuple[Path, ...]
    strays: tuple[Path, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """A warning for each file that nobody reads."""
        hint = "a policy uses it with “use “FILE””; an amendment begins with “amendment NAME”"
        return tuple(
            Problem(
                "stray-file",
                f"{file} was not read: it is neither a policy nor an amendment, and none uses it",
                hint=hint,
                level=Level.WARNING,
            )
            for file in self.strays
        )


def find_policies(path: Path) -> list[Path]:
    """The policy files at or below a path, in the order of their names. Raises `InputProblems` when
    there is none."""
    return list(policies_below(path).policies)


def policies_below(path: Path) -> Below:
    """The policy files at or below a path, and the files there that are part of nothing. Raises
    `InputProblems` when there is no policy."""
    if not _is_there(path):
        raise _problem("no-such-file", f"there is no file or folder {shortened(str(path))}")
    if not path.is_dir():
        return Below((path,))
    texts = {file: _peek(file) for file in files_below(path)}
    unread = [file for file, text in texts.items() if text is None or not _is_text(text)]
    headed = [file for file, text in texts.items() if text is not None and _is_policy(text)]
    used = _used_by(headed, texts)
    own = [file for file in headed if resolved(file) not in used]
    # Where all use one another, or none can be read, loading one says what is wrong.
    found = sorted({*(own or headed[:1]), *(file for file in unread if resolved(file) not in used)})
    if not found:
        begins = "begins with “policy NAME “TITLE””"
        example = f"a policy is a file named like “lending.policy” that {begins}"
        none = f"none of these {begins}: {', '.join(str(file) for file in texts)}"
        raise _problem(
            "no-policy", f"there is no policy in the folder {path}", none if texts else example
        )
    strays = [
        file
        for file, text in texts.items()
        if file not in found and resolved(file) not in used and not holds_amendment(text or b"")
    ]
    return Below(tuple(found), tuple(file for file in strays if file not in headed))


def policy_file(path: Path) -> Path:
    """The one policy at or below a path. Raises `InputProblems` where there are several."""
    found = find_policies(path)
    if len(found) > 1:
        raise _problem(
            "several-policies",
            f"the folder {path} holds {len(found)} policies",
            f"name one of them: {', '.join(str(file) for file in found)}",
        )
    return found[0]


def files_below(folder: Path) -> list[Path]:
    """Everything named like a policy file in a folder and below, but not in hidden folders, in the
    order of the names. Raises `InputProblems` for a folder that cannot be looked into."""
    found: list[Path] = []

    def stop(error: OSError) -> None:
        raise unreadable(Path(error.filename), why_not(error)) from None

    for place, below, names in os.walk(folder, onerror=stop):
        below[:] = (name for name in below if not name.startswith("."))
        shown = (name for name in names if name.endswith(SUFFIX) and not name.startswith("."))
        found.extend(Path(place) / name for name in shown)
    return sorted(found)


def holds_amendment(text: bytes) -> bool:
    """Whether a text begins an amendment before any policy."""
    first = _AT_MARGIN.search(text)
    return first is not None and first[1].lower() == b"amendment"


def _problem(name: str, message: str, hint: str = "") -> InputProblems:
    return InputProblems((Problem(name, message, hint=hint),))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _peek(file: Path) -> bytes | None:
    """What a file holds; None where it cannot be read."""
    try:
        return bytes_of(file)
    except InputProblems:
        return None


def _is_text(text: bytes) -> bool:
    try:
        read_source("", text)
    except InputProblems:
        return False
    return True


def _is_policy(text: bytes) -> bool:
    first = _AT_MARGIN.search(text)
    return first[1].lower() == b"policy" if first else _HEAD.search(text) is not None


def _used_by(headed: Iterable[Path], texts: Mapping[Path, bytes | None]) -> set[Path]:
    """The files that policies use, those that these use, and the earlier versions that they name:
    none is a policy of its own."""
    known = {place: text for file, text in texts.items() if (place := resolved(file)) is not None}
    left = [place for file in headed if (place := resolved(file)) is not None]
    used: set[Path] = set()
    while left:
        file = left.pop()
        for target in _uses(file, known.get(file) or b""):
            if target not in used:
                used.add(target)
                left.append(target)
    return used


def named_files(text: bytes) -> Iterator[str]:
    """The files that a policy's file names, as it names them: those it uses, its text, its earlier
    versions."""
    readable = text.decode("utf-8-sig", "replace")
    for names in (_USE, _SOURCE, _EARLIER):
        yield from names.findall(readable)


def _uses(file: Path, text: bytes) -> Iterator[Path]:
    for name in named_files(text):
        target = resolved(file.parent / name)
        if target is not None and target != file and is_file(target):
            yield target
