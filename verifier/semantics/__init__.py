"""The meaning of a policy, in plain Python: the interpreter.

In goes a policy, a total case and a reading of every question; out comes what the norms say of the
act in question: which apply, which are live, the positions they give it, the verdict. This is the
definition. It knows no solver, and is to be read beside section 16 of the language reference.

A norm speaks of an act through its instances, each an assignment of things to its parameters. An
instance that applies is live unless a live instance of an attacker agrees with it: the grounded
extension of an argumentation framework (Dung 1995), here the only one, for attacks run in no
circle. An exception undercuts what it attacks, a norm with priority rebuts it (Pollock 1987).

`verifier.encoding` states the same definitions as formulas, under the same names and in the same
order, and shares nothing with this room but the model. They stand here in

    conditions     holds, defined_holds, act_falls_under, falls_under, counted_as, done_as, done_by
    quantities     comparison_holds
    calendar_days  counted_day
    well_formed    can_hold_of, well_formed
    background     one_to_each, assumptions
    norms          speaks, attacks_on, about_the_act, in_scope, applicable, conditions_hold, live,
                   live_at, defeaters, agree, positions, verdict
    choices        in_time, late, ways, no_way_left, representative_days

and each names the section of the reference that it follows. Begin with `norms`, then `conditions`;
`evaluate` puts them together for whoever asks. `completions` lists the total cases that a partly
known one may be, with the values that `mentions` finds worth trying.
"""

from __future__ import annotations

from verifier.semantics.background import violated
from verifier.semantics.choices import last_day, late, no_way_left, ways
from verifier.semantics.completions import ACT_DAY, Unknown
from verifier.semantics.conditions import done_as, holds
from verifier.semantics.evaluate import (
    Evaluation,
    admissible,
    evaluate,
    evaluated,
    evaluations,
    truth,
)
from verifier.semantics.mentions import (
    BorderValues,
    candidates,
    formulas_of,
    parts_within,
    speaks_of_the_day,
)
from verifier.semantics.norms import applicable, attacks_on, in_scope, speaks, verdict
from verifier.semantics.timeline import Span, joined, timeline
from verifier.semantics.well_formed import kinds_of
from verifier.semantics.world import Environment, Instance, World, assignments

__all__ = [
    "ACT_DAY",
    "BorderValues",
    "Environment",
    "Evaluation",
    "Instance",
    "Span",
    "Unknown",
    "World",
    "admissible",
    "applicable",
    "assignments",
    "attacks_on",
    "candidates",
    "done_as",
    "evaluate",
    "evaluated",
    "evaluations",
    "formulas_of",
    "holds",
    "in_scope",
    "joined",
    "kinds_of",
    "last_day",
    "late",
    "no_way_left",
    "parts_within",
    "speaks",
    "speaks_of_the_day",
    "timeline",
    "truth",
    "verdict",
    "violated",
    "ways",
]
