"""Reading policies from disk: files, folders, `use`, the source text, and what can be wrong."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from verifier.diagnostics import InputProblems, Problem
from verifier.elaborate import attempt, find_policies, load
from verifier.elaborate.whole import elaborate
from verifier.language.layout import source_of
from verifier.language.parse import parse
from verifier.model import Policy

SPEC = Path(__file__).parents[2] / "spec"

MAIN = """policy small "Small"
  issued by the Office
  source text "text/small.txt"

use "words/vocabulary.policy"

clause 1 "One"
  quote "keep files"
  the Office must keep every file
"""
WORDS = """use "more.policy"

party the Office "the Office"
kind file
act keep a file
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    write(folder / "small.policy", MAIN)
    write(folder / "words/vocabulary.policy", WORDS)
    write(folder / "words/more.policy", "kind shelf\n")
    write(folder / "text/small.txt", "We keep files.\r\n")
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def problems_of(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(InputProblems) as raised:
        load(path)
    return [(problem.name, problem.message) for problem in raised.value.problems]


def test_a_folder_and_its_file_are_one_policy(small: Path) -> None:
    loaded = load(small)
    assert loaded.policy == load(small / "small.policy").policy
    assert list(loaded.policy.kinds) == ["party", "file", "shelf"]
    assert loaded.problems == ()
    assert loaded.source is not None
    assert loaded.source.text == "We keep files.\n"
    names = [Path(document.file.name).name for document in loaded.documents]
    assert names == ["small.policy", "vocabulary.policy", "more.policy"]


def test_policies_are_found_below_a_folder(small: Path, tmp_path: Path) -> None:
    write(tmp_path / "other.policy", '# A comment.\n\npolicy other "Other"\n')
    write(tmp_path / ".hidden/hidden.policy", 'policy hidden "Hidden"\n')
    found = find_policies(tmp_path)
    assert found == [tmp_path / "other.policy", small / "small.policy"]
    assert problems_of(tmp_path)[0][0] == "several-policies"


def test_a_used_file_is_no_policy_of_its_own(small: Path) -> None:
    write(small / "words/more.policy", 'policy more "More"\nkind shelf\n')
    assert find_policies(small) == [small / "small.policy"]
    assert problems_of(small) == [("two-policies", "a second policy begins here")]


def test_the_first_policy_loads_without_a_problem() -> None:
    (path,) = find_policies(SPEC)
    assert load(path).problems == ()


# --------------------------------------------------------------------------- what can be wrong


def test_no_file_and_no_policy(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "none.policy")[0][0] == "no-such-file"
    assert problems_of(tmp_path)[0][0] == "no-policy"
    write(tmp_path / "words.policy", "kind file\n")
    assert problems_of(tmp_path)[0][0] == "no-policy"
    assert problems_of(tmp_path / "words.policy")[0][0] == "no-policy"


def test_a_folder_whose_files_cannot_be_told_apart(tmp_path: Path) -> None:
    write(tmp_path / "one.policy", 'policy one "One"\n\nuse "two.policy"\n')
    write(tmp_path / "two.policy", 'use "one.policy"\n')
    assert "use-circle" in dict(problems_of(tmp_path))
    (tmp_path / "one.policy").write_bytes(b"\0\1")
    (tmp_path / "two.policy").unlink()
    assert problems_of(tmp_path)[0][0] == "binary-file"


def test_a_byte_order_mark_hides_no_policy(tmp_path: Path) -> None:
    write(tmp_path / "one.policy", '\ufeffpolicy one "One"\n\nuse "two.policy"\n')
    write(tmp_path / "two.policy", '\ufeffuse "three.policy"\n')
    write(tmp_path / "three.policy", 'policy three "Three"\n')
    assert find_policies(tmp_path) == [tmp_path / "one.policy"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty-file", b" \n"),
        ("binary-file", b"policy\0"),
        ("not-utf-8", b'policy caf\xe9 "Caf\xe9"\n'),
    ],
)
@pytest.mark.parametrize("used", ["small.policy", "words/more.policy", "text/small.txt"])
def test_files_that_hold_no_text(small: Path, used: str, name: str, content: bytes) -> None:
    (small / used).write_bytes(content)
    assert problems_of(small / "small.policy")[0][0] == name


