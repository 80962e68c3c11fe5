"""semantics."""

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
