"""`antinomy amend`: a policy with amendments made, as a folder of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import click

from verifier.commands.exit_codes import Exit

if TYPE_CHECKING:
    from verifier.changes.consolidate import Enacted
    from verifier.model import Policy
    from verifier.source import SourceFile


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
def amend(policy: Path, amendments: tuple[Path, ...], output: Path) -> int:
    """Write POLICY with each AMENDMENT made, one after the other, into the folder NEW.

    The files of the policy keep their names and comments and get the canonical layout. The text
    that the policy quotes is amended too, and its quotations are checked again. Nothing is written
    where an amendment does not apply. Where both versions say from which day they are in force, NEW
    keeps the earlier one, for cases under the law of its day.
    """
    from verifier.changes.consolidate import amended, load_amendment
    from verifier.commands.stages.checked_policy import loaded_whole

    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise click.UsageError(f"{output} is there already and is not an empty folder")
    before = loaded_whole(policy)
    result = amended(before, [one for path in amendments for one in load_amendment(path)])
    write_folder(output, texts_of(result))
    if result.after.problems:
        from verifier.report import terminal

        terminal.show_problems(result.after.problems, sys.stderr)
    after = result.after.policy
    click.echo(f"wrote {output}: {after.name}, version “{after.version}”")
    return Exit.CLEAN


# --------------------------------------------------------------------------- what to write


def texts_of(result: Enacted) -> dict[Path, str]:
    """The text of every file, by its path in the new folder."""
    root = Path(result.before.documents[0].file.name).parent.resolve()
    texts = {within(root, name): file.text for name, file in result.written.texts.items()}
    for version in result.before.policy.earlier:
        texts.update((within(root, file.name), file.text) for file in files_of(version))
    return texts


def files_of(version: Policy) -> Iterator[SourceFile]:
    """The files of an earlier version, its own text among them."""
    yield from version.files
    if version.source is not None:
        yield version.source.file


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
