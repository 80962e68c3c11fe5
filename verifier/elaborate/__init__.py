"""From what is written to what is meant: documents go in, the checked policy and every problem of
names, sentences, variables, values and priorities come out.

The order, which is that of `whole`: declarations make the vocabulary; lines are matched against it
and become formulas (`sentences`); clauses become norms with their exceptions; what mentions whose
variables decides the parameters of an exception; priorities become attacks; questions, guarantees
and cases refer to all of it. Every stage reports what it refuses and goes on, so that one run shows
all mistakes; a policy comes out only where there is none.

`files` is the one way from a path to a policy: it brings together the files that make one policy,
its text and its earlier versions, and alone reads from disk.

What each line means is said in sections 2 to 14 of the language reference, a module a section or
so: `declarations`, `attributes` and `declared_sentences` (2), `definitions` (4), `norms` and
`clauses` (6), `priorities` and `disapplications` (7), `questions` (8), `source_text` (9),
`assumptions` (11), `guarantees` (12), `examples` and `givens` (13), `versions` and `amendments`
(14). Begin with `whole`; to see one line become a formula, go on to `sentences.condition_lines`.
"""

from __future__ import annotations

from verifier.elaborate.amendments import read_amendment
from verifier.elaborate.drafts import spoken_of_in
from verifier.elaborate.examples import read_cases
from verifier.elaborate.exclusions import followed_again
from verifier.elaborate.files.input_files import LARGEST, READ, bytes_of, resolved
from verifier.elaborate.files.loading import LoadedPolicy, attempt, load
from verifier.elaborate.files.policy_files import (
    files_below,
    find_policies,
    holds_amendment,
    named_files,
    policies_below,
)
from verifier.elaborate.priorities import circles, layer_attacks, meet_opposed, prevailing
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
from verifier.elaborate.sentences.deadlines import not_after
from verifier.elaborate.sentences.quantities import read_date
from verifier.elaborate.sentences.tokens import plain_marks
from verifier.elaborate.sentences.vocabulary import Vocabulary
from verifier.elaborate.versions import Versions, cases_by_version

__all__ = [
    "LARGEST",
    "READ",
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
    "files_below",
    "find_policies",
    "fold",
    "followed_again",
    "holds_amendment",
    "layer_attacks",
    "listed",
    "load",
    "meet_opposed",
    "named_files",
    "not_after",
    "plain_marks",
    "policies_below",
    "prevailing",
    "read_amendment",
    "read_cases",
    "read_date",
    "refusal",
    "resolved",
    "spoken_of_in",
]
