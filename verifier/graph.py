"""Propositions as a shared graph: atoms, conjunctions and negations, each written once.

A node is a whole number other than 0; its negation is the negative number. `TRUE` is 1. Equal
propositions are one node, so two looks at a case that agree somewhere share that part for free.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

TRUE = 1
FALSE = -1

AtomKey = tuple[object, ...]


class Graph:
    """The nodes of one question or of many questions over the same slots. `switched`: norms that
    have a switch, by edition; `facts`: those that some atom speaks of."""

    def __init__(self) -> None:
        # What a given case states; facts it closes or, speaking of them in an alternative, leaves.
        self.given: dict[AtomKey, int] = {}
        self.closed = False
        self.left_open: set[AtomKey] = set()
        self.atoms: dict[int, AtomKey] = {}
        self.conjunctions: dict[int, tuple[int, ...]] = {}
        self._atom_nodes: dict[AtomKey, int] = {}
        self._conjunction_nodes: dict[tuple[int, ...], int] = {}
        self.switched: list[tuple[str, str]] = []
        self.facts: set[str] = set()
        self._next = 2

    def atom(self, *key: object) -> int:
        """The node of an atom, made when first asked for. What is `given` is no atom but true or
        false; where facts are `closed`, so is every fact that is not given."""
        if self.given or self.closed:
            given = self.given.get(key)
            if given is not None:
                return given
            if self.closed and key[0] == "fact" and key not in self.left_open:
                return FALSE
        node = self._atom_nodes.get(key)
        if node is None:
            node = self._atom_nodes[key] = self._new()
            self.atoms[node] = key
            if key[0] == "fact":
                self.facts.add(str(key[1]))
            elif key[0] == "on":
                self.switched.append((str(key[1]), str(key[2])))
        return node

    def both(self, nodes: Iterable[int]) -> int:
        """The conjunction."""
        kept: set[int] = set()
        for node in nodes:
            if node == FALSE or -node in kept:
                return FALSE
            if node != TRUE:
                kept.add(node)
        return self._conjunction(kept)

    def either(self, nodes: Iterable[int]) -> int:
        """The disjunction: that not all of the contraries hold."""
        kept: set[int] = set()
        for node in nodes:
            if node == TRUE or node in kept:
                return TRUE
            if node != FALSE:
                kept.add(-node)
        return -self._conjunction(kept)

    def _conjunction(self, kept: set[int]) -> int:
        if not kept:
            return TRUE
        if len(kept) == 1:
            return kept.pop()
        key = tuple(sorted(kept))
        node = self._conjunction_nodes.get(key)
        if node is None:
            node = self._conjunction_nodes[key] = self._new()
            self.conjunctions[node] = key
        return node

    def implies(self, first: int, second: int) -> int:
        return self.either((-first, second))

    def atoms_below(self, nodes: Iterable[int]) -> frozenset[int]:
        """The atom nodes on which the nodes depend."""
        seen: set[int] = set()
        waiting = [abs(node) for node in nodes]
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting.extend(abs(part) for part in self.conjunctions.get(node, ()))
        return frozenset(node for node in seen if node in self.atoms)

    def truth(self, node: int, so: Container[int]) -> bool:
        """Whether a node is true where exactly the atoms in `so` are."""
        known: dict[int, bool] = {TRUE: True}
        waiting = [abs(node)]
        while waiting:
            top = waiting[-1]
            parts = self.conjunctions.get(top)
            if top in known:
                waiting.pop()
            elif parts is None:
                known[top] = top in so
            elif missing := [abs(part) for part in parts if abs(part) not in known]:
                waiting += missing
            else:
                known[top] = all(known[abs(part)] == (part > 0) for part in parts)
        return known[abs(node)] == (node > 0)

    def _new(self) -> int:
        node = self._next
        self._next += 1
        return node
