"""Two completions of one case side by side: which unknowns they may differ in goes in; whether they
can then have different verdicts comes out.

Everything that holds of a completion is stated a second time about renamed constants. An unknown is
shared in one check by assuming that its constants are equal in both copies.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any as Untyped

import z3

from verifier.completions import Unknown
from verifier.decision.inquiry import Frame, Inquiry
from verifier.decision.unknowns import constants_of
from verifier.model import Verdict
from verifier.query import verdict_is


class Twice:
    """Pairs of completions with different verdicts (of those in `among`, which are all there are),
    where what is known is true in both."""

    def __init__(self, inquiry: Inquiry, frame: Frame, among: Sequence[Verdict]) -> None:
        self.inquiry = inquiry
        self.unknowns = inquiry.unknowns()
        stated = z3.And(inquiry.stated(frame))
        verdicts = [inquiry.term(verdict_is(verdict), frame.column) for verdict in among]
        constants = _constants([stated, *verdicts])
        self._twins = {name: (one, _renamed(one)) for name, one in constants.items()}
        self._solver = self._new_solver()
        self._solver.add(stated, self._second(stated))
        self._solver.add(z3.Or([z3.And(v, z3.Not(self._second(v))) for v in verdicts]))
        self._same = {unknown: self._sharing(unknown) for unknown in self.unknowns}

    def _new_solver(self) -> Untyped:
        """A solver of the kind, and within the budget, of the inquiry's session."""
        encoding, budget = self.inquiry.session.encoding, self.inquiry.bench.budget
        solver = z3.SimpleSolver(ctx=encoding.native.context)
        solver.set("timeout", budget.milliseconds)
        solver.set("rlimit", budget.resources)
        return solver

    def _second(self, term: Untyped) -> Untyped:
        return z3.substitute(term, *self._twins.values())

    def _sharing(self, unknown: Unknown) -> Untyped:
        """A constant that makes the unknown turn out the same in both."""
        context = self.inquiry.session.encoding.native.context
        same = z3.Bool(f"same {unknown}", ctx=context)
        for one, other in self._twins_of(unknown):
            self._solver.add(z3.Implies(same, one == other))
        return same

    def _twins_of(self, unknown: Unknown) -> list[tuple[Untyped, Untyped]]:
        names = constants_of(self.inquiry.policy, unknown)
        return [self._twins[name] for name in names if name in self._twins]

    def differ(self, shared: Iterable[Unknown]) -> bool | None:
        """Whether two completions that share these unknowns can have different verdicts."""
        self.inquiry.bench.asked += 1
        result = self._solver.check([self._same[unknown] for unknown in shared])
        if result == z3.unknown:
            self.inquiry.undecided.append("the budget for one question was used up")
            return None
        return bool(result == z3.sat)

    def in_common(self) -> frozenset[int]:
        """The places of the unknowns that turned out the same in the last pair found."""
        model = self._solver.model()

        def same(one: Untyped, other: Untyped) -> bool:
            return bool(z3.is_true(model.eval(one == other, model_completion=True)))

        return frozenset(
            place
            for place, unknown in enumerate(self.unknowns)
            if all(same(*twins) for twins in self._twins_of(unknown))
        )


def _renamed(constant: Untyped) -> Untyped:
    return z3.Const(f"{constant.decl().name()}′", constant.sort())


def _constants(terms: Iterable[Untyped]) -> dict[str, Untyped]:
    """The constants that stand in the terms, by name."""
    found: dict[str, Untyped] = {}
    seen: set[int] = set()
    waiting = list(terms)
    while waiting:
        term = waiting.pop()
        if term.get_id() not in seen:
            seen.add(term.get_id())
            if z3.is_const(term) and term.decl().kind() == z3.Z3_OP_UNINTERPRETED:
                found[term.decl().name()] = term
            waiting.extend(term.children())
    return found
