"""Work in processes of its own: several works go in; what each yields comes out, as it comes.

A process is forked from this one as it is, so a work is any function. None outlives this one: each
waits at a pipe whose other end this process alone holds, and ends when that is closed, however this
one ended. One that ends before its work is done (memory ran out, a library ended it) is lost; what
it yielded until then counts.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import cpu_count, get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Thread
from traceback import format_exception
from typing import TypeVar, cast

Item = TypeVar("Item")

Work = Callable[[], Iterable[Item]]


@dataclass(frozen=True)
class Lost:
    """A process that ended before its work was done; `why`: in words."""

    why: str


Heard = Iterator[tuple[int, Item | Lost]]
"""What works yield, each with the number of its work."""


@dataclass(frozen=True)
class _Raised:
    error: BaseException


@dataclass(frozen=True)
class _Done:
    pass


def can_fork() -> bool:
    """Whether there can be such processes; where not, the works are done here, when they are heard
    of."""
    return "fork" in get_all_start_methods()


def at_once() -> int:
    """How many works go on at the same time."""
    return min(2, cpu_count() or 1)


@contextmanager
def begun(works: Sequence[Work[Item]]) -> Iterator[Heard[Item]]:
    """Begins the works; what stands for the context is heard from them. What a work raises is
    raised where it is heard. No process is left after the context."""
    if not can_fork():
        yield _done_here(works)
        return
    lifeline, held = os.pipe()
    processes = _Processes(works, lifeline, held)
    try:
        yield cast("Heard[Item]", processes.heard())
    finally:
        processes.end()
        os.close(held)
        os.close(lifeline)


def _done_here(works: Sequence[Work[Item]]) -> Heard[Item]:
    for number, work in enumerate(works):
        yield from ((number, item) for item in work())


class _Processes:
    """The processes of some works, begun in their order, as many as go on at once."""

    def __init__(self, works: Sequence[Work[object]], lifeline: int, held: int) -> None:
        self.waiting = list(enumerate(works))
        self.lifeline, self.held = lifeline, held
        self.running: dict[Connection, tuple[int, BaseProcess]] = {}
        self._begin()

    def _begin(self) -> None:
        context = get_context("fork")
        while self.waiting and len(self.running) < at_once():
            number, work = self.waiting.pop(0)
            receiver, sender = context.Pipe(duplex=False)
            process = context.Process(target=self._working, args=(work, sender), daemon=True)
            process.start()
            sender.close()
            self.running[receiver] = number, process

    def heard(self) -> Iterator[tuple[int, object]]:
        while self.running:
            for receiver in cast("list[Connection]", wait(list(self.running))):
                number, process = self.running[receiver]
                try:
                    item: object = receiver.recv()
                except EOFError:
                    process.join()
                    item = Lost(_end_of(process.exitcode))
                if isinstance(item, _Raised):
                    raise item.error
                if isinstance(item, _Done | Lost):
                    self._ended(receiver)
                if not isinstance(item, _Done):
                    yield number, item

    def _ended(self, receiver: Connection) -> None:
        _, process = self.running.pop(receiver)
        process.join()
        receiver.close()
        self._begin()

    def end(self) -> None:
        for receiver, (_, process) in self.running.items():
            process.kill()
            process.join()
            receiver.close()

    def _working(self, work: Work[object], sender: Connection) -> None:
        """What a process does."""
        os.close(self.held)
        Thread(target=end_with, args=(self.lifeline,), daemon=True).start()
        for receiver in self.running:
            receiver.close()
        with suppress(BrokenPipeError):  # where nobody listens any more
            try:
                for item in work():
                    sender.send(item)
            except BaseException as error:
                sender.send(_Raised(_sendable(error)))
            else:
                sender.send(_Done())


def end_with(lifeline: int) -> None:
    """Ends this process when the one that began it has ended."""
    while os.read(lifeline, 1):
        pass
    os._exit(1)


def _sendable(error: BaseException) -> BaseException:
    """The same with the place where it was made, which does not go through a pipe by itself."""
    error.add_note("".join(format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _end_of(code: int | None) -> str:
    """How a process ended, in words."""
    if code is not None and code < 0:
        with suppress(ValueError):
            name = signal.Signals(-code).name
            return f"its process was ended by {name}, as happens where memory runs out"
    return f"its process ended with the code {code} before it was done"
