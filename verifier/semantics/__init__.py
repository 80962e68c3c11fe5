"""The meaning of a policy, in plain Python: the interpreter.

In goes a policy, a total case and a reading of every question; out comes what the norms say of the
act in question: which apply, which are live, the positions they give it, the verdict. This is the
definition. It knows no solver, imports only `verifier.model`, and is short enough to read in one
sitting, beside section 16 of the language reference (`grammar/language.md`).

A norm speaks of an act through its instances, each an assignment of things to its parameters. An
instance that applies is live unless a live instance of an attacker agrees with it: the grounded
extension of an argumentation framework (Dung 1995), here the only extension, for attacks run in no
circle. An exception undercuts what it attacks, a norm with priority rebuts it (Pollock 1987).

`verifier.encoding` states the same definitions as formulas, under the same names and in the same
order, and shares nothing with this room but the model; the tests hold the two lists together and
the two engines against each other. The definitions here, with the module of each and the section of
the reference that it follows:

    holds             conditions   4
    defined_holds     conditions   2, Defined sentences
    act_falls_under   conditions   4
    falls_under       conditions   16, When a norm speaks
    counted_as        conditions   2, Acts
    done_as           conditions   16, When a norm speaks
    done_by           conditions   16, When a norm speaks
    comparison_holds  quantities   5
    well_formed       well_formed  16, Cases
    one_to_each       background   2, Facts
    assumptions       background   11
    speaks            norms        10
    attacks_on        norms        7 and 10
    about_the_act     norms        16, When a norm speaks
    in_scope          norms        12
    applicable        norms        16, When a norm speaks
    conditions_hold   norms        4
    live              norms        16, When a norm speaks
    live_at           norms        16, When a norm speaks
    defeaters         norms        16, When a norm speaks
    agree             norms        16, When a norm speaks
    positions         norms        16, Verdicts
    verdict           norms        16, Verdicts

Begin with `norms`, then `conditions`; `evaluate` puts them together for whoever asks. `completions`
lists the total cases that a partly known one may be, with the values that `mentions` finds worth
trying.
"""

from __future__ import annotations

from verifier.semantics.background import violated
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
from verifier.semantics.mentions import BorderValues, candidates, parts_within, speaks_of_the_day
from verifier.semantics.norms import applicable, attacks_on, in_scope, speaks, verdict
from verifier.semantics.well_formed import kinds_of
from verifier.semantics.world import Environment, Instance, World, assignments

__all__ = [
    "ACT_DAY",
    "BorderValues",
    "Environment",
    "Evaluation",
    "Instance",
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
    "holds",
    "in_scope",
    "kinds_of",
    "parts_within",
    "speaks",
    "speaks_of_the_day",
    "truth",
    "verdict",
    "violated",
]
