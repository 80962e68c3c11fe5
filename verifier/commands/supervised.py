"""The command in a process of its own: what it does goes in; how this process ends comes out.

A library of the solver ends the process where it finds no memory, and says nothing that could be
caught. So the command runs in a process beside this one, which only waits, and ends as that one
does; or says what happened and ends as a command that came to no answer.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from threading import Thread
from types import FrameType
from typing import NoReturn

import click

from verifier.commands.exit_codes import Exit

ENDED_BY_THE_SYSTEM = ("SIGABRT", "SIGSEGV", "SIGBUS", "SIGKILL")

PATIENCE = 0.3
"""Seconds in which a process ends that a terminal has interrupted together with this one."""


def supervised(work: Callable[[], int]) -> NoReturn:
    """Does the work and ends this process with its exit code. Where there can be no other process,
    it is done in this one."""
    if not hasattr(os, "fork"):
        os._exit(work())
    lifeline, held = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(held)
        from verifier.checks.support.workers import end_with

        Thread(target=end_with, args=(lifeline,), daemon=True).start()
        os._exit(work())
    os.close(lifeline)
    _pass_on_interruptions(process)
    _, status = os.waitpid(process, 0)
    _end_as(status)


def _pass_on_interruptions(process: int) -> None:
    """A terminal interrupts both; who else interrupts this one means the other."""

    def interrupted(_number: int, _frame: FrameType | None) -> None:
        time.sleep(PATIENCE)
        if os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            os.kill(process, signal.SIGINT)

    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, interrupted)


def _end_as(status: int) -> NoReturn:
    if os.WIFEXITED(status):
        os._exit(os.WEXITSTATUS(status))
    number = os.WTERMSIG(status)
    name = signal.Signals(number).name
    if name in ENDED_BY_THE_SYSTEM:
        why = f"the command was ended by {name}, as happens where memory runs out"
        click.echo(f"Error: {why}; it came to no answer", err=True)
        os._exit(Exit.UNDECIDED)
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
    os._exit(128 + number)
