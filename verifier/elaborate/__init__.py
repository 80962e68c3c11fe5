"""From what is written to what is meant: documents go in, the checked policy and every problem of
names, sentences, variables, values and priorities come out.

The order: declarations make the vocabulary; lines are matched against it and become formulas;
clauses become norms with their exceptions; what mentions whose variables decides the parameters;
priorities become attacks; questions, guarantees and cases refer to all of it.
"""

from __future__ import annotations

from verifier.elaborate.amendments import read_amendment
from verifier.elaborate.circles import circles
from verifier.elaborate.examples import read_cases
from verifier.elaborate.loading import (
    LoadedPolicy,
    attempt,
    bytes_of,
    find_policies,
    holds_amendment,
    load,
)
from verifier.elaborate.priorities import layer_attacks, meet_opposed, prevailing
from verifier.elaborate.sentences.anchors import Folded, Quotations, fold
from verifier.elaborate.sentences.complaints import (
    Complaints,
    Refusal,
    Related,
    did_you_mean,
    listed,
    refusal,
)
from verifier.elaborate.sentences.conditions import Context
from verifier.elaborate.sentences.quantities import read_date
from verifier.elaborate.sentences.tokens import plain_marks
from verifier.elaborate.sentences.vocabulary import Vocabulary
from verifier.elaborate.versions import Versions, cases_by_version

__all__ = [
    "Complaints",
    "Context",
    "Folded",
    "LoadedPolicy",
    "Quotations",
    "Refusal",
    "Related",
    "Versions",
    "Vocabulary",
    "attempt",
    "bytes_of",
    "cases_by_version",
    "circles",
    "did_you_mean",
    "find_policies",
    "fold",
    "holds_amendment",
    "layer_attacks",
    "listed",
    "load",
    "meet_opposed",
    "plain_marks",
    "prevailing",
    "read_amendment",
    "read_cases",
    "read_date",
    "refusal",
]
