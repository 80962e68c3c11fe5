"""Problems as data: what is wrong with an input, where, what was expected and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from verifier.source import Span


class Level(StrEnum):
    """An error stops the checks; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """One mistake in an input.

    `message` is one plain sentence in the drafter's words, quoting the drafter's text;
    `hint` says what to do; `name` is a stable kebab-case name of the kind of mistake;
    `related` are further places ("first declared here"), each with a few words.
    """

    name: str
    message: str
    span: Span | None = None
    hint: str = ""
    level: Level = Level.ERROR
    related: tuple[tuple[str, Span], ...] = ()


class InputProblems(Exception):
    """Raised at the edge when an input cannot be used; carries every problem found in the run."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[InputProblems], tuple[tuple[Problem, ...]]]:
        """So that it goes through a pipe between processes as it is."""
        return InputProblems, (self.problems,)


def excerpt(problem: Problem) -> str:
    """The problem as text: place, sentence, the source line with the place underlined, the hint."""
    parts = []
    if problem.span is None:
        parts.append(f"{problem.level}: {problem.message}")
    else:
        parts.append(f"{problem.span.place}: {problem.level}: {problem.message}")
        parts.append(underlined(problem.span))
    for words, span in problem.related:
        parts.append(f"  {words}: {span.place}")
    if problem.hint:
        parts.append(f"  hint: {problem.hint}")
    return "\n".join(part for part in parts if part)


LONGEST = 240
"""Signs of a line that are shown; of a longer one, those about the place."""


def underlined(span: Span) -> str:
    """The first line of a span with a line of carets under the place."""
    start = span.from_
    line = span.file.line(start.line)
    at = start.column - 1
    room = max(1, min(span.end - span.start, len(line) - at))
    if len(line) > LONGEST:
        first = max(0, min(at - LONGEST // 4, len(line) - LONGEST))
        line, at = f"…{line[first : first + LONGEST]}…", at - first + 1
        room = min(room, LONGEST - at + 1)
    return f"    {line}\n    {' ' * at}{'^' * room}"
