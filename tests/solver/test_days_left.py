"""Which days a duty has left where a prohibition speaks of the day of the act by the calendar: the
solver, which looks at a few days that stand for all, answers as the interpreter does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

import pytest

from tests.examples.elaborated import elaborate_text
from tests.oracles.laws import TALLY, agree_on_case
from verifier.encoding import choices
from verifier.model import ActInQuestion, Case, Compare, FactKey, Policy, Quantity, Thing
from verifier.solver import QuestionSolver

TEXT = """policy files "Files"

party the Office "the Office"
kind file
  wait is a duration

event the day a file was opened
event the day a file was closed
act erase a file

calendar court days
  closed on 2027-12-31, 2028-01-03, 2028-03-01

clause 1 "Duty"
  the Office must erase every file
  {due}

clause 2 "Ban"
  the Office must not erase a file
  when {banned}
"""
RELATIONS = ("is before", "is on or before", "is after", "is on or after", "is on")
COUNTS = ("1 month", "2 months", "6 months", "1 year", "1 business day", "3 court days")
SIDES = ("after", "before")
DUE = ("on or before", "before", "within 3 days after", "within 1 month of")
ACT, OPENED, CLOSED = (
    "the day of the act",
    "the day the file was opened",
    "the day the file was closed",
)
ENDS = ("2027-12-30", "2028-01-30", "2028-02-27", "2027-02-27", "2028-03-30")

POLICIES = 10


def test_the_days_left_are_those_of_the_interpreter() -> None:
    met = TALLY["dilemma"]
    _try(POLICIES)
    assert TALLY["dilemma"] - met >= 5


def test_days_left_out_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the days on which a comparison begins or ceases to hold, those from the day on to which
    the count leads are left out."""
    starts = choices._starts

    def fewer(comparison: Compare) -> Iterator[Quantity]:
        found = list(starts(comparison))
        yield from found[: len(found) // 2] if len(found) > 2 else found

    monkeypatch.setattr(choices, "_starts", fewer)
    with pytest.raises(AssertionError):
        _try(3 * POLICIES)


def _try(policies: int) -> None:
    for seed in range(policies):
        _agree(Random(seed))


def _agree(random: Random) -> None:
    policy = _policy(random)
    solver = QuestionSolver(policy)
    for _ in range(2):
        agree_on_case(solver, _case(random), {})


def _policy(random: Random) -> Policy:
    text = TEXT.format(due=f"{random.choice(DUE)} {OPENED}", banned=_banned(random))
    policy, problems = elaborate_text(text)
    assert policy is not None, [problem.message for problem in problems]
    return policy


def _banned(random: Random) -> str:
    """A day counted from the day of the act, or the day of the act itself, against another day."""
    lines = []
    for _ in range(random.choice((1, 2, 2))):
        counts = [f"{random.choice(COUNTS)} {random.choice(SIDES)}" for _ in range(2)]
        day = " ".join([*counts[: random.choice((0, 1, 1, 1, 2))], ACT])
        more = random.choice(("", "", " plus 2 days", " minus 1 day", " plus the wait of the file"))
        lines.append(f"{CLOSED} {random.choice(RELATIONS)} {day}{more}")
    return random.choice(("\n  and ", "\n  or when ")).join(lines)


def _case(random: Random) -> Case:
    ends = [date.fromisoformat(random.choice(ENDS)).toordinal() for _ in range(3)]
    act, opened, closed = (day + random.randint(-3, 3) for day in ends)
    file = Thing("the file", "file")
    days: dict[FactKey, int] = {
        ("the day a file was opened", (file.name,)): opened,
        ("the day a file was closed", (file.name,)): closed,
    }
    values: dict[tuple[str, str], str | int] = {("wait of file", file.name): random.randint(0, 3)}
    done = ActInQuestion("erase a file", "the Office", (file.name,), act)
    return Case((file,), frozenset(days), values, days, done)
