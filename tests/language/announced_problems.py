"""Documents with their problems announced: a comment `#! words` says that the next line that is no
comment has a problem whose message or hint contains these words; there are no other problems."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from verifier.diagnostics import Problem, excerpt
from verifier.language.layout import read_source
from verifier.source import SourceFile


def source(path: Path) -> SourceFile:
    return read_source(path.name, path.read_bytes())


def expected(file: SourceFile) -> Iterator[tuple[int, str]]:
    """Pairs: the number of a line, words of a problem that it has."""
    lines = file.text.split("\n")
    for index, line in enumerate(lines):
        if line.strip().startswith("#!"):
            at = next(i for i in range(index, len(lines)) if not lines[i].strip().startswith("#"))
            yield at + 1, line.strip().removeprefix("#!").strip()


def says(problem: Problem, line: int, words: str) -> bool:
    at_line = problem.span is not None and problem.span.from_.line == line
    return at_line and words in f"{problem.message} {problem.hint}"


def unmatched(file: SourceFile, problems: tuple[Problem, ...]) -> list[str]:
    """What was expected and not said, and what was said and not expected."""
    left, missing = list(problems), []
    for line, words in expected(file):
        found = next((problem for problem in left if says(problem, line, words)), None)
        if found is None:
            missing.append(f"line {line}: nobody says “{words}”")
        else:
            left.remove(found)
    return missing + [excerpt(problem) for problem in left]
