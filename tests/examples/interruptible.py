"""What a shell starts in the background cannot be interrupted, nor what is started where an
interruption is held back, nor what these start: a test that interrupts a process starts it with
this as `preexec_fn`."""

from __future__ import annotations

import signal


def interruptible() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
