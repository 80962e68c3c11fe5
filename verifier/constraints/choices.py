"""What a duty leaves to its bearer: a duty goes in; whether the act is in time, and what is said
of every act that would do what it asks for, come out."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.constraints.conditions import Conditions
from verifier.constraints.logic import binding, every, implied, number
from verifier.constraints.text import Defined
from verifier.model import (
    DAY_ONE,
    LATEST_DAY,
    EventDay,
    Holds,
    Norm,
    Quantity,
    measures_in,
)

DAY_LAST = LATEST_DAY + 100_000
"""After every day of a case; from DAY_ONE to this day an act can be done at all."""


@dataclass(frozen=True)
class Choices:
    """The choices that duties leave, as seen from one act."""

    conditions: Conditions

    def in_time(self, norm: Norm) -> Defined:
        """Section 6: the day of the act is not after the last day of the duty."""

        def body() -> str:
            return every(self.not_after(day) for day in (norm.window.latest if norm.window else ()))

        said = f"{norm.id} is done in time"
        words = [norm.window.words] if norm.window else []
        return self.conditions.define(("in time", norm.id), said, norm.parameters, body, words)

    def not_after(self, last: Quantity) -> str:
        """A day that counts from an event ends nothing where that has not happened."""
        happened = every(
            self.conditions.holds(Holds(measure.event, measure.terms), {})
            for measure in measures_in(last)
            if isinstance(measure, EventDay)
        )
        ended = f"(<= {self.conditions.day()} {self.conditions.amount_of(last, {})})"
        return implied(happened, ended)

    def every_act(self, way: str, asked: str, forbidden: str) -> str:
        """Section 16, Time: of each act of a description, of the same agent, of all things and on
        every day: where it does what is asked, it is forbidden."""
        other = Conditions(self.conditions.words, way)
        holes = self.conditions.words.policy.acts[way].holes
        there = [
            self.conditions.words.of_kind(other.role(way, index), hole.kind)
            for index, hole in enumerate(holes)
        ]
        body = implied(asked, forbidden)
        day, *roles = other.parameters()
        if day[0] in body:
            span = f"(<= {number(DAY_ONE)} {day[0]} {number(DAY_LAST)})"
            return binding("forall", [day, *roles], implied(every([span, *there]), body))
        return binding("forall", roles, implied(every(there), body))
