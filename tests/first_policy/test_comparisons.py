"""The first policy compared: with itself, however it is laid out, nothing differs; with amendments,
what is said of the difference is proved, and random cases bear it out."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from tests.bench.sampling import POLICY, compared_with, sample
from tests.generators.random_cases import RandomCases
from verifier.changes.compare.comparison import compare
from verifier.elaborate import load
from verifier.model import Policy
from verifier.semantics.evaluate import admissible

MAIN = "prioritizing-safety.policy"


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load(POLICY).policy


def copied(folder: Path, edited: dict[str, str]) -> Policy:
    """The policy as it is read from a copy in which some files have other text."""
    shutil.copytree(POLICY, folder / "copy")
    for name, text in edited.items():
        (folder / "copy" / name).write_text(text, encoding="utf-8", newline="")
    return load(folder / "copy" / MAIN).policy


def items(text: str) -> list[str]:
    """The items of a file, each with the lines below it; comments between them apart."""
    found: list[str] = []
    for line in text.splitlines(keepends=True):
        if found and (line.startswith(" ") or not line.strip()):
            found[-1] += line
        else:
            found.append(line)
    return found


def assert_equal(old: Policy, new: Policy) -> None:
    result = compare(old, new)
    assert result.unchanged
    assert (result.groups, result.effects, result.scope, result.deadlines) == ((), (), (), ())
    assert result.assurance.kind == "proved"


def test_it_does_not_differ_from_itself(policy: Policy) -> None:
    assert_equal(policy, policy)


def test_order_is_no_difference(policy: Policy, tmp_path: Path) -> None:
    edited = {}
    for file in sorted(POLICY.glob("*.policy")):
        listed = items(file.read_text(encoding="utf-8"))
        own = [i for i in listed if not i.startswith(("policy ", "use ", "#"))]
        head = [i for i in listed if i.startswith(("policy ", "use "))]
        edited[file.name] = "".join([*head, *(i.rstrip() + "\n\n" for i in reversed(own))])
    other = copied(tmp_path, edited)
    assert list(other.norms) != list(policy.norms)
    assert_equal(policy, other)


def test_layout_is_no_difference(policy: Policy, tmp_path: Path) -> None:
    edited = {}
    for file in sorted(POLICY.glob("*.policy")):
        text = "".join(
            f"# laid out otherwise\r\n\r\n{item.replace(chr(10), chr(13) + chr(10))}"
            for item in items(file.read_text(encoding="utf-8").replace("\n  ", "\n      "))
        )
        edited[file.name] = text
    assert_equal(policy, copied(tmp_path, edited))


def test_the_difference_is_proved_and_random_cases_bear_it_out() -> None:
    """A small share of what `tests.bench.sampling` does for every amendment."""
    found = compared_with(POLICY / "amendments" / "truthfulness.policy")
    assert found.result.assurance.kind == "proved"
    assert [group.assurance.kind for group in found.result.verdict_groups] == ["proved", "proved"]
    count = sample(found, 300, share=0)
    assert count.faults == ()
    assert count.differing > 50
    assert len(count.groups) == 2


def test_random_cases_are_cases(policy: Policy) -> None:
    drawing = RandomCases(policy, Random(0))
    drawn = [drawing.draw() for _ in range(40)]
    faults = [fault for case, readings in drawn for fault in admissible(policy, case, readings)]
    assumed = set(policy.assumptions)
    assert [fault for fault in faults if fault not in assumed] == []
