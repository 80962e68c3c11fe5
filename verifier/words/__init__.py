"""English from the model: every sentence that a report, an explanation or a check prints.

`Speaker(policy)` is the way in. Below it, from the ground up: `english` (articles, lists, verbs),
`quantities` (money, dates, comparisons), `sentences` (declared sentences filled in and denied),
`said` (clauses and lists of clauses, laid out), `discourse` (formulas), `naming`, `norms`,
`guarantees` and `cases` (what a policy is made of).
"""

from __future__ import annotations

from verifier.words.case_as_written import WrittenCase, written_case
from verifier.words.cases import renamed
from verifier.words.clause_text import Passage, running
from verifier.words.discourse import Discourse
from verifier.words.english import (
    ORDINALS,
    capitalized,
    number_word,
    quoted,
    sentence,
    series,
    with_article,
)
from verifier.words.guarantees import assumption_sentence
from verifier.words.naming import is_personal, narrowest_kind, norm_name, own_norms
from verifier.words.quantities import CONTRARY, amount, day
from verifier.words.sentences import act_of
from verifier.words.speaker import Speaker

__all__ = [
    "CONTRARY",
    "ORDINALS",
    "Discourse",
    "Passage",
    "Speaker",
    "WrittenCase",
    "act_of",
    "amount",
    "assumption_sentence",
    "capitalized",
    "day",
    "is_personal",
    "narrowest_kind",
    "norm_name",
    "number_word",
    "own_norms",
    "quoted",
    "renamed",
    "running",
    "sentence",
    "series",
    "with_article",
    "written_case",
]
