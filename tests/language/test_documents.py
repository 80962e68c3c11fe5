"""Documents in the language: files with the expected problem above the line, and the reference.

In `bad`, a comment `#! words` says that the next line that is no comment has a problem
whose message or hint contains these words; there are no other problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.examples.elaborated import elaborate_text
from verifier.diagnostics import Problem, excerpt
from verifier.language.format import format_text
from verifier.language.layout import read_source, source_of
from verifier.language.parse import parse
from verifier.source import SourceFile

HERE = Path(__file__).parent
BAD = sorted((HERE / "bad").glob("*.policy"))
REFERENCE = HERE.parents[1] / "grammar" / "language.md"
EXAMPLE = re.compile(r"^```policy\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SOURCE_TEXT = re.compile(r"^```text\n(.*?)^```$", re.DOTALL | re.MULTILINE)


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


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_problems(path: Path) -> None:
    file = source(path)
    assert unmatched(file, parse(file)[1]) == []


def examples() -> Iterator[tuple[int, str]]:
    text = REFERENCE.read_text(encoding="utf-8")
    for found in EXAMPLE.finditer(text):
        yield text.count("\n", 0, found.start()) + 2, found[1]


@pytest.mark.parametrize(("line", "text"), list(examples()), ids=lambda part: str(part)[:20])
def test_reference(line: int, text: str) -> None:
    """Every example of the reference can be read, and stands in canonical layout."""
    file = source_of(f"language.md after line {line}", text)
    problems = parse(file)[1]
    assert [excerpt(problem) for problem in problems] == []
    assert format_text(file) == text


def test_reference_is_one_policy() -> None:
    """The examples together are a whole policy, on the text that the reference quotes."""
    source_text = SOURCE_TEXT.search(REFERENCE.read_text(encoding="utf-8"))
    assert source_text is not None
    policy, problems = elaborate_text("\n".join(text for _, text in examples()), source_text[1])
    assert [excerpt(problem) for problem in problems] == []
    assert policy is not None
