"""Duties and prohibitions over a trace of dated acts, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.examples.handmade import (
    MAY,
    MUST,
    MUST_NOT,
    case_of,
    exception,
    excepts,
    norm,
    overrides,
    saying,
)
from tests.generators.vocabulary import DEFENSE, FIRST_DAY, act_of, bare_policy, fact_of, kind_of
from tests.oracles.breach import Breach, Status, breaches, status
from verifier.model import (
    TRUE,
    ActDay,
    Case,
    Compare,
    CountsAs,
    EventDay,
    Holds,
    LawRegime,
    Norm,
    Policy,
    Quantity,
    Thing,
    Variable,
    Window,
)

ITEM = Variable("item", "item")
REPORT = Variable("report", "report")
ARRIVED = "the day an item arrives"
FILED = "the day a report lands"
IN = "an item stands in a report"
SECRET = "an item hides"
GIVE = "give an item"
TELL = "tell an item"

WORDS = bare_policy(
    kinds=[kind_of("item"), kind_of("report")],
    facts=[
        fact_of("arrives", ("item",), event=True),
        fact_of("lands", ("report",), event=True),
        fact_of("stands in", ("item", "report")),
        fact_of("hides", ("item",)),
    ],
    acts=[act_of("give", ("item",)), act_of("tell", ("item",))],
)
WORLD = (Thing("Box", "item"), Thing("Jar", "item"))
ARRIVAL = FIRST_DAY
BOX, JAR = ("Box",), ("Jar",)
START = case_of(TELL, ("Jar",), world=WORLD, days={(ARRIVED, BOX): ARRIVAL})
"""The box arrives on the first day; the jar never does. The act in question plays no part."""


def within(days: int, earliest: int | None = None) -> Window:
    """So many days from the arrival of the item, and not before `earliest` of them."""
    arrived = Holds(ARRIVED, (ITEM,))

    def after(count: int) -> Quantity:
        return Quantity(((1, EventDay(ARRIVED, (ITEM,))),), count)

    first = None if earliest is None else after(earliest)
    return Window(first, after(days), f"within {days} days", (arrived,))


def done(act: str, item: str, day: int, *, agent: str = "the Office") -> Case:
    return case_of(act, (item,), world=WORLD, days=START.days, agent=agent, day=day)


DUTY = norm("D", MUST, GIVE, (ITEM,), window=within(7))
POLICY = saying(WORDS, DUTY)


def found(
    policy: Policy, *trace: Case, on: int, column: LawRegime = LawRegime.ALONE, start: Case = START
) -> dict[tuple[str, ...], Status]:
    return status(policy, "D", start, {}, trace, ARRIVAL + on, column)


def test_a_duty_is_pending_until_its_last_day_and_then_violated() -> None:
    statuses = [found(POLICY, on=on)[BOX] for on in (0, 7, 8)]
    assert statuses == [Status.PENDING, Status.PENDING, Status.VIOLATED]


def test_a_duty_whose_event_has_not_happened_is_none() -> None:
    assert found(POLICY, on=3)[JAR] is Status.NONE


def test_a_duty_done_in_time_stays_fulfilled() -> None:
    given = done(GIVE, "Box", ARRIVAL + 7)
    statuses = [found(POLICY, given, on=on)[BOX] for on in (6, 7, 100)]
    assert statuses == [Status.PENDING, Status.FULFILLED, Status.FULFILLED]


@pytest.mark.parametrize(
    "other",
    [
        done(GIVE, "Box", ARRIVAL + 8),
        done(GIVE, "Jar", ARRIVAL + 1),
        done(TELL, "Box", ARRIVAL + 1),
        done(GIVE, "Box", ARRIVAL + 1, agent=DEFENSE),
    ],
)
def test_what_does_not_fulfil(other: Case) -> None:
    assert found(POLICY, other, on=9)[BOX] is Status.VIOLATED


def test_an_act_before_the_window_does_not_fulfil() -> None:
    policy = saying(WORDS, replace(DUTY, window=within(7, earliest=2)))
    early, timely = done(GIVE, "Box", ARRIVAL + 1), done(GIVE, "Box", ARRIVAL + 2)
    assert found(policy, early, on=8)[BOX] is Status.VIOLATED
    assert found(policy, timely, on=8)[BOX] is Status.FULFILLED


def test_an_act_that_counts_as_the_duty_fulfils_it() -> None:
    linked = replace(POLICY, counts_as=(CountsAs(TELL, (ITEM,), GIVE, (ITEM,), (ITEM,), TRUE),))
    assert found(linked, done(TELL, "Box", ARRIVAL), on=9)[BOX] is Status.FULFILLED


def test_a_duty_without_a_deadline_is_never_violated() -> None:
    policy = saying(WORDS, replace(DUTY, window=None))
    assert found(policy, on=10_000)[BOX] is Status.PENDING


def test_a_defeated_duty_is_none() -> None:
    out = exception("D.out", DUTY, Holds(SECRET, (ITEM,)))
    policy = saying(WORDS, DUTY, out, attacks=[excepts(out, DUTY)])
    secret = replace(START, facts=START.facts | {(SECRET, BOX)})
    assert found(policy, on=8, start=secret)[BOX] is Status.NONE
    assert found(policy, on=8)[BOX] is Status.VIOLATED


def test_a_law_may_take_a_duty_away_in_the_end() -> None:
    law = norm("L", MUST_NOT, GIVE, (ITEM,), layer=1)
    policy = saying(WORDS, DUTY, law, attacks=[overrides(law, DUTY, (ITEM, ITEM))])
    assert found(policy, on=8, column=LawRegime.BESIDE)[BOX] is Status.VIOLATED
    assert found(policy, on=8, column=LawRegime.END)[BOX] is Status.NONE


def test_a_missed_duty_stays_missed_when_its_condition_ends_later() -> None:
    """The condition speaks of the day of the act; the duty's last day counts, not today."""
    until = Compare("<", Quantity(((1, ActDay()),), 0), Quantity((), ARRIVAL + 10))
    duty = norm("D", MUST, GIVE, (ITEM,), until, window=within(7))
    assert found(saying(WORDS, duty), on=20)[BOX] is Status.VIOLATED


