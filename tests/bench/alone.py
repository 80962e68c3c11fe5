"""One part of the benchmarks in a process of its own: a part goes in, its measurements come out,
and where it did not come to its end, that it did not."""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import cast

from tests.bench.parts import Part
from tests.bench.table import Measurement


def measurements(part: Part) -> Iterator[Measurement]:
    """What a part measures in a process of its own; last, where it failed, that it did."""
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=send, args=(part, sender))
    process.start()
    sender.close()
    whole = False
    while not whole:
        try:
            found = receiver.recv()
        except EOFError:
            break
        whole = found is None
        if not whole:
            yield cast(Measurement, found)
    process.join()
    if not whole:
        why = f"it ended with exit code {process.exitcode}"
        yield Measurement(f"the rest of the part “{part.name}”", None, why=why)


def send(part: Part, sender: Connection) -> None:
    """Each measurement of a part, and None at its end."""
    for one in part.measure():
        sender.send(one)
    sender.send(None)
