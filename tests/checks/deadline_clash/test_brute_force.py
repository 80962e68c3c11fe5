"""Deadlines in tiny policies: the check finds a clash just where, in some case, trying every day of
a duty's time finds the act forbidden on each.

Days have no end, so the reference tries those at which something can change: the days of events and
the dates that the policy names, some days around them, and the first day of the calendar. Events
lie as far apart as all spans in the policy together reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from random import Random

import pytest

from tests.examples.elaborated import elaborate_text
from verifier.checks import deadline_clash
from verifier.checks.order import CHECKS
from verifier.checks.support.check_context import CheckContext
from verifier.model import (
    ActInQuestion,
    Case,
    FactKey,
    Modality,
    Norm,
    Policy,
    Readings,
    Thing,
)
from verifier.model.value_types import EARLIEST_DAY
from verifier.semantics.evaluate import admissible, evaluate
from verifier.semantics.interpretation import World, amount_of
from verifier.solver.solve import QuestionSolver

POLICIES = 120
TOGETHER = 10
DAY = date(2026, 3, 10).toordinal()
FAR = 7
"""So many days events lie apart at most."""

WORDS = """policy tiny "Tiny"

party the Office "the Town Office"

kind dog

fact a dog is old
event the day a dog is found
event the day a dog is chipped

act keep a dog
"""
QUESTION = """
question width "How far does it go?"
  reading narrow (plain) "It is narrow"
  reading broad "It is broad"
"""
FOUND, CHIPPED = "the day the dog is found", "the day the dog is chipped"


@dataclass(frozen=True)
class Dated:
    """A policy about days. chipped: it speaks of the second event; dates: of dates."""

    text: str
    chipped: bool
    dates: bool


def dated(seed: int) -> Dated:
    """A duty with a deadline, and one or two prohibitions on certain days."""
    random = Random(seed)
    dates = seed % 3 == 0
    asked = random.random() < 0.3
    lines = ['clause 1 "Duty"', "  the Office must keep a dog", f"  {_deadline(random, dates)}"]
    lines.append(f"  when {FOUND} has come")
    lines += random.choice(([], [], ["  and the dog is old"]))
    blocks = [WORDS + (QUESTION if asked else ""), "\n".join(lines)]
    for place in range(2, random.choice((3, 3, 4))):
        head = f'clause {place} "Ban {place}"\n  the Office must not keep a dog'
        body = f"  when {_days(random, dates)}"
        if random.random() < 0.4:
            body = f"  when any of\n    {_days(random, dates)}\n    {_days(random, dates)}"
        more = ["", "", "\n  and the dog is old", "\n  except old when the dog is old"]
        more += ["\n  and reading width as broad", "\n  and reading width as narrow"] * asked
        blocks.append(f"{head}\n{body}{random.choice(more)}")
    text = "\n\n".join(blocks) + "\n"
    if asked and "reading width as" not in text:
        text = text.replace('"It is broad"\n', '"It is broad"\n  affects no verdict\n')
    return Dated(text, CHIPPED in text, dates)


def _deadline(random: Random, dates: bool) -> str:
    near = date.fromordinal(DAY + random.randint(-1, 2))
    ways = [f"within {random.randint(1, 3)} days of {FOUND}"] * 4
    ways += [f"on or before {near}", f"before {near}"] if dates else [f"before {CHIPPED}"]
    return random.choice(ways)


def _days(random: Random, dates: bool) -> str:
    number = random.randint(0, 3)
    ways = [
        f"is at most {number} days after {FOUND}",
        f"is at least {number} days after {FOUND}",
        *[f"is on {FOUND}"] * 2,
    ]
    near = date.fromordinal(DAY + random.randint(-2, 2))
    ways += [f"is before {near}", f"is on or after {near}"] if dates else []
    ways += [] if dates else [random.choice((f"is before {CHIPPED}", f"is after {FOUND}"))]
    return f"the day of the act {random.choice(ways)}"


# --------------------------------------------------------------------------- all cases


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


# --------------------------------------------------------------------------- compared


@pytest.mark.parametrize("first", range(0, POLICIES, TOGETHER))
def test_the_check_finds_the_clashes_that_trying_every_day_finds(first: int) -> None:
    for seed in range(first, first + TOGETHER):
        made = dated(seed)
        policy, problems = elaborate_text(made.text)
        assert policy is not None, (made.text, problems)
        context = CheckContext(policy, QuestionSolver(policy), {})
        for check in CHECKS:
            if check.causal:
                list(check.run(context))
        told = list(deadline_clash.run(context))
        found = clashes(made, policy, context.causes)
        expected = {(duty, ban, (duty, ban, True) in found) for duty, ban, _ in found}
        said = {
            (*(citation.clause for citation in finding.citations), finding.severity == "error")
            for finding in told
        }
        if context.tally.unknown:  # said to be open: what is found is true all the same
            assert said <= expected, f"policy {seed}\n{made.text}"
        else:
            assert said == expected, f"policy {seed}\n{made.text}"


def test_some_of_these_policies_have_clashes_and_some_have_none() -> None:
    found = []
    for seed in range(20):
        made = dated(seed)
        policy, _ = elaborate_text(made.text)
        assert policy is not None
        found.append(bool(clashes(made, policy, set())))
    assert 3 < sum(found) < 17
