"""Input that no drafter means to give: what cannot be read is said, in a message and with exit code
2; nothing hangs, nothing is passed over, nothing is taken for a mistake of the tool."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from tests.examples.clash import CLASH
from verifier.commands import cli
from verifier.commands.exit_codes import Exit
from verifier.elaborate import LARGEST, load

Captured = pytest.CaptureFixture[str]
MAIN = "from verifier.commands.start import main; main()"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("clash.policy").write_text(CLASH, encoding="utf-8")
    return tmp_path


def said(capsys: Captured, *command: str) -> tuple[int, str]:
    capsys.readouterr()
    code = cli.run(command)
    words = " ".join("".join(capsys.readouterr()).split())
    assert "not to blame" not in words, words
    return code, words


# --------------------------------------------------------------------------- nothing is passed over


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (CLASH.encode("utf-16"), "is text in the encoding UTF-16"),
        (CLASH.replace("policy clash", "Policy clash").encode(), "Policy"),
        (b'policy x "X"\nact', "act"),
        (b"\xff", "is not text in UTF-8"),
    ],
)
def test_a_broken_policy_beside_a_good_one(
    data: bytes, words: str, folder: Path, capsys: Captured
) -> None:
    (folder / "broken.policy").write_bytes(data)
    for command in ("check", "test"):
        code, told = said(capsys, command, str(folder))
        assert code == Exit.NOT_A_POLICY
        assert words in told


def test_what_a_stray_file_names_is_read_all_the_same(folder: Path, capsys: Captured) -> None:
    (folder / "broken.policy").write_text('policy b "B"\nact', encoding="utf-8")
    (folder / "stray.policy").write_text('use "broken.policy"\n', encoding="utf-8")
    code, told = said(capsys, "check", str(folder))
    assert code == Exit.NOT_A_POLICY
    assert "broken.policy:2" in told
    assert "stray.policy was not read" in told


def test_a_file_of_nothing_is_said_not_to_be_read(folder: Path, capsys: Captured) -> None:
    (folder / "words.policy").write_text("kind book\n", encoding="utf-8")
    code, told = said(capsys, "check", str(folder))
    assert code == Exit.FINDINGS
    assert "words.policy was not read: it is neither a policy nor an amendment" in told


def test_what_is_used_by_what_is_used_is_no_stray(folder: Path, capsys: Captured) -> None:
    head, rest = CLASH.split("\nparty", 1)
    (folder / "clash.policy").write_text(f'{head}\nuse "a.policy"\n', encoding="utf-8")
    (folder / "a.policy").write_text('use "b.policy"\n', encoding="utf-8")
    (folder / "b.policy").write_text(f"party{rest}", encoding="utf-8")
    assert "was not read" not in said(capsys, "check", str(folder))[1]


def test_cases_under_an_earlier_version_are_tried(capsys: Captured, tmp_path: Path) -> None:
    example = Path(__file__).parents[1] / "documents" / "everything"
    if not example.is_dir():
        (example,) = (p for p in Path(__file__).parents[1].rglob("everything") if p.is_dir())
    copy = tmp_path / "everything"
    copytree(example, copy)
    capsys.readouterr()
    assert cli.run(["test", str(copy), "--format", "json", "--no-suggest"]) != Exit.FAULT
    tried = {one["name"] for one in json.loads(capsys.readouterr().out)["policies"][0]["tried"]}
    policy = load(copy).policy
    assert {name for one in policy.earlier for name in one.cases}
    assert set(policy.every_case) <= tried


# --------------------------------------------------------------------------- what is no file


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system knows no pipes with names")
def test_a_pipe_is_refused(folder: Path, capsys: Captured) -> None:
    os.mkfifo(folder / "pipe.policy")
    for command in (["check"], ["format", "--check"], ["test"]):
        code, told = said(capsys, *command, str(folder))
        assert code == Exit.NOT_A_POLICY
        assert "pipe.policy cannot be read: it is a pipe" in told


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no such device")
def test_a_device_is_refused(folder: Path, capsys: Captured) -> None:
    code, told = said(capsys, "check", "/dev/zero")
    assert (code, "it is a device" in told) == (Exit.NOT_A_POLICY, True)
    (folder / "clash.policy").unlink()
    (folder / "clash.policy").symlink_to("/dev/zero")
    assert said(capsys, "check", str(folder))[0] == Exit.NOT_A_POLICY


@pytest.mark.usefixtures("folder")
def test_a_pipe_of_the_shell_says_what_to_do() -> None:
    script = f"{sys.executable} -c '{MAIN}' check <(cat clash.policy)"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == Exit.NOT_A_POLICY
    assert "write it to a file first" in done.stderr


def test_a_file_too_large_is_refused_with_the_bound(folder: Path, capsys: Captured) -> None:
    with (folder / "clash.policy").open("ab") as file:
        file.truncate(LARGEST + 1)
    code, told = said(capsys, "check", "clash.policy")
    assert code == Exit.NOT_A_POLICY
    assert f"{LARGEST:,}" in told


@pytest.mark.parametrize("line", ['use "{}"', 'source text "{}"'])
@pytest.mark.parametrize("name", ["x" * 300, "a/" * 3000 + "b", "loop"])
def test_names_that_the_system_does_not_take(
    line: str, name: str, folder: Path, capsys: Captured
) -> None:
    (folder / "loop").symlink_to("loop")
    written = line.format(name)
    head = f'policy clash "Clash"\n  {written}' if line.startswith("source") else CLASH + written
    (folder / "clash.policy").write_text(f"{head}\n", encoding="utf-8")
    for command in ("check", "report", "format"):
        options = ["-o", "page.html"] if command == "report" else []
        code, told = said(capsys, command, "clash.policy", *options)
        assert code == (Exit.CLEAN if command == "format" else Exit.NOT_A_POLICY)
        assert len(told) < 3000


def test_names_of_the_command_line(folder: Path, capsys: Captured) -> None:
    long = "x" * 300
    (folder / "loop").symlink_to("loop")
    for name in (long, "loop"):
        for command in (
            ["check", name],
            ["compare", name, "clash.policy"],
            ["report", "clash.policy", "-o", f"{name}/page.html"],
            ["amend", "clash.policy", name, "-o", "new"],
            ["new", name],
            ["decide", "clash.policy", "--case-file", name],
            ["check", "clash.policy", "-o", name],
            ["gate", "--base=main", name],
            ["format", name],
        ):
            code, told = said(capsys, *command)
            assert code == Exit.NOT_A_POLICY, (command, told)


@pytest.mark.skipif(sys.platform == "win32", reason="names are text there")
@pytest.mark.usefixtures("folder")
def test_a_name_that_is_no_text(capsys: Captured) -> None:
    odd = os.fsdecode(b"caf\xe9")
    Path(odd).mkdir()
    Path("clash.policy").rename(Path(odd, "clash.policy"))
    for output in ("text", "json", "sarif", "junit", "github", "gitlab", "markdown"):
        out = ["-o", "out"] if output != "text" else []
        assert said(capsys, "check", odd, "--format", output, *out)[0] == Exit.FINDINGS
    assert said(capsys, "report", odd, "-o", "page.html")[0] == Exit.CLEAN
    assert r"caf\xe9" in Path("page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("moment", ["99999999999999999999", "253402300800"])
def test_a_moment_that_no_calendar_has(
    moment: str, folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "clash.accepted").write_text("# nothing\n", encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
    code, told = said(capsys, "check", "clash.policy")
    assert code == Exit.NOT_A_POLICY
    assert "SOURCE_DATE_EPOCH" in told


# --------------------------------------------------------------------------- streams


def run(*command: str, **given: object) -> subprocess.CompletedProcess[bytes]:
    script = [sys.executable, "-c", MAIN, *command]
    return subprocess.run(script, capture_output=True, check=False, **given)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-"])
@pytest.mark.usefixtures("folder")
def test_a_closed_stream(closed: str) -> None:
    for command, held in (("check clash.policy", Exit.FINDINGS), ("format -", Exit.NOT_A_POLICY)):
        script = f"exec {sys.executable} -c '{MAIN}' {command} {closed} </dev/null"
        if closed.startswith("0"):
            script = f"exec {sys.executable} -c '{MAIN}' {command} {closed}"
        done = subprocess.run(["bash", "-c", script], capture_output=True, check=False)
        expected = Exit.NOT_A_POLICY if closed.startswith("1") else held
        assert done.returncode == expected, (command, done.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
@pytest.mark.parametrize("output", ["text", "json", "sarif"])
@pytest.mark.parametrize("buffered", ["", "1"])
@pytest.mark.usefixtures("folder")
def test_no_room_for_what_is_written(output: str, buffered: str) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": buffered}
    limited = f"ulimit -f 1; exec {sys.executable} -c '{MAIN}' check clash.policy --format {output}"
    with Path("/dev/full").open("wb") as full, Path("out").open("wb") as small:
        for script, stream in ((limited.removeprefix("ulimit -f 1; "), full), (limited, small)):
            done = subprocess.run(
                ["bash", "-c", script],
                stdout=stream,
                stderr=subprocess.PIPE,
                env=environment,
                check=False,
            )
            if stream is full or output != "text":
                assert done.returncode == Exit.NOT_A_POLICY
                assert b"cannot write what was found" in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8"])
def test_an_encoding_that_lacks_signs(encoding: str, folder: Path) -> None:
    text = CLASH.replace('"Do not keep"', '"Ne pas garder → 日本"')
    (folder / "clash.policy").write_text(text, encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = run("check", "clash.policy", "-v", env=environment)
    assert done.returncode == Exit.FINDINGS
    told = done.stdout.decode(encoding)
    assert told.rstrip().splitlines()[-1].startswith("clash: 1 error")
    done = run("check", "clash.policy", "--format", "json", env=environment)
    assert json.loads(done.stdout.decode("utf-8"))["exit"] == Exit.FINDINGS
    for output in ("markdown", "sarif", "junit"):
        assert run("check", "clash.policy", "--format", output, env=environment).returncode == 1


# --------------------------------------------------------------------------- injection

CONTROLS = "a\x1b[31mb\x1b]0;title\x07c\x9b1md\u202ee\u2066f"


def test_control_characters_are_shown(folder: Path, capsys: Captured) -> None:
    text = CLASH.replace('"Keep"', f'"{CONTROLS}"').replace('"Clash"', f'"{CONTROLS}"')
    (folder / "clash.policy").write_text(f"{text}oops {CONTROLS}\n", encoding="utf-8")
    cli.run(["check", "clash.policy"])
    (folder / "good.policy").write_text(text.replace("policy clash", "policy g"), encoding="utf-8")
    told = "".join(capsys.readouterr())
    for output in ("text", "markdown", "json", "sarif", "junit", "github", "gitlab"):
        cli.run(["check", "good.policy", "-v", "--format", output])
        told += "".join(capsys.readouterr())
    for command in ("mutate", "test"):
        cli.run([command, "good.policy"])
        told += "".join(capsys.readouterr())
    cli.run(["report", "good.policy", "-o", "page.html"])
    told += Path("page.html").read_text(encoding="utf-8")
    told += Path("page.md").read_text(encoding="utf-8")
    assert r"\x1b[31m" in told
    assert r"\u202e" in told
    assert not set("\x1b\x07\x9b\u202e\u2066") & set(told)


@pytest.mark.parametrize("name", ["::stop-commands::x", "::error::lost", "##[error]x"])
def test_no_line_is_a_command_of_a_build_server(name: str, folder: Path, capsys: Captured) -> None:
    text = CLASH.replace("policy clash", f"policy {name}").replace('"Keep"', f'"{name} {name}"')
    (folder / "clash.policy").write_text(text, encoding="utf-8")
    told = ""
    for command in (
        ["check"],
        ["check", "-v"],
        ["test"],
        ["mutate"],
        ["gate"],
        ["check", "--format", "github"],
    ):
        cli.run([*command, "clash.policy"])
        told += "".join(capsys.readouterr())
    told += run("report", "-o", "page.html", "clash.policy").stdout.decode()
    told += run("decide", "clash.policy", "--case", name).stderr.decode()
    cli.run(["gate", "clash.policy", "--annotations", "annotations"])
    told += "".join(capsys.readouterr()) + Path("annotations").read_text(encoding="utf-8")
    commands = [line for line in told.splitlines() if line.strip().startswith("::")]
    own = ("::error title=", "::error file=", "::notice ", "::warning ")
    assert [line for line in commands if not line.startswith(own)] == []
    assert "##[" not in told
