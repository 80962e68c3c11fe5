"""Is there a duty that cannot be kept in time, because its time is over before it begins?"""

from __future__ import annotations

from collections.abc import Iterable

from verifier.checks.support.check_context import CheckContext
from verifier.checks.support.days_left import spans_said
from verifier.encoding import Late, Live, NeverInTime, both, no
from verifier.findings import Finding, Severity, Witness
from verifier.model import LawRegime, Norm
from verifier.semantics import World, evaluate, joined, last_day, timeline
from verifier.words import day

NAME = "impossible-deadline"


def run(context: CheckContext) -> Iterable[Finding]:
    """A finding for each duty of the policy that on no day can be done in time: an error where that
    is so of all cases of it, and else a warning, with such a case."""
    for duty in context.policy.norms.values():
        dated = duty.window is not None and duty.window.latest
        if duty.is_duty and dated and duty.layer == 0 and duty.id not in context.causes:
            found = _impossible(context, duty)
            if found is not None:
                yield found


def _impossible(context: CheckContext, duty: Norm) -> Finding | None:
    acts = context.acts_of_norm(duty.id)
    queries = context.over_acts(acts, NeverInTime(duty.id))
    standing = context.standing(queries)
    if standing is None:
        return None
    in_time = context.over_acts(acts, both([Live(duty.id), no(Late(duty.id))]))
    never = all(context.ask(query, context.fixed) is False for query in in_time)
    witness = context.witness_of(standing)
    where = "" if never else "in some cases, "
    name = context.speaker.norm_name(duty.id)
    return context.finding(
        NAME,
        Severity.ERROR if never else Severity.WARNING,
        context.speaker.sentence(
            f"{where}{name} cannot be kept in time: it begins after its last day"
        ),
        [duty.id],
        norms=[duty.id],
        standing=standing,
        witness=witness,
        detail=_days(context, duty, witness),
    )


def _days(context: CheckContext, duty: Norm, witness: Witness | None) -> list[str]:
    """From when the duty binds in the case shown, and by when it was due."""
    if witness is None or witness.case.act.day is None:
        return []
    world = World(context.policy, witness.case, witness.readings)
    binding = joined([one for one in timeline(world, LawRegime.ALONE) if duty.id in one.live])
    said = evaluate(context.policy, witness.case, witness.readings)
    due = [last_day(world, duty, one) for name, one in said.live if name == duty.id]
    last = min((one for one in due if one is not None), default=None)
    if last is None:
        return []
    return [
        context.speaker.sentence(
            f"in the case shown, it was due by {day(last)} and binds {spans_said(binding)}"
        )
    ]
