"""Wrong input at the command line: a clear message, exit code 2, nothing half written."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

from tests.examples.repository import LOOSENS, NARROWED, POLICY, UNTIDY, amendment
from verifier.commands import cli
from verifier.commands.exit_codes import Exit
from verifier.elaborate import LoadedPolicy, load

Captured = pytest.CaptureFixture[str]

AMENDMENT = "amendment.policy"

COMMANDS = {
    "check": ("check", "a.policy"),
    "report": ("report", "a.policy", "-o", "page.html"),
    "test": ("test", "a.policy"),
    "decide": ("decide", "a.policy", "--case", "any"),
    "compare, old": ("compare", "a.policy", "b.policy"),
    "compare, new": ("compare", "b.policy", "a.policy"),
    "amend": ("amend", "a.policy", AMENDMENT, "-o", "new"),
    "gate": ("gate", "a.policy"),
    "format": ("format", "a.policy"),
}
EVERY = [pytest.param(command, id=name) for name, command in COMMANDS.items()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    Path("a.policy").write_text(POLICY, encoding="utf-8")
    Path("b.policy").write_text(NARROWED, encoding="utf-8")
    Path(AMENDMENT).write_text(amendment(LOOSENS), encoding="utf-8")
    return tmp_path


def files() -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in Path().rglob("*") if file.is_file()}


def refused(capsys: Captured, *command: str) -> str:
    """The message of a command that ends with 2 and leaves every file as it was."""
    before = files()
    capsys.readouterr()
    assert cli.run(command) == Exit.NOT_A_POLICY
    assert files() == before
    said = " ".join(capsys.readouterr().err.split())
    assert "made a mistake of its own" not in said
    return said


# --------------------------------------------------------------------------- files


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", EVERY)
def test_a_binary_file(command: tuple[str, ...], capsys: Captured) -> None:
    Path("a.policy").write_bytes(bytes(range(256)) * 20)
    assert "a.policy is not a text file" in refused(capsys, *command)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", EVERY)
def test_an_unreadable_file(
    command: tuple[str, ...], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    forbid(monkeypatch, "a.policy")
    before = capsys.readouterr()
    assert before.err == ""
    assert cli.run(command) == Exit.NOT_A_POLICY
    said = " ".join(capsys.readouterr().err.split())
    assert "error: a.policy cannot be read: Permission denied" in said
    assert not Path("page.html").exists()
    assert not Path("new").exists()


def forbid(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A file of this name cannot be read, whoever runs the tests."""
    opened = Path.open

    def refusing(path: Path, mode: str = "r", *rest: Any, **named: Any) -> IO[Any]:
        if path.name == name and mode.startswith("r"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return opened(path, mode, *rest, **named)

    monkeypatch.setattr(Path, "open", refusing)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "command"),
    [
        (AMENDMENT, ("amend", "a.policy", AMENDMENT, "-o", "new")),
        (AMENDMENT, ("compare", "a.policy", AMENDMENT)),
        ("before.json", ("check", "a.policy", "--new-since", "before.json")),
        ("a.accepted", ("check", "a.policy")),
    ],
)
def test_other_files_that_cannot_be_read(
    name: str, command: tuple[str, ...], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(name).write_bytes(b"\0\1\2" * 100)
    said = refused(capsys, *command)
    assert name in said
    with monkeypatch.context() as patch:
        forbid(patch, name)
        assert cli.run(command) == Exit.NOT_A_POLICY
    said = " ".join(capsys.readouterr().err.split())
    assert f"{name} cannot be read: Permission denied" in said


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", EVERY[:-1])
def test_files_that_use_each_other_in_a_circle(command: tuple[str, ...], capsys: Captured) -> None:
    Path("a.policy").write_text(f'{POLICY}\nuse "one.policy"\n', encoding="utf-8")
    Path("one.policy").write_text('use "two.policy"\n', encoding="utf-8")
    Path("two.policy").write_text('use "one.policy"\n', encoding="utf-8")
    said = refused(capsys, *command)
    assert "“one.policy” uses this file in turn, so the files use each other in a circle" in said
    assert "two.policy:1:6" in said


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", EVERY[:-1])
def test_a_file_that_is_edited_while_it_is_read(
    command: tuple[str, ...], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = load

    def edited(path: Path) -> LoadedPolicy:
        found = whole(path)
        if path.name == "a.policy":
            path.write_text(UNTIDY, encoding="utf-8")
        return found

    monkeypatch.setattr("verifier.elaborate.load", edited)
    assert cli.run(command) == Exit.NOT_A_POLICY
    said = " ".join(capsys.readouterr().err.split())
    assert "a.policy was changed while it was being read" in said
    assert "run the command again" in said
    assert not Path("page.html").exists()
    assert not Path("new").exists()


# --------------------------------------------------------------------------- versions, names


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", ["amend", "compare"])
def test_versions_that_do_not_fit(command: str, capsys: Captured) -> None:
    output = ("-o", "new") if command == "amend" else ()
    asked = (command, "a.policy", AMENDMENT, *output)
    Path(AMENDMENT).write_text(amendment(LOOSENS, amends="2"), encoding="utf-8")
    said = refused(capsys, *asked)
    assert f"{AMENDMENT}:2:19: error: " in said
    assert "amends version “2”, and the policy is version “1”" in said
    Path(AMENDMENT).write_text(amendment(LOOSENS), encoding="utf-8")
    Path("a.policy").write_text(POLICY.replace('  version "1"\n', ""), encoding="utf-8")
    said = refused(capsys, *asked)
    assert "the policy has no version, so no amendment can say which one it amends" in said
    assert "hint: add a line “version “NAME”” below its “policy” line" in said


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("renames", "said"),
    [
        (("book=volume", "member=volume"), "“book” and “member” would both become “volume”"),
        (("book=volume", "book=item"), "“book” is renamed twice"),
        (("book=member",), "“book”"),
    ],
)
def test_a_rename_of_two_names_to_one(
    renames: tuple[str, ...], said: str, capsys: Captured
) -> None:
    Path("b.policy").write_text(POLICY.replace("book", "volume"), encoding="utf-8")
    given = (part for rename in renames for part in ("--rename", rename))
    assert said in refused(capsys, "compare", "a.policy", "b.policy", *given)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "command",
    [
        ("compare", "--git", "v9", "a.policy"),
        ("compare", "--git", "HEAD", "v9", "a.policy"),
        ("check", "a.policy", "--new-since", "v9"),
        ("gate", "a.policy", "--base", "v9"),
    ],
)
def test_a_revision_that_does_not_exist(command: tuple[str, ...], capsys: Captured) -> None:
    assert "is in no git repository" in refused(capsys, *command)
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for arguments in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "one")):
        subprocess.run(["git", *arguments], check=True, capture_output=True)
    said = refused(capsys, *command)
    assert "no revision of that name in the repository" in said
    assert "name a commit, a branch or a tag" in said


