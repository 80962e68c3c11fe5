"""Questions about all cases, answered.

In goes a question of `verifier.encoding`; out comes one of three answers (`answers`): there is such
a case (and, asked for, the one canonical case), there is none, or the solver gave up within its
budget. "Could not tell" is never "none".

`QuestionSolver` looks first among few things, and only where there is no case among these counts
how many are enough (`domain_sizes`). A `Session` is one solver over one universe: what holds in all
its cases is asserted, what is asked is assumed, under a literal that selects it (selector literals,
as in incremental solving by Eén and Sörensson 2003), so that one solver answers many questions and
a refusal comes back as the assumptions that it needs. Sessions are kept in a `session_pool`.
`given_case` asks about the completions of one given case instead.

`clause_solver` turns nodes to clauses, one variable for each (Tseitin 1968), for MiniSat. A list
has exactly one value; the borders of one number stand in order (order encoding; Tamura and others
2009). Conditions on several numbers at once go to Z3, which sends back what clashes: a lazy
combination of the two, as in satisfiability modulo theories (`linear_arithmetic`). Steps of the
solvers are counted, so that a budget ends at the same place on every machine.

The canonical case is found by fixing one preference after the other (`canonical_case`), so that it
depends on no solver; `decode` reads it off. Every case is replayed by the interpreter before it is
shown, but not here (`verifier.explanation`).

The language reference says what an answer means in section 16, How many things. Begin with
`question_solver`, then `session`; `clause_solver` can be read alone.
"""

from __future__ import annotations

from verifier.solver.answers import Answer, Budget, Found, Impossible, Possible, Undecided
from verifier.solver.clause_solver import ClauseSolver, Model
from verifier.solver.question_solver import QuestionSolver
from verifier.solver.session import UNDECIDED, Session

__all__ = [
    "UNDECIDED",
    "Answer",
    "Budget",
    "ClauseSolver",
    "Found",
    "Impossible",
    "Model",
    "Possible",
    "QuestionSolver",
    "Session",
    "Undecided",
]
