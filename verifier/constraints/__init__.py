"""The policy as constraints: a policy goes in; SMT-LIB 2 comes out, to be read beside the text and
put to any solver that knows the standard.

It shares the model alone with the search: no slots, no unfolding, no bounds. A sort stands for each
root kind, a quantifier for each quantifier, a definition for each definition and norm, under the
names of section 16 of the language reference. `unsat` is so for any number of things.

    logic, text   terms from terms; lines, symbols, definitions
    vocabulary    kinds, facts, attributes, the act, readings     (sections 2, 5 and 8)
    conditions    holds, defined_holds, falls_under, done_as      (4 and 16)
    norms         applicable, live, positions, verdict            (6, 7, 10 and 16)
    choices       in_time, every_act                              (6 and 16)
    questions     what a check asks of all cases                  (11 and 12)
    page          all of it as one text
    unsupported   what is refused, and why

What a duty leaves to its bearer (another day, thing or way) is quantified over as it stands: the
definitions stand a second time for each way, with its things and its day as parameters. Months and
business days are refused; earlier versions, presumptions and cases are left out, and the text says
so. Begin with `page`.
"""

from __future__ import annotations

from verifier.constraints.page import written
from verifier.constraints.questions import Asked, questions_of
from verifier.constraints.unsupported import unsupported

__all__ = ["Asked", "questions_of", "unsupported", "written"]
