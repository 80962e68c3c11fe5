"""One check as its documentation tells it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from verifier.findings import Severity


@dataclass(frozen=True)
class CatalogueExample:
    """A small policy, the text that it names as its source, and what the check says of it; with an
    amendment, what it says of that."""

    policy: str
    says: str
    source: str = ""
    amendment: str = ""

    def edited(self, old: str, new: str, says: str) -> CatalogueExample:
        """The same policy with one passage replaced, which must occur."""
        if self.policy.count(old) != 1:
            raise ValueError(f"the passage occurs {self.policy.count(old)} times: {old!r}")
        return replace(self, policy=self.policy.replace(old, new), says=says)

    def saying(self, says: str) -> CatalogueExample:
        """The same policy as seen by another check."""
        return replace(self, says=says)

    def on(self, source: str, says: str) -> CatalogueExample:
        """The same policy on another text."""
        return replace(self, says=says, source=source)


@dataclass(frozen=True)
class CatalogueEntry:
    """A check: what it asks, why, where it fires and where it just does not, how to settle it, what
    it cannot see, and how grave a finding is where nothing lowers it."""

    name: str
    group: str
    asks: str
    matters: str
    fires: CatalogueExample
    near_miss: CatalogueExample
    settle: str
    cannot_see: str
    severity: Severity

    @property
    def markdown(self) -> str:
        """The page of the check."""
        return "\n\n".join(
            (
                f"# {self.name}",
                f"{self.asks} *(severity: {self.severity})*",
                f"**Why it matters.** {self.matters}",
                f"**Fires on**\n\n{_shown(self.fires)}",
                f"**Does not fire on**\n\n{_shown(self.near_miss)}",
                f"**How to settle it.** {self.settle}",
                f"**What it cannot see.** {self.cannot_see}",
            )
        )


def _shown(example: CatalogueExample) -> str:
    text = f"The text `text.txt`:\n\n```text\n{example.source}```\n\n" if example.source else ""
    change = f"```policy\n{example.amendment}```\n\n" if example.amendment else ""
    amended = f"The amendment:\n\n{change}" if change else ""
    return f"{text}```policy\n{example.policy}```\n\n{amended}{example.says}"
