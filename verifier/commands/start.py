"""Where the command begins: until all is loaded, an interruption ends it without a word."""

from __future__ import annotations

import signal
from typing import NoReturn


def main() -> NoReturn:
    """The command line; ends the process."""
    interrupted = signal.getsignal(signal.SIGINT)
    if interrupted is signal.default_int_handler:  # and not where interruptions are ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from verifier.commands import cli

    if interrupted is signal.default_int_handler:
        signal.signal(signal.SIGINT, interrupted)
    cli.main()
