"""What a case still expects when a question is struck: an `expect` line goes in, what is left of it
comes out."""

from __future__ import annotations

from collections.abc import Container

from verifier.language.line_grammar import read_line
from verifier.language.logical_lines import LogicalLine


def still_expected(line: LogicalLine, unasked: Container[str]) -> str:
    """The line without the struck questions; nothing where it holds only under one of their
    readings."""
    fields = read_line(line, [])
    if fields is None:
        return line.text
    if any(part.need("READ_QUESTION").text in unasked for part in fields.parts("read")):
        return ""
    questions = [words.text for words in fields.every("QUESTION_NAME")]
    kept = [question for question in questions if question not in unasked]
    if kept == questions:
        return line.text
    return f"expect it turns on {', '.join(kept) or 'nothing'}"
