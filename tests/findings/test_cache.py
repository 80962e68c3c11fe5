"""The cache: nothing is solved twice, and nothing that it holds can do harm."""

from __future__ import annotations

import json
import multiprocessing
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.examples.clash import CLASH
from tests.examples.repository import (
    LOOSENS,
    NARROWED,
    POLICY,
    UNCHANGED,
    Repository,
    amendment,
    repository,
)
from tests.report import page_example
from verifier.changes.compare.comparison import ComparisonOptions, compare
from verifier.changes.compare.difference.outcome import Comparison
from verifier.changes.consolidate import Enacted, enacted
from verifier.checks import run as pipeline
from verifier.commands import cli
from verifier.commands.exit_codes import Exit
from verifier.commands.stages.cached_runs import cache_folder, program
from verifier.findings.cache import MOST, OURS, Cache, key_of
from verifier.findings.codec import Places, Unreadable, decoded, encoded
from verifier.findings.finding import CheckRun, Outcome, Run
from verifier.findings.installed_solvers import solver_versions
from verifier.source import SourceFile, Span

Captured = pytest.CaptureFixture[str]

FIRST = Path(__file__).parents[2] / "spec" / "prioritizing-safety"
FILES = (page_example.FILE, page_example.SOURCE)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    file = tmp_path / "clash.policy"
    file.write_text(CLASH, encoding="utf-8")
    return file


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every policy that was really checked, in order."""
    seen: list[str] = []
    work = pipeline.check

    def check(*arguments: object) -> Run:
        run = work(*arguments)  # type: ignore[arg-type]
        seen.append(run.policy)
        return run

    monkeypatch.setattr("verifier.checks.run.check", check)
    return seen


@pytest.fixture
def store(tmp_path: Path) -> Cache:
    file = tmp_path / "runs.sqlite3"
    return Cache(str(file), lambda: file.unlink(missing_ok=True))


# --------------------------------------------------------------------------- whole commands


def check(policy: Path, capsys: Captured, *arguments: str) -> str:
    capsys.readouterr()
    assert cli.run(["check", str(policy), "--select", "dilemma", *arguments]) == Exit.FINDINGS
    return capsys.readouterr().out


@pytest.mark.parametrize("output", ["text", "json", "markdown", "sarif", "junit", "github"])
def test_a_second_run_solves_nothing_and_says_the_same(
    output: str, policy: Path, solved: list[str], capsys: Captured
) -> None:
    first = check(policy, capsys, "--format", output)
    assert check(policy, capsys, "--format", output) == first
    assert solved == ["clash"]


def test_without_the_cache(policy: Path, solved: list[str], capsys: Captured) -> None:
    check(policy, capsys)
    check(policy, capsys, "--no-cache")
    assert solved == ["clash"] * 2


@pytest.mark.parametrize(
    "arguments", [["--readings", "plain"], ["--ignore", "gap"], ["--budget", "1000000"]]
)
def test_what_is_asked_counts(
    arguments: list[str], policy: Path, solved: list[str], capsys: Captured
) -> None:
    check(policy, capsys)
    check(policy, capsys, *arguments)
    assert solved == ["clash"] * 2


def test_what_is_written_counts(policy: Path, solved: list[str], capsys: Captured) -> None:
    check(policy, capsys)
    policy.write_text(CLASH.replace("Do not keep", "Throw away"), encoding="utf-8")
    assert "Throw away" in check(policy, capsys, "--verbose")
    assert solved == ["clash"] * 2


def test_the_layout_does_not_count(policy: Path, solved: list[str], capsys: Captured) -> None:
    check(policy, capsys)
    untidy = CLASH.replace("\n\n", "\n\n\n\n").replace(
        "  the Office must not", "      the Office must not"
    )
    policy.write_text(untidy, encoding="utf-8")
    again = check(policy, capsys, "--format", "json")
    assert solved == ["clash"]
    assert again == check(policy, capsys, "--format", "json", "--no-cache")


def test_the_folder_does_not_count(
    policy: Path, solved: list[str], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(policy, capsys)
    monkeypatch.chdir(policy.parent)
    other = Path("other.policy")
    other.write_text(CLASH, encoding="utf-8")
    again = check(other, capsys, "--format", "json")
    assert solved == ["clash"]
    assert again == check(other, capsys, "--format", "json", "--no-cache")


def test_the_program_counts(
    policy: Path, solved: list[str], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(policy, capsys)
    monkeypatch.setattr(
        "verifier.commands.stages.cached_runs.program", lambda: f"{program()}, changed"
    )
    check(policy, capsys)
    assert solved == ["clash"] * 2


def test_the_solver_counts(
    policy: Path, solved: list[str], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(policy, capsys)
    newer = {**solver_versions(), "z3": "0.1"}
    monkeypatch.setattr("verifier.commands.stages.cached_runs.solver_versions", lambda: newer)
    check(policy, capsys)
    assert solved == ["clash"] * 2


def test_what_stayed_undecided_is_asked_again(
    policy: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[Run] = []

    def undecided(*_: object) -> Run:
        runs.append(Run("clash", (CheckRun("dilemma", Outcome.UNKNOWN, words="no time"),)))
        return runs[-1]

    monkeypatch.setattr("verifier.checks.run.check", undecided)
    for _ in range(2):
        assert cli.run(["check", str(policy)]) == Exit.UNDECIDED
    capsys.readouterr()
    assert len(runs) == 2


def test_a_run_that_is_found_does_not_load_the_solver(policy: Path) -> None:
    script = (
        "import sys; from verifier.commands import cli; code = cli.run(['check', sys.argv[1]]);"
        "print(code, 'pysat' in sys.modules)"
    )
    ends = []
    for _ in range(2):
        command = [sys.executable, "-c", script, str(policy)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        ends.append(done.stdout.splitlines()[-1])
    assert ends == ["1 True", "1 False"]


# --------------------------------------------------------------------------- damage


def foreign(file: Path) -> None:
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("create table runs (what text)")
    connection.close()


def damaged(file: Path) -> None:
    file.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 20)


def text(file: Path) -> None:
    file.write_text("not a database at all\n" * 40, encoding="utf-8")


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def other_form(file: Path) -> None:
    foreign(file)
    connection = sqlite3.connect(file)
    connection.execute(f"pragma application_id = {OURS}")
    connection.close()


def lying(file: Path) -> None:
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("update runs set entry = x'00ff'")
    connection.close()


@pytest.mark.parametrize("harm", [foreign, damaged, text, cut, other_form, lying])
def test_a_damaged_or_foreign_cache_is_made_anew(
    harm: Callable[[Path], None], policy: Path, solved: list[str], capsys: Captured
) -> None:
    first = check(policy, capsys, "--format", "json")
    file = cache_folder() / "runs.sqlite3"
    if harm in (foreign, other_form):
        file.unlink()
    harm(file)
    assert check(policy, capsys, "--format", "json") == first
    assert check(policy, capsys, "--format", "json") == first
    assert solved == ["clash"] * 2


def test_no_folder_for_a_cache(
    policy: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(policy))
    assert "dilemma" in check(policy, capsys)
    (tmp_path / "antinomy").mkdir()
    (tmp_path / "antinomy" / "runs.sqlite3").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert "dilemma" in check(policy, capsys)


# --------------------------------------------------------------------------- the store


def test_what_is_put_is_got(store: Cache) -> None:
    assert store.get("a") is None
    store.put("a", "entry “a”")
    store.put("b", "b")
    store.put("a", "again")
    assert (store.get("a"), store.get("b")) == ("again", "b")


def test_old_entries_go_first(store: Cache) -> None:
    store.put("first", "1")
    for number in range(MOST - 1):
        store.put(f"key {number}", "entry")
        if number == MOST // 2:
            assert store.get("first") == "1"
    for number in range(5):
        store.put(f"later {number}", "entry")
    assert store.get("key 0") is None
    assert store.get("first") == "1"


def test_while_another_writes_nothing_is_kept_and_nothing_lost(store: Cache) -> None:
    store.put("a", "a")
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("begin exclusive")
    quick = Cache(store.path, store.remove)
    quick.put("b", "b")
    assert quick.get("a") is None
    other.execute("rollback")
    other.close()
    assert (store.get("a"), store.get("b")) == ("a", None)


def put_many(path: str, name: str) -> None:
    store = Cache(path, lambda: None)
    for number in range(20):
        store.put(f"{name} {number}", f"{name} {number}" * 500)
        store.put("shared", f"{name}" * 500)


def test_commands_at_once_do_not_harm_one_another(store: Cache) -> None:
    context = multiprocessing.get_context("spawn")
    names = ("one", "two", "three")
    workers = [context.Process(target=put_many, args=(store.path, name)) for name in names]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0
    assert store.get("shared") in [name * 500 for name in names]
    for name in names:
        assert store.get(f"{name} 19") in (None, f"{name} 19" * 500)


def test_parts_of_a_key_do_not_run_together() -> None:
    assert key_of(["ab", "c"]) != key_of(["a", "bc"])


# --------------------------------------------------------------------------- comparisons


@pytest.fixture
def unsolved(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on, whatever is put to the solver is a failure."""

    def forbid() -> None:
        def asked(*_: object) -> None:
            raise AssertionError("something was asked of the solver")

        monkeypatch.setattr("verifier.solver.clause_solver.ClauseSolver.check", asked)
        monkeypatch.setattr("verifier.changes.compare.comparison.compare", asked)

    return forbid


