"""Writing files whole: the old files stay in their places until the new ones are complete."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import click


def write_whole(path: Path, text: str) -> None:
    """Write a temporary file beside `path`, then put it in its place in one step."""
    write_together({path: text})


def write_together(texts: Mapping[Path, str]) -> None:
    """Write all files, then put each in its place: where one cannot be written, none is."""
    drafts: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                drafts[path] = drafted(path, text)
            except OSError as error:
                raise unwritten(path, error) from error
        for path, draft in drafts.items():
            try:
                draft.replace(path)
            except OSError as error:
                raise unwritten(path, error) from error
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink()


def drafted(path: Path, text: str) -> Path:
    """A complete and closed file beside `path`, with the permissions that it is to have."""
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=path.parent, delete=False
    ) as draft:
        name = Path(draft.name)
        try:
            draft.write(text)
            draft.flush()
            os.fsync(draft.fileno())
            name.chmod(mode_of(path))
        except BaseException:
            with suppress(OSError):
                name.unlink()
            raise
    return name


def unwritten(path: Path, error: OSError) -> click.ClickException:
    return click.ClickException(f"cannot write {path}: {error.strerror}")


def mode_of(path: Path) -> int:
    """The permissions of the file that is replaced, or those of a new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
