"""Names for places on the page, so that each line can be cited: words in, an HTML id out."""

from __future__ import annotations

import re

from verifier.source import Span


def slug(words: str) -> str:
    """Letters, digits, `.` and `-` only: `two reports` becomes `two-reports`."""
    return re.sub(r"[^\w.-]+", "-", words.strip().lower()).strip("-") or "x"


def clause_anchor(clause: str) -> str:
    return f"clause-{slug(clause)}"


def question_anchor(question: str) -> str:
    return f"question-{slug(question)}"


def case_anchor(case: str) -> str:
    return f"case-{slug(case)}"


def sentence_anchor(number: int) -> str:
    return f"sentence-{number}"


def place_words(span: Span | None) -> str:
    """`vocabulary.policy:12`: the file's name without its folders, and the line."""
    return short_place(f"{span.file.name}:{span.from_.line}") if span else ""


def short_place(place: str) -> str:
    """A place without the folders of its file."""
    return place.rpartition("/")[2]
