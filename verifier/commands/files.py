"""Writing files whole: the old file stays in its place until the new one is complete."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import click


def write_whole(path: Path, text: str) -> None:
    """Write a temporary file beside `path`, then put it in its place in one step."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=path.parent, delete=False
        ) as draft:
            try:
                draft.write(text)
                draft.flush()
                Path(draft.name).chmod(mode_of(path))
                Path(draft.name).replace(path)
            except BaseException:
                with suppress(OSError):
                    Path(draft.name).unlink()
                raise
    except OSError as error:
        raise click.ClickException(f"cannot write {path}: {error.strerror}") from error


def mode_of(path: Path) -> int:
    """The permissions of the file that is replaced, or those of a new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
