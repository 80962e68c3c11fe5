"""Writing files whole: the old files stay in their places until the new ones are complete. What is
no ordinary file, or was read as input, is never replaced."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import click

OURS = re.compile(r"^Antinomy \S+$")
"""The last line of a report in Markdown."""

OF_POLICIES = (".policy", ".accepted")
"""What is written by drafters is no output."""


def write_whole(path: Path, text: str) -> None:
    """Write a temporary file beside `path`, then put it in its place in one step."""
    write_together({path: text})


def write_together(texts: Mapping[Path, str], beside: Collection[Path] = ()) -> None:
    """Write all files, then put each in its place: where one cannot be written, none is. `beside`:
    those that nobody named, which replace nothing but an older report."""
    for path in texts:
        refuse_to_replace(path)
        if path in beside and _is_there(path) and not _is_report(path):
            words = f"{path} is there, and is no report of an earlier run; give -o another name"
            raise click.ClickException(f"cannot write {shown_path(path)}: {words}")
    _put(texts)


def rewrite(path: Path, text: str) -> None:
    """Put a new text in the place of a file that was read."""
    refuse_what_is_no_file(path)
    _put({path: text})


def write_new(texts: Mapping[Path, str]) -> None:
    """Write files where there are none."""
    _put(texts)


def refuse_to_replace(path: Path) -> None:
    """Refuses an output that would take the place of an input, or of what is no ordinary file.
    Raises click.ClickException, which ends the command with 2."""
    from verifier.elaborate import READ

    refuse_what_is_no_file(path)
    if path.suffix in OF_POLICIES:
        words = f"{path.suffix} is the name of an input; name another file"
        raise click.ClickException(f"cannot write {shown_path(path)}: {words}")
    if _is_there(path) and any(_is_same(path, Path(name)) for name in READ):
        words = "it is an input, and would be lost; name another file"
        raise click.ClickException(f"cannot write {shown_path(path)}: {words}")


def refuse_what_is_no_file(path: Path) -> None:
    """Refuses a link, a folder, a pipe or a device, which a file would take the place of."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise click.ClickException(f"cannot write {shown_path(path)}: {why}") from None
    if stat.S_ISREG(mode):
        return
    what = {stat.S_IFLNK: "a link", stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe"}
    words = f"it is {what.get(stat.S_IFMT(mode), 'a device')}, and a file would take its place"
    raise click.ClickException(f"cannot write {shown_path(path)}: {words}; name a file")


def shown_path(path: Path) -> str:
    """A path that a message can hold."""
    name = str(path)
    return name if len(name) <= 200 else f"{name[:60]} … {name[-60:]}"


def _is_there(path: Path) -> bool:
    return os.path.lexists(path)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _is_report(path: Path) -> bool:
    try:
        lines = path.read_text(encoding="utf-8").rstrip().splitlines()
    except (OSError, ValueError):
        return False
    return bool(lines) and OURS.match(lines[-1]) is not None


def _put(texts: Mapping[Path, str]) -> None:
    drafts: dict[Path, Path] = {}
    folders = [folder for path in texts for folder in _missing(path.parent)]
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
        for folder in folders:
            with suppress(OSError):  # where something is in it, it stays
                folder.rmdir()


def _missing(folder: Path) -> list[Path]:
    """The folders that have to be made, the innermost first."""
    return [one for one in (folder, *folder.parents) if not _is_there(one)]


def drafted(path: Path, text: str) -> Path:
    """A complete and closed file beside `path`, with the permissions that it is to have."""
    with NamedTemporaryFile("wb", dir=path.parent, delete=False) as draft:
        name = Path(draft.name)
        try:
            draft.write(text.encode("utf-8", "backslashreplace"))
            draft.flush()
            os.fsync(draft.fileno())
            name.chmod(mode_of(path))
        except BaseException:
            with suppress(OSError):
                name.unlink()
            raise
    return name


def unwritten(path: Path, error: OSError) -> click.ClickException:
    return click.ClickException(f"cannot write {shown_path(path)}: {error.strerror}")


def mode_of(path: Path) -> int:
    """The permissions of the file that is replaced, or those of a new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
