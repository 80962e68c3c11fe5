"""English from the model: every sentence that a report, an explanation or a check prints.

`Speaker(policy)` is the way in. Below it, from the ground up: `english` (articles, lists, verbs),
`quantities` (money, dates, comparisons), `sentences` (declared sentences filled in and denied),
`said` (clauses and lists of clauses, laid out), `discourse` (formulas), `naming`, `norms`,
`guarantees` and `cases` (what a policy is made of).
"""

from verifier.words.clause_text import Passage
from verifier.words.speaker import Speaker

__all__ = ["Passage", "Speaker"]
