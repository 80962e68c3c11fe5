"""Documents in the language: files with the expected problem above the line, and the reference.

In `bad`, the problems stand above their lines (`announced_problems`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples.elaborated import elaborate_text
from tests.language.announced_problems import source, unmatched
from tests.language.reference import REFERENCE, SOURCE_TEXT, examples
from verifier.diagnostics import excerpt
from verifier.language.format import format_text
from verifier.language.layout import source_of
from verifier.language.parse import parse

BAD = sorted((Path(__file__).parent / "bad").glob("*.policy"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_problems(path: Path) -> None:
    file = source(path)
    assert unmatched(file, parse(file)[1]) == []


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
