"""From a question about all cases to constraints: the encoder.

In goes a question: whether there is a case in which something holds that may speak of norms,
positions and verdicts. Out comes a proposition over finitely many things, and how many things are
enough for its answer to hold for any number (`model_size`). No solver is known here.

The atoms of a question are spelled out as formulas (`unfolding`); each formula becomes a function
from what its variables stand for to a node (`propositions`), once for all universes. Over a
universe (`grounding`) quantifiers become conjunctions and disjunctions over slots. Nodes are
hash-consed (`circuit`), so that two angles on one case share all in which they agree, and
`dependencies` sees to it that they agree often. Two cases at once are one case over a vocabulary of
which some words stand twice (`self_composition`; Barthe, D'Argenio, Rezk 2004).

The meaning is stated apart from the interpreter, `verifier.semantics`: the same definitions, under
the same names and in the same order. What there is a case, here is what formulas are about.

    conditions     holds, defined_holds
    descriptions   act_falls_under, falls_under, counted_as, done_as, done_by
    quantities     comparison_holds
    calendar_days  counted_day
    grounding      can_hold_of
    background     well_formed, one_to_each, assumptions
    norms          speaks, attacks_on, about_the_act, in_scope, applicable, conditions_hold, live,
                   live_at, defeaters, agree, positions, verdict
    choices        in_time, late, ways, no_way_left, representative_days

Begin with `questions`, then read `norms` beside the interpreter's, and section 16 of the language
reference.
"""

from __future__ import annotations

from verifier.encoding.angles import ResolvedAngles
from verifier.encoding.background import assumptions, one_to_each, well_formed
from verifier.encoding.bound_agents import agents_of
from verifier.encoding.calendar_days import CYCLE, counted_day, first_of
from verifier.encoding.circuit import FALSE, TRUE, AtomKey, Circuit
from verifier.encoding.conditions import Expander
from verifier.encoding.counted_days import (
    counted_from,
    counting_of,
    day_counted,
    is_counted,
    plain_numbers,
)
from verifier.encoding.dependencies import Dependencies, definitions_in, definitions_under
from verifier.encoding.fixed_atoms import facts_spoken_of, fix_atoms
from verifier.encoding.grounding import Grounding, Universe
from verifier.encoding.model_size.bounds import Bound, bound, counters_for, entangled
from verifier.encoding.model_size.counting import Counter
from verifier.encoding.polarity import free_in, outlines_of
from verifier.encoding.questions import (
    AGENT,
    POSITIONS,
    TRUE_ASK,
    Angle,
    Applicable,
    Ask,
    InScope,
    Late,
    Live,
    LiveAt,
    NeverInTime,
    NoWayLeft,
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
from verifier.encoding.self_composition import (
    SecondCopy,
    WordDependencies,
    as_seen_by,
    editions,
)
from verifier.encoding.signature import Signature
from verifier.encoding.unfolding import Unfolding

__all__ = [
    "AGENT",
    "CYCLE",
    "FALSE",
    "POSITIONS",
    "TRUE",
    "TRUE_ASK",
    "Angle",
    "Applicable",
    "Ask",
    "AtomKey",
    "Bound",
    "Circuit",
    "Counter",
    "Dependencies",
    "Expander",
    "Grounding",
    "InScope",
    "Late",
    "Live",
    "LiveAt",
    "NeverInTime",
    "NoWayLeft",
    "Position",
    "Query",
    "ResolvedAngles",
    "SecondCopy",
    "Seen",
    "Signature",
    "Takes",
    "Unfolding",
    "Universe",
    "VerdictIn",
    "WordDependencies",
    "agents_of",
    "as_seen_by",
    "assumptions",
    "both",
    "bound",
    "counted_day",
    "counted_from",
    "counters_for",
    "counting_of",
    "day_counted",
    "definitions_in",
    "definitions_under",
    "editions",
    "either",
    "entangled",
    "facts_spoken_of",
    "first_of",
    "fix_atoms",
    "free_in",
    "is_counted",
    "no",
    "one_to_each",
    "outlines_of",
    "parted",
    "plain_numbers",
    "read_as",
    "role",
    "some",
    "verdict_is",
    "well_formed",
]
