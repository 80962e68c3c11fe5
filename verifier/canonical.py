"""From a satisfiable session to one case: as few things as can be, distinct roles, readings plain,
facts false, values first, numbers near the ordinary; one preference after the other in a declared
order, so that the result does not depend on the solver."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any as Untyped

import z3

from verifier.encode import ModelReader, ordinary_number, reading_names
from verifier.graph import FALSE, TRUE
from verifier.native import Address
from verifier.session import Session
from verifier.types import ListType


def canonical(session: Session, asked: Callable[[], None]) -> ModelReader:
    """The one ordinary case of a session whose last check was satisfiable. The session is narrowed
    for good. `asked` is called for each further check."""
    return _Narrowing(session, asked).reader()


class _Narrowing:
    def __init__(self, session: Session, asked: Callable[[], None]) -> None:
        self.session = session
        self.asked = asked
        self.ground = session.ground
        self.graph = session.ground.graph
        self.encoding = session.encoding
        self.model: Untyped = session.solver.model()

    def reader(self) -> ModelReader:
        for slots in self.ground.slots.values():
            for slot in reversed(slots):
                self._prefer(-self.ground.used(slot))
        for place, candidates in sorted(self.ground.roles.items(), key=lambda r: (r[0] < 0, r[0])):
            self._first("role", place, order=self._role_order(place, candidates))
        for question, tag in self.encoding.questions():
            self._reading(question, tag)
        for _, node in sorted(self._facts()):
            self._prefer(-node)
        for attribute, slot in self.encoding.lists():
            kind = self.ground.policy.attributes[attribute].type
            if isinstance(kind, ListType):
                self._first("value", attribute, slot, order=kind.values)
        for number in self.encoding.numbers():
            self._number(number)
        return ModelReader(self.encoding, self.model)

    def _role_order(self, place: int, candidates: tuple[str, ...]) -> tuple[str, ...]:
        """Things of their own before named parties, but a named agent before an unnamed one."""
        if len(candidates) == 1:
            return ()
        named = tuple(slot for slot in candidates if slot not in self.ground.root_of)
        own = tuple(slot for slot in reversed(candidates) if slot in self.ground.root_of)
        return (*own, *named) if place >= 0 else (*named, *own)

    def _first(self, *key: object, order: Iterable[str]) -> None:
        for name in order:
            if self._prefer(self.graph.atom(*key, name)):
                return

    def _reading(self, question: str, tag: str) -> None:
        names = reading_names(self.ground, question)
        policies = [unfolding.policy for unfolding in self.ground.unfoldings.values()]
        plain = next(p.questions[question].plain for p in policies if question in p.questions)
        for name in sorted(names, key=lambda name: name != plain):
            if self._prefer(self.graph.atom("reads", question, name, tag)):
                return

    def _facts(self) -> Iterable[tuple[tuple[int, int, str], int]]:
        order = {name: place for place, name in enumerate(self.ground.policy.facts)}
        kinds = {name: place for place, name in enumerate(self.ground.policy.kinds)}
        for node, key in self.graph.atoms.items():
            if self.encoding.spoken(node):
                if key[0] == "kind":
                    yield (0, kinds[str(key[1])], repr(key[2])), node
                elif key[0] == "fact":
                    yield (1, order.get(str(key[1]), 0), repr(key[2])), node

    def _number(self, key: tuple[object, ...]) -> None:
        """The smallest value from the ordinary one up, else the largest below it."""
        term = self.encoding.number(key)
        start = ordinary_number(self.encoding, key)
        if self._prefer_term(term >= start):
            low, high = start, self._value(key)
            while low < high:
                middle = (low + high) // 2
                if self._prefer_term(term <= middle):
                    high = self._value(key)
                else:
                    low = middle + 1
        else:
            low, high = self._value(key), start - 1
            while low < high:
                middle = (low + high + 1) // 2
                if self._prefer_term(term >= middle):
                    low = self._value(key)
                else:
                    high = middle - 1

    def _value(self, key: tuple[object, ...]) -> int:
        return ModelReader(self.encoding, self.model).integer(key)

    def _prefer(self, node: int) -> bool:
        if node in (TRUE, FALSE):
            return node == TRUE
        if ModelReader(self.encoding, self.model).holds(node):
            self.session.add(node)
            return True
        return self._forced(self.encoding.address(node), self.encoding.address(-node))

    def _prefer_term(self, term: Untyped) -> bool:
        """Fixes the term as true where that is possible, else as false."""
        native = self.encoding.native
        own = native.address(term)
        if native.holds(self.model, own):
            self.session.told.add(own)
            return True
        return self._forced(own, native.negation(own))

    def _forced(self, term: Address, other: Address) -> bool:
        self.asked()
        if self.session.check([term]) == z3.sat:
            self.model = self.session.solver.model()
            self.session.told.add(term)
            return True
        self.session.told.add(other)
        return False
