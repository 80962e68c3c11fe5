"""The days of a case: a finding's case goes in; what is said of the act on the days that matter
comes out, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verifier.checks.support.check_context import CheckContext
from verifier.findings import Witness
from verifier.model import DAY_ONE, LawRegime, Modality, Norm
from verifier.semantics import Span, World, joined, timeline
from verifier.solver import Found
from verifier.words import day


def days_of_a_dilemma(
    context: CheckContext, norms: Sequence[Norm], shown: Witness | Found | None, column: LawRegime
) -> list[str]:
    """In the case shown, by when the duty is due and until when the act is forbidden; nothing where
    the day of the act makes no difference."""
    duty = next((norm for norm in norms if norm.is_duty), None)
    if duty is None or shown is None:
        return []
    seen = _seen(context, duty, [norm.id for norm in norms], shown, column)
    if seen is None or not seen.due or not seen.forbidden:
        return []
    done, never = spans_said(seen.due), spans_said(seen.forbidden)
    return [
        context.speaker.sentence(
            f"in the case shown, it is to be done {done}, and it is forbidden {never}"
        )
    ]


def days_left(context: CheckContext, duty: Norm, witness: Witness) -> str:
    """In the case shown, when the duty is to be done, when that is forbidden and what is left: `it
    is to be done …, and it is forbidden …: 121 days are left, from …`; nothing where no day is."""
    seen = _seen(context, duty, list(context.policy.norms), witness, LawRegime.ALONE)
    if seen is None or not seen.due or not seen.forbidden or not seen.left:
        return ""
    done, never = spans_said(seen.due), spans_said(seen.forbidden)
    left = spans_said(seen.left)
    number = 0
    for first, last in seen.left:
        if last is None:
            return f"it is to be done {done}, and it is forbidden {never}; what is left is {left}"
        number += last - first + 1
    counted = "one day is" if number == 1 else f"{number:,} days are"
    return f"it is to be done {done}, and it is forbidden {never}: {counted} left, {left}"


@dataclass(frozen=True)
class SeenDays:
    """The days on which a duty can be done in time, those of them and around them on which the act
    is forbidden, and those that are left."""

    due: list[Span]
    forbidden: list[Span]
    left: list[Span]


def _seen(
    context: CheckContext,
    duty: Norm,
    norms: Sequence[str],
    shown: Witness | Found,
    column: LawRegime,
) -> SeenDays | None:
    """The days of a case as these of its prohibitions leave them, each where it speaks; None where
    the day makes no difference."""
    if shown.case.act.day is None:
        return None
    readings = shown.readings[""] if isinstance(shown, Found) else shown.readings
    world = World(context.policy, shown.case, readings)
    stretches = timeline(world, column)
    if len(stretches) < 2:
        return None
    by = {name for name in norms if context.policy.norms[name].modality is Modality.FORBIDDEN}
    due = joined([one for one in stretches if duty.id in one.in_time])
    forbidden = joined([one for one in stretches if by & one.live])
    left = [one for one in stretches if duty.id in one.in_time and not by & one.live]
    return SeenDays(
        due, [span for span in forbidden if any(_meet(span, one) for one in due)], joined(left)
    )


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
