"""Can the policy oblige somebody to an act and forbid every way of doing it in time?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from verifier.checks.support.blocked_duty import BlockedDuty
from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.conflicts import DILEMMA, conflict, pairs
from verifier.checks.support.left_out import smallest
from verifier.checks.support.meetings import meeting
from verifier.encoding import TRUE_ASK, Ask, WordDependencies, both, no
from verifier.findings import Finding, Severity
from verifier.model import LawRegime, Norm

NAME = "dilemma"
MOST_TOGETHER = 3
"""So many sets of prohibitions that only together leave a duty no way are told for one duty."""


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each duty of the policy and each of its prohibitions that leaves, in some case,
    no way to do in time what the duty asks for; and for sets of prohibitions that do so together
    where none of them does alone."""
    forbidding: dict[str, list[Norm]] = {}
    for first, second in pairs(context, _wanted):
        duty, other = (first, second) if first.is_duty else (second, first)
        forbidding.setdefault(duty.id, []).append(other)
    for name, others in forbidding.items():
        yield from _of_duty(context, context.policy.norms[name], others)


def _wanted(first: Norm, second: Norm) -> bool:
    own = first.layer == second.layer == 0
    return own and frozenset((first.modality, second.modality)) == DILEMMA


def _of_duty(context: CheckContext, duty: Norm, others: Sequence[Norm]) -> Iterator[Finding]:
    alone = [no(meeting((duty, other))) for other in others]
    for other in others:
        found = _conflict(context, duty, (other,), TRUE_ASK)
        if found is not None:
            yield found
    told = 0
    while len(others) > 1 and told < MOST_TOGETHER:
        together = _together(context, duty, others, both(alone))
        if together is None:
            return
        found = _conflict(context, duty, together, both(alone))
        if found is None:
            return
        yield found
        alone.append(no(meeting((duty, *together))))
        told += 1


def _conflict(
    context: CheckContext, duty: Norm, others: tuple[Norm, ...], beside: Ask
) -> Finding | None:
    """The dilemma; a warning, that says so first, where one thing more to choose would end it."""
    bearing = WordDependencies(context.policy)
    alone = duty.is_choice and BlockedDuty(context, bearing, duty, others).may_be_lawful
    kinds = [variable.kind for variable in duty.act.choice] if duty.act else []
    where = f"where there is no other {context.speaker.series(kinds, 'or')}, " if alone else ""
    severity = Severity.WARNING if alone else Severity.ERROR
    norms = (duty, *others)
    return conflict(context, NAME, severity, norms, LawRegime.ALONE, beside, where)


def _together(
    context: CheckContext, duty: Norm, others: Sequence[Norm], beside: Ask
) -> tuple[Norm, ...] | None:
    """The fewest of the prohibitions that leave the duty no way in some case; None where all of
    them leave one."""
    acts = context.acts_of_norm(duty.id)

    def leave_none(kept: frozenset[str]) -> bool:
        norms = (duty, *(norm for norm in others if norm.id in kept))
        queries = context.over_acts(acts, both([meeting(norms), beside]))
        return bool(kept) and context.anywhere(queries, context.fixed) is not None

    every = [norm.id for norm in others]
    if not leave_none(frozenset(every)):
        return None
    kept = smallest(every, leave_none)
    return tuple(norm for norm in others if norm.id in kept)
