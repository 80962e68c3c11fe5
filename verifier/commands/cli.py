"""The command `antinomy`: arguments go in, an exit code comes out; faults are caught here."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

from verifier import __version__
from verifier.commands.amend import amend
from verifier.commands.check import check
from verifier.commands.compare import compare
from verifier.commands.constraints import constraints
from verifier.commands.decide import decide
from verifier.commands.exit_codes import Exit
from verifier.commands.explain import explain
from verifier.commands.fault_bundle import report_faults
from verifier.commands.format import format_
from verifier.commands.gate import gate
from verifier.commands.mutate import mutate
from verifier.commands.new import new
from verifier.commands.output_files import shown_path
from verifier.commands.report import report
from verifier.commands.schema import schema
from verifier.commands.standard_streams import CannotWrite, open_streams
from verifier.commands.supervised import supervised
from verifier.commands.test import test
from verifier.diagnostics import Fault, InputProblems, fault_of, memory_ran_out


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


DEEPEST = 20_000
"""Calls within calls."""

COMMANDS = (
    amend,
    check,
    compare,
    constraints,
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
    if not open_streams():
        click.echo("Error: standard output is closed, so that nothing can be said", err=True)
        os._exit(Exit.NOT_A_POLICY)
    supervised(run_and_flush)


def run_and_flush() -> int:
    """Runs the command of this process; all that it said is then out."""
    code = run()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, CannotWrite):
            stream.flush()
    return code


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code, whatever happens."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    # Definitions are followed by recursion, as deep as elaboration lets them be.
    sys.setrecursionlimit(max(sys.getrecursionlimit(), DEEPEST))
    faults: list[Fault] = []
    try:
        code = antinomy.main(args=given, prog_name="antinomy", standalone_mode=False, obj=faults)
        sys.stdout.flush()
        if faults:
            report_faults(faults, given)
        return int(code or 0)
    except CannotWrite as error:
        # What is left to be written would be complained of once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        error.show()
        return Exit.NOT_A_POLICY
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
        if memory_ran_out(fault):
            click.echo("Error: there is not enough memory to go on", err=True)
            return Exit.UNDECIDED
        if isinstance(fault, OSError) and fault.filename is not None:
            name = shown_path(Path(os.fsdecode(fault.filename)))
            click.echo(f"Error: {name}: {fault.strerror}", err=True)
            return Exit.NOT_A_POLICY
        report_faults([fault_of("", fault)], given)
        return Exit.FAULT


def show_problems(error: InputProblems) -> None:
    from verifier.report import terminal

    terminal.show_problems(error.problems, sys.stderr)
