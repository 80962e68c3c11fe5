"""What is installed: the list of packages, their data, and the command of a wheel elsewhere."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
MAPPED = {"verifier.grammar": "grammar", "verifier.reports": "reports"}


def settings() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_package_on_disk_is_listed() -> None:
    folders = {file.parent for file in (ROOT / "verifier").rglob("*.py")}
    on_disk = {".".join(folder.relative_to(ROOT).parts) for folder in folders}
    assert set(settings()["tool"]["setuptools"]["packages"]) == on_disk | set(MAPPED)


def test_every_package_has_an_init_with_a_docstring() -> None:
    for package in settings()["tool"]["setuptools"]["packages"]:
        folder = ROOT / MAPPED.get(package, package.replace(".", "/"))
        text = (folder / "__init__.py").read_text(encoding="utf-8")
        assert text.startswith('"""'), package


def test_every_data_file_is_listed() -> None:
    data = settings()["tool"]["setuptools"]["package-data"]
    for package, folder in {
        **MAPPED,
        "verifier.commands.starter": "verifier/commands/starter",
    }.items():
        listed = {file for pattern in data[package] for file in (ROOT / folder).glob(pattern)}
        found = {file for file in (ROOT / folder).iterdir() if file.is_file()}
        assert {file for file in found - listed if file.suffix != ".py"} == set(), package


def test_only_python_files_in_the_packages_without_data() -> None:
    data = set(settings()["tool"]["setuptools"]["package-data"])
    for file in (ROOT / "verifier").rglob("*"):
        package = ".".join(file.parent.relative_to(ROOT).parts)
        if file.is_file() and package not in data and "__pycache__" not in file.parts:
            assert file.suffix in (".py", ".typed"), file


def run(*command: str | Path, folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def clean_copy(folder: Path) -> Path:
    """The project without what earlier builds left behind, which a wheel would pick up."""
    skip = shutil.ignore_patterns("__pycache__")
    for name in ("verifier", *MAPPED.values()):
        shutil.copytree(ROOT / name, folder / name, ignore=skip)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def antinomy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command as a wheel installs it, in an environment of its own that borrows only the
    dependencies of this one."""
    folder = tmp_path_factory.mktemp("wheel")
    source = clean_copy(folder / "source")
    run(
        *(sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"),
        *("--no-deps", "--wheel-dir", folder, source),
        folder=folder,
    )
    (wheel,) = folder.glob("antinomy-*.whl")
    environment = folder / "environment"
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    run(
        *(sys.executable, "-m", "pip", "--python", python, "install", "--quiet"),
        *("--disable-pip-version-check", "--no-deps", wheel),
        folder=folder,
    )
    packages = run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=folder
    )
    borrowed = Path(packages.strip()) / "borrowed.pth"
    borrowed.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return environment / "bin" / "antinomy"


@pytest.mark.skipif(sys.platform == "win32", reason="the paths are those of a Unix environment")
def test_the_wheel_works_from_another_folder(antinomy: Path, tmp_path: Path) -> None:
    assert run(antinomy, "--version", folder=tmp_path).startswith("antinomy ")
    run(antinomy, "new", "lending", folder=tmp_path)
    assert "no errors or warnings" in run(antinomy, "check", "lending", folder=tmp_path)
    run(antinomy, "format", "--check", "lending", folder=tmp_path)
    run(antinomy, "report", "lending", "-o", "out/page.html", folder=tmp_path)
    assert (
        (tmp_path / "out" / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    )
    assert (tmp_path / "out" / "page.md").is_file()
