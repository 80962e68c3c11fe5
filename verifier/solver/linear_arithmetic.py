"""Conditions on several whole numbers at once: some that are to hold and some that are not go in;
numbers that make it so, or a part of them that cannot be, come out. Only here is Z3.

A condition is ("at most", factors, constant): the sum of factor times number, plus the constant, is
at most 0. It has the number of its node; its contrary has the negative number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any as Untyped
from typing import cast

import z3

from verifier.encoding import AtomKey

NumberKey = tuple[object, ...]
"""What identifies a number: an attribute's, an event's day, the day of the act."""

Factors = tuple[tuple[NumberKey, int], ...]


class Linear:
    """What was said of numbers in one graph. `range_of` gives the least and the most that each can
    be."""

    def __init__(
        self,
        atoms: Mapping[int, AtomKey],
        range_of: Callable[[NumberKey], tuple[int, int]],
        resources: int,
        milliseconds: int,
    ) -> None:
        self._atoms = atoms
        self._range_of = range_of
        self._limits = {"rlimit": resources, "timeout": milliseconds}
        self._context = z3.Context()
        self._begin()

    def _begin(self) -> None:
        """A solver that was told nothing yet."""
        self._solver = z3.SimpleSolver(ctx=self._context)
        self._solver.set(**self._limits)
        self._constants: dict[NumberKey, Untyped] = {}
        self._said: dict[int, Untyped] = {}
        self._literals: dict[int, int] = {}

    def clash(self, literals: Sequence[int]) -> frozenset[int] | None:
        """Some of the conditions that cannot be together, none where all can; None where Z3 gave
        up. It is not asked again then, for it promises nothing of the answers it would give."""
        found = self._solver.check([self._literal(literal) for literal in literals])
        if found == z3.sat:
            return frozenset()
        if found == z3.unknown:
            if "interrupted" in str(self._solver.reason_unknown()):
                raise KeyboardInterrupt
            self._begin()
            return None
        return frozenset(self._literals[term.get_id()] for term in self._solver.unsat_core())

    def values(self, numbers: Iterable[NumberKey]) -> Mapping[NumberKey, int]:
        """What these numbers are in a case of what was last found to be possible."""
        model = self._solver.model()
        constants = {number: self._constants[number] for number in numbers}
        return {
            number: int(model.eval(constant, model_completion=True).as_long())
            for number, constant in constants.items()
        }

    def _literal(self, literal: int) -> Untyped:
        """A constant that implies the condition."""
        said = self._said.get(literal)
        if said is None:
            said = self._said[literal] = z3.Bool(f"condition {literal}", ctx=self._context)
            self._literals[said.get_id()] = literal
            holds = self._condition(abs(literal))
            self._solver.add(z3.Implies(said, holds if literal > 0 else z3.Not(holds)))
        return said

    def _condition(self, node: int) -> Untyped:
        _, factors, constant = self._atoms[node]
        assert isinstance(factors, tuple)
        total = z3.Sum([factor * self._number(number) for number, factor in factors])
        return total <= -cast(int, constant)

    def _number(self, key: NumberKey) -> Untyped:
        constant = self._constants.get(key)
        if constant is None:
            least, most = self._range_of(key)
            constant = self._constants[key] = z3.Int(repr(key), ctx=self._context)
            self._solver.add(constant >= least, constant <= most)
        return constant