# --------------------------------------------------------------------------- a full disk

WRITING: dict[str, Callable[[], tuple[str, ...]]] = {
    "report": lambda: ("report", "a.policy", "-o", "old.html"),
    "check": lambda: ("check", "a.policy", "--format", "sarif", "-o", "old.html"),
    "test": lambda: ("test", "a.policy", "--format", "junit", "-o", "old.html"),
    "compare": lambda: ("compare", "--no-findings", "a.policy", "b.policy", "-o", "old.html"),
    "amend": lambda: ("amend", "a.policy", AMENDMENT, "-o", "new"),
    "gate": lambda: ("gate", "a.policy", "--summary", "old.html"),
    "format": lambda: ("format", "untidy.policy"),
    "new": lambda: ("new", "new"),
}


@pytest.fixture
def old(folder: Path) -> Path:
    """Files that are there already, and that a command is to replace."""
    Path("untidy.policy").write_text(UNTIDY, encoding="utf-8")
    Path("old.html").write_text("the old page", encoding="utf-8")
    Path("old.md").write_text("The old page\n\nAntinomy 0.0.1\n", encoding="utf-8")
    return folder


@pytest.mark.usefixtures("old")
@pytest.mark.parametrize(
    ("command", "after"), [*((name, 0) for name in WRITING), ("report", 1), ("new", 1)]
)
def test_a_full_disk_leaves_what_was_there(
    command: str, after: int, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full from the first file on, or from the second."""
    left = iter(range(after))
    sync, write = os.fsync, Path.write_text

    def full() -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def fsync(number: int) -> None:
        full()
        sync(number)

    def write_text(path: Path, *rest: str, **named: str) -> int:
        full()
        return write(path, *rest, **named)

    before = files()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        patch.setattr(Path, "write_text", write_text)
        assert cli.run(WRITING[command]()) == Exit.NOT_A_POLICY
    said = " ".join(capsys.readouterr().err.split())
    assert "cannot write" in said
    assert "No space left on device" in said
    assert files() == before


@pytest.mark.usefixtures("old")
@pytest.mark.skipif(sys.platform == "win32", reason="limits are those of Unix")
def test_a_report_that_is_larger_than_there_is_room_for() -> None:
    """The same with a limit of the system, which also hits the cache."""

    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (6_000, 6_000))

    before = files()
    script = "import sys; from verifier.commands.cli import run; sys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", script, "report", "a.policy", "-o", "old.html"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limit)
    assert done.returncode == Exit.NOT_A_POLICY, done.stderr
    assert "cannot write old.html: File too large" in done.stderr
    assert files() == before


@pytest.mark.usefixtures("folder")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_an_output_that_cannot_be_written() -> None:
    script = "from verifier.commands.start import main; main()"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", script, "explain", "gap"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == Exit.NOT_A_POLICY
    assert done.stderr == "Error: cannot write what was found: No space left on device\n"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("word", ["ſhall", "wıll", "SHALL", "ımmediately", "ſuch as", "ſhould"])
def test_a_refused_word_in_unusual_letters(word: str, capsys: Captured) -> None:
    text = POLICY.replace(" must ", f" {word} may ", 1)
    assert text != POLICY
    Path("a.policy").write_text(text, encoding="utf-8")
    assert f"{word} " in refused(capsys, "check", "a.policy")


@pytest.mark.usefixtures("folder")
def test_an_edit_of_two_clauses_at_once(capsys: Captured) -> None:
    Path(AMENDMENT).write_text(amendment('  in clause 1 and 2\n    strike line "x"\n'))
    said = refused(capsys, "amend", "a.policy", AMENDMENT, "-o", "new")
    assert "the policy has no clause “1 and 2”" in said
    assert "hint: " in said


# --------------------------------------------------------------------------- the cache


@pytest.mark.usefixtures("folder")
def test_a_user_without_a_home_has_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", home)
    assert cli.run(["check", "a.policy"]) == Exit.CLEAN


def test_commands_at_the_same_time_do_not_harm_one_another(folder: Path) -> None:
    """Three commands on two policies and one cache that is not there yet say what one alone says,
    and leave a cache that is whole."""
    script = "import sys; from verifier.commands.cli import run; sys.exit(run(sys.argv[1:]))"
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}

    def start(name: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", script, "check", name, "--select", "dilemma"]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)

    def said(running: subprocess.Popen[str]) -> tuple[int, str]:
        out, _ = running.communicate(timeout=120)
        return running.returncode, out

    names = ["a.policy", "b.policy", "a.policy"]
    together = [said(running) for running in [start(name) for name in names]]
    again = [said(start(name)) for name in names[:2]]
    assert together == [again[0], again[1], again[0]]
    assert {code for code, _ in together} == {Exit.CLEAN}
    left = {file.name for file in (folder / "cache" / "antinomy").iterdir()}
    assert left == {"runs.sqlite3"}
