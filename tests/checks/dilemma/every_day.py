"""Dilemmas of a duty with a last day, by trying every case: in some case the act is forbidden on
each day of the duty's time.

Days have no end, so those are tried at which something can change: the days of events and the dates
that the policy names, some days around them, and the first day of the calendar. Events lie as far
apart as all spans in the policy together reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import combinations, product

from tests.checks.dilemma.dated_policies import DAY, Dated
from verifier.model import (
    ActInQuestion,
    Case,
    FactKey,
    Modality,
    Norm,
    Policy,
    Quantity,
    Readings,
    Thing,
)
from verifier.model.value_types import EARLIEST_DAY
from verifier.semantics.evaluate import evaluate
from verifier.semantics.quantities import amount_of
from verifier.semantics.world import Environment, World

FAR = 7
"""So many days events lie apart at most."""
FIRST, LAST = EARLIEST_DAY - 100, DAY + 1_000
"""Days before and after all that the policies speak of, for a time without beginning or end."""


def _cases(made: Dated) -> Iterator[Case]:
    """Without the day of the act."""
    founds = [DAY, EARLIEST_DAY]
    if made.dates:
        founds += [DAY + n for n in range(-FAR, FAR + 1) if n]
    near = range(-FAR, FAR + 1)
    for found in founds:
        own = [found + n for n in near if found + n >= EARLIEST_DAY]
        for chipped, old in product([None, *own] if made.chipped else [None], (True, False)):
            days: dict[FactKey, int] = {("the day a dog is found", ("D",)): found}
            if chipped is not None:
                days["the day a dog is chipped", ("D",)] = chipped
            facts = frozenset(days) | ({("a dog is old", ("D",))} if old else set())
            act = ActInQuestion("keep a dog", "the Office", ("D",), found)
            yield Case((Thing("D", "dog"),), facts, {}, days, act)


def _on(case: Case, day: int) -> Case:
    act = ActInQuestion(case.act.act, case.act.agent, case.act.things, day)
    return Case(case.things, case.facts, case.values, case.days, act)


def _time(policy: Policy, case: Case, readings: Readings, duty: Norm) -> range:
    """The days of the duty's time, none where it has none."""
    world, env = World(policy, case, readings), {duty.parameters[0].name: "D"}
    window = duty.window
    assert window is not None
    if any((event.fact, ("D",)) not in case.facts for event in window.occurs):
        return range(0)
    first = max((amount_of(world, day, env) for day in window.earliest), default=FIRST)
    return range(first, min(_ends(world, window.latest, env), default=LAST) + 1)


def _ends(world: World, latest: tuple[Quantity, ...], env: Environment) -> Iterator[int]:
    """The last days; an event that has not happened ends nothing."""
    for day in latest:
        with suppress(KeyError):
            yield amount_of(world, day, env)


def _tried(case: Case, time: range) -> list[int]:
    """The days at which something can change, as far as they lie in the time."""
    marks = {*case.days.values(), DAY, time[0], time[-1]}
    return sorted({m + n for m in marks for n in range(-FAR, FAR + 1) if m + n in time})


def clashes(
    made: Dated, policy: Policy, causes: set[str]
) -> dict[tuple[str, frozenset[str]], bool]:
    """The duties with the fewest prohibitions that leave them no day in some case, and whether they
    do read plainly."""
    norms = [norm for norm in policy.norms.values() if norm.id not in causes]
    duties = [norm for norm in norms if norm.modality is Modality.OBLIGED]
    bans = [norm.id for norm in norms if norm.modality is Modality.FORBIDDEN]
    ways = list(product(*([r.name for r in q.readings] for q in policy.questions.values())))
    found: dict[tuple[str, frozenset[str]], bool] = {}
    for duty, way in product(duties, ways):
        readings = dict(zip(policy.questions, way, strict=True))
        plain = readings == policy.plain_readings
        for case in _cases(made):
            for chosen in _leaving_none(_days(policy, case, readings, duty), bans):
                found[duty.id, chosen] = found.get((duty.id, chosen), False) or plain
    return found


def _leaving_none(days: list[frozenset[str]], bans: list[str]) -> Iterator[frozenset[str]]:
    """The smallest sets of prohibitions of which one is live on each of the days."""
    known: list[frozenset[str]] = []
    for size in range(1, len(bans) + 1 if days else 0):
        for chosen in map(frozenset, combinations(bans, size)):
            smaller = any(one <= chosen for one in known)
            if not smaller and all(chosen & live for live in days):
                known.append(chosen)
                yield chosen


def _days(policy: Policy, case: Case, readings: Readings, duty: Norm) -> list[frozenset[str]]:
    """What is live on each day on which the duty can be done in time in this case."""
    time = _time(policy, case, readings, duty)
    found = []
    for day in _tried(case, time) if time else []:
        then = _on(case, day)
        live = frozenset(name for name, _ in evaluate(policy, then, readings).live)
        if duty.id in live:
            found.append(live)
    return found
