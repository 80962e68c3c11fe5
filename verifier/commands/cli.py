"""The command `antinomy`: arguments go in, an exit code comes out; faults are caught here."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

import click

from verifier import __version__
from verifier.commands.amend import amend
from verifier.commands.check import check
from verifier.commands.compare import compare
from verifier.commands.decide import decide
from verifier.commands.exit_codes import Exit
from verifier.commands.explain import explain
from verifier.commands.format import format_
from verifier.commands.gate import gate
from verifier.commands.mutate import mutate
from verifier.commands.new import new
from verifier.commands.report import report
from verifier.commands.schema import schema
from verifier.commands.test import test
from verifier.diagnostics import InputProblems


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, prog_name="antinomy", message="%(prog)s %(version)s")
def antinomy() -> None:
    """Find what is wrong with a written policy before its first case does.

    \b
    Exit codes:
      0   nothing at or above the gate (--fail-on)
      1   findings at or above the gate
      2   the input is no policy, or the command line cannot be understood
      3   something stayed undecided
      70  a fault of the tool
    """


FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says where there is no room for what is written."""

COMMANDS = (
    amend,
    check,
    compare,
    decide,
    explain,
    format_,
    gate,
    mutate,
    new,
    report,
    schema,
    test,
)
for command in COMMANDS:
    antinomy.add_command(command)


def main() -> NoReturn:
    # One command makes millions of small values and then ends: looking for garbage among them every
    # few hundred is a tenth of its time, and so is taking them apart at the end.
    gc.set_threshold(2_000_000, 20, 20)
    if hasattr(signal, "SIGPIPE"):
        # Where nobody reads on, as in `antinomy check | head`, the system ends the command.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    code = run()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code, whatever happens."""
    try:
        code = antinomy.main(
            args=arguments if arguments is None else list(arguments),
            prog_name="antinomy",
            standalone_mode=False,
        )
        sys.stdout.flush()
        return int(code or 0)
    except click.ClickException as error:
        error.show()
        return Exit.NOT_A_POLICY
    except InputProblems as error:
        show_problems(error)
        return Exit.NOT_A_POLICY
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return Exit.INTERRUPTED
    except Exception as fault:
        if os.environ.get("ANTINOMY_DEBUG"):
            raise
        if isinstance(fault, OSError) and fault.errno in FULL:
            click.echo(f"Error: cannot write what was found: {fault.strerror}", err=True)
            # What is left to be written would be complained of once more at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return Exit.NOT_A_POLICY
        click.echo(fault_message(fault), err=True)
        return Exit.FAULT


def show_problems(error: InputProblems) -> None:
    from verifier.report import terminal

    terminal.show_problems(error.problems, sys.stderr)


def fault_message(fault: Exception) -> str:
    what = f"{type(fault).__name__}: {fault}".strip().rstrip(":")
    return (
        f"antinomy {__version__} made a mistake of its own; your input is not to blame.\n"
        f"  {what}\n"
        "Please report it with the files that led to it. With ANTINOMY_DEBUG=1 in the\n"
        "environment, the same command prints the details that help to find the fault."
    )
