"""A solver of clauses, and the propositions of one graph that are defined in it.

A node is a literal. A node is defined with everything below it (Tseitin 1968): what a conjunction
means, that a list has exactly one value and a question exactly one reading, and in which order the
borders of a number, or of a sum, lie. What else several numbers must have in common is left to
`linear_arithmetic`: where an answer would have it otherwise, the clash becomes a clause, and the
solver is asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import gcd
from time import monotonic
from typing import TYPE_CHECKING, cast

from pysat.solvers import Minisat22

from verifier.encoding import (
    TRUE,
    AtomKey,
    Grounding,
    counted_from,
    day_counted,
    is_counted,
    plain_numbers,
)
from verifier.model import (
    EARLIEST_DAY,
    LATEST_DAY,
    ListType,
    NumberType,
    ordinary_number,
    ordinary_value,
)
from verifier.solver.answers import Budget, Spent
from verifier.solver.order_encoding import OrderEncoding

if TYPE_CHECKING:
    from verifier.solver.linear_arithmetic import Factors, Linear, NumberKey

FEW = 5
"""So many propositions exclude one another pair by pair; more, with another proposition's help."""
BEYOND = 10**9
"""No sum of days that were counted by the calendar comes near."""
EASY = 2_000_000
"""Steps within which nearly every question is answered; before there are more, the clock is
read."""


