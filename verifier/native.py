"""Z3's C interface, for what is done so often that its Python layer would cost more than solving.

Terms are addresses here. A term that is made is kept until its context goes; what Z3 reports as an
error is raised as `z3.Z3Exception`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ctypes import CFUNCTYPE, POINTER, byref, c_bool, c_char_p, c_int, c_uint, c_void_p, cast
from typing import Any as Untyped

import z3

Address = int
"""Where Z3 keeps a term."""

_ANSWERS = {1: z3.sat, 0: z3.unknown, -1: z3.unsat}
_ARRAY = POINTER(c_void_p)


def _function(name: str, result: Untyped, *arguments: Untyped) -> Callable[..., Untyped]:
    """The function of this name in the library that Z3's Python layer has loaded."""
    (loaded,) = getattr(z3.z3core, name).__defaults__
    return CFUNCTYPE(result, *arguments)(cast(loaded.f, c_void_p).value or 0)


_and = _function("Z3_mk_and", c_void_p, c_void_p, c_uint, _ARRAY)
_not = _function("Z3_mk_not", c_void_p, c_void_p, c_void_p)
_implies = _function("Z3_mk_implies", c_void_p, c_void_p, c_void_p, c_void_p)
_equal = _function("Z3_mk_eq", c_void_p, c_void_p, c_void_p, c_void_p)
_symbol = _function("Z3_mk_string_symbol", c_void_p, c_void_p, c_char_p)
_constant = _function("Z3_mk_const", c_void_p, c_void_p, c_void_p, c_void_p)
_keep = _function("Z3_inc_ref", None, c_void_p, c_void_p)
_assert = _function("Z3_solver_assert", None, c_void_p, c_void_p, c_void_p)
_check = _function("Z3_solver_check_assumptions", c_int, c_void_p, c_void_p, c_uint, _ARRAY)
_value = _function("Z3_model_eval", c_bool, c_void_p, c_void_p, c_void_p, c_bool, POINTER(c_void_p))
_error = _function("Z3_get_error_code", c_int, c_void_p)


class Native:
    """The calls on one context."""

    def __init__(self, context: Untyped) -> None:
        self.context = context
        self._own = context.ref().value
        self._boolean = z3.BoolSort(ctx=context).ast.value
        self.truth = self.address(z3.BoolVal(True, ctx=context))

    def both(self, terms: Sequence[Address]) -> Address:
        """The conjunction."""
        number = len(terms)
        return self._kept(_and(self._own, number, (c_void_p * number)(*terms)))

    def negation(self, term: Address) -> Address:
        return self._kept(_not(self._own, term))

    def implies(self, first: Address, second: Address) -> Address:
        return self._kept(_implies(self._own, first, second))

    def equal(self, first: Address, second: Address) -> Address:
        return self._kept(_equal(self._own, first, second))

    def boolean(self, name: str) -> Address:
        """The Boolean constant of this name."""
        symbol = _symbol(self._own, name.encode())
        return self._kept(_constant(self._own, symbol, self._boolean))

    def address(self, term: Untyped) -> Address:
        """Where a term of Z3's Python layer is."""
        return self._kept(term.as_ast().value)

    def term(self, address: Address) -> Untyped:
        """A Boolean term for Z3's Python layer."""
        pointer = z3.z3types.Ast(None)
        pointer.value = address
        return z3.BoolRef(pointer, self.context)

    def tell(self, solver: Untyped, term: Address) -> None:
        """Asserts a Boolean term."""
        _assert(self._own, solver.solver.value, term)
        self._heed()

    def put(self, solver: Untyped, terms: Sequence[Address | Untyped]) -> Untyped:
        """Z3's answer under the terms as assumptions: sat, unsat or unknown."""
        number = len(terms)
        own = (term if isinstance(term, int) else term.as_ast().value for term in terms)
        found = _check(self._own, solver.solver.value, number, (c_void_p * number)(*own))
        if found == 0:
            self._heed()
        return _ANSWERS[found]

    def holds(self, model: Untyped, term: Address) -> bool:
        """Whether a model makes a Boolean term true; what it leaves open is false."""
        found = c_void_p()
        if not _value(self._own, model.model.value, term, True, byref(found)):
            self._heed()
            raise z3.Z3Exception(b"a term could not be evaluated")
        return found.value == self.truth

    def _kept(self, term: Address | None) -> Address:
        if not term:
            self._heed()
            raise z3.Z3Exception(b"a term could not be made")
        _keep(self._own, term)
        return term

    def _heed(self) -> None:
        code = _error(self._own)
        if code:
            raise z3.Z3Exception(z3.Z3_get_error_msg(self.context.ref(), code))
