"""English from the model: every sentence that a report, an explanation or a check prints.

Values of the model go in, sentences come out; nothing is decided here. `Speaker(policy)` is the way
in: it is the one voice of the tool, so that a clause, a case or a condition is said alike wherever
it is said. Below it, from the ground up:

    english                     articles, plurals, lists, verbs, quotation marks
    quantities, members         money, dates, durations, comparisons; values of lists
    sentences                   declared sentences filled in, affirmed and denied
    clause_text                 clauses and lists of clauses, and the ways to lay them out
    formula_shapes, discourse   conditions, with “a” at the first mention and “the” from then on
    naming, thing_mentions      what clauses, exceptions, laws and things are called
    norms, guarantees, cases    what a policy is made of
    passives                    where the policy's own text binds nobody
    source_words                which words of the policy's own text are accounted for
    case_as_written             a case in the language itself, ready to be pasted

The sentences keep to what section 3 of the language reference promises of “a” and “the”, so that
what is printed can be read back. Begin with `speaker`, then `discourse`.
"""

from __future__ import annotations

from verifier.words.case_as_written import WrittenCase, written_case
from verifier.words.cases import renamed
from verifier.words.clause_text import Passage, running
from verifier.words.discourse import Discourse
from verifier.words.english import (
    ORDINALS,
    capitalized,
    each,
    number_word,
    pluralized,
    quoted,
    sentence,
    series,
    with_article,
)
from verifier.words.guarantees import assumption_sentence
from verifier.words.members import member_name
from verifier.words.naming import is_personal, narrowest_kind, norm_name, own_norms
from verifier.words.passives import passives
from verifier.words.quantities import CONTRARY, amount, day, duration, span
from verifier.words.sentences import act_of
from verifier.words.source_words import Quotation, quotations, unaccounted_words
from verifier.words.speaker import Speaker

__all__ = [
    "CONTRARY",
    "ORDINALS",
    "Discourse",
    "Passage",
    "Quotation",
    "Speaker",
    "WrittenCase",
    "act_of",
    "amount",
    "assumption_sentence",
    "capitalized",
    "day",
    "duration",
    "each",
    "is_personal",
    "member_name",
    "narrowest_kind",
    "norm_name",
    "number_word",
    "own_norms",
    "passives",
    "pluralized",
    "quotations",
    "quoted",
    "renamed",
    "running",
    "sentence",
    "series",
    "span",
    "unaccounted_words",
    "with_article",
    "written_case",
]
