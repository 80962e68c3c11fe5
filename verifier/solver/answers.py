"""The three answers to a question, and what one may cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from verifier.encoding import Bound
from verifier.model import Case, Readings

Switch = tuple[str, ...]
"""What an answer can depend on: ("assumed", name), ("reads", question, reading, tag),
("on", edition, norm)."""


@dataclass(frozen=True)
class Budget:
    """What one question may cost: steps of the solver (propagations of a truth value, the same on
    every machine for one version; for conditions on several numbers, Z3's resource count), and
    milliseconds of wall clock behind it."""

    resources: int = 20_000_000
    milliseconds: int = 20_000


@dataclass
class Spent:
    """What questions took: how many were put, whatever it took to answer one, and the steps of
    solvers, in the units of a budget."""

    questions: int = 0
    steps: int = 0

    def add(self, other: Spent) -> None:
        """Counts what was spent elsewhere too."""
        self.questions += other.questions
        self.steps += other.steps


@dataclass(frozen=True)
class Possible:
    """There is such a case."""

    bound: Bound


@dataclass(frozen=True)
class Found:
    """There is such a case, and this is the canonical one, with the readings of each tag."""

    case: Case
    readings: Mapping[str, Readings]
    bound: Bound


@dataclass(frozen=True)
class Impossible:
    """There is no such case: of any size where `bound.complete`, else up to `bound.sizes`.
    `core` are the switches that already exclude it, where asked."""

    bound: Bound
    core: tuple[Switch, ...] = ()


@dataclass(frozen=True)
class Undecided:
    """The solver gave up within the budget, for this reason."""

    reason: str


Answer = Possible | Impossible | Undecided
