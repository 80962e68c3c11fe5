"""Where norms with opposed effect conflict: the norms go in; what is asked of a case comes out."""

from __future__ import annotations

from collections.abc import Iterable

from verifier.encoding import Ask, Live, NoWayLeft, both
from verifier.model import Modality, Norm


def meeting(norms: Iterable[Norm]) -> Ask:
    """Whether norms with opposed effect conflict on the act in question: all are live; a duty and
    prohibitions, where they leave no way to do in time what the duty asks for."""
    norms = tuple(norms)
    forbidding = frozenset(norm.id for norm in norms if norm.modality is Modality.FORBIDDEN)
    duty = next((norm for norm in norms if norm.is_duty), None)
    if duty is not None and forbidding:
        return NoWayLeft(duty.id, forbidding)
    return both(Live(norm.id) for norm in norms)
