"""What `deadline-clash` must find, by trying every case: a duty and a prohibition clash where, in
some case, the act is forbidden on each day of the duty's time.

Days have no end, so those are tried at which something can change: the days of events and the dates
that the policy names, some days around them, and the first day of the calendar. Events lie as far
apart as all spans in the policy together reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from tests.checks.deadline_clash.dated_policies import DAY, Dated
from tests.oracles.case_table import Table
from tests.oracles.expected_findings import Expected
from verifier.model import ActInQuestion, Case, FactKey, Modality, Norm, Policy, Readings, Thing
from verifier.model.value_types import EARLIEST_DAY
from verifier.semantics.evaluate import admissible, evaluate
from verifier.semantics.quantities import amount_of
from verifier.semantics.world import World

FAR = 7
"""So many days events lie apart at most."""


def expected(table: Table, _: set[str]) -> Iterator[Expected]:
    """Nothing where no duty has a last day; policies with such duties are made for this check."""
    assert not any(norm.window and norm.window.latest for norm in table.norms)
    yield from ()


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
    assert window.latest is not None
    if any((event.fact, ("D",)) not in case.facts for event in window.occurs):
        return range(0)
    first = amount_of(world, window.earliest, env) if window.earliest else EARLIEST_DAY
    return range(first, amount_of(world, window.latest, env) + 1)


def _tried(case: Case, time: range) -> list[int]:
    """The days at which something can change, as far as they lie in the time."""
    marks = {*case.days.values(), DAY, time[0], time[-1]}
    return sorted({m + n for m in marks for n in range(-FAR, FAR + 1) if m + n in time})


def clashes(made: Dated, policy: Policy, causes: set[str]) -> set[tuple[str, str, bool]]:
    """The duties and prohibitions that clash, and whether they do read plainly."""
    norms = [norm for norm in policy.norms.values() if norm.id not in causes]
    duties = [norm for norm in norms if norm.modality is Modality.OBLIGED]
    bans = [norm.id for norm in norms if norm.modality is Modality.FORBIDDEN]
    ways = list(product(*([r.name for r in q.readings] for q in policy.questions.values())))
    found = set()
    for duty, way in product(duties, ways):
        readings = dict(zip(policy.questions, way, strict=True))
        for case in _cases(made):
            for ban in _throughout(policy, case, readings, duty, bans):
                found.add((duty.id, ban, readings == policy.plain_readings))
    return found


def _throughout(
    policy: Policy, case: Case, readings: Readings, duty: Norm, bans: list[str]
) -> set[str]:
    """The prohibitions that are live on every day of the duty's time in this case."""
    time = _time(policy, case, readings, duty)
    left = set(bans) if time else set()
    owed = False
    for day in _tried(case, time) if time else []:
        if not left:
            break
        then = _on(case, day)
        assert not admissible(policy, then, readings)
        live = {name for name, _ in evaluate(policy, then, readings).live}
        owed = owed or duty.id in live
        left &= live
    return left if owed else set()
