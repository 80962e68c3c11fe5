"""semantics."""

from __future__ import annotations

from verifier.semantics.completions import ACT_DAY, Unknown
from verifier.semantics.conditions import (
    Environment,
    Instance,
    World,
    assignments,
    done_as,
    holds,
)
from verifier.semantics.evaluate import (
    Evaluation,
    admissible,
    applicable_instances,
    evaluate,
    evaluated,
    evaluations,
    is_in_scope,
    truth,
    violated,
)
from verifier.semantics.mentions import BorderValues, candidates, parts_within, speaks_of_the_day
from verifier.semantics.well_formed import kinds_of

__all__ = [
    "ACT_DAY",
    "BorderValues",
    "Environment",
    "Evaluation",
    "Instance",
    "Unknown",
    "World",
    "admissible",
    "applicable_instances",
    "assignments",
    "candidates",
    "done_as",
    "evaluate",
    "evaluated",
    "evaluations",
    "holds",
    "is_in_scope",
    "kinds_of",
    "parts_within",
    "speaks_of_the_day",
    "truth",
    "violated",
]
