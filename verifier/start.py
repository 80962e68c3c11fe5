"""Where the command begins: until all is loaded, an interruption ends it without a word."""

from __future__ import annotations

import signal
from typing import NoReturn


def main() -> NoReturn:
    """The command line; ends the process."""
    interrupted = signal.signal(signal.SIGINT, signal.SIG_DFL)
    from verifier import cli

    signal.signal(signal.SIGINT, interrupted)
    cli.main()
