"""Runs of earlier commands: a second run on what is unchanged solves nothing (what two versions
differ in is remembered in `compared`).

A run is found again by the text of the policy in its canonical layout, by that of its source, by
what was asked, and by the program: all of its code, and the versions of the solvers.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from verifier import __version__
from verifier.commands.options import Asked
from verifier.diagnostics import InputProblems
from verifier.elaborate import LoadedPolicy
from verifier.findings import Run
from verifier.findings.cache import Cache, key_of
from verifier.findings.codec import Places, Unreadable, decoded, encoded
from verifier.findings.installed_solvers import solver_versions
from verifier.language.format import format_text
from verifier.source import SourceFile


def remembered(loaded: LoadedPolicy, asked: Asked, work: Callable[[], Run], part: str = "") -> Run:
    """The run of an earlier command on the same, else that of `work`, which is then remembered.
    `part` says which part of the policy is looked at."""
    run = recalled(loaded, asked, part)
    if run is None:
        run = work()
        remember(loaded, asked, run, part)
    return run


def recalled(loaded: LoadedPolicy, asked: Asked, part: str = "") -> Run | None:
    """The run of an earlier command on the same."""
    store = open_cache() if asked.cache else None
    if store is None:
        return None
    places = Places(files_of(loaded))
    run = found(store, key_of(key_parts(loaded, asked, part, exact=True)), places)
    if run is None:
        run = found(store, key_of(key_parts(loaded, asked, part, exact=False)), places)
        if run is not None:
            put(store, loaded, asked, run, part)
    return run


def remember(loaded: LoadedPolicy, asked: Asked, run: Run, part: str = "") -> None:
    """Keeps a run for later commands. What stayed undecided is not kept, for with more time it may
    be decided; nor is what failed."""
    store = open_cache() if asked.cache else None
    if store is not None and not run.has_undecided and not run.faults:
        put(store, loaded, asked, run, part)


def put(store: Cache, loaded: LoadedPolicy, asked: Asked, run: Run, part: str) -> None:
    places = Places(files_of(loaded))
    text = encoded(run, places)
    store.put(key_of(key_parts(loaded, asked, part, exact=True)), text)
    if not places.mentioned_in(text):
        store.put(key_of(key_parts(loaded, asked, part, exact=False)), text)


def found(store: Cache, key: str, places: Places) -> Run | None:
    text = store.get(key)
    if text is not None:
        with suppress(Unreadable):
            return decoded(text, Run, places)
    return None


def files_of(loaded: LoadedPolicy) -> tuple[SourceFile, ...]:
    source = (loaded.source,) if loaded.source is not None else ()
    return (*loaded.policy.files, *source)


# --------------------------------------------------------------------------- the key


def key_parts(loaded: LoadedPolicy, asked: Asked, part: str, exact: bool) -> Iterator[str]:
    """Everything that a run depends on. The names of the files are no part of it."""
    yield from parts_of_program()
    yield from (part, repr(sorted(asked.select)), repr(sorted(asked.ignore)), str(asked.budget))
    readings = asked.readings
    yield readings if isinstance(readings, str) else repr(sorted(readings.items()))
    yield from texts_of(loaded, exact)


def parts_of_program() -> Iterator[str]:
    """What of the program an answer depends on."""
    yield from (__version__, program(), *solver_versions().values(), sys.version.partition(" ")[0])


def texts_of(loaded: LoadedPolicy, exact: bool) -> Iterator[str]:
    """The texts of a policy's files and of its source; those not `exact` in their canonical
    layout."""
    for file in loaded.policy.files:
        yield file.text if exact else in_canonical_layout(file)
    yield "" if loaded.source is None else loaded.source.text


@cache
def in_canonical_layout(file: SourceFile) -> str:
    """The file in its canonical layout, and its signs in their order: places are told by them."""
    try:
        layout = format_text(file)
    except InputProblems:
        return file.text
    signs = "".join(file.text.split())
    return layout if signs == "".join(layout.split()) else f"{layout}\0{signs}"


@cache
def program() -> str:
    """A digest of all code that a run depends on, so that no other version's runs are found."""
    digest = sha256()
    package = Path(__file__).parents[2]
    for file in sorted(package.rglob("*.py")):
        digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    digest.update(files("verifier.grammar").joinpath("policy.lark").read_bytes())
    return digest.hexdigest()


# --------------------------------------------------------------------------- the place


def open_cache() -> Cache | None:
    """The cache of the user; None where there can be no folder for it."""
    try:
        folder = cache_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # a user without a home is a RuntimeError
        return None
    file = folder / "runs.sqlite3"
    return Cache(str(file), lambda: removed(file))


def removed(file: Path) -> None:
    for suffix in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            file.with_name(file.name + suffix).unlink()


def cache_folder() -> Path:
    """Where the system has users' programs keep what they can make again: three lines here instead
    of one more library to install and to import on every run."""
    home = Path.home()
    if chosen := os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA"):
        return Path(chosen) / "antinomy"
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "antinomy"
