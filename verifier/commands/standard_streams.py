"""Standard output and standard error as every command finds them: all that is written arrives or
the command ends with 2, and nothing that is written is a command to a terminal or a build server.
"""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO, cast

import click

from verifier.diagnostics import SPELLED, shown, without_commands


class CannotWrite(click.ClickException):
    """There is no room, or nobody takes what is written."""

    exit_code = 2

    def __init__(self, error: OSError) -> None:
        super().__init__(f"cannot write what was found: {error.strerror}")


class _Descriptor(io.FileIO):
    """What takes the bytes. The system takes some of them where there is no room for all; the
    buffer above then comes back with the rest."""

    def write(self, data: object, /) -> int:  # the type of a buffer has no name in Python 3.11
        try:
            return super().write(data)  # type: ignore[arg-type]
        except OSError as error:
            raise CannotWrite(error) from None


class ShownText(io.TextIOWrapper):
    """A text stream on which control characters are shown, and not sent. `as_is` is for what is
    safe already: lines of a terminal with their colours."""

    line_begins = True

    def write(self, text: str, /) -> int:
        super().write(without_commands(shown(text), self.line_begins))
        if text:
            self.line_begins = text.endswith("\n")
        return len(text)

    @property
    def as_is(self) -> TextIO:
        return cast(TextIO, _AsIs(self))


class _AsIs(io.TextIOBase):
    """The stream below, written to as it is."""

    def __init__(self, below: ShownText) -> None:
        self.below = below

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self.below.encoding

    def write(self, text: str, /) -> int:
        return io.TextIOWrapper.write(self.below, text)

    def flush(self) -> None:
        self.below.flush()

    def isatty(self) -> bool:
        return self.below.isatty()

    def fileno(self) -> int:
        return self.below.fileno()


FOR_PEOPLE = ("text", "markdown", "summary")
"""The formats that people read; all others are for programs."""


def write_answer(text: str, output: str) -> None:
    """Writes an answer to standard output in the format `output`. What a program reads is UTF-8,
    whatever signs people see there."""
    if output in FOR_PEOPLE:
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def open_streams() -> bool:
    """Puts such streams in their places; whether there is a standard output."""
    missing = [number for number in (0, 1, 2) if not _is_open(number)]
    for _ in missing:
        os.open(os.devnull, os.O_RDWR)  # lest a file that is opened next takes their numbers
    for number, name in ((1, "stdout"), (2, "stderr")):
        given: TextIO | None = getattr(sys, name)
        encoding = given.encoding if given is not None else "utf-8"
        if given is not None:
            given.flush()
        buffered = io.BufferedWriter(_Descriptor(number, "w", closefd=False))
        lively = number == 2 or buffered.isatty()
        setattr(sys, name, ShownText(buffered, encoding, SPELLED, line_buffering=lively))
    return 1 not in missing


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True
