"""What was tried and what was refuted, as plain data that processes can hand to one another."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tests.claims.drafting import Draft


@dataclass(frozen=True)
class Refutation:
    """A sentence that is false of its policy."""

    kind: str
    check: str
    sentence: str
    why: str
    draft: Draft


@dataclass
class Tried:
    """How many sentences of each kind were tried, of how many policies, and what was refuted."""

    sentences: Counter[str] = field(default_factory=Counter)
    policies: Counter[str] = field(default_factory=Counter)
    refuted: list[Refutation] = field(default_factory=list)
    unclaimed: Counter[str] = field(default_factory=Counter)
    not_compared: Counter[str] = field(default_factory=Counter)
    drafts: int = 0

    def add(self, other: Tried) -> None:
        self.sentences += other.sentences
        self.policies += other.policies
        self.refuted += other.refuted
        self.unclaimed += other.unclaimed
        self.not_compared += other.not_compared
        self.drafts += other.drafts
