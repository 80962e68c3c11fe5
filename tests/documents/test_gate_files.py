"""The GitHub Action, the GitLab template and the hooks for pre-commit: their files hold together,
and their scripts do what they say on a real repository, without a network."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.examples.repository import (
    BROKEN,
    LOOSENS,
    NARROWED,
    UNCHANGED,
    Repository,
    amendment,
    repository,
)

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "gate" / "github.sh"
ANTINOMY = Path(sys.executable).parent / "antinomy"
EXPRESSION = re.compile(r"\$\{\{.*?\}\}", re.DOTALL)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are those of a shell")


def document(*parts: str) -> Any:
    return yaml.safe_load(ROOT.joinpath(*parts).read_text(encoding="utf-8"))


# --------------------------------------------------------------------------- action.yml


def test_the_action_is_one() -> None:
    action = document("action.yml")
    assert {"name", "description", "inputs", "outputs", "runs"} <= set(action)
    assert action["runs"]["using"] == "composite"
    assert len(action["description"]) <= 125
    for step in action["runs"]["steps"]:
        assert ("uses" in step) != ("run" in step)
        assert ("run" in step) == ("shell" in step)
    for about in action["inputs"].values():
        assert set(about) <= {"description", "default", "required"}
        assert isinstance(about.get("default", ""), str)


def test_no_input_is_part_of_a_command() -> None:
    """Neither in the action nor in the template: what a user or a change can name is a variable."""
    for step in document("action.yml")["runs"]["steps"]:
        assert not EXPRESSION.search(step.get("run", ""))
    used = set(re.findall(r"ANTINOMY_[A-Z_]+", SCRIPT.read_text(encoding="utf-8")))
    (look,) = (s for s in document("action.yml")["runs"]["steps"] if s.get("id") == "gate")
    assert used == {name for name in look["env"] if name.startswith("ANTINOMY_")}


def test_every_expression_names_something() -> None:
    action = document("action.yml")
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    named = {
        name
        for found in EXPRESSION.findall(text)
        for name in re.findall(r"inputs\.([\w-]+)", found)
    }
    assert named == set(action["inputs"])
    outputs = {re.findall(r"outputs\.([\w-]+)", o["value"])[0] for o in action["outputs"].values()}
    written = set(re.findall(r"printf '([\w-]+)=%s", SCRIPT.read_text(encoding="utf-8")))
    assert outputs == written == set(action["outputs"])


def test_the_script_is_a_program() -> None:
    assert os.access(SCRIPT, os.X_OK)
    assert run(["bash", "-n", str(SCRIPT)], ROOT, {}).returncode == 0
    assert run([str(SCRIPT)], ROOT, {}).returncode == 2


# --------------------------------------------------------------------------- the action's script


def run(
    command: list[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@dataclass(frozen=True)
class Workflow:
    """A runner that has checked out the branch `change`, with the base branch at its origin."""

    repository: Repository
    scratch: Path

    def look(self, **environment: str) -> subprocess.CompletedProcess[str]:
        given = {
            "RUNNER_TEMP": str(self.scratch / "temp"),
            "GITHUB_STEP_SUMMARY": str(self.scratch / "step"),
            "GITHUB_OUTPUT": str(self.scratch / "output"),
            "GITHUB_REPOSITORY": "owner/policies",
            "ANTINOMY": str(ANTINOMY),
            "ANTINOMY_PATHS": "spec\n",
            "ANTINOMY_BASE": "main",
            "ANTINOMY_FAIL_ON": "error",
        }
        return run([str(SCRIPT), "look"], self.repository.folder, given | environment)

    @property
    def outputs(self) -> dict[str, str]:
        lines = (self.scratch / "output").read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)

    @property
    def step(self) -> str:
        return (self.scratch / "step").read_text(encoding="utf-8")


@pytest.fixture
def workflow(tmp_path: Path) -> Workflow:
    return Workflow(repository(tmp_path / "clone"), tmp_path)


def test_a_harmless_amendment_passes(workflow: Workflow) -> None:
    workflow.repository.write(workflow.repository.amendment, amendment(LOOSENS))
    workflow.repository.commit()
    done = workflow.look()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "gate passed: 1 policy; 1 changed in meaning, as declared" in done.stdout
    assert "Antinomy: passed" in workflow.step
    assert workflow.outputs["exit-code"] == "0"
    assert json.loads(Path(workflow.outputs["sarif"]).read_text(encoding="utf-8"))["runs"]
    assert Path(workflow.outputs["summary"]).read_text(encoding="utf-8") == workflow.step


def test_an_undeclared_change_is_stopped_and_says_who_loses(workflow: Workflow) -> None:
    workflow.repository.write(workflow.repository.amendment, amendment(UNCHANGED))
    workflow.repository.commit()
    done = workflow.look()
    assert done.returncode == 1
    assert "the member whom clause 1 protects loses" in workflow.step
    assert "**and the book is rare**" in workflow.step
    assert workflow.outputs["exit-code"] == "1"
    before, _, after = done.stdout.partition("::error ")
    assert after.startswith("file=spec/lending/amendments/rare.policy,line=1,")
    stop, *_, resume = (line for line in before.splitlines() if line.startswith("::"))
    assert stop == f"::stop-commands::{resume.strip(':')}"
    assert len(resume) > 30


def test_a_broken_policy_cannot_be_read(workflow: Workflow) -> None:
    workflow.repository.write(workflow.repository.policy, BROKEN)
    workflow.repository.commit()
    done = workflow.look()
    assert done.returncode == 2
    assert "Antinomy: cannot be read" in workflow.step
    assert "::error file=spec/lending/lending.policy,line=19" in done.stdout
    assert workflow.outputs["exit-code"] == "2"


def test_a_shallow_clone_fetches_the_base(workflow: Workflow, tmp_path: Path) -> None:
    workflow.repository.write(workflow.repository.policy, NARROWED)
    workflow.repository.commit()
    origin = workflow.repository.folder.as_uri()
    shallow = Repository(tmp_path / "shallow")
    clone = ["git", "clone", "--quiet", "--depth=1", "--branch=change", origin, str(shallow.folder)]
    assert run(clone, tmp_path, {}).returncode == 0
    base = workflow.repository.git("rev-parse", "main")
    for number, revision in enumerate((base, "main")):
        scratch = tmp_path / str(number)
        scratch.mkdir()
        done = Workflow(shallow, scratch).look(ANTINOMY_BASE=revision)
        assert done.returncode == 1, done.stderr
        assert "no amendment says so" in " ".join(done.stdout.split())


def test_without_a_base_and_with_paths_that_are_no_options(workflow: Workflow) -> None:
    done = workflow.look(
        ANTINOMY_BASE="", ANTINOMY_PATHS="  spec/lending \n\n --help\n$(touch x)\n"
    )
    assert done.returncode == 2
    assert "there is no file or folder --help" in done.stderr
    assert "there is no file or folder $(touch x)" in done.stderr
    assert not (workflow.repository.folder / "x").exists()
    assert workflow.look(ANTINOMY_BASE="--upload-pack=touch x").returncode == 2
    assert not (workflow.repository.folder / "x").exists()


def test_a_fault_leaves_no_summary_of_an_earlier_run(workflow: Workflow, tmp_path: Path) -> None:
    assert workflow.look().returncode == 0
    (workflow.scratch / "output").unlink()
    failing = tmp_path / "failing"
    program(failing, "exit 70")
    assert workflow.look(ANTINOMY=str(failing)).returncode == 70
    assert workflow.outputs == {"exit-code": "70"}


def program(file: Path, *lines: str) -> None:
    file.write_text("\n".join(("#!/bin/sh", *lines, "")), encoding="utf-8")
    file.chmod(0o755)


@pytest.mark.parametrize("there", [True, False])
def test_the_comment_is_written_once_and_then_anew(
    there: bool, workflow: Workflow, tmp_path: Path
) -> None:
    """`gh` is played by a program that notes how it is called."""
    tools = tmp_path / "tools"
    tools.mkdir()
    listed = "echo 17; echo 18" if there else ":"
    program(
        tools / "gh",
        f'printf "%s\\n" "$*" >>"{tmp_path}/calls"',
        f'case "$*" in *--paginate*) {listed} ;; esac',
    )
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    done = workflow.look(ANTINOMY_COMMENT="true", ANTINOMY_PULL_REQUEST="5", PATH=path)
    assert done.returncode == 0, done.stderr
    listing, writing = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert "--paginate repos/owner/policies/issues/5/comments" in listing
    where = "issues/comments/17" if there else "issues/5/comments"
    how = "PATCH" if there else "POST"
    assert f"--method {how} repos/owner/policies/{where} --field body=@" in writing


def test_a_comment_that_cannot_be_written_stops_nothing(workflow: Workflow, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    program(tools / "gh", "exit 1")
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    done = workflow.look(ANTINOMY_COMMENT="true", ANTINOMY_PULL_REQUEST="5", PATH=path)
    assert done.returncode == 0
    assert "::warning::The summary could not be written as a comment" in done.stdout


def test_the_action_installs_the_checkout_that_it_is_in(tmp_path: Path) -> None:
    """`python` is played by a program that makes the environment and notes what is installed."""
    tools = tmp_path / "tools"
    tools.mkdir()
    program(
        tools / "python",
        f'printf "%s\\n" "$*" >>"{tmp_path}/calls"',
        'if [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; fi',
    )
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    done = run([str(SCRIPT), "install"], tmp_path, {"PATH": path, "RUNNER_TEMP": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    made, installed = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert made == f"-m venv {tmp_path}/antinomy/environment"
    assert installed.startswith("-m pip ")
    assert installed.endswith(f" install {ROOT}")


# --------------------------------------------------------------------------- GitLab

JOB = "antinomy"


def test_the_template_is_one_job() -> None:
    template = document("gate", "gitlab.yml")
    assert set(template) == {JOB}
    job = template[JOB]
    assert job["artifacts"]["when"] == "always"
    script = "\n".join(job["script"])
    for file in (*job["artifacts"]["reports"].values(), *job["artifacts"]["paths"]):
        assert file in script
    assert job["variables"]["GIT_DEPTH"] == "0"
    assert job["variables"]["ANTINOMY_SOURCE"] == ""


def gitlab(part: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A part of the job, run as a runner runs it."""
    job = document("gate", "gitlab.yml")[JOB]
    given = {name: str(value) for name, value in job["variables"].items()} | environment
    given["PATH"] = os.pathsep.join(
        (given.get("PATH", ""), str(ANTINOMY.parent), os.environ["PATH"])
    ).lstrip(os.pathsep)
    return run(["sh", "-e", "-c", "\n".join(job[part])], folder, given)


