"""One mutant: what was edited, and the policy as it then is."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.changes.mutate.edits import EditKind
from verifier.model import Policy
from verifier.source import Span


@dataclass(frozen=True)
class Mutant:
    """A policy with one small edit. `touched` are the norms, `definition` the definition and
    `counted` the description of acts that the edit changed."""

    kind: EditKind
    words: str
    span: Span | None
    policy: Policy
    touched: frozenset[str] = frozenset()
    definition: str = ""
    counted: str = ""

    @property
    def subject(self) -> object:
        """What was edited: edits of one subject are much alike."""
        return self.touched, self.definition, self.counted
