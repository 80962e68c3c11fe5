"""From a question that has a case to one case: as few things as can be, distinct roles, readings
plain, facts false, values first, numbers near the ordinary; one preference after the other in a
declared order, so that the result does not depend on the solver."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from verifier.encoding import FALSE, TRUE, AtomKey, Signature
from verifier.model import ListType, ordinary_number, ordinary_step
from verifier.solver.clause_solver import Model
from verifier.solver.session import Session


def canonical(session: Session, assumed: Sequence[int], signature: Signature) -> Model:
    """The one ordinary case of what is assumed in a session, whose last check found that there is
    one. `signature`: what it speaks of."""
    return _Narrowing(session, assumed, signature).model_found()


class _Narrowing:
    def __init__(self, session: Session, assumed: Sequence[int], signature: Signature) -> None:
        self.clauses = session.clauses
        self.grounding = session.grounding
        self.circuit = session.grounding.circuit
        self.signature = signature
        self.fixed = list(assumed)
        self.model = self.clauses.model()

    def model_found(self) -> Model:
        for slots in self.grounding.slots.values():
            for slot in reversed(slots):
                self._prefer(-self.grounding.used(slot))
        for place, candidates in sorted(
            self.grounding.roles.items(), key=lambda r: (r[0] < 0, r[0])
        ):
            self._first("role", place, order=self._role_order(place, candidates))
        for question, tag in self.signature.questions:
            self._reading(question, tag)
        for _, node in sorted(self._facts()):
            self._prefer(-node)
        for attribute, slot in self.signature.lists:
            kind = self.grounding.policy.attributes[attribute].type
            if isinstance(kind, ListType):
                self._first("value", attribute, slot, order=kind.values)
        for number in self.signature.numbers:
            self._number(number)
        return self.model

    def _role_order(self, place: int, candidates: tuple[str, ...]) -> tuple[str, ...]:
        """Things of their own before named parties, but a named agent before an unnamed one."""
        if len(candidates) == 1:
            return ()
        named = tuple(slot for slot in candidates if slot not in self.grounding.root_of)
        own = tuple(slot for slot in reversed(candidates) if slot in self.grounding.root_of)
        return (*own, *named) if place >= 0 else (*named, *own)

    def _first(self, *key: object, order: Iterable[str]) -> None:
        for name in order:
            if self._prefer(self.circuit.atom(*key, name)):
                return

    def _reading(self, question: str, tag: str) -> None:
        names = self.grounding.reading_names(question)
        plain = self.grounding.plain_reading(question)
        for name in sorted(names, key=lambda name: name != plain):
            if self._prefer(self.circuit.atom("reads", question, name, tag)):
                return

    def _facts(self) -> Iterable[tuple[tuple[int, int, str], int]]:
        """What narrower kinds and facts are spoken of, each with its place in the order."""
        order = {name: place for place, name in enumerate(self.grounding.policy.facts)}
        kinds = {name: place for place, name in enumerate(self.grounding.policy.kinds)}
        for node in self.signature.kinds:
            _, kind, slot = self.circuit.atoms[node]
            yield (0, kinds[str(kind)], repr(slot)), node
        for node, fact, slots in self.signature.facts:
            yield (1, order.get(fact, 0), repr(slots)), node

    def _number(self, key: AtomKey) -> None:
        """The smallest value from the ordinary one up, else the largest below it; of money, the
        next whole amount where that goes as well."""
        low, high = self.clauses.range_of(key)
        start = ordinary_number(self.grounding.policy, key)
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
        step = ordinary_step(self.grounding.policy, key)
        whole = -(-low // step) * step if low >= start else low // step * step
        if whole == low or not self._prefer(self._exactly(key, whole)):
            self._prefer(self._at_most(key, low))
            self._prefer(-self._at_most(key, low - 1))

    def _exactly(self, key: AtomKey, number: int) -> int:
        return self.circuit.both((self._at_most(key, number), -self._at_most(key, number - 1)))

    def _at_most(self, key: AtomKey, number: int) -> int:
        return self.grounding.at_most({key: 1}, -number)

    def _prefer(self, node: int) -> bool:
        """Fixes a node as true where that is possible, else as false."""
        if node in (TRUE, FALSE):
            return node == TRUE
        if not self.clauses.has_defined(node) or not self.model.holds(node):
            if not self.clauses.check([*self.fixed, node]):
                self.fixed.append(-node)
                return False
            self.fixed.append(node)
            self.model = self.clauses.model()
            return True
        self.fixed.append(node)
        return True
