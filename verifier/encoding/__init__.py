"""From a question about all cases to constraints: the encoder.

In goes a question: whether there is a case in which something holds that may speak of norms,
positions and verdicts (`questions.Query`). Out comes a proposition over finitely many things, and
how many things are enough for its answer to hold for any number (`model_size`). No solver is known
here.

The way of a question. Its atoms are spelled out as formulas by the definitions below
(`unfolding`). Each formula becomes a function from what its variables stand for to a node
(`conditions`, `propositions`, `quantities`), once for all universes. Over a universe (`grounding`)
quantifiers become conjunctions and disjunctions over its slots. Nodes are hash-consed (`circuit`):
equal propositions are one node, so that two angles from which one case is looked at share all in
which they agree; `dependencies` sees to it that they agree as often as they can. Two cases at once
are one case over a vocabulary of which some words stand twice (`self_composition`; Barthe,
D'Argenio, Rezk 2004).

The meaning is stated here apart from the interpreter, `verifier.semantics`: the same definitions,
under the same names and in the same order, with no code in common but the model. A case there is a
value, here it is what the formula is about. With the module of each here, and the section of the
language reference that it follows:

    holds             conditions    4
    defined_holds     conditions    2, Defined sentences
    act_falls_under   descriptions  4
    falls_under       descriptions  16, When a norm speaks
    counted_as        descriptions  2, Acts
    done_as           descriptions  16, When a norm speaks
    done_by           descriptions  16, When a norm speaks
    comparison_holds  quantities    5
    well_formed       background    16, Cases
    one_to_each       background    2, Facts
    assumptions       background    11
    speaks            norms         10
    attacks_on        norms         7 and 10
    about_the_act     norms         16, When a norm speaks
    in_scope          norms         12
    applicable        norms         16, When a norm speaks
    conditions_hold   norms         4
    live              norms         16, When a norm speaks
    live_at           norms         16, When a norm speaks
    defeaters         norms         16, When a norm speaks
    agree             norms         16, When a norm speaks
    positions         norms         16, Verdicts
    verdict           norms         16, Verdicts

Begin with `questions`, then `norms` beside the interpreter's `norms`.
"""

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
