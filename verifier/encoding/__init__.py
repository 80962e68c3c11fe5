"""encoding."""

from __future__ import annotations

from verifier.encoding.angles import Views
from verifier.encoding.background import assumptions, one_to_each, well_formed
from verifier.encoding.bound_agents import agents_of
from verifier.encoding.circuit import FALSE, TRUE, AtomKey, Circuit
from verifier.encoding.conditions import Expander
from verifier.encoding.dependencies import Dependencies, definitions_in
from verifier.encoding.fixed_atoms import facts_spoken_of, settled
from verifier.encoding.grounding import Grounding, Universe
from verifier.encoding.model_size.bounds import Bound, bound, counters_for, entangled
from verifier.encoding.model_size.counting import Counter
from verifier.encoding.polarity import free_in, outlines_of
from verifier.encoding.questions import (
    AGENT,
    POSITIONS,
    TRUE_ASK,
    Angle,
    Applies,
    Ask,
    InScope,
    Live,
    LiveAt,
    Position,
    Query,
    Seen,
    Takes,
    VerdictIn,
    both,
    either,
    no,
    parted,
    read_as,
    role,
    some,
    verdict_is,
)
from verifier.encoding.self_composition import ACT_DAY, Bearing, SecondCopy, editions, seen
from verifier.encoding.signature import Signature
from verifier.encoding.unfolding import Unfolding

__all__ = [
    "ACT_DAY",
    "AGENT",
    "FALSE",
    "POSITIONS",
    "TRUE",
    "TRUE_ASK",
    "Angle",
    "Applies",
    "Ask",
    "AtomKey",
    "Bearing",
    "Bound",
    "Circuit",
    "Counter",
    "Dependencies",
    "Expander",
    "Grounding",
    "InScope",
    "Live",
    "LiveAt",
    "Position",
    "Query",
    "SecondCopy",
    "Seen",
    "Signature",
    "Takes",
    "Unfolding",
    "Universe",
    "VerdictIn",
    "Views",
    "agents_of",
    "assumptions",
    "both",
    "bound",
    "counters_for",
    "definitions_in",
    "editions",
    "either",
    "entangled",
    "facts_spoken_of",
    "free_in",
    "no",
    "one_to_each",
    "outlines_of",
    "parted",
    "read_as",
    "role",
    "seen",
    "settled",
    "some",
    "verdict_is",
    "well_formed",
]
