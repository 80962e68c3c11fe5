"""The days of a case: a finding's case goes in; what is said of the act on the days that matter
comes out, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.checks.support.check_context import CheckContext
from verifier.findings import Witness
from verifier.model import DAY_ONE, LawRegime, Norm
from verifier.semantics import Stretch, World, forbids, timeline
from verifier.words import day


def days_of_a_dilemma(
    context: CheckContext, norms: Sequence[Norm], witness: Witness | None
) -> list[str]:
    """In the case shown, by when the duty is due and until when the act is forbidden; nothing where
    the day of the act makes no difference."""
    duty = next((norm for norm in norms if norm.is_duty), None)
    if witness is None or duty is None or witness.case.act.day is None:
        return []
    others = (n for n in context.policy.norms if n not in {norm.id for norm in norms})
    gone = frozenset(n for n in others if context.policy.norms[n].modality is not None)
    world = World(context.policy, witness.case, witness.readings)
    stretches = timeline(world, LawRegime.ALONE, gone)
    if len(stretches) < 2:
        return []
    due = [one for one in stretches if duty.id in one.in_time]
    forbidden = [one for one in stretches if forbids(world, one)]
    banned = [span for span in joined(forbidden) if any(_meet(span, one) for one in joined(due))]
    if not due or not banned:
        return []
    done, never = spans_said(joined(due)), spans_said(banned)
    return [
        context.speaker.sentence(
            f"in the case shown, it is to be done {done}, and it is forbidden {never}"
        )
    ]


Span = tuple[int, int | None]
"""The first and the last day; None: without end."""


def joined(stretches: Sequence[Stretch]) -> list[Span]:
    """The days of stretches, those that follow on one another as one span."""
    found: list[Span] = []
    for one in stretches:
        if found and found[-1][1] is not None and found[-1][1] + 1 == one.first:
            found[-1] = (found[-1][0], one.last)
        else:
            found.append((one.first, one.last))
    return found


def _meet(one: Span, other: Span) -> bool:
    (a, b), (c, d) = one, other
    return (d is None or a <= d) and (b is None or c <= b)


def spans_said(spans: Sequence[Span]) -> str:
    """`from March 1, 2026 to March 31, 2026 and on April 3, 2026`."""
    return " and ".join(_days(first, last) for first, last in spans)


def _days(first: int, last: int | None) -> str:
    if first == last:
        return f"on {day(first)}"
    if first == DAY_ONE:
        return "on every day" if last is None else f"until {day(last)}"
    return f"from {day(first)}" + ("" if last is None else f" to {day(last)}")
