"""Is there a course of events by the end of which a duty has been breached?

A duty is violated only once its last day is over (see `breach`): one without a last day can, on
every day, still be done later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.left_out import own_clauses
from verifier.findings import Assurance, AssuranceKind, Finding, Severity
from verifier.model import Modality, Norm

NAME = "unviolable-duty"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each clause with duties that no finite course of events can breach."""
    for clause in own_clauses(context):
        duties = [
            norm
            for name in context.policy.clauses[clause].norms
            if _unviolable(norm := context.policy.norms[name]) and name not in context.causes
        ]
        if duties:
            yield _finding(context, clause, duties)


def _unviolable(norm: Norm) -> bool:
    return norm.modality is Modality.OBLIGED and (norm.window is None or not norm.window.latest)


def _finding(context: CheckContext, clause: str, duties: Sequence[Norm]) -> Finding:
    own = [
        name
        for name in context.policy.clauses[clause].norms
        if context.policy.norms[name].modality is Modality.OBLIGED
    ]
    name = context.speaker.clause_name(clause)
    if len(duties) < len(own):
        name = context.speaker.series([context.speaker.norm_name(duty.id) for duty in duties])
    which = "the duty" if len(duties) == 1 else "a duty"
    return context.finding(
        NAME,
        Severity.NOTE,
        f"Nothing could ever show that {which} of {name} was breached: there is no day by which it "
        "must be done.",
        [clause, *sorted(duty.id for duty in duties)],
        norms=[duty.id for duty in duties],
        detail=[_later(context, duties), *_earliest(duties)],
        assurance=Assurance(AssuranceKind.COMPUTED, "every duty was looked up for its last day"),
    )


def _later(context: CheckContext, duties: Sequence[Norm]) -> str:
    acts = dict.fromkeys(f"to {context.speaker.act_pattern(duty)}" for duty in duties)
    said = context.speaker.series(list(acts))
    if duties[0].is_choice:
        return f"However long nothing has been done, there may still be time {said}."
    return f"However long it has not been done, it may still be done later: {said}."


def _earliest(duties: Sequence[Norm]) -> Iterable[str]:
    if any(duty.window is not None for duty in duties):
        yield "The clause says when it may be done at the earliest, and not when at the latest."
