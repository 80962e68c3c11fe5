"""How far a statement was tried: the solver's answers that it relies on go in; where a "no" among
them is not one for any number of things, the sizes that were searched come out."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.changes.compare.difference.outcome import sizes_words
from verifier.solver import Answer, Impossible


class BoundsTried:
    """Notes each "no" that is not one for any number of things."""

    def __init__(self) -> None:
        self._sizes: list[str] = []

    def no_case(self, answer: Answer) -> bool:
        """Whether there is no such case, as far as was tried."""
        if not isinstance(answer, Impossible):
            return False
        if not answer.bound.complete:
            self._sizes.append(sizes_words(answer.bound.sizes))
        return True

    def none_of(self, answers: Iterable[Answer]) -> bool:
        """Whether there is no case of any of the answers."""
        return all(self.no_case(answer) for answer in answers)

    @property
    def words(self) -> str:
        """`2 of the kind person`; "" where everything relied on is for any number."""
        return self._sizes[0] if self._sizes else ""