@pytest.fixture
def change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A branch with an amendment that does not declare what it does."""
    found = repository(tmp_path / "clone")
    found.write(found.amendment, amendment(UNCHANGED))
    found.commit()
    monkeypatch.chdir(found.folder)
    return found


COMPARED = ["compare", "spec/lending/lending.policy", "spec/lending/amendments/rare.policy"]
TWICE = {
    "text": COMPARED,
    "json": [*COMPARED, "--format", "json"],
    "markdown": [*COMPARED, "--format", "markdown"],
    "summary": [*COMPARED, "--format", "summary"],
    "page": [*COMPARED, "-o", "page.html"],
    "without findings": [*COMPARED, "--no-findings"],
    "gate": ["gate", "--base=main", "--summary", "page.html"],
}


@pytest.mark.usefixtures("change")
@pytest.mark.parametrize("command", TWICE.values(), ids=TWICE)
def test_a_second_comparison_solves_nothing_and_says_the_same(
    command: list[str], capsys: Captured, unsolved: Callable[[], None]
) -> None:
    def said() -> tuple[str, str]:
        capsys.readouterr()
        assert cli.run(command) == Exit.FINDINGS
        page = Path("page.html")
        return capsys.readouterr().out, page.read_text("utf-8") if page.exists() else ""

    first = said()
    unsolved()
    assert said() == first


def test_between_revisions_a_second_comparison_solves_nothing(
    change: Repository, capsys: Captured, unsolved: Callable[[], None]
) -> None:
    change.write(change.policy, NARROWED)
    command = ["compare", "--git", "main", "spec/lending"]
    assert cli.run(command) == Exit.FINDINGS
    first = capsys.readouterr().out
    unsolved()
    assert cli.run(command) == Exit.FINDINGS
    assert capsys.readouterr().out == first


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("amendment", amendment(LOOSENS)),
        ("policy", POLICY.replace("Rare books", "Books that are rare")),
    ],
)
def test_what_is_compared_and_declared_counts(
    file: str, text: str, change: Repository, capsys: Captured
) -> None:
    assert cli.run(COMPARED) == Exit.FINDINGS
    change.write(getattr(change, file), text)
    capsys.readouterr()
    code = cli.run([*COMPARED, "--format", "json"])
    again = capsys.readouterr().out
    assert cli.run([*COMPARED, "--format", "json", "--no-cache"]) == code
    assert capsys.readouterr().out == again


@pytest.mark.no_cover
def test_a_comparison_comes_back_as_it_was() -> None:
    made = enacted(FIRST, [FIRST / "amendments" / "charged-offenses.policy"])
    old, new = made.before, made.after
    assert old.policy is not None
    assert new.policy is not None
    assert old.source is not None
    found = compare(old.policy, new.policy, ComparisonOptions(amendments=made.amendments))
    kept = replace(found, groups=tuple(replace(group, extent=None) for group in found.groups))
    places = Places([*old.policy.files, *new.policy.files, old.source])
    with_amendment = Places([*old.policy.files, *new.policy.files, old.source, *amending(made)])
    assert decoded(encoded(kept, with_amendment), Comparison, with_amendment) == found
    with pytest.raises(Unreadable):
        decoded(encoded(page_example.run(), Places(FILES)), Comparison, places)


def amending(made: Enacted) -> Iterator[SourceFile]:
    return (one.span.file for one in made.amendments if one.span is not None)


# --------------------------------------------------------------------------- runs as text


def test_a_run_comes_back_as_it_was() -> None:
    run = page_example.run()
    places = Places(FILES)
    again = decoded(encoded(run, places), Run, places)
    assert again == run
    assert [f.place for f in again.findings] == [f.place for f in run.findings]


def test_places_fit_another_layout() -> None:
    run = page_example.run()
    wider = SourceFile("lending.policy", page_example.WRITTEN.replace("\n", "\n\n"))
    (found,) = [
        finding
        for finding in decoded(encoded(run, Places(FILES)), Run, Places((wider, FILES[1]))).findings
        if finding.place
    ]
    assert found.place == Span(
        wider, wider.text.index("clause 1"), wider.text.index("clause 1") + 8
    )
    assert found.citations[0].place == "lending.policy:5"


@pytest.mark.parametrize("change", ["{", "null", '{"is": "Finding"}', '{"is": "Run"}', "[" * 9999])
def test_what_is_no_run_is_unreadable(change: str) -> None:
    with pytest.raises(Unreadable):
        decoded(change, Run, Places(FILES))


def test_a_changed_entry_is_unreadable() -> None:
    places = Places(FILES)
    whole = json.loads(encoded(page_example.run(), places))
    for name in whole:
        broken = {**whole, name: {"is": "Nothing"}}
        with pytest.raises(Unreadable):
            decoded(json.dumps(broken), Run, places)


def test_places_told_in_words_are_noticed() -> None:
    places = Places(FILES)
    run = page_example.run()
    assert not places.mentioned_in(encoded(run, places))
    check = CheckRun("gap", Outcome.HOLDS, words="see lending.policy:3")
    assert places.mentioned_in(encoded(replace(run, checks=(check,)), places))
