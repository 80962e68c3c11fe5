"""What a shell starts in the background cannot be interrupted, nor can what that starts: a test
that interrupts a process starts it with this as `preexec_fn`."""

from __future__ import annotations

import signal


def interruptible() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
