"""What a duty leaves to its bearer: a live instance of a duty goes in; the acts that would do what
it asks for come out, and whether every one of them in time is forbidden.

The day on which an act is done is its doer's choice; so is the thing where a duty is to do some act
of a description (`at least one`), and so is the way, any act that counts as what is asked for.
Facts, and the days of events, are those of the case.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import product

from verifier.model import (
    DAY_ONE,
    LATEST_DAY,
    ActDay,
    ActInQuestion,
    CalendarDay,
    Compare,
    LawRegime,
    Modality,
    Norm,
    Quantity,
    Variable,
    free_variables,
    measure_terms,
    measures_in,
)
from verifier.semantics.mentions import formulas_of, parts_within
from verifier.semantics.norms import undefeated
from verifier.semantics.quantities import amount_of
from verifier.semantics.world import Environment, Instance, World, assignments


def in_time(world: World, norm: Norm, instance: Instance) -> bool:
    """Section 6: the day of the act is not after the last day of the duty. A day that counts from
    an event ends nothing where that has not happened."""
    last = last_day(world, norm, instance)
    return last is None or _day_of_the_act(world) <= last


def late(world: World, norm: Norm, instance: Instance) -> bool:
    """Section 6: this instance of a duty asks for the act, and its time is over."""
    return not in_time(world, norm, instance)


def ways(
    world: World, column: LawRegime, norm: Norm, instance: Instance, without: frozenset[str]
) -> Iterator[World]:
    """Section 16, Time: the case with each act that would do in time what this instance of a duty
    asks for: on any day, of any thing that may be chosen, in any way."""
    assert norm.act is not None
    for act in _acts(world, norm.act.act):
        other = World(world.policy, replace(world.case, act=act), world.readings)
        live = undefeated(other, column, without).get(norm.id, ())
        if any(
            _asks_for_the_same(norm, instance, one) and in_time(other, norm, one) for one in live
        ):
            yield other


def no_way_left(
    world: World,
    column: LawRegime,
    norm: Norm,
    instance: Instance,
    without: frozenset[str],
    by: frozenset[str] | None = None,
) -> bool:
    """Section 16, Time: the act in question is done in time, and it and every other act that would
    do in time what this instance of a duty asks for are forbidden; `by`: by one of these norms
    (None: by any)."""
    return (
        in_time(world, norm, instance)
        and _forbidden(world, column, without, by)
        and all(
            _forbidden(other, column, without, by)
            for other in ways(world, column, norm, instance, without)
        )
    )


def _asks_for_the_same(norm: Norm, instance: Instance, other: Instance) -> bool:
    """Whether two instances differ in nothing but what the duty leaves to be chosen."""
    chosen = norm.act.choice if norm.act else ()
    triples = zip(norm.parameters, instance, other, strict=True)
    return all(mine == theirs or parameter in chosen for parameter, mine, theirs in triples)


def _forbidden(
    world: World, column: LawRegime, without: frozenset[str], by: frozenset[str] | None
) -> bool:
    live = undefeated(world, column, without)
    among = (world.policy.norms[one] for one in live if live[one] and (by is None or one in by))
    return any(norm.modality is Modality.FORBIDDEN for norm in among)


def _acts(world: World, description: str) -> Iterator[ActInQuestion]:
    """Every act of the same agent that can fall under a description, on every day that matters."""
    done = world.case.act
    for act in world.policy.ways_of[description]:
        holes = world.policy.acts[act].holes
        for things in product(*(world.of_kind(hole.kind) for hole in holes)):
            for day in representative_days(world):
                yield ActInQuestion(act, done.agent, things, day)


# --------------------------------------------------------------------------- days


def representative_days(world: World) -> tuple[int | None, ...]:
    """Section 16, Time: days among which every stretch of days, on which each comparison with the
    day of the act stays as it is, has one: the first day of all, and each on which a comparison
    begins or ceases to hold. Where nothing speaks of the day, that of the act."""
    if not world.days:
        compared = [
            part
            for part in parts_within(formulas_of(world.policy))
            if isinstance(part, Compare) and _speaks_of_the_day(part)
        ]
        found = {day for comparison in compared for day in _borders(world, comparison)}
        found |= set(_after_last_days(world))
        later = sorted(day for day in found if day > DAY_ONE)
        world.days.extend((DAY_ONE, *later) if compared or found else (world.case.act.day,))
    return tuple(world.days)


def _borders(world: World, comparison: Compare) -> Iterator[int]:
    """The days around which the comparison changes, for all things of which it can speak: the
    first from which it is not below nought, and the first from which it is above."""
    for env in assignments(world, tuple(free_variables(comparison)), {}):
        first = _difference(world, comparison, env, DAY_ONE)
        if first is not None:  # otherwise an event has not happened
            for least in (0, 1):
                day = _first_day_from(world, comparison, env, first, least)
                yield from (day - 1, day)


def _first_day_from(
    world: World, comparison: Compare, env: Environment, first: int, least: int
) -> int:
    """The first day of a stretch up to the last day, or from it, on which what is compared is at
    least so much: it grows with the day of the act, or falls with it. `first`: what it is on the
    first day of all. A sum grows by as much every day; a day counted by the calendar does not, and
    is sought by halves."""
    if not _counts_from_the_day(comparison):
        growth = _share_of_the_day(comparison)
        sign = 1 if growth >= 0 else -1
        return DAY_ONE if growth == 0 else DAY_ONE - (sign * first - least) // abs(growth)
    found = partial(_difference, world, comparison, env)
    sign = 1 if first <= (found(DAY_LAST) or 0) else -1
    return DAY_ONE + bisect_left(DAYS, least, key=lambda day: sign * (found(day) or 0))


DAY_LAST = LATEST_DAY + 100_000
DAYS = range(DAY_ONE, DAY_LAST + 1)
"""The days on which an act can be done at all."""


def _difference(world: World, comparison: Compare, env: Environment, day: int) -> int | None:
    """By how much the left side exceeds the right one on a day; None where an event has not
    happened that is compared."""
    act = replace(world.case.act, day=day)
    other = World(world.policy, replace(world.case, act=act), world.readings)
    left, right = (_known_amount(other, side, env) for side in (comparison.left, comparison.right))
    return None if left is None or right is None else left - right


def _after_last_days(world: World) -> Iterator[int]:
    """The day after the last one of each duty, for all things of which it can speak."""
    for norm in world.policy.norms.values():
        for last in norm.window.latest if norm.window else ():
            variables = {v for m in measures_in(last) for v in measure_terms(m)}
            free = tuple(v for v in variables if isinstance(v, Variable))
            for env in assignments(world, free, {}):
                day = _known_amount(world, last, env)
                if day is not None:
                    yield day + 1


def _known_amount(world: World, quantity: Quantity, env: Environment) -> int | None:
    try:
        return amount_of(world, quantity, env)
    except KeyError:  # an event that has not happened has no day, and the comparison no border
        return None


def _speaks_of_the_day(comparison: Compare) -> bool:
    """Whether a comparison turns on the day of the act, itself or as the start of a count."""
    return any(isinstance(m, ActDay) for m in measures_in(comparison.left, comparison.right))


def _counts_from_the_day(comparison: Compare) -> bool:
    """Whether a day counted by the calendar is compared that counts from the day of the act."""
    return any(
        isinstance(measure, CalendarDay)
        and any(isinstance(inner, ActDay) for inner in measures_in(measure.start))
        for side in (comparison.left, comparison.right)
        for _, measure in side.terms
    )


def _share_of_the_day(comparison: Compare) -> int:
    """How often the day of the act counts in a comparison, the right side taken away."""
    sides = ((1, comparison.left), (-1, comparison.right))
    return sum(
        sign * factor
        for sign, side in sides
        for factor, measure in side.terms
        if isinstance(measure, ActDay)
    )


def _environment(norm: Norm, instance: Instance) -> Environment:
    return {p.name: thing for p, thing in zip(norm.parameters, instance, strict=True)}


def last_day(world: World, norm: Norm, instance: Instance) -> int | None:
    """By when this instance of a duty is due; None where nothing ends its time."""
    latest = norm.window.latest if norm.window else ()
    env = _environment(norm, instance)
    known = (_known_amount(world, day, env) for day in latest)
    return min((day for day in known if day is not None), default=None)


def _day_of_the_act(world: World) -> int:
    if world.case.act.day is None:
        raise ValueError("the day of the act is open, and a deadline speaks of it")
    return world.case.act.day
