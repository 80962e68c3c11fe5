"""What the page asks of the one who puts the model into English; `words.Speaker` can do it."""

from __future__ import annotations

from typing import Protocol

from verifier.words import Passage


class Voice(Protocol):
    def clause_outline(self, clause_id: str, /) -> tuple[Passage, ...]:
        """What the model holds for a clause, as lines with level and mark."""
        ...

    def assumption(self, name: str, /) -> str: ...

    def promise(self, name: str, /) -> str: ...

    def coverage(self, name: str, /) -> str: ...

    def possibility(self, name: str, /) -> str: ...
