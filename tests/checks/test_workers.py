"""Processes beside one another: what they yield is heard, one that is lost is told of, and none is
left when the one that began them has ended, however it did."""

from __future__ import annotations

import faulthandler
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.examples.interruptible import interruptible
from verifier.checks.support import workers
from verifier.checks.support.workers import Lost, begun, can_fork
from verifier.diagnostics import InputProblems, Problem

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(not can_fork(), reason="the system does not fork"),
]

ENDLESS = """
import sys, time
from verifier.checks.support.workers import begun

def endless():
    import os
    yield os.getpid()
    while True:
        time.sleep(0.05) if {sleeps} else sum(range(100_000))

with begun([endless, endless]) as heard:
    known = set()
    for number, process in heard:
        print(process, flush=True)
        known.add(number)
        {then}
"""


def test_everything_that_is_yielded_is_heard_once() -> None:
    works = [lambda at=at: iter(range(at, at + 3)) for at in (0, 10, 20)]
    with begun(works) as heard:
        assert sorted(heard) == [(n, 10 * n + i) for n in range(3) for i in range(3)]


def test_one_that_is_lost_costs_only_what_it_had_not_yielded() -> None:
    def lost() -> Iterator[int]:
        yield 1
        faulthandler.disable()  # what it would print of this is no news
        os.abort()

    with begun([lost, lambda: iter([2])]) as heard:
        found = list(heard)
    assert (0, 1) in found
    assert (1, 2) in found
    (why,) = [item.why for _, item in found if isinstance(item, Lost)]
    assert "SIGABRT" in why


def test_what_a_work_raises_is_raised() -> None:
    def raises() -> Iterator[int]:
        yield 1
        raise InputProblems((Problem("x", "wrong"),))

    with begun([raises]) as heard, pytest.raises(InputProblems, match="wrong"):
        list(heard)


def test_without_processes_the_same_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "can_fork", lambda: False)
    with begun([lambda: iter([1]), lambda: iter([2])]) as heard:
        assert list(heard) == [(0, 1), (1, 2)]


def is_running(process: int) -> bool:
    """Whether a process does anything still; one that nobody has waited for yet does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no list of processes to read")
@pytest.mark.parametrize("sleeps", [True, False])
@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT, None])
def test_no_process_outlives_the_one_that_began_it(by: signal.Signals | None, sleeps: bool) -> None:
    """`by` None: an error ends it."""
    then = "pass" if by is not None else "assert len(known) < 2"
    script = ENDLESS.format(sleeps=sleeps, then=then)
    running = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=interruptible,
    )
    assert running.stdout is not None
    children = [int(running.stdout.readline()) for _ in range(2)]
    if by is not None:
        running.send_signal(by)
    running.wait(timeout=20)
    until = time.monotonic() + 5
    while any(map(is_running, children)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(map(is_running, children))
    assert running.stdout.read() == ""  # the pipe is closed by all
