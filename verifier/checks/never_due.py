"""Is there a duty with a last day that never comes?"""

from __future__ import annotations

from collections.abc import Iterable

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.left_out import ending
from verifier.encoding import Late, Live
from verifier.findings import Finding, Severity
from verifier.model import Norm

NAME = "never-due"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each duty of the policy that says by when it is due and with which nobody can
    ever be late: the event from which its last day counts never happens where it binds."""
    for duty in context.policy.norms.values():
        window = duty.window if duty.is_duty else None
        if window is None or not window.latest or window.lapses:
            continue
        if duty.layer == 0 and duty.id not in context.causes:
            found = _never_due(context, duty)
            if found is not None:
                yield found


def _never_due(context: CheckContext, duty: Norm) -> Finding | None:
    acts = context.acts_of_norm(duty.id)
    late = context.over_acts(acts, Late(duty.id))
    none = ending(context, late, context.over_acts(acts, Live(duty.id)))
    if none is None:
        return None
    name = context.speaker.norm_name(duty.id)
    return context.finding(
        NAME,
        Severity.WARNING,
        context.speaker.sentence(
            f"nobody can ever be late with what {name} requires: where it binds, its last day "
            "never comes"
        ),
        [duty.id],
        norms=[duty.id],
        standing=none.standing,
        detail=none.said(context),
        assurance=none.assurance(context),
    )
