"""The policy as constraints: a policy goes in; SMT-LIB 2 comes out, to be read beside the text and
put to any solver that knows the standard.

This shares the model alone with the search: no slots, no unfolding and no bounds. A sort stands for
each root kind, a quantifier for each quantifier, a definition for each definition and each norm,
under the names of section 16 of the language reference. `unsat` is so for any number of things.

    logic         terms from terms
    text          lines, symbols, definitions
    vocabulary    kinds, facts, attributes, the act, readings     (sections 2, 5 and 8)
    conditions    holds, defined_holds, falls_under, done_as      (4 and 16)
    norms         applicable, live, positions, verdict            (6, 7, 10 and 16)
    choices       in_time, late, no_way_left                      (6 and 16)
    questions     what a check asks of all cases                  (11 and 12)
    page          all of it as one text
    unsupported   what is refused, and why

What a duty leaves to its bearer (another day, another thing, another way) is quantified over as it
stands: the definitions are written a second time for each way, with its things and its day as
parameters. Months and business days are refused. Earlier versions, presumptions and the cases of
the file are not part of the text, which says so.
"""

from __future__ import annotations

from verifier.constraints.norms import Norms
from verifier.constraints.page import ready, written
from verifier.constraints.questions import Asked, questions_of
from verifier.constraints.unsupported import unsupported

__all__ = ["Asked", "Norms", "questions_of", "ready", "unsupported", "written"]
