"""The answer on a partly known case: a case example and one of its askings go in; the verdicts that
are still possible, why and why not, what is enough, what would change it and what to ask come out.

What is not given is open, for facts as for readings; facts are found out, readings are decided, and
the two are never mixed. Presumptions of the policy supply a fact of which nothing is known, and the
answer says so; they are never part of the assumptions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from verifier.answers import Found, Undecided
from verifier.askings import AskingAnswer
from verifier.completions import Unknown
from verifier.decision.flips import flips
from verifier.decision.inquiry import Frame, Inquiry
from verifier.decision.known import Known, Presuming, presumptions_about
from verifier.decision.next_question import next_question
from verifier.decision.results import (
    Clash,
    ColumnAnswer,
    Decision,
    Matter,
    NextQuestion,
    OtherReadings,
    Presumed,
    Status,
    Sufficient,
    Way,
)
from verifier.decision.smallest import Items, smallest
from verifier.decision.twice import Twice
from verifier.decision.why import Grounds
from verifier.evaluate import evaluate
from verifier.explain import preferred
from verifier.given import day_statement, fact_statement, value_statement
from verifier.model import (
    Asking,
    CaseExample,
    Column,
    Formula,
    Not,
    Readings,
    Verdict,
)
from verifier.query import Angle, Query, verdict_is
from verifier.solve import Bench
from verifier.strength import deviating_sets
from verifier.words import Speaker


def decide(
    bench: Bench, speaker: Speaker, example: CaseExample, asking: Asking, readings: Readings
) -> Decision:
    """The answer to one asking. `readings` are fixed; every other question is open, and is read
    plainly where one answer has to be given."""
    inquiry, presumed = presuming(bench, speaker, example, asking, readings)
    return _Deciding(inquiry, asking, dict(readings), presumed).decision()


class _Deciding:
    """One inquiry on its way to a decision: looked at under the chosen readings (those that are
    fixed, else plain) and over all that are allowed."""

    def __init__(
        self, inquiry: Inquiry, asking: Asking, fixed: Readings, presumed: Sequence[Presumed]
    ) -> None:
        self.inquiry = inquiry
        self.asking = asking
        self.fixed = fixed
        self.presumed = tuple(presumed)
        self.plain: Readings = {**inquiry.policy.plain_readings, **fixed}
        self.chosen = Frame(Column.ALONE, frozenset(self.plain.items()))
        self.allowed = Frame(Column.ALONE, frozenset(fixed.items()))

    def decision(self) -> Decision:
        columns = tuple(self._column(column) for column in self.inquiry.columns)
        if not columns[0].possible:
            return self._answer(Status.IMPOSSIBLE, columns, clash=clash(self.inquiry, self.allowed))
        alone = columns[0]
        wide = self._twice(self.allowed, alone.possible)
        narrow = self._twice(self.chosen, alone.verdicts)
        ...
