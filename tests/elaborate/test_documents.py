"""Documents that cannot be understood: each problem stands in a `#!` comment above its line.

A text file of the same name beside a document is the source text that it quotes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.language.announced_problems import source, unmatched
from verifier.diagnostics import Problem, excerpt
from verifier.elaborate.whole import elaborate
from verifier.language.parse import parse

HERE = Path(__file__).parent
DOCUMENTS = sorted((HERE / "documents").glob("*.policy"))


def problems_of(path: Path) -> tuple[Problem, ...]:
    document, unread = parse(source(path))
    text = path.with_suffix(".txt")
    policy, problems = elaborate([document], source(text) if text.exists() else None)
    assert policy is None
    return (*unread, *problems)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_problems(path: Path) -> None:
    assert unmatched(source(path), problems_of(path)) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_problem_has_a_name_and_a_place(path: Path) -> None:
    for problem in problems_of(path):
        assert problem.name.replace("-", "").isalpha(), problem.name
        assert problem.span is not None, problem.message
        assert problem.span.text.strip(), excerpt(problem)
        assert not problem.message.endswith("."), problem.message
