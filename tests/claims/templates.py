"""Every place that makes a sentence: the code and the templates go in, the texts that they hold
come out, each with the file that it stands in.

A text is what stands between the holes of a string, if it has two words or more. Docstrings, and
what an exception of the tool itself says, are no sentences about a policy.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

CODE = Path(__file__).resolve().parents[2] / "verifier"
ROOMS = ("checks", "explanation", "decide", "changes/mutate", "words", "report/page")
"""The rooms whose strings are printed about a policy."""
MODULES = ("report/terminal.py",)
WORDS = re.compile(r"[A-Za-z][a-z]+[ ,;:]+[a-z]+")


@dataclass(frozen=True)
class PrintedText:
    """Words that are printed as they stand, and where."""

    file: str
    text: str


def texts() -> Iterator[PrintedText]:
    """All of them, in the order of the files."""
    paths = [path for room in ROOMS for path in sorted((CODE / room).rglob("*.py"))]
    for path in (*paths, *(CODE / one for one in MODULES)):
        name = path.relative_to(CODE).as_posix()
        for text in dict.fromkeys(_texts_of(ast.parse(path.read_text()))):
            yield PrintedText(name, text)
    for path in sorted(Path(str(files("verifier.reports"))).glob("*.jinja")):
        for text in dict.fromkeys(_texts_of_template(path.read_text())):
            yield PrintedText(f"reports/{path.name}", text)


def _texts_of(tree: ast.Module) -> Iterator[str]:
    left_out = {id(node) for node in _docstrings(tree)} | {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise | ast.Assert)
        for part in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in left_out:
            words = node.value if isinstance(node.value, str) else ""
            yield from (part for part in _parts(words) if WORDS.search(part))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\{[^}]*\}|\n", text)]


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    """Strings that stand alone: the documentation of modules, classes, functions and values."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def _texts_of_template(text: str) -> Iterator[str]:
    """What a template prints itself: neither statements, comments nor mark-up."""
    bare = re.sub(r"\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}|<[^>]*>", "\n", text, flags=re.DOTALL)
    for line in bare.splitlines():
        if WORDS.search(line):
            yield line.strip()
