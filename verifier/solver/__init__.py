"""solver."""

from __future__ import annotations

from verifier.solver.answers import Answer, Budget, Found, Impossible, Possible, Undecided
from verifier.solver.clause_solver import ClauseSolver, Model
from verifier.solver.session import UNDECIDED, Session
from verifier.solver.solve import QuestionSolver

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
