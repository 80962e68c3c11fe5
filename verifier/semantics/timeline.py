"""What is said of an act on each day: a case with an act in question goes in; the days on which the
act could be done come out, in stretches on which the same is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from verifier.model import LawRegime, Verdict
from verifier.semantics.choices import in_time, representative_days
from verifier.semantics.evaluate import Evaluation, evaluated
from verifier.semantics.world import World


@dataclass(frozen=True)
class Stretch:
    """The days from `first` to `last`, both included (None: without end), on which the verdict and
    the live norms are the same. DAY_ONE as the first day stands for no beginning."""

    first: int
    last: int | None
    verdict: Verdict
    live: frozenset[str]
    in_time: frozenset[str]
    """The live duties whose time is not over."""


Span = tuple[int, int | None]
"""The first and the last day; None: without end."""


def timeline(
    world: World, column: LawRegime, without: frozenset[str] = frozenset()
) -> tuple[Stretch, ...]:
    """The stretches, in order; a single one where no condition speaks of the day of the act."""
    found: list[Stretch] = []
    for one in _each(world, column, without):
        before = found[-1] if found else None
        if before is not None and replace(before, first=one.first, last=one.last) == one:
            found[-1] = replace(before, last=one.last)
        else:
            found.append(one)
    return tuple(found)


def _each(world: World, column: LawRegime, without: frozenset[str]) -> Iterator[Stretch]:
    days = [day for day in representative_days(world) if day is not None]
    for first, after in pairwise((*days, None)):
        assert first is not None
        act = replace(world.case.act, day=first)
        other = World(world.policy, replace(world.case, act=act), world.readings)
        said = evaluated(other, column, without)
        live = frozenset(norm for norm, _ in said.live)
        last = None if after is None else after - 1
        yield Stretch(first, last, said.verdict, live, _in_time(other, said))


def _in_time(world: World, said: Evaluation) -> frozenset[str]:
    norms = world.policy.norms
    return frozenset(
        name for name, one in said.live if norms[name].is_duty and in_time(world, norms[name], one)
    )


def joined(stretches: Sequence[Stretch]) -> list[Span]:
    """The days of stretches, those that follow on one another as one span."""
    found: list[Span] = []
    for one in stretches:
        if found and found[-1][1] is not None and found[-1][1] + 1 == one.first:
            found[-1] = (found[-1][0], one.last)
        else:
            found.append((one.first, one.last))
    return found
