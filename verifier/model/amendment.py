"""Amendments as their authors declare them: what they amend and what they intend."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from verifier.model.guarantee import CaseClass
from verifier.model.norm import Modality
from verifier.source import Span


@dataclass(frozen=True)
class Intent:
    """What an amendment intends to do, as its author declares it.

    tighten: the bearer is newly bound, or no longer free; loosen: the reverse; leave unchanged:
    neither. `modality` limits it to one of the four (None: whichever). `scope` says for which acts,
    by whom and in which cases, in the words of the policy as amended.
    """

    direction: Literal["tighten", "loosen", "leave unchanged"]
    modality: Modality | None
    scope: CaseClass
    words: str
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Amendment:
    """An amendment of a policy: the version it amends, what it intends, and its edits in words."""

    name: str
    title: str
    policy: str
    amends: str
    intents: tuple[Intent, ...]
    edits: tuple[str, ...]
    span: Span | None = field(default=None, compare=False, repr=False)
