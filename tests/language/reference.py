"""The examples of the reference of the language, each with the line on which it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

REFERENCE = Path(__file__).parents[2] / "grammar" / "language.md"
EXAMPLE = re.compile(r"^```policy\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SOURCE_TEXT = re.compile(r"^```text\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def examples() -> Iterator[tuple[int, str]]:
    text = REFERENCE.read_text(encoding="utf-8")
    for found in EXAMPLE.finditer(text):
        yield text.count("\n", 0, found.start()) + 2, found[1]
