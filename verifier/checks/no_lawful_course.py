"""Can a duty be such that every way of doing it breaches some prohibition?

One act's prohibitions never depend on which other acts are done, so a course without any breach
exists exactly where each duty has a way without breach. A *way* is one act that does the duty: of a
duty to do "at least one", an act with any thing it can choose; of every duty, an act in any manner,
that is, whatever is so of the act itself. A set of prohibitions leaves no way where, whenever the
duty lies and the parts of their conditions hold that do not speak of what can be chosen, one of
them is live on every act that would do the duty, whatever there is to choose from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from verifier.checks.support.blocked_duty import BlockedDuty, of_manner
from verifier.checks.support.check_context import CheckContext, Existence
from verifier.checks.support.names import norms_said
from verifier.encoding import WordDependencies
from verifier.findings import Finding, Severity
from verifier.model import Modality, Norm

NAME = "no-lawful-course"
MOST_TOGETHER = 3
"""So many prohibitions at most are tried together."""
MANY = 12
"""Of more prohibitions of one duty's acts than this, only single ones are tried."""


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each smallest set of prohibitions that together leave a duty no lawful way.
    Where one of them forbids the very act that is owed, it is a dilemma and reported as that."""
    bearing = WordDependencies(context.policy)
    for duty in _own(context, Modality.OBLIGED):
        found: list[frozenset[str]] = []
        for together in _sets(_forbidding(context, bearing, duty)):
            names = frozenset(norm.id for norm in together)
            if any(known <= names for known in found):
                continue
            blocked = BlockedDuty(context, bearing, duty, together)
            standing = blocked.standing()
            if standing is not None:
                found.append(names)
                if len(together) > 1:
                    yield _finding(context, blocked, standing)


def _own(context: CheckContext, modality: Modality) -> list[Norm]:
    return [
        norm
        for norm in context.policy.norms.values()
        if norm.modality is modality and norm.layer == 0 and norm.id not in context.causes
    ]


def _forbidding(context: CheckContext, bearing: WordDependencies, duty: Norm) -> list[Norm]:
    """The prohibitions that bear on all acts that do the duty. One that leaves no choice of manner
    can only make a dilemma of a duty that leaves no choice of things."""
    acts = set(context.acts_of_norm(duty.id))
    return [
        norm
        for norm in _own(context, Modality.FORBIDDEN)
        if acts <= set(context.acts_of_norm(norm.id))
        and (duty.is_choice or any(of_manner(bearing, c) for c in norm.conditions))
    ]


def _sets(norms: Sequence[Norm]) -> Iterator[tuple[Norm, ...]]:
    most = MOST_TOGETHER if len(norms) <= MANY else 1
    for size in range(1, min(len(norms), most) + 1):
        yield from combinations(norms, size)


def _finding(context: CheckContext, blocked: BlockedDuty, standing: Existence) -> Finding:
    duty, together = blocked.duty, blocked.together
    names = norms_said(context, [norm.id for norm in together])
    what = "whatever is chosen" if duty.is_choice else "in whatever manner it is done"
    joint = "together forbid" if len(together) > 1 else "forbids"
    owner = context.speaker.norm_name(duty.id)
    return context.finding(
        NAME,
        Severity.ERROR,
        context.speaker.sentence(
            f"{names} {joint} every way of doing what {owner} requires, {what}"
        ),
        [duty.id, *sorted(norm.id for norm in together)],
        norms=[duty.id, *(norm.id for norm in together)],
        standing=standing,
        witness=context.witness_of(standing),
        detail=_detail(together),
        reasons=[[context.speaker.norm_name(norm.id) for norm in (duty, *together)]],
        assurance=context.absence(blocked.ways),
    )


def _detail(together: Sequence[Norm]) -> list[str]:
    if len(together) == 1:
        return []
    return ["Without any one of these clauses there is a lawful way."]
