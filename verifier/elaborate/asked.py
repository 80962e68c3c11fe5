"""Lines given on the command line, read with the vocabulary of a checked policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from verifier.diagnostics import InputProblems, Problem
from verifier.elaborate.complaints import Complaints, Refusal
from verifier.elaborate.examples import read_act
from verifier.elaborate.givens import read_givens
from verifier.elaborate.variables import Scope
from verifier.elaborate.vocabulary import Vocabulary
from verifier.model import ActInQuestion, Condition, Policy
from verifier.syntax import Line, WhetherLine


def read_given(
    policy: Policy, things: Mapping[str, str], lines: Sequence[Line]
) -> tuple[tuple[Condition, ...], tuple[Problem, ...]]:
    """What is given of the things (name to kind) as conditions, with the problems of the lines."""
    complaints = Complaints()
    givens = read_givens(lines, Scope(Vocabulary.of(policy), things), complaints)
    return (*givens.of_kinds, *givens.conditions), tuple(complaints.problems)


def read_whether(policy: Policy, things: Mapping[str, str], whether: WhetherLine) -> ActInQuestion:
    """The act that is asked about; raises `InputProblems` when it cannot be understood."""
    try:
        return read_act(whether, Scope(Vocabulary.of(policy), things), None)
    except Refusal as given_up:
        raise InputProblems((given_up.problem,)) from None
