"""Counts in words: `at least two`, and which sentences can hold one."""

from __future__ import annotations

from collections.abc import Mapping

from verifier.model import Defined, Formula, Holds, Operator, Policy, Some, ValueIs, Variable
from verifier.words import english

COUNTED: Mapping[Operator, str] = {
    ">=": "at least",
    "<=": "at most",
    "=": "exactly",
    ">": "more than",
    "<": "fewer than",
}


def number_word(number: int) -> str:
    """`two`; none is `zero`, for `at most no` is no English."""
    return english.number_word(number) if number else "zero"


def counted_inline(policy: Policy, formula: Formula, variable: Variable) -> bool:
    """Whether a formula is one sentence that speaks of the variable once, so that what is counted
    can stand in its place."""
    while isinstance(formula, Some):
        formula = formula.body
    match formula:
        case Holds(fact, terms):
            return terms.count(variable) == 1 and not policy.facts[fact].event
        case Defined(_, terms):
            return terms.count(variable) == 1
        case ValueIs(_, term, _):
            return term == variable
        case _:
            return False
