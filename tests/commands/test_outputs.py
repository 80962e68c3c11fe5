"""Files that commands write: nothing that was read, no link and no device is replaced, and nothing
is left where writing failed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.examples.clash import CLASH
from verifier.commands import cli
from verifier.commands.exit_codes import Exit

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    head, rest = CLASH.split("\n", 1)
    Path("clash.policy").write_text(f'{head}\n  source text "t.txt"\n{rest}', encoding="utf-8")
    Path("t.txt").write_text("Keep it.\n", encoding="utf-8")
    Path("clash.accepted").write_text("# nothing\n", encoding="utf-8")
    return tmp_path


WRITERS = (
    ["report", "clash.policy"],
    ["check", "clash.policy"],
    ["test", "clash.policy"],
    ["mutate", "clash.policy"],
    ["compare", "clash.policy", "clash.policy"],
)
GATES = ("--summary", "--sarif", "--junit", "--gitlab", "--json", "--annotations")


def refused(capsys: Captured, *command: str) -> str:
    capsys.readouterr()
    assert cli.run(command) == Exit.NOT_A_POLICY, command
    return " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("name", ["clash.policy", "t.txt", "clash.accepted", "other.policy"])
@pytest.mark.parametrize("command", WRITERS, ids=lambda command: command[0])
@pytest.mark.usefixtures("folder")
def test_no_output_replaces_an_input(command: list[str], name: str, capsys: Captured) -> None:
    before = Path(name).read_bytes() if Path(name).exists() else None
    if name == "t.txt" and command[0] == "report":
        before = Path(name).read_bytes()
    assert "input" in refused(capsys, *command, "-o", name)
    assert (Path(name).read_bytes() if Path(name).exists() else None) == before


@pytest.mark.parametrize("option", GATES)
@pytest.mark.usefixtures("folder")
def test_the_gate_replaces_no_input(option: str, capsys: Captured) -> None:
    for name in ("clash.policy", "t.txt"):
        before = Path(name).read_bytes()
        assert "input" in refused(capsys, "gate", "clash.policy", option, name)
        assert Path(name).read_bytes() == before


@pytest.mark.parametrize("command", WRITERS, ids=lambda command: command[0])
def test_no_output_replaces_a_link_or_a_pipe(
    command: list[str], folder: Path, capsys: Captured
) -> None:
    (folder / "real").write_text("mine\n", encoding="utf-8")
    (folder / "link").symlink_to("real")
    (folder / "nowhere").symlink_to("not-there")
    os.mkfifo(folder / "pipe")
    for name in ("link", "nowhere", "pipe", "/dev/null"):
        said = refused(capsys, *command, "-o", name)
        assert "a file would take its place" in said
    assert (folder / "link").is_symlink()
    assert (folder / "pipe").is_fifo()
    assert not (folder / "not-there").exists()
    assert (folder / "real").read_text(encoding="utf-8") == "mine\n"


def test_format_replaces_no_link(folder: Path, capsys: Captured) -> None:
    untidy = CLASH.replace("\n\n", "\n\n\n")
    (folder / "real").write_text(untidy, encoding="utf-8")
    (folder / "link.policy").symlink_to("real")
    assert "a link" in refused(capsys, "format", "link.policy")
    assert (folder / "link.policy").is_symlink()
    assert (folder / "real").read_text(encoding="utf-8") == untidy


def test_the_markdown_beside_replaces_only_a_report(folder: Path, capsys: Captured) -> None:
    (folder / "README.md").write_text("# Ours\n", encoding="utf-8")
    said = refused(capsys, "report", "clash.policy", "-o", "README.html")
    assert "README.md is there, and is no report" in said
    assert (folder / "README.md").read_text(encoding="utf-8") == "# Ours\n"
    assert not (folder / "README.html").exists()
    for _ in range(2):
        assert cli.run(["report", "clash.policy", "-o", "page.html"]) == Exit.CLEAN


@pytest.mark.usefixtures("folder")
def test_an_older_output_is_replaced() -> None:
    for _ in range(2):
        assert cli.run(["check", "clash.policy", "--format", "json", "-o", "out.json"]) == 1


def test_nothing_is_left_where_there_is_no_room(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "No space left" in refused(capsys, "new", "a/b/c")
    assert not (folder / "a").exists()
    before = {path.name for path in folder.iterdir()}
    assert "No space left" in refused(capsys, "report", "clash.policy", "-o", "deep/page.html")
    assert {path.name for path in folder.iterdir()} == before
