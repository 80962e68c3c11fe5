"""From what is written to what is meant: documents go in, the checked policy and every problem of
names, sentences, variables, values and priorities come out.

The order: declarations make the vocabulary; lines are matched against it and become formulas;
clauses become norms with their exceptions; what mentions whose variables decides the parameters;
priorities become attacks; questions, guarantees and cases refer to all of it.
"""

from __future__ import annotations

from verifier.diagnostics import Problem
from verifier.elaborate.whole import elaborate
from verifier.language.parse import parse
from verifier.model.policy import Policy
from verifier.source import SourceFile

__all__ = ["elaborate", "elaborate_text"]


def elaborate_text(
    text: str, source: str | None = None, name: str = "test.policy"
) -> tuple[Policy | None, tuple[Problem, ...]]:
    """The policy of a text in the language, with the problems of reading and of meaning."""
    document, unread = parse(SourceFile(name, text))
    quoted = None if source is None else SourceFile("source.txt", source)
    policy, problems = elaborate([document], quoted)
    return (None if unread else policy), (*unread, *problems)
