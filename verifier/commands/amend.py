"""`antinomy amend`: a policy with amendments made, as a folder of its own."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import click

from verifier.commands.exits import Exit

if TYPE_CHECKING:
    from verifier.enact import Enacted
    from verifier.load import LoadedPolicy
    from verifier.model import Policy
    from verifier.source import SourceFile

EARLIER = "earlier"
"""The folder in which earlier versions are kept."""


@click.command(short_help="Write a policy as it stands after amendments.")
@click.argument("policy", type=click.Path(path_type=Path))
@click.argument(
    "amendments", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="AMENDMENT…"
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="NEW",
    help="The folder to write, which must be new or empty.",
)
@click.option(
    "--keep-earlier",
    is_flag=True,
    help="Keep the version that is amended in NEW too, for cases under the law of its day.",
)
def amend(policy: Path, amendments: tuple[Path, ...], output: Path, keep_earlier: bool) -> int:
    """Write POLICY with each AMENDMENT made, one after the other, into the folder NEW.

    The files of the policy keep their names and comments and get the canonical layout. The text
    that the policy quotes is amended too, and its quotations are checked again. Nothing is written
    where an amendment does not apply.
    """
    from verifier import load
    from verifier.enact import amended

    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise click.UsageError(f"{output} is there already and is not an empty folder")
    before = load.load(policy)
    declared = [one for path in amendments for one in load.load_amendment(path)]
    keep_in = f"{EARLIER}/{folder_name(before.policy.version)}" if keep_earlier else ""
    result = amended(before, declared, keep_in)
    write_folder(output, texts_of(result, keep_in))
    if result.after.problems:
        from verifier import terminal

        terminal.show_problems(result.after.problems, sys.stderr)
    after = result.after.policy
    click.echo(f"wrote {output}: {after.name}, version “{after.version}”")
    return Exit.CLEAN


def folder_name(version: str) -> str:
    """A version's name as the name of a folder."""
    return re.sub(r"[^\w.]+", "-", version).strip("-.") or "version"


# --------------------------------------------------------------------------- what to write


def texts_of(result: Enacted, keep_in: str) -> dict[Path, str]:
    """The text of every file, by its path in the new folder."""
    root = folder_of(result.before)
    texts = {within(root, name): file.text for name, file in result.written.texts.items()}
    for version in result.before.policy.earlier:
        texts.update((within(root, file.name), file.text) for file in files_of(version))
    if result.kept is not None:
        kept = result.kept.texts.items()
        texts.update((Path(keep_in) / within(root, name), file.text) for name, file in kept)
    return texts


def files_of(version: Policy) -> Iterator[SourceFile]:
    """The files of an earlier version, its own text among them."""
    yield from version.files
    if version.source is not None:
        yield version.source.file


def folder_of(loaded: LoadedPolicy) -> Path:
    return Path(loaded.documents[0].file.name).parent.resolve()


def within(root: Path, name: str) -> Path:
    return Path(name).resolve().relative_to(root)


def write_folder(folder: Path, texts: Mapping[Path, str]) -> None:
    """Write all files into a folder beside, then put it in its place in one step."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for name, text in texts.items():
                (draft / name).parent.mkdir(parents=True, exist_ok=True)
                (draft / name).write_text(text, encoding="utf-8", newline="\n")
            draft.chmod(0o755)
            if folder.exists():
                folder.rmdir()
            draft.replace(folder)
        except BaseException:
            with suppress(OSError):
                rmtree(draft)
            raise
    except OSError as error:
        raise click.ClickException(f"cannot write {folder}: {error.strerror}") from error
