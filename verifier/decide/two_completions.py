"""Two completions of one case side by side: which unknowns they may differ in goes in; whether they
can then have different verdicts comes out.

Everything that holds of a completion is stated a second time about renamed atoms. An unknown is
shared in one check by assuming that its atoms are equal in both copies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from verifier.decide.inquiry import Frame, Inquiry
from verifier.decide.unknowns import AtomKey, atoms_of, numbers_of
from verifier.encoding import verdict_is
from verifier.model import Verdict
from verifier.semantics import Unknown
from verifier.solver import UNDECIDED, ClauseSolver

MARK = "′"
"""What the names in the second copy bear."""


class CompletionPairs:
    """Pairs of completions with different verdicts (of those in `among`, which are all there are),
    where what is known is true in both."""

    def __init__(self, inquiry: Inquiry, frame: Frame, among: Sequence[Verdict]) -> None:
        self.inquiry = inquiry
        self.unknowns = inquiry.unknowns()
        self._ground = inquiry.session.grounding
        self._graph = self._ground.circuit
        self._renamed: dict[int, int] = {}
        self._told = ClauseSolver(self._ground, inquiry.solver.budget, inquiry.solver.spent)
        for node in inquiry.stated(frame):
            self._told.add(node)
            self._told.add(self._second(node))
        verdicts = [inquiry.node(verdict_is(verdict), frame.column) for verdict in among]
        both, either = self._graph.both, self._graph.either
        self._told.add(either(both((v, -self._second(v))) for v in verdicts))
        self._same = {unknown: self._sharing(unknown) for unknown in self.unknowns}

    def _second(self, node: int) -> int:
        return self._graph.renamed(node, second, self._renamed)

    def _sharing(self, unknown: Unknown) -> int:
        """That the unknown turns out the same in both."""
        parts = [self._graph.alike(*twins) for twins in self._twins(unknown)]
        parts += [self._equal(*twins) for twins in self._twin_numbers(unknown)]
        same = self._graph.both(parts)
        self._told.define(same)
        return same

    def _twins(self, unknown: Unknown) -> Iterator[tuple[int, int]]:
        """The atoms that say how an unknown turns out, each in both copies, as far as verdicts
        depend on it."""
        for key in atoms_of(self.inquiry.policy, unknown):
            node = self._graph.known_atom(key)
            if node is not None and node in self._renamed:
                yield node, self._renamed[node]

    def _twin_numbers(self, unknown: Unknown) -> Iterator[tuple[AtomKey, AtomKey]]:
        for number in numbers_of(unknown):
            if number in self._told.numbers:
                yield number, second_number(number)

    def _equal(self, one: AtomKey, other: AtomKey) -> int:
        at_most = self._ground.at_most
        return self._graph.both((at_most({one: 1, other: -1}, 0), at_most({one: -1, other: 1}, 0)))

    def differ(self, shared: Iterable[Unknown]) -> bool | None:
        """Whether two completions that share these unknowns can have different verdicts."""
        self.inquiry.solver.spent.questions += 1
        result = self._told.check([self._same[unknown] for unknown in shared])
        if result is None:
            self.inquiry.undecided.append(UNDECIDED.reason)
        return result

    def in_common(self) -> frozenset[int]:
        """The places of the unknowns that turned out the same in the last pair found."""
        model = self._told.model()

        def same(unknown: Unknown) -> bool:
            numbers = self._twin_numbers(unknown)
            return all(
                model.holds(one) == model.holds(other) for one, other in self._twins(unknown)
            ) and all(model.number(one) == model.number(other) for one, other in numbers)

        return frozenset(place for place, one in enumerate(self.unknowns) if same(one))


def second(key: AtomKey) -> AtomKey:
    """The key of an atom in the second copy. Assumptions are switched on in both or in neither."""
    match key:
        case ("fact", str(name), things):
            return ("fact", name + MARK, things)
        case ("value", attribute, str(thing), member):
            return ("value", attribute, thing + MARK, member)
        case ("reads", question, reading, str(tag)):
            return ("reads", question, reading, tag + MARK)
        case ("at most", tuple(factors), constant):
            return ("at most", tuple((second_number(n), f) for n, f in factors), constant)
        case _:
            return key


def second_number(key: AtomKey) -> AtomKey:
    """The key of a number or day in the second copy."""
    match key:
        case ("number", attribute, str(thing)):
            return ("number", attribute, thing + MARK)
        case ("day", str(event), things):
            return ("day", event + MARK, things)
        case ("counted", unit, count, tuple(factors), constant):
            again = tuple((second_number(n), f) for n, f in factors)
            return ("counted", unit, count, again, constant)
        case _:
            return (*key, MARK)
