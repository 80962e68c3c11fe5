"""explanation."""

from __future__ import annotations

from verifier.explanation.case_verdicts import AskingAnswer, case_result
from verifier.explanation.counterfactuals import effect
from verifier.explanation.minimal_sets import Smallest, minimal_sets, preferred
from verifier.explanation.nearest_case import nearest
from verifier.explanation.reading_sets import MOST_DEVIATIONS, deviating_sets, deviations, robust
from verifier.explanation.replay import Disagreement, Replay, replayed, without_norms
from verifier.explanation.witness import (
    Explained,
    explain,
    explained_case,
    given_words,
    widened,
    witnessed,
)

__all__ = [
    "MOST_DEVIATIONS",
    "AskingAnswer",
    "Disagreement",
    "Explained",
    "Replay",
    "Smallest",
    "case_result",
    "deviating_sets",
    "deviations",
    "effect",
    "explain",
    "explained_case",
    "given_words",
    "minimal_sets",
    "nearest",
    "preferred",
    "replayed",
    "robust",
    "widened",
    "without_norms",
    "witnessed",
]