def test_of_several_to_choose_from_one_is_enough() -> None:
    start = replace(START, facts=START.facts | {(ARRIVED, JAR)})
    start = replace(start, days={(ARRIVED, BOX): ARRIVAL, (ARRIVED, JAR): ARRIVAL})
    policy = saying(WORDS, norm("D", MUST, GIVE, (ITEM,), choice=(ITEM,), window=within(7)))
    assert found(policy, on=8, start=start) == {(): Status.VIOLATED}
    given = done(GIVE, "Jar", ARRIVAL + 3)
    assert found(policy, given, on=8, start=start) == {(): Status.FULFILLED}


def test_a_duty_on_several_grounds_is_due_by_each_deadline() -> None:
    """Two reports land, each with its own deadline; one act in time for both is needed."""
    landed = Holds(FILED, (REPORT,))
    window = Window(
        None, Quantity(((1, EventDay(FILED, (REPORT,))),), 7), "within a week", (landed,)
    )
    duty = norm("D", MUST, GIVE, (ITEM,), Holds(IN, (ITEM, REPORT)), some=(REPORT,), window=window)
    start = case_of(
        TELL,
        ("Jar",),
        (IN, ("Box", "R1")),
        (IN, ("Box", "R2")),
        world=(*WORLD, Thing("R1", "report"), Thing("R2", "report")),
        days={(FILED, ("R1",)): ARRIVAL, (FILED, ("R2",)): ARRIVAL + 20},
    )
    policy = saying(WORDS, duty)
    late = replace(start, act=replace(start.act, act=GIVE, things=BOX, day=ARRIVAL + 9))
    timely = replace(late, act=replace(late.act, day=ARRIVAL + 5))
    assert found(policy, on=8, start=start)[BOX] is Status.VIOLATED
    assert found(policy, late, on=30, start=start)[BOX] is Status.VIOLATED
    assert found(policy, timely, on=30, start=start)[BOX] is Status.FULFILLED
    assert found(policy, on=5, start=start)[JAR] is Status.NONE


def test_only_a_duty_has_a_status() -> None:
    with pytest.raises(ValueError, match="no duty"):
        found(saying(WORDS, norm("D", MAY, GIVE, (ITEM,))), on=1)


def test_an_undated_act_cannot_be_placed() -> None:
    undated = replace(done(GIVE, "Box", ARRIVAL), act=replace(START.act, act=GIVE))
    with pytest.raises(ValueError, match="has no day"):
        found(POLICY, undated, on=1)


def test_breaches() -> None:
    rule: Norm = norm("F", MUST_NOT, GIVE, (ITEM,), Holds(ARRIVED, (ITEM,)))
    law = norm("L", MUST, TELL, (ITEM,), layer=1)
    policy = saying(WORDS, rule, law, DUTY)
    trace = [done(TELL, "Box", ARRIVAL), done(GIVE, "Jar", ARRIVAL), done(GIVE, "Box", ARRIVAL)]
    assert breaches(policy, trace, {}) == (Breach(2, "F", BOX),)


def test_whoever_is_bound_has_a_duty_of_their_own() -> None:
    party = Variable("party", "party")
    policy = saying(WORDS, norm("D", MUST, GIVE, (ITEM,), bearer=party, window=within(7)))
    statuses = found(policy, done(GIVE, "Box", ARRIVAL, agent=DEFENSE), on=8)
    assert statuses["the Office", "Box"] is Status.VIOLATED
    assert statuses[DEFENSE, "Box"] is Status.FULFILLED
