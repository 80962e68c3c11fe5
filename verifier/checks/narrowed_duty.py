"""Does a prohibition take away some of the ways of doing a duty in time, but not all?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from verifier.checks.support.check_context import CheckContext, Existence
from verifier.checks.support.conflicts import DILEMMA, pairs
from verifier.checks.support.days_left import days_left
from verifier.encoding import Late, Live, NoWayLeft, both, no
from verifier.findings import Finding, Outcome, Severity, Witness
from verifier.model import ActInQuestion, LawRegime, Norm
from verifier.semantics import Instance, World, evaluated, ways
from verifier.solver import Found

NAME = "narrowed-duty"
MOST_WAYS = 6
"""So many ways that are left are named."""


def run(context: CheckContext) -> Iterable[Finding]:
    """A note for each duty and each prohibition of the policy that meet on some act while the duty
    can still be done in time on another day, with another thing or in another way."""
    for first, second in pairs(context, _wanted):
        duty, other = (first, second) if first.is_duty else (second, first)
        found = _narrowed(context, duty, other)
        if found is not None:
            yield found


def _wanted(first: Norm, second: Norm) -> bool:
    """What follows from a duty for acts that exclude it is no prohibition that is written."""
    own = first.layer == second.layer == 0 and "exclusion" not in (first.role, second.role)
    return own and frozenset((first.modality, second.modality)) == DILEMMA


def _narrowed(context: CheckContext, duty: Norm, other: Norm) -> Finding | None:
    others = set(context.acts_of_norm(other.id))
    acts = [act for act in context.acts_of_norm(duty.id) if act in others]
    met = both([Live(duty.id), Live(other.id), no(Late(duty.id))])
    queries = context.over_acts(acts, both([met, no(NoWayLeft(duty.id))]))
    standing = context.standing(queries)
    if standing is None:
        return None
    shown = context.shown(standing)  # in short, too: the finding says what is left in the case
    witness = context.witness_of(standing)
    left = None if shown is None else _left(context, duty, shown, witness)
    if left is None or not left.open:
        return None
    return _finding(context, duty, other, standing, witness, left)


@dataclass(frozen=True)
class Left:
    """What of the ways of a duty is not forbidden: on other days, of other things, in other ways;
    `open`: the acts, each once, whatever the day."""

    done: ActInQuestion
    open: tuple[ActInQuestion, ...]
    days: str

    @property
    def what(self) -> str:
        """Which of its ways are taken away, in words."""
        if any(_same(one, self.done) for one in self.open):
            return "on some days"
        if any(one.act == self.done.act for one in self.open):
            return "of some things"
        return "in one of its ways"


def _same(one: ActInQuestion, other: ActInQuestion) -> bool:
    return (one.act, one.things) == (other.act, other.things)


def _left(context: CheckContext, duty: Norm, shown: Found, witness: Witness | None) -> Left | None:
    case = context.speaker.with_names(shown.case)
    world = World(context.policy, case, shown.readings[""])
    found: dict[tuple[str, tuple[str, ...]], ActInQuestion] = {}
    for instance in _instances(world, duty):
        for one in ways(world, LawRegime.ALONE, duty, instance, frozenset()):
            if not _is_forbidden(one):
                act = one.case.act
                found.setdefault((act.act, act.things), act)
    days = "" if witness is None else days_left(context, duty, witness)
    return Left(case.act, tuple(found.values()), days) if found else None


def _instances(world: World, duty: Norm) -> Iterator[Instance]:
    """The instances of the duty that are live in the case shown."""
    live = evaluated(world, LawRegime.ALONE).live
    return (instance for name, instance in live if name == duty.id)


def _is_forbidden(world: World) -> bool:
    return evaluated(world, LawRegime.ALONE).positions.forbidden


def _said(context: CheckContext, left: Left) -> Iterator[str]:
    """What is left, in sentences."""
    if left.days:
        yield context.speaker.sentence(f"in the case shown, {left.days}")
    other = [one for one in left.open if not _same(one, left.done)]
    if other:
        acts = [context.speaker.act_in_question(one) for one in other[:MOST_WAYS]]
        more = "" if len(other) <= MOST_WAYS else ", among others"
        yield context.speaker.sentence(
            f"it is open that {context.speaker.series(acts, 'or')}{more}"
        )


def _finding(
    context: CheckContext,
    duty: Norm,
    other: Norm,
    standing: Existence,
    witness: Witness | None,
    left: Left,
) -> Finding:
    must, never = context.speaker.norm_name(duty.id), context.speaker.norm_name(other.id)
    return context.finding(
        NAME,
        Severity.NOTE,
        context.speaker.sentence(f"{never} forbids {left.what} what {must} requires"),
        sorted([duty.id, other.id]),
        norms=[duty.id, other.id],
        standing=standing,
        witness=witness,
        detail=[*_said(context, left)],
        outcome=Outcome.HOLDS,
    )