def test_an_unreadable_file(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused by the system's word, for who runs the tests as root may read every file."""
    locked = small / "small.policy"
    right = Path.open

    def refusing(path: Path, *rest: Any, **named: Any) -> IO[Any]:
        if path == locked:
            raise PermissionError(13, "Permission denied", str(path))
        opened: IO[Any] = right(path, *rest, **named)
        return opened

    monkeypatch.setattr(Path, "open", refusing)
    assert problems_of(locked)[0][0] == "unreadable-file"


def test_a_folder_named_like_a_policy_cannot_be_used(small: Path) -> None:
    (small / "words/more.policy").unlink()
    (small / "words/more.policy").mkdir()
    assert problems_of(small)[0][0] == "use-missing"


@pytest.mark.parametrize(
    ("used", "name"),
    [
        ("missing.policy", "use-missing"),
        ("../../outside.policy", "use-outside"),
        ("/etc/passwd", "use-outside"),
        ("more.policy", "use-circle"),
        ("vocabulary.policy", "use-circle"),
    ],
)
def test_a_use_that_leads_nowhere(small: Path, used: str, name: str) -> None:
    write(small.parent / "outside.policy", "kind shelf\n")
    write(small / "words/more.policy", f'use "{used}"\n')
    assert [found for found, _ in problems_of(small / "small.policy")] == [name]


def test_a_link_does_not_lead_out_of_the_folder(small: Path) -> None:
    write(small.parent / "outside.policy", "kind shelf\n")
    (small / "words/more.policy").unlink()
    (small / "words/more.policy").symlink_to(small.parent / "outside.policy")
    assert problems_of(small / "small.policy")[0][0] == "use-outside"


def test_one_file_may_be_used_twice(small: Path) -> None:
    write(small / "small.policy", MAIN.replace('use "', 'use "words/more.policy"\nuse "', 1))
    assert load(small).problems == ()


def test_a_missing_source_text(small: Path) -> None:
    (small / "text/small.txt").unlink()
    assert problems_of(small) == [("source-missing", "there is no file “text/small.txt”")]


def test_all_mistakes_are_found_in_one_run(small: Path) -> None:
    write(small / "text/small.txt", "We lend books.")
    write(small / "words/more.policy", "kind shelf is a self\n")
    write(small / "small.policy", f'{MAIN}\nclause 2 "Two"\n  the Office shall keep a file\n')
    found = problems_of(small)
    assert {name for name, _ in found} >= {"quote-mismatch", "unknown-kind"}
    assert any("shall" in message for _, message in found)
    found_again = attempt(small)
    assert found_again.policy is None
    assert len(found_again.problems) == len(found)


# --------------------------------------------------------------------------- speed


def large_policy(clauses: int) -> str:
    lines = ['policy large "Large"', 'party the Office "the Office"', "kind person is a party"]
    for i in range(40):
        lines += [f"kind thing{i}", "  type is one of alpha, beta, gamma"]
        lines += ["  size is a number of grams", f"act move{i} a thing{i} to a person"]
    lines += [f"fact a thing{i % 40} is marked{i} by a person" for i in range(300)]
    for i in range(clauses):
        k = i % 40
        lines += [
            f'clause {i} "C{i}"',
            f"  the Office must not move{k} a thing{k} to a person",
            f"  when the thing{k} is marked{k} by the person",
            f"  and the thing{k} is not marked{k + 40} by a person",
            "  and any of",
            f"    the type of the thing{k} is alpha",
            f"    the size of the thing{k} is more than {i} grams",
            f"  except other when another thing{k} is marked{k + 80} by the person",
        ]
    return "\n".join(lines) + "\n"


@pytest.mark.benchmark(group="5,000 lines, parsed and elaborated")
def test_five_thousand_lines_are_read(benchmark: BenchmarkFixture) -> None:
    file = source_of("large.policy", large_policy(570))
    assert len(file.line_starts) > 5000
    benchmark.extra_info["at most"] = 2.0

    def read() -> tuple[Policy | None, tuple[Problem, ...]]:
        document, unread = parse(file)
        policy, problems = elaborate([document], None)
        return policy, (*unread, *problems)

    policy, problems = benchmark.pedantic(read)  # type: ignore[no-untyped-call]
    assert problems == ()
    assert policy is not None
    assert len(policy.norms) == 2 * 570
