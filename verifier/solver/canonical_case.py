"""From a question that has a case to one case: as few things as can be, distinct roles, readings
plain, facts false, values first, numbers near the ordinary; one preference after the other in a
declared order, so that the result does not depend on the solver."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.encoding import FALSE, TRUE, AtomKey, Signature
from verifier.model import ListType, ordinary_number
from verifier.solver.clause_solver import Model
from verifier.solver.session import Session


def canonical(session: Session, assumed: Sequence[int], spoken: Signature) -> Model:
    """The one ordinary case of what is assumed in a session, whose last check found that there is
    one. `spoken`: what it speaks of."""
    return _Narrowing(session, assumed, spoken).model_found()


class _Narrowing:
    def __init__(self, session: Session, assumed: Sequence[int], spoken: Signature) -> None:
        self.told = session.told
        self.ground = session.ground
        self.circuit = session.ground.circuit
        self.spoken = spoken
        self.fixed = list(assumed)
        self.model = self.told.model()

    def model_found(self) -> Model:
        for slots in self.ground.slots.values():
            for slot in reversed(slots):
                self._prefer(-self.ground.used(slot))
        for place, candidates in sorted(self.ground.roles.items(), key=lambda r: (r[0] < 0, r[0])):
            self._first("role", place, order=self._role_order(place, candidates))
        for question, tag in self.spoken.questions:
            self._reading(question, tag)
        for _, node in sorted(self._facts()):
            self._prefer(-node)
        for attribute, slot in self.spoken.lists:
            kind = self.ground.policy.attributes[attribute].type
            if isinstance(kind, ListType):
                self._first("value", attribute, slot, order=kind.values)
        for number in self.spoken.numbers:
            self._number(number)
        return self.model

    def _role_order(self, place: int, candidates: tuple[str, ...]) -> tuple[str, ...]:
        """Things of their own before named parties, but a named agent before an unnamed one."""
        if len(candidates) == 1:
            return ()
        named = tuple(slot for slot in candidates if slot not in self.ground.root_of)
        own = tuple(slot for slot in reversed(candidates) if slot in self.ground.root_of)
        return (*own, *named) if place >= 0 else (*named, *own)

    def _first(self, *key: object, order: Iterable[str]) -> None:
        for name in order:
            if self._prefer(self.circuit.atom(*key, name)):
                return

    def _reading(self, question: str, tag: str) -> None:
        names = self.ground.reading_names(question)
        plain = self.ground.plain_reading(question)
        for name in sorted(names, key=lambda name: name != plain):
            if self._prefer(self.circuit.atom("reads", question, name, tag)):
                return

    def _facts(self) -> Iterable[tuple[tuple[int, int, str], int]]:
        """What narrower kinds and facts are spoken of, each with its place in the order."""
        order = {name: place for place, name in enumerate(self.ground.policy.facts)}
        kinds = {name: place for place, name in enumerate(self.ground.policy.kinds)}
        for node in self.spoken.kinds:
            _, kind, slot = self.circuit.atoms[node]
            yield (0, kinds[str(kind)], repr(slot)), node
        for node, fact, slots in self.spoken.facts:
            yield (1, order.get(fact, 0), repr(slots)), node

    def _number(self, key: AtomKey) -> None:
        """The smallest value from the ordinary one up, else the largest below it."""
        low, high = self.told.range_of(key)
        start = ordinary_number(self.ground.policy, key)
        if self._prefer(-self._at_most(key, start - 1)):
            low, high = start, self.model.number(key)
            while low < high:
                middle = (low + high) // 2
                if self._prefer(self._at_most(key, middle)):
                    high = self.model.number(key)
                else:
                    low = middle + 1
        else:
            low, high = self.model.number(key), start - 1
            while low < high:
                middle = (low + high + 1) // 2
                if self._prefer(-self._at_most(key, middle - 1)):
                    low = self.model.number(key)
                else:
                    high = middle - 1
        self._prefer(self._at_most(key, low))
        self._prefer(-self._at_most(key, low - 1))

    def _at_most(self, key: AtomKey, number: int) -> int:
        return self.ground.at_most({key: 1}, -number)

    def _prefer(self, node: int) -> bool:
        """Fixes a node as true where that is possible, else as false."""
        if node in (TRUE, FALSE):
            return node == TRUE
        if not self.told.knows(node) or not self.model.holds(node):
            if not self.told.check([*self.fixed, node]):
                self.fixed.append(-node)
                return False
            self.fixed.append(node)
            self.model = self.told.model()
            return True
        self.fixed.append(node)
        return True