@pytest.mark.parametrize(("text", "code"), [(amendment(UNCHANGED), 1), ("amendment x\n", 2)])
def test_a_merge_request(text: str, code: int, workflow: Workflow) -> None:
    workflow.repository.write(workflow.repository.amendment, text)
    base = workflow.repository.git("rev-parse", "main")
    folder = workflow.repository.folder
    done = gitlab("script", folder, CI_MERGE_REQUEST_DIFF_BASE_SHA=base, ANTINOMY_PATHS="spec\n")
    assert done.returncode == code, done.stderr
    assert "Antinomy: " in (folder / "antinomy.md").read_text(encoding="utf-8")
    found = json.loads((folder / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert ("undeclared-effect" in {issue["check_name"] for issue in found}) == (code == 1)
    assert (folder / "antinomy.xml").read_text(encoding="utf-8").startswith("<?xml")


def test_a_note_on_the_merge_request(workflow: Workflow, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    program(tools / "curl", f'printf "%s\\n" "$@" >"{tmp_path}/calls"', "exit 22")
    done = gitlab(
        "script",
        workflow.repository.folder,
        PATH=str(tools),
        ANTINOMY_TOKEN="secret",
        CI_API_V4_URL="https://gitlab.example.org/api/v4",
        CI_PROJECT_ID="3",
        CI_MERGE_REQUEST_IID="5",
    )
    assert done.returncode == 0
    assert "could not be written as a note" in done.stderr
    calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert calls[-1] == "https://gitlab.example.org/api/v4/projects/3/merge_requests/5/notes"
    assert "body@antinomy.md" in calls


def test_the_source_has_to_be_named(tmp_path: Path) -> None:
    done = gitlab("before_script", tmp_path)
    assert done.returncode == 2
    assert "ANTINOMY_SOURCE" in done.stderr
    tools = tmp_path / "tools"
    tools.mkdir()
    program(tools / "python", f'printf "%s\\n" "$*" >"{tmp_path}/calls"')
    assert (
        gitlab("before_script", tmp_path, PATH=str(tools), ANTINOMY_SOURCE="./a b").returncode == 0
    )
    assert (tmp_path / "calls").read_text(encoding="utf-8").endswith(" install ./a b\n")


# --------------------------------------------------------------------------- pre-commit

HOOKS = document(".pre-commit-hooks.yaml")


def precommit(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    home = str(folder.parent / "precommit")
    who = {
        f"GIT_{role}_{what}": "jane@example.org"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    return run(
        [sys.executable, "-m", "pre_commit", *arguments], folder, {"PRE_COMMIT_HOME": home, **who}
    )


def test_the_hooks_are_a_manifest(tmp_path: Path) -> None:
    done = precommit(tmp_path, "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
    assert done.returncode == 0, done.stdout
    assert len({hook["id"] for hook in HOOKS}) == len(HOOKS)
    assert all(hook["language"] == "python" for hook in HOOKS)


@pytest.fixture
def hooked(workflow: Workflow) -> Repository:
    """The repository with all hooks. They run with the command that is installed here, where
    elsewhere an environment is made for them."""
    local = [
        {
            **hook,
            "language": "system",
            "entry": f"{ANTINOMY} {hook['entry'].removeprefix('antinomy ')}",
        }
        for hook in HOOKS
    ]
    config = {"repos": [{"repo": "local", "hooks": local}]}
    found = workflow.repository
    found.write(found.folder / ".pre-commit-config.yaml", yaml.safe_dump(config))
    found.commit("Hooks")
    return found


def hook_results(repository: Repository) -> dict[str, str]:
    """What became of each hook on what is staged."""
    repository.git("add", "--all")
    done = precommit(repository.folder, "run", "--color=never")
    names = {hook["name"]: hook["id"] for hook in HOOKS}
    lines = (
        re.fullmatch(r"(.+?)\.{3,}.*?(Passed|Failed|Skipped)", line)
        for line in done.stdout.splitlines()
    )
    found = {names[line[1]]: line[2] for line in lines if line}
    assert set(found) == set(names.values()), done.stdout + done.stderr
    assert (done.returncode != 0) == ("Failed" in found.values())
    return {name.removeprefix("antinomy-"): ended for name, ended in found.items()}


def test_a_commit_of_something_else_runs_no_hook(hooked: Repository) -> None:
    hooked.write(hooked.folder / "other.py", "")
    assert set(hook_results(hooked).values()) == {"Skipped"}


def test_a_harmless_commit_passes(hooked: Repository) -> None:
    hooked.write(hooked.amendment, amendment(LOOSENS))
    assert set(hook_results(hooked).values()) == {"Passed"}


def test_an_undeclared_commit_is_stopped(hooked: Repository) -> None:
    hooked.write(hooked.policy, NARROWED)
    found = hook_results(hooked)
    assert found == {"format": "Passed", "check": "Passed", "test": "Passed", "gate": "Failed"}


def test_an_untidy_policy_is_put_in_order(hooked: Repository) -> None:
    before = hooked.policy.read_text(encoding="utf-8")
    hooked.write(hooked.policy, before.replace("\n\n", "\n\n\n"))
    assert hook_results(hooked)["format"] == "Failed"
    assert hooked.policy.read_text(encoding="utf-8") == before
