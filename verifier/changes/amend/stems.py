"""How a condition is joined to the line before it: `when`, `and`, `except NAME when` and so on."""

from __future__ import annotations

import re

from verifier.elaborate import plain_marks
from verifier.language.line_kinds import LineKind
from verifier.language.logical_lines import LogicalLine
from verifier.language.refused_words import mask

_STEM = re.compile(
    r"(?:except .+? when|(?:only |or )?when|or unless|unless|and|or|given|always)\s",
)
STEMMED = frozenset(
    {
        LineKind.WHEN,
        LineKind.AND,
        LineKind.OR,
        LineKind.UNLESS,
        LineKind.EXCEPT,
        LineKind.ALWAYS,
        LineKind.GIVEN,
        LineKind.FURTHER,
    }
)
"""Lines that begin with a connective."""


def stem(line: LogicalLine) -> str:
    """The connective of a line with the space after it; nothing where it has none."""
    found = _STEM.match(line.text) if line.role in STEMMED else None
    return found[0] if found else ""


def body(line: LogicalLine) -> str:
    """A line without its connective."""
    return line.text[len(stem(line)) :]


def exception_name(line: LogicalLine) -> str:
    """The name in `except NAME when …`."""
    return line.text.removeprefix("except ").split(" when ")[0].strip()


def folded(words: str) -> str:
    """Words as they are compared: case, white space and the form of quotation marks fold."""
    return " ".join(plain_marks(words).lower().split())


_VERB = re.compile(r"\s(?:must|may|need not)\s")


def is_norm(text: str) -> bool:
    """Whether a line says who must or may do what; no condition does."""
    return _VERB.search(f" {mask(text)} ") is not None
