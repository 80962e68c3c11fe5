"""Print how a whole check of a policy divides between the solver and the rest, how many questions
the solver is asked and how long one takes: python tests/bench/questions.py POLICY

Everything runs in this one process, also what the command gives to a second one, and each call of
the solver is timed by a clock of the processor's work. Telling it what propositions mean is not
solving: it counts as outside. The clock itself costs about a microsecond a question.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from unittest.mock import patch

from verifier.checks import run as pipeline
from verifier.elaborate import find_policies, load
from verifier.solver.clause_solver import ClauseSolver


@dataclass(frozen=True)
class Divided:
    """Seconds of the processor in all and for each question put to the solver. `queries` is how
    many questions the checks asked: one can need several of the solver's, or none."""

    seconds: float
    questions: tuple[float, ...]
    queries: int

    @property
    def share_outside(self) -> float:
        """Per cent of the processor's time that is not the solver's."""
        return 100 * (1 - sum(self.questions) / self.seconds)

    @property
    def median_milliseconds(self) -> float:
        return 1000 * median(self.questions)


def divided(policy: str) -> Divided:
    """A whole check of the one policy at a path, from reading its files on."""
    (file,) = find_policies(Path(policy))
    with in_one_process(), timed_questions() as questions:
        began = time.process_time()
        run = pipeline.check(load(file))
        seconds = time.process_time() - began
    return Divided(seconds, tuple(questions), sum(check.asked for check in run.checks))


def in_one_process() -> AbstractContextManager[object]:
    """As where a system cannot fork."""
    return patch("verifier.checks.support.workers.can_fork", lambda: False)


@contextmanager
def timed_questions() -> Iterator[list[float]]:
    """The seconds of each call of the solver while this lasts."""
    found: list[float] = []
    answer = ClauseSolver._answer

    def timed(self: ClauseSolver, assumed: list[int]) -> bool | None:
        began = time.process_time()
        try:
            return answer(self, assumed)
        finally:
            found.append(time.process_time() - began)

    with patch.object(ClauseSolver, "_answer", timed):
        yield found


def main(policy: str) -> int:
    found = divided(policy)
    print(f"a whole check of {policy}, in one process:")
    print(f"  processor              {found.seconds:8.2f} s")
    print(f"  outside the solver     {found.share_outside:8.0f} %")
    print(f"  calls of the solver    {len(found.questions):8,}")
    print(f"  median of a call       {found.median_milliseconds:8.3f} ms")
    print(f"  questions of checks    {found.queries:8,}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
