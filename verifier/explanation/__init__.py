"""Why: from an answer of the solver to what a reader is shown and told of it.

A question that has a case comes in with the case; a witness goes out: replayed by the interpreter,
reduced to what matters, with the single changes that take the finding away.

    replay           the question answered by the interpreter on the case; they must agree
    witness          the statements that matter: a smallest set that forces the finding, the
                     preferred explanation of Junker, “QuickXplain”, AAAI 2004
    neighbours       the cases about the same things, looked at in one kept session
    counterfactuals  what each single change of the case does to what it shows
    nearest_case     two cases that show a difference, made as alike as they can be
    minimal_sets     every smallest set that is enough, of norms, assumptions or readings
    reading_sets     the smallest sets of readings that must not be plain: minimal correction sets
    case_verdicts    what every case of a policy's files comes to, under every reading

No sentence is made here: `words` says what these find. A disagreement between solver and
interpreter is raised, never told. Begin with `witness.explain`.
"""

from __future__ import annotations

from verifier.explanation.case_verdicts import AskingAnswer, case_result
from verifier.explanation.counterfactuals import effect
from verifier.explanation.minimal_sets import Smallest, minimal_sets, preferred
from verifier.explanation.nearest_case import nearest
from verifier.explanation.ordinary_case import ordinary, unrelated_kinds
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
    "ordinary",
    "preferred",
    "replayed",
    "robust",
    "unrelated_kinds",
    "widened",
    "without_norms",
    "witnessed",
]
