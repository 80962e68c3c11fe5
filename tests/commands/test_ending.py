"""How a command ends as a process of its own: its exit code, and that all it says is heard."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.examples.clash import CLASH
from tests.examples.interruptible import interruptible
from verifier.commands import cli
from verifier.commands.exit_codes import Exit

MAIN = "from verifier.commands.start import main; main()"
PIPE_HOLDS = 4_096
"""Bytes that fit into the pipe while nobody reads."""

INTERRUPTED_EARLY = """
import builtins, os, signal
from verifier.commands import start

load = builtins.__import__

def loaded(name, *others):
    if name == "click":
        os.kill(os.getpid(), signal.SIGINT)
    return load(name, *others)

builtins.__import__ = loaded
start.main()
"""

INTERRUPTED = """
import os, signal
from verifier.commands import cli
from verifier.checks import run as pipeline

def check(*_):
    os.kill(os.getpid(), signal.SIGINT)

pipeline.check = check
cli.main()
"""


def started(script: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", script, *arguments]
    pipes, buffered = subprocess.PIPE, {**os.environ, "PYTHONUNBUFFERED": ""}
    return subprocess.Popen(
        command,
        stdout=pipes,
        stderr=pipes,
        pipesize=PIPE_HOLDS,
        env=buffered,
        preexec_fn=interruptible,
    )


def test_a_slow_reader_hears_all(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    command = ("explain", "--all", "--format", "markdown")
    assert cli.run(command) == Exit.CLEAN
    whole = capfdbinary.readouterr().out
    assert len(whole) > 10 * PIPE_HOLDS
    running = started(MAIN, *command)
    time.sleep(1)  # by now the pipe is full
    out, err = running.communicate()
    assert (running.returncode, err) == (Exit.CLEAN, b"")
    assert out == whole


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="the system knows no broken pipes")
def test_a_reader_that_goes_away_ends_the_command_without_a_word() -> None:
    running = started(MAIN, "explain", "--all", "--format", "markdown")
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait() == -signal.SIGPIPE


def test_what_was_found_is_the_exit_code(tmp_path: Path) -> None:
    file = tmp_path / "clash.policy"
    file.write_text(CLASH, encoding="utf-8")
    running = started(MAIN, "check", str(file))
    out, err = running.communicate()
    assert (running.returncode, err) == (Exit.FINDINGS, b"")
    assert b"dilemma" in out


def test_a_mistake_is_told_on_the_other_stream(tmp_path: Path) -> None:
    running = started(MAIN, "check", str(tmp_path / "nothing"))
    out, err = running.communicate()
    assert (running.returncode, out) == (Exit.NOT_A_POLICY, b"")
    assert b"nothing" in err
    assert b"Traceback" not in err


def test_an_interruption_while_the_command_is_loaded_ends_it_without_a_word() -> None:
    running = started(INTERRUPTED_EARLY, "check")
    out, err = running.communicate()
    assert (running.returncode, out, err) == (-signal.SIGINT, b"", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="the shell is that of Unix")
def test_interruptions_that_are_ignored_stay_so() -> None:
    """As of a command that a script has put into the background."""
    line = 'trap "" INT; exec "$@"'
    command = ["sh", "-c", line, "sh", sys.executable, "-c", INTERRUPTED_EARLY, "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (Exit.CLEAN, "")
    assert done.stdout.startswith("antinomy ")


def test_an_interrupted_command_says_so_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "clash.policy"
    file.write_text(CLASH, encoding="utf-8")
    running = started(INTERRUPTED, "check", "--no-cache", str(file))
    out, err = running.communicate()
    assert (running.returncode, out) == (Exit.INTERRUPTED, b"")
    assert err.split() == [b"Interrupted."]


# --------------------------------------------------------------------------- what the system does

ENDED_BY_THE_SYSTEM = """
import os, signal, sys
from verifier.commands import cli
from verifier.checks import run as pipeline

def check(*_):
    os.kill(os.getpid(), getattr(signal, "{name}"))

pipeline.check = check
cli.main()
"""

BUSY = """
import os, time
from verifier.commands import cli
from verifier.checks import run as pipeline

def check(*_):
    print(os.getpid(), flush=True)
    time.sleep(60)

pipeline.check = check
cli.main()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the command runs in one process")
@pytest.mark.parametrize("name", ["SIGABRT", "SIGSEGV", "SIGKILL"])
def test_a_library_that_ends_the_process_is_told_of(name: str, tmp_path: Path) -> None:
    file = tmp_path / "clash.policy"
    file.write_text(CLASH, encoding="utf-8")
    running = started(ENDED_BY_THE_SYSTEM.format(name=name), "check", str(file), "--no-cache")
    _, err = running.communicate()
    assert running.returncode == Exit.UNDECIDED
    assert f"the command was ended by {name}".encode() in err
    assert b"Traceback" not in err


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the command runs in one process")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_the_command_ends_with_the_process_that_was_started(
    number: signal.Signals, tmp_path: Path
) -> None:
    file = tmp_path / "clash.policy"
    file.write_text(CLASH, encoding="utf-8")
    running = started(BUSY, "check", str(file), "--no-cache")
    assert running.stdout is not None
    assert int(running.stdout.readline())
    running.send_signal(number)
    out, err = running.communicate(timeout=20)  # nobody else holds the pipe
    assert out == b""
    assert b"Traceback" not in err
    expected = Exit.INTERRUPTED if number is signal.SIGINT else -number
    assert running.returncode == expected
