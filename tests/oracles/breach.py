"""Duties and prohibitions in time: a case and a finite trace of dated acts go in; the status of a
duty on a day, and the acts that breach a prohibition, come out.

A conflict belongs to a case; a breach belongs to a trace. The case gives the world and the facts
about the act that is owed; each act of the trace is a case over the same world with its own day.
A duty has one instance for each assignment of things to its parameters, except those of which it
asks for "at least one". It lies on the bearer on a day when the norm is live on its own act, done
that day; once its last day is over, that last day counts, so that a missed duty stays missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from verifier.model import (
    ActInQuestion,
    ActPattern,
    All,
    Case,
    LawRegime,
    Modality,
    Norm,
    Policy,
    Quantity,
    Readings,
    Term,
)
from verifier.semantics.conditions import done_as, holds
from verifier.semantics.evaluate import Evaluation, evaluate
from verifier.semantics.quantities import amount_of
from verifier.semantics.world import Environment, Instance, World, assignments, name_of


class Status(StrEnum):
    """What has become of a duty on a day."""

    NONE = "none"
    PENDING = "pending"
    FULFILLED = "fulfilled"
    VIOLATED = "violated"


@dataclass(frozen=True)
class Breach:
    """An act of the trace, by its place in it (from 0), during which a prohibition is live."""

    act: int
    norm: str
    instance: Instance


def breaches(
    policy: Policy, trace: Sequence[Case], readings: Readings, column: LawRegime = LawRegime.ALONE
) -> tuple[Breach, ...]:
    """The prohibitions that acts of the trace breach, in the trace's order, then the file's."""
    return tuple(
        Breach(place, norm_id, instance)
        for place, done in enumerate(trace)
        for norm_id, instance in evaluate(policy, done, readings, column).live
        if policy.norms[norm_id].modality is Modality.FORBIDDEN
    )


def status(
    policy: Policy,
    norm_id: str,
    case: Case,
    readings: Readings,
    trace: Sequence[Case],
    on_day: int,
    column: LawRegime = LawRegime.ALONE,
) -> dict[Instance, Status]:
    """The status on a day, acts of that day included, of every instance of the duty `norm_id`. An
    instance lists the things for the norm's parameters without those of its choice. Every act of
    the trace has a day."""
    norm = policy.norms[norm_id]
    if norm.modality is not Modality.OBLIGED or norm.act is None or norm.bearer is None:
        raise ValueError(f"clause {norm.clause} is no duty")
    duty = _Duty(policy, norm, norm.bearer, norm.act, case, readings, trace, column)
    found: dict[Instance, list[Status]] = {}
    variables = tuple(dict.fromkeys((*norm.parameters, *norm.act.choice)))
    for env in assignments(duty.world, variables, {}):
        kept = tuple(env[v.name] for v in norm.parameters if v not in norm.act.choice)
        found.setdefault(kept, []).append(_of_instance(duty, env, on_day))
    return {instance: _first(CHOSEN, statuses) for instance, statuses in found.items()}


DEMANDED = (Status.VIOLATED, Status.PENDING, Status.FULFILLED)
"""An instance that several grounds support must be done in time for each of them."""
CHOSEN = (Status.FULFILLED, Status.PENDING, Status.VIOLATED)
"""Of several things to choose from, one is enough."""


def _first(order: tuple[Status, ...], found: list[Status]) -> Status:
    return next((status for status in order if status in found), Status.NONE)


@dataclass(frozen=True)
class _Duty:
    """A duty with the world in which it lies and the acts done."""

    policy: Policy
    norm: Norm
    bearer: Term
    act: ActPattern
    case: Case
    readings: Readings
    trace: Sequence[Case]
    column: LawRegime

    @property
    def world(self) -> World:
        return World(self.policy, self.case, self.readings)

    def owed(self, env: Environment, day: int) -> Case:
        """The case in which the duty's own act is done on a day."""
        things = tuple(name_of(term, env) for term in self.act.terms)
        act = ActInQuestion(self.act.act, name_of(self.bearer, env), things, day)
        return replace(self.case, act=act)


def _of_instance(duty: _Duty, env: Environment, on_day: int) -> Status:
    """The status of one assignment to all parameters, over every ground that its locals give."""
    grounds = assignments(duty.world, duty.norm.locals, env)
    return _first(DEMANDED, [_of_ground(duty, env, ground, on_day) for ground in grounds])


def _of_ground(duty: _Duty, env: Environment, ground: Environment, on_day: int) -> Status:
    window = _window(duty, ground)
    if window is None:
        return Status.NONE
    first, last = window
    day = on_day if last is None else min(on_day, last)
    if not _lies(duty, env, ground, day):
        return Status.NONE
    if any((first is None or first <= done) and done <= day for done in _days_done(duty, env)):
        return Status.FULFILLED
    return Status.PENDING if day == on_day else Status.VIOLATED


def _window(duty: _Duty, ground: Environment) -> tuple[int | None, int | None] | None:
    """The first and the last day for the duty, where it has them; none where an event on which the
    window depends does not happen."""
    window = duty.norm.window
    if window is None:
        return None, None
    if not holds(duty.world, All(window.occurs), ground):
        return None

    def day(quantity: Quantity | None) -> int | None:
        return None if quantity is None else amount_of(duty.world, quantity, ground)

    return day(window.earliest), day(window.latest)


def _lies(duty: _Duty, env: Environment, ground: Environment, day: int) -> bool:
    """Whether the norm is live on its own act, done that day, by reason of `ground`."""
    owed = duty.owed(env, day)
    conditions = All(tuple(condition.formula for condition in duty.norm.conditions))
    instance = tuple(env[parameter.name] for parameter in duty.norm.parameters)
    evaluation: Evaluation = evaluate(duty.policy, owed, duty.readings, duty.column)
    return (duty.norm.id, instance) in evaluation.live and holds(
        World(duty.policy, owed, duty.readings), conditions, ground
    )


def _days_done(duty: _Duty, env: Environment) -> Iterator[int]:
    """The days on which the trace has the duty's own act, under whatever description."""
    for done in duty.trace:
        if done.act.day is None:
            raise ValueError("an act of the trace has no day")
        world = World(duty.policy, done, duty.readings)
        if any(_within(match, env) for match in done_as(world, duty.bearer, duty.act)):
            yield done.act.day


def _within(match: Environment, env: Mapping[str, str]) -> bool:
    return all(env[name] == thing for name, thing in match.items())
