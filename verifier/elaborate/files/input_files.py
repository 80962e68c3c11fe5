"""The files of the input: a path goes in; what it holds comes out, or why it cannot be read.

Only ordinary files of a size that a policy can have are read: a pipe may never end, a device has no
end, and what is read twice must be the same twice. What was read is noted for whoever has to
reproduce a mistake of the tool.
"""

from __future__ import annotations

import stat
from pathlib import Path

from verifier.diagnostics import InputProblems, Problem

LARGEST = 5_000_000
"""Files of more bytes are no part of a policy."""

LONGEST_SHOWN = 200
"""Signs of a path that are printed."""

READ: dict[str, bytes] = {}
"""What this process has read, by the names under which it was read."""


def bytes_of(path: Path) -> bytes:
    """What a file holds; raises `InputProblems` where it cannot be read."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise unreadable(path, _instead_of_a_file(about.st_mode), "write it to a file first")
        if about.st_size > LARGEST:
            bound = (
                f"it has {about.st_size:,} bytes, and no file of a policy has more than {LARGEST:,}"
            )
            raise unreadable(path, bound, "divide it, and name the parts with “use”")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # a name with a null byte is a ValueError
        raise unreadable(path, why_not(error)) from None
    READ[str(path)] = data
    return data


def is_file(path: Path) -> bool:
    """Whether there is an ordinary file; a name that the system does not take names none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def resolved(path: Path) -> Path | None:
    """The path without links; None where links lead round in a circle, or the name is none."""
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):
        return None


def shortened(name: str) -> str:
    """A path as it is printed: one longer than a screen line has room for loses its middle."""
    return name if len(name) <= LONGEST_SHOWN else f"{name[:60]} … {name[-60:]}"


def unreadable(path: Path, why: str, hint: str = "") -> InputProblems:
    return InputProblems(
        (Problem("unreadable-file", f"{shortened(str(path))} cannot be read: {why}", hint=hint),)
    )


def why_not(error: OSError | ValueError) -> str:
    said = error.strerror if isinstance(error, OSError) else str(error)
    return said or "it cannot be opened"


def _instead_of_a_file(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "it is a folder"
    kinds = {stat.S_IFIFO: "a pipe", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device"}
    return f"it is {kinds.get(stat.S_IFMT(mode), 'something else')}, and no file"
