"""Collecting problems: every mistake of a run in one list, each said once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from verifier.diagnostics import Level, Problem
from verifier.source import Span

Related = tuple[tuple[str, Span], ...]


class Refusal(Exception):
    """Gives up one line (or one part of an item); the problem is reported and reading goes on."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def refusal(
    name: str, message: str, span: Span | None, hint: str = "", related: Related = ()
) -> Refusal:
    """The exception that carries an error of this name."""
    return Refusal(Problem(name, message, span, hint, Level.ERROR, related))


@dataclass
class Complaints:
    """The problems found so far, in the order found, without repetitions."""

    problems: list[Problem] = field(default_factory=list)
    _said: set[tuple[object, ...]] = field(default_factory=set)

    def add(self, problem: Problem) -> None:
        span = problem.span
        place = None if span is None else (span.file.name, span.start)
        key = (problem.name, problem.message, place)
        if key not in self._said:
            self._said.add(key)
            self.problems.append(problem)

    def error(
        self, name: str, message: str, span: Span | None, hint: str = "", related: Related = ()
    ) -> None:
        self.add(Problem(name, message, span, hint, Level.ERROR, related))

    def warn(
        self, name: str, message: str, span: Span | None, hint: str = "", related: Related = ()
    ) -> None:
        self.add(Problem(name, message, span, hint, Level.WARNING, related))

    def guard(self) -> Guard:
        """Report a refusal raised inside, and go on after it."""
        return Guard(self)

    @property
    def errors(self) -> int:
        return sum(problem.level is Level.ERROR for problem in self.problems)

    @property
    def has_errors(self) -> bool:
        return self.errors > 0


@dataclass(frozen=True)
class Guard:
    """Around what may be refused: the refusal is reported, and reading goes on after it."""

    complaints: Complaints

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, raised: BaseException | None, trace: object) -> bool:
        if isinstance(raised, Refusal):
            self.complaints.add(raised.problem)
            return True
        return False


def nearest(word: str, choices: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The choice that looks most like `word`, if any looks like it at all."""
    found = get_close_matches(word, list(choices), n=1, cutoff=cutoff)
    return found[0] if found else None


def did_you_mean(word: str, choices: Iterable[str], otherwise: str = "") -> str:
    """A hint that names the nearest choice, or the choices when they are few."""
    known = list(dict.fromkeys(choices))
    close = nearest(word, known)
    if close is not None:
        return f"did you mean “{close}”?"
    if known and len(known) <= 8:
        return f"known here: {listed(known)}"
    return otherwise


def listed(words: Iterable[str]) -> str:
    """“a”, “b” and “c”."""
    quoted = [f"“{word}”" for word in words]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def indefinite(noun: str) -> str:
    """The noun with “a” or “an” before it."""
    return f"an {noun}" if noun[:1].lower() in tuple("aeiou") else f"a {noun}"
