"""A mistake of the tool: what is known of it goes in; a folder that reproduces it, and a message
that says where that stands, come out.

The folder is new, so that nothing is overwritten. It holds every file that was read, the command as
it can be given again there, the versions, and where in the code the mistake was made.
"""

from __future__ import annotations

import os
import platform
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import mkdtemp

import click

from verifier import __version__
from verifier.diagnostics import Fault

ELSEWHERE = "elsewhere"
"""Where files stand that do not lie in the folder in which the command ran."""


def report_faults(faults: Sequence[Fault], arguments: Sequence[str]) -> None:
    """Writes the folder and says on standard error what happened and where it stands."""
    click.echo(_message(faults, _bundled(faults, arguments)), err=True)


def _message(faults: Sequence[Fault], bundle: Path | str) -> str:
    others = len(faults) > 1 or faults[0].doing
    kept = "Everything else that was found is as it should be.\n" if others else ""
    made = "\n".join(f"  {f'{one.doing}: ' if one.doing else ''}{one.what}" for one in faults)
    where = (
        f"What reproduces it stands in {bundle}\n"
        "(the files that were read, the command, the versions and the place in the code).\n"
        "Please report it with that folder."
        if isinstance(bundle, Path)
        else f"What reproduces it could not be written: {bundle}. Please report it with the files."
    )
    details = "".join(f"\n{one.traceback}" for one in faults) if debugging() else ""
    return (
        f"antinomy {__version__} made a mistake of its own; your input is not to blame.\n"
        f"{made}\n{kept}{where}{details}"
    )


def debugging() -> bool:
    """Whether whoever mends the tool wants to see where a mistake was made."""
    return bool(os.environ.get("ANTINOMY_DEBUG"))


def _bundled(faults: Sequence[Fault], arguments: Sequence[str]) -> Path | str:
    """The folder, or why there is none."""
    try:
        folder = Path(mkdtemp(prefix="antinomy-fault-"))
        _write(folder, faults, arguments)
    except (OSError, ValueError) as error:
        return str(error)
    return folder


def _write(folder: Path, faults: Sequence[Fault], arguments: Sequence[str]) -> None:
    from verifier.elaborate import READ

    files = folder / "files"
    files.mkdir()
    for name, data in READ.items():
        copy = files / _place(Path(name))
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(data)
    told = _told(faults, [_again(argument, READ) for argument in arguments])
    (folder / "fault.txt").write_text(told, encoding="utf-8", errors="backslashreplace")


def _told(faults: Sequence[Fault], again: Sequence[str]) -> str:
    from verifier.findings.installed_solvers import solver_versions

    versions = {"antinomy": __version__, **solver_versions()}
    return "\n".join(
        (
            *(f"{one.doing}: {one.what}" if one.doing else one.what for one in faults),
            "",
            "To see it again, in the folder “files” beside this file:",
            f"  antinomy {shlex.join(again)}",
            "",
            *(f"{name} {version}" for name, version in versions.items()),
            f"Python {sys.version.partition(' ')[0]} on {platform.platform()}",
            *(f"\n{one.doing}\n{one.traceback}" for one in faults),
        )
    )


def _place(path: Path) -> Path:
    """Where a file stands below the folder of files."""
    whole = _whole(path)
    try:
        return whole.relative_to(Path.cwd())
    except ValueError:
        return Path(ELSEWHERE, *whole.parts[1:])


def _again(argument: str, read: Mapping[str, bytes]) -> str:
    """An argument as it is given in the folder of files: what names a file that was read, or a
    folder of such files, names the copy."""
    head, equals, tail = argument.rpartition("=")
    named = tail if equals and head.startswith("-") else argument
    whole = _whole(Path(named))
    places = (_whole(Path(name)) for name in read)
    if not any(place == whole or whole in place.parents for place in places):
        return argument
    return f"{argument.removesuffix(named)}{_place(Path(named)).as_posix()}"


def _whole(path: Path) -> Path:
    """A path from the root, links as they are."""
    return Path(os.path.normpath(Path.cwd() / path))
