"""Who must act for a question to hold: where all its norms bind one named party, only that party
need be tried as the agent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from verifier.encoding.questions import (
    AGENT,
    Angle,
    Applicable,
    Ask,
    InScope,
    Live,
    Seen,
    Takes,
    VerdictIn,
)
from verifier.encoding.unfolding import Unfolding
from verifier.model import All, Any, Named, Same, Some


def agents_of(ask: Ask, angle: Angle, unfoldings: Mapping[str, Unfolding]) -> frozenset[str] | None:
    """The named parties one of whom is the agent in every case of `ask`; None where it may be
    anybody."""
    unfolding = unfoldings[angle.edition]
    match ask:
        case Seen(inner, body):
            return agents_of(body, inner, unfoldings)
        case Live(norm) | Applicable(norm):
            bearer = unfolding.policy.norms[norm].bearer
            return frozenset({bearer.name}) if isinstance(bearer, Named) else None
        case InScope(scope):
            return frozenset({scope.bearer.name}) if isinstance(scope.bearer, Named) else None
        case Takes(position):
            bearers = [norm.bearer for norm in unfolding.taking(position, angle)]
            return _united(frozenset({b.name}) if isinstance(b, Named) else None for b in bearers)
        case VerdictIn():
            return agents_of(unfolding.body(ask, angle), angle, unfoldings)
        case Same(left, right) if AGENT in (left, right):
            other = right if left == AGENT else left
            return frozenset({other.name}) if isinstance(other, Named) else None
        case All(parts):
            found = [agents_of(part, angle, unfoldings) for part in parts]
            known = [names for names in found if names is not None]
            return frozenset.intersection(*known) if known else None
        case Any(parts):
            return _united(agents_of(part, angle, unfoldings) for part in parts)
        case Some(_, body):
            return agents_of(body, angle, unfoldings)
        case _:
            return None


def _united(found: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    names: frozenset[str] = frozenset()
    for one in found:
        if one is None:
            return None
        names |= one
    return names
