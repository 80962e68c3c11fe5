"""Propositions as a shared graph: atoms, conjunctions and negations, each written once.

A node is a whole number other than 0; its negation is the negative number. `TRUE` is 1. Equal
propositions are one node, so two looks at a case that agree somewhere share that part for free; and
a node is a literal as solvers of clauses write them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

TRUE = 1
FALSE = -1

AtomKey = tuple[object, ...]


class Circuit:
    """The nodes of one question or of many questions over the same slots. `switched`: norms that
    have a switch, by edition; `facts`: those that some atom speaks of."""

    def __init__(self) -> None:
        # What a given case states; facts it closes or, speaking of them in an alternative, leaves.
        self.given: dict[AtomKey, int] = {}
        self.never: set[AtomKey] = set()
        self.closed = False
        self.left_open: set[AtomKey] = set()
        self.atoms: dict[int, AtomKey] = {}
        self.conjunctions: dict[int, tuple[int, ...]] = {}
        self._atom_nodes: dict[AtomKey, int] = {}
        self._conjunction_nodes: dict[tuple[int, ...], int] = {}
        self.switched: list[tuple[str, str]] = []
        self.facts: set[str] = set()
        self._next = 2
        # The atoms in the order in which they were made, and the set of those below each node as
        # the bits of a number.
        self._ordered: list[int] = []
        self._below: dict[int, int] = {TRUE: 0}

    def atom(self, *key: object) -> int:
        """The node of an atom, made when first asked for. What is `given` is no atom but true or
        false, and what is `never` so is false; where facts are `closed`, so is every fact that is
        not given."""
        if self.never and key in self.never:
            return FALSE
        if self.given or self.closed:
            given = self.given.get(key)
            if given is not None:
                return given
            if self.closed and key[0] == "fact" and key not in self.left_open:
                return FALSE
        node = self._atom_nodes.get(key)
        if node is None:
            node = self._atom_nodes[key] = self.fresh()
            self.atoms[node] = key
            self._below[node] = 1 << len(self._ordered)
            self._ordered.append(node)
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

    def at_least(self, number: int, nodes: Iterable[int]) -> int:
        """That so many of the nodes are true: after each node, whether there have been one, two, …
        so far."""
        reached = [TRUE, *[FALSE] * number]
        for node in nodes:
            for so_many in range(number, 0, -1):
                one_more = self.both((reached[so_many - 1], node))
                reached[so_many] = self.either((reached[so_many], one_more))
        return reached[number]

    def _conjunction(self, kept: set[int]) -> int:
        if not kept:
            return TRUE
        if len(kept) == 1:
            return kept.pop()
        key = tuple(sorted(kept))
        node = self._conjunction_nodes.get(key)
        if node is None:
            node = self._conjunction_nodes[key] = self.fresh()
            self.conjunctions[node] = key
        return node

    def known_atom(self, key: AtomKey) -> int | None:
        """The node of an atom, where it was made before."""
        return self._atom_nodes.get(key)

    def alike(self, first: int, second: int) -> int:
        """That both are true or neither is."""
        return self.both((self.implies(first, second), self.implies(second, first)))

    def implies(self, first: int, second: int) -> int:
        return self.either((-first, second))

    def atoms_below(self, nodes: Iterable[int]) -> frozenset[int]:
        """The atom nodes on which the nodes depend."""
        return frozenset(self.atoms_in(self.below(nodes)))

    def atoms_in(self, bits: int) -> Iterator[int]:
        """The atom nodes of a set given as bits (see `below`), in the order in which they were
        made."""
        while bits:
            lowest = bits & -bits
            yield self._ordered[lowest.bit_length() - 1]
            bits ^= lowest

    def below(self, nodes: Iterable[int]) -> int:
        """The atoms on which the nodes depend, as the bits of a number: bit n for the nth atom."""
        known = self._below
        bits = 0
        for node in nodes:
            own = known.get(abs(node))
            bits |= self._looked_below(abs(node)) if own is None else own
        return bits

    def _looked_below(self, node: int) -> int:
        known, conjunctions = self._below, self.conjunctions
        waiting = [node]
        while waiting:
            top = waiting[-1]
            missing = [p for part in conjunctions[top] if (p := abs(part)) not in known]
            if missing:
                waiting += missing
            else:
                bits = 0
                for part in conjunctions[top]:
                    bits |= known[abs(part)]
                known[top] = bits
                waiting.pop()
        return known[node]

    def renamed(self, node: int, name: Callable[[AtomKey], AtomKey], known: dict[int, int]) -> int:
        """The same proposition of other atoms, as `name` gives them. `known`: what was renamed
        before; the caller keeps it."""
        known.setdefault(TRUE, TRUE)
        waiting = [abs(node)]
        while waiting:
            top = waiting[-1]
            parts = self.conjunctions.get(top)
            if top in known:
                waiting.pop()
            elif parts is None:
                known[top] = self.atom(*name(self.atoms[top]))
            elif missing := [abs(part) for part in parts if abs(part) not in known]:
                waiting += missing
            else:
                known[top] = self.both(known[part] if part > 0 else -known[-part] for part in parts)
        return known[node] if node > 0 else -known[-node]

    def value(self, node: int, of_atom: Callable[[int], bool]) -> bool:
        """Whether a node is true, by the truth of the atoms."""
        if node in (TRUE, FALSE):
            return node == TRUE
        known: dict[int, bool] = {TRUE: True}
        waiting = [abs(node)]
        while waiting:
            top = waiting[-1]
            parts = self.conjunctions.get(top)
            if top in known:
                waiting.pop()
            elif parts is None:
                known[top] = of_atom(top)
            elif missing := [abs(part) for part in parts if abs(part) not in known]:
                waiting += missing
            else:
                known[top] = all(known[abs(part)] == (part > 0) for part in parts)
        return known[abs(node)] == (node > 0)

    def fresh(self) -> int:
        """A number that no node has."""
        node = self._next
        self._next += 1
        return node
