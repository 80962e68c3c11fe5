"""Wrong amendments of the policy in `tests.examples.amended`, with each problem in a `#!` comment
above its line; and the amendments of the reference, which can be made to its policy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.examples.amended import policy_in
from tests.language.announced_problems import source, unmatched
from tests.language.reference import REFERENCE, SOURCE_TEXT, examples
from verifier.changes.compare.gate import held_against
from verifier.changes.consolidate import amended, enacted
from verifier.diagnostics import InputProblems, Problem, excerpt
from verifier.elaborate import load
from verifier.language.format import format_text
from verifier.language.layout import source_of
from verifier.language.parse import parse
from verifier.language.syntax import AmendmentDeclaration

HERE = Path(__file__).parent
DOCUMENTS = sorted((HERE / "amendments").glob("*.policy"))
AMENDMENT = re.compile(r"^```amendment\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def problems_of(path: Path, folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(InputProblems) as raised:
        enacted(policy_in(folder), [path])
    return raised.value.problems


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_problems(path: Path, tmp_path: Path) -> None:
    assert unmatched(source(path), problems_of(path, tmp_path)) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_problem_has_a_name_and_a_place(path: Path, tmp_path: Path) -> None:
    for problem in problems_of(path, tmp_path):
        assert problem.name.replace("-", "").isalpha(), problem.name
        assert problem.span is not None, problem.message
        assert problem.span.text.strip(), excerpt(problem)
        assert not problem.message.endswith("."), problem.message


def test_reference(tmp_path: Path) -> None:
    """The amendments of the reference stand in canonical layout, can be made one after the other,
    and do what they declare."""
    text = REFERENCE.read_text(encoding="utf-8")
    own = SOURCE_TEXT.search(text)
    assert own is not None
    (tmp_path / "seized-property.txt").write_text(own[1], encoding="utf-8")
    policy = tmp_path / "seized-property.policy"
    policy.write_text("\n".join(words for _, words in examples()), encoding="utf-8")
    declared: list[AmendmentDeclaration] = []
    for found in AMENDMENT.finditer(text):
        file = source_of("language.md", found[1])
        document, problems = parse(file)
        assert problems == ()
        assert format_text(file) == found[1]
        declared += (item for item in document.items if isinstance(item, AmendmentDeclaration))
    assert len(declared) == 2
    before = load(policy)
    for count in (1, 2):
        step = amended(before, declared[:count])
        earlier = amended(before, declared[: count - 1]).after if count > 1 else before
        result = held_against(earlier.policy, step.after.policy, step.amendments[-1:])
        assert result.complete, [finding.headline for finding in result.findings]