class ClauseSolver:
    """A solver and the nodes that are defined in it."""

    def __init__(self, grounding: Grounding, budget: Budget, spent: Spent) -> None:
        self.grounding = grounding
        self.circuit = grounding.circuit
        self.budget = budget
        self.spent = spent
        self.asserted: list[int] = []
        self.questions: set[tuple[str, str]] = set()
        self.lists: set[tuple[str, str]] = set()
        self._orders: dict[NumberKey, OrderEncoding] = {}
        self._solver = Minisat22()
        self._say = self._solver.add_clause
        # Each node that was defined, with its place among them.
        self._defined: dict[int, int] = {TRUE: 0}
        self._several: set[int] = set()
        self._sums: dict[Factors, OrderEncoding] = {}
        # As bits (see `Circuit.below`): what was asserted turns on, the conditions on numbers.
        self._always = 0
        self._numeric = 0
        self._linear: Linear | None = None
        self._looked_at: tuple[int, ...] = ()
        # The atoms that bear the last answer, as bits, where conditions on several numbers may.
        self._needed: int | None = None
        self._values: Mapping[NumberKey, int] = {}
        self._steps = 0
        self._say([TRUE])

    # ------------------------------------------------------------------ clauses

    def add(self, node: int) -> None:
        """Makes a proposition hold in every case from now on."""
        self.define(node)
        self.asserted.append(node)
        self._always |= self.circuit.below((node,))
        self._say([node])

    def define(self, node: int) -> None:
        """Adds the clauses that say what a proposition means."""
        if abs(node) in self._defined:
            return
        defined, say, conjunctions = self._defined, self._say, self.circuit.conjunctions
        waiting = [abs(node)]
        while waiting:
            top = waiting.pop()
            if top in defined:
                continue
            defined[top] = len(defined)
            parts = conjunctions.get(top)
            if parts is None:
                self._define_atom(top, self.circuit.atoms[top])
                continue
            clause = [top]
            for part in parts:
                say([-top, part])
                clause.append(-part)
                if abs(part) not in defined:
                    waiting.append(abs(part))
            say(clause)

    def has_defined(self, node: int, when: int | None = None) -> bool:
        """Whether a node is defined; `when` so many nodes had been (None: by now)."""
        place = self._defined.get(abs(node))
        return place is not None and (when is None or place < when)

    @property
    def numbers(self) -> frozenset[NumberKey]:
        """The numbers and days spoken of."""
        return frozenset(self._orders)

    def _define_atom(self, node: int, key: AtomKey) -> None:
        match key:
            case ("value", str(attribute), str(slot), _):
                if (attribute, slot) not in self.lists:
                    self.lists.add((attribute, slot))
                    kind = self.grounding.policy.attributes[attribute].type
                    assert isinstance(kind, ListType)
                    members = kind.values
                    self._one_of([self.circuit.atom("value", attribute, slot, m) for m in members])
            case ("reads", str(question), _, str(tag)):
                if (question, tag) not in self.questions:
                    self.questions.add((question, tag))
                    names = self.grounding.reading_names(question)
                    self._one_of([self.circuit.atom("reads", question, n, tag) for n in names])
            case ("at most", tuple(factors), int(constant)):
                self._define_numbers(node, cast("Factors", factors), constant)
            case _:
                pass

    def _one_of(self, nodes: Sequence[int]) -> None:
        """Exactly one of the nodes holds. More than a few share an auxiliary proposition: that none
        of the first does."""
        for node in nodes:
            self._defined.setdefault(abs(node), len(self._defined))
        self._say(list(nodes))
        rest = list(nodes)
        while len(rest) > FEW:
            none = self.circuit.fresh()
            self._at_most_one([*rest[: FEW - 2], none])
            rest = [-none, *rest[FEW - 2 :]]
        self._at_most_one(rest)

    def _at_most_one(self, nodes: Iterable[int]) -> None:
        for first, second in combinations(nodes, 2):
            self._say([-first, -second])

    # ------------------------------------------------------------------ numbers

    def _define_numbers(self, node: int, factors: Factors, constant: int) -> None:
        self._numeric |= self.circuit.below((node,))
        for number in self._in(node):
            self._orders.setdefault(number, OrderEncoding())
        if len(factors) > 1:
            self._several.add(node)
        unit, scale = _unit(factors)
        if scale > 0:
            border, literal = -constant // scale, node
        else:
            border, literal = -(constant // scale) - 1, -node
        for clause in self._order(unit).put(border, literal, *self._range(unit)):
            self._say(clause)

    def _order(self, unit: Factors) -> OrderEncoding:
        """The borders of a number, or of a sum of several."""
        if len(unit) == 1:
            return self._orders[unit[0][0]]
        return self._sums.setdefault(unit, OrderEncoding())

    def _range(self, unit: Factors) -> tuple[int, int]:
        """The least and the most that a number, or a sum of several, can be."""
        if any(is_counted(number) for number, _ in unit):
            return -BEYOND, BEYOND
        ranges = [sorted(factor * end for end in self.range_of(n)) for n, factor in unit]
        return sum(least for least, _ in ranges), sum(most for _, most in ranges)

    def range_of(self, number: NumberKey) -> tuple[int, int]:
        """The least and the most that a number can be."""
        if number[0] != "number":
            return EARLIEST_DAY, LATEST_DAY
        kind = self.grounding.policy.attributes[str(number[1])].type
        assert isinstance(kind, NumberType)
        return kind.least, kind.most

    # ------------------------------------------------------------------ asking

    def check(self, nodes: Iterable[int], beside: Iterable[int] = ()) -> bool | None:
        """Whether all the nodes can hold together; None where the budget was used up. `beside`:
        nodes that are looked up afterwards (see `model`)."""
        assumed = list(nodes)
        beside = tuple(beside)
        for node in (*assumed, *beside):
            if abs(node) not in self._defined:
                self.define(node)
        self._values = {}
        self._looked_at = (*assumed, *beside)
        result = self._solved(assumed)
        self._needed = None
        while result and self._several:
            self._needed = self._support((*assumed, *self.asserted))
            borders = self._bordering(self._needed)
            if not borders:
                break
            clash = self._conditions().clash(self._as_answered(borders))
            if clash is None:
                return None
            if not clash:
                numbers = {number for atom in borders for number in self._in(atom)}
                self._values = self._conditions().values(numbers)
                break
            self._say([-literal for literal in clash])
            result = self._solved(assumed)
        return result

    def core(self) -> frozenset[int]:
        """Nodes assumed in the last check that could not hold together."""
        return frozenset(self._solver.get_core() or ())

    def model(self) -> Model:
        """The case that the last check found."""
        bits = self._needed
        if bits is None:
            bits = self.circuit.below(self._looked_at) | self._always if self._numeric else 0
        return Model(self, self._solver.get_model() or [], len(self._defined), bits, self._values)

    def _solved(self, assumed: list[int]) -> bool | None:
        """The solver's answer; in ever larger portions, between which the clock is read."""
        left, portion, until = self.budget.resources, EASY, 0.0
        while True:
            self._solver.prop_budget(min(portion, left))
            result = self._answer(assumed)
            left -= portion
            if result is not None or left <= 0:
                return result
            until = until or monotonic() + self.budget.milliseconds / 1000
            if monotonic() > until:
                return None
            portion *= 2

    def _answer(self, assumed: list[int]) -> bool | None:
        """The user's interruption is raised again, for the solver reports it as a fault of its
        own."""
        try:
            result: bool | None = self._solver.solve_limited(assumed)
        except Exception as fault:
            if "interrupt" in str(fault):
                raise KeyboardInterrupt from None
            raise
        steps = self._solver.accum_stats()["propagations"]
        self.spent.steps += steps - self._steps
        self._steps = steps
        return result

    # ------------------------------------------------------------------ several numbers at once

    def _support(self, nodes: Iterable[int]) -> int:
        """Atoms, as bits, whose truth in the answer is enough for these nodes to be true: of a
        conjunction that is false, one false part will do, if possible one without numbers."""
        below, conjunctions = self.circuit.below, self.circuit.conjunctions
        truths = self._solver.get_model() or []
        seen: set[int] = set()
        bits, waiting = 0, [abs(node) for node in nodes]

        def is_false(part: int) -> bool:
            top = abs(part)
            return (top == TRUE or (top <= len(truths) and truths[top - 1] > 0)) != (part > 0)

        def weight(part: int) -> int:
            return 0 if abs(part) in seen else 1 + bool(below((part,)) & self._numeric)

        while waiting:
            top = waiting.pop()
            if top in seen:
                continue
            seen.add(top)
            parts = conjunctions.get(top)
            if parts is None:
                bits |= below((top,))
            elif false := [part for part in parts if is_false(part)]:
                lightest: int = min(false, key=weight)
                waiting.append(abs(lightest))
            else:
                waiting += [abs(part) for part in parts]
        return bits

    def _bordering(self, bits: int) -> list[int]:
        """Of some atoms, the conditions on several numbers, and those on any of these numbers."""
        atoms = list(self.circuit.atoms_in(bits & self._numeric))
        numbers = {number for atom in atoms if atom in self._several for number in self._in(atom)}
        return [atom for atom in atoms if numbers.intersection(self._in(atom))]

    def _in(self, atom: int) -> Iterator[NumberKey]:
        """The numbers on which a condition turns; of a day counted by the calendar, those from
        which it is counted."""
        _, factors, _ = self.circuit.atoms[atom]
        return (plain for number, _ in cast("Factors", factors) for plain in plain_numbers(number))

    def _as_answered(self, atoms: Iterable[int]) -> list[int]:
        truths = self._solver.get_model() or []
        return [truths[atom - 1] if atom <= len(truths) else -atom for atom in atoms]

    def _conditions(self) -> Linear:
        if self._linear is None:
            from verifier.solver.linear_arithmetic import Linear

            budget = self.budget
            self._linear = Linear(
                self.circuit.atoms, self.range_of, budget.resources, budget.milliseconds
            )
        return self._linear

    def borders(self, number: NumberKey) -> Sequence[tuple[int, int]]:
        """The borders of a number that were defined, each with the literal that it is at most so
        much."""
        scale = self._orders.get(number)
        return scale.borders if scale else ()


def _unit(factors: Factors) -> tuple[Factors, int]:
    """A sum without what all its factors have in common, the first of them positive, and what that
    is: sums that differ in it alone have their borders in one order."""
    scale = gcd(*(factor for _, factor in factors)) * (1 if factors[0][1] > 0 else -1)
    return tuple((number, factor // scale) for number, factor in factors), scale


class Model:
    """What one answer makes true. Of what was not asked about, nothing unusual is so."""

    def __init__(
        self,
        clauses: ClauseSolver,
        truths: Sequence[int],
        when: int,
        bits: int,
        values: Mapping[NumberKey, int],
    ) -> None:
        self._clauses = clauses
        self._circuit = clauses.circuit
        self._truths = truths
        self._when = when
        self._bits = bits
        self._values = values
        # Conditions on numbers that were not asked about: the solver answers them as it likes.
        self._loose = clauses._numeric & ~bits

    def holds(self, node: int) -> bool:
        """Whether a node is true."""
        known = self._clauses.has_defined(node, self._when)
        if known and not (self._loose and self._loose & self._circuit.below((node,))):
            return self._truth(abs(node)) == (node > 0)
        return self._circuit.value(node, self._of_atom)

    def _truth(self, node: int) -> bool:
        """What the solver says; of a node that no clause speaks of, it says nothing."""
        return node <= len(self._truths) and self._truths[node - 1] > 0

    def number(self, key: NumberKey) -> int:
        """The value of a number or day: the most ordinary that it can have; of a day counted by the
        calendar, what it is counted to."""
        if is_counted(key):
            factors, constant = counted_from(key)
            return day_counted(key, sum((f * self.number(n) for n, f in factors), constant))
        found = self._values.get(key)
        if found is None:
            least, most = self._clauses.range_of(key)
            for border, literal in self._clauses.borders(key):
                if self._clauses.has_defined(literal, self._when) and self._asked(literal):
                    if self._truth(abs(literal)) == (literal > 0):
                        most = min(most, border)
                    else:
                        least = max(least, border + 1)
            found = min(max(ordinary_number(self._clauses.grounding.policy, key), least), most)
        return found

    def _asked(self, node: int) -> bool:
        return bool(self._circuit.below((node,)) & self._bits)

    def _of_atom(self, atom: int) -> bool:
        key = self._circuit.atoms[atom]
        policy = self._clauses.grounding.policy
        match key:
            case ("at most", tuple(factors), int(constant)):
                total = sum(f * self.number(n) for n, f in cast("Factors", factors))
                return total + constant <= 0
            case _ if self._clauses.has_defined(atom, self._when):
                return self._truth(atom)
            case ("value", str(attribute), _, member):
                return bool(member == ordinary_value(policy, attribute))
            case ("reads", str(question), reading, _):
                return bool(reading == self._clauses.grounding.plain_reading(question))
            case _:
                return False
