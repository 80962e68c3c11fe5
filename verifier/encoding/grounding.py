"""Questions over finitely many slots: from an `Ask` to a proposition.

Each root kind has slots; a slot may be used or not; used slots are distinct things. Quantifiers
become conjunctions and disjunctions over slots. Named parties are always there. A role of the act
in question chooses among a few slots: the j-th role of a root kind among the first j, for things
are interchangeable until something is said of them.

Atom keys: ("used", slot) · ("kind", sub-kind, slot) · ("role", place, slot) · ("fact", id, slots) ·
("value", attribute, slot, member) · ("reads", question, reading, tag) · ("on", edition, norm) ·
("at most", factors, constant): the sum of factor times number, plus the constant, is at most 0.
Numbers are ("number", attribute, slot), ("day", event, slots), ("act day",), and days counted by
the calendar from such (see `counted_days`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from verifier.encoding.angles import ResolvedAngles
from verifier.encoding.circuit import FALSE, TRUE, AtomKey, Circuit
from verifier.encoding.counted_days import counted_from, is_counted, last_counted_from
from verifier.encoding.questions import AGENT, role
from verifier.model import PARTY, ActInQuestion, Fact, Policy, Thing, Variable

Slot = str
"""A named party's name, or "kind#number" for a slot of a root kind."""

Choice = Slot | tuple[tuple[Slot, int], ...]
"""What a variable stands for: a slot, or several, each with the proposition under which it is
meant."""

Choices = tuple[Choice, ...]


@dataclass(frozen=True)
class Universe:
    """The slots of one question: how many of each root kind, and who may be the agent.

    agents: named parties among whom the agent is (None: anybody). `things` and `act`: the things of
    a given case are the slots, all of them used, and the act in question is the given one.
    """

    sizes: tuple[tuple[str, int], ...]
    agents: tuple[str, ...] | None
    things: tuple[Thing, ...] | None = None
    act: ActInQuestion | None = None

    def covers(self, other: Universe) -> bool:
        """Whether every case of the other universe is a case of this one."""
        mine = dict(self.sizes)
        return (
            self.agents == other.agents
            and self.things == other.things
            and self.act == other.act
            and all(mine[kind] >= size for kind, size in other.sizes)
        )

    def grown(self) -> Universe:
        """One slot more of each kind."""
        return replace(self, sizes=tuple((kind, size + 1) for kind, size in self.sizes))

    def within(self, other: Universe) -> Universe:
        """No more slots of a kind than the other has."""
        most = dict(other.sizes)
        sizes = tuple((kind, min(size, most[kind])) for kind, size in self.sizes)
        return replace(self, sizes=sizes)


class Grounding:
    """Expands questions about acts of one primary description over one universe."""

    def __init__(
        self, resolved_angles: ResolvedAngles, universe: Universe, circuit: Circuit | None = None
    ) -> None:
        """`circuit`: one in which something is given already."""
        self.resolved_angles = resolved_angles
        self.policy: Policy = self.resolved_angles.policy
        self.act = self.resolved_angles.act
        self.universe = universe
        self.circuit = circuit or Circuit()
        self.slots = _slots(universe)
        self.root_of = {slot: kind for kind, slots in self.slots.items() for slot in slots}
        self.known: dict[tuple[object, ...], int] = {}
        """The nodes of what is asked for again and again (see `expansion`)."""
        self._sure: set[tuple[str, Slot]] = set()
        self._domains: dict[str, tuple[tuple[Slot, int], ...]] = {}
        self._ranges: dict[str, tuple[tuple[int, Slot], ...]] = {}
        self.roles: dict[int, tuple[Slot, ...]] = {}
        if universe.act is None:
            self._place_roles()
        else:
            self._place_given(universe.act)
        self.circuit.never.update(self._never())
        self.base: Choices = tuple(self._role_choice(place) for _, place in self._role_variables())

    def _never(self) -> Iterable[AtomKey]:
        """Facts of one thing that are declared of two."""
        for unfolding in self.resolved_angles.unfoldings.values():
            for fact in unfolding.policy.facts.values():
                if fact.apart:
                    domains = [[slot for slot, _ in self.domain(h.kind)] for h in fact.holes]
                    for slots in product(*domains):
                        if not can_hold_of(fact, slots):
                            yield ("fact", fact.id, slots)

    # ------------------------------------------------------------------ roles and slots

    def _role_variables(self) -> Iterable[tuple[Variable, int]]:
        for place, hole in enumerate(self.policy.acts[self.act].holes):
            yield role(place, hole.kind), place
        yield AGENT, -1

    def _place_roles(self) -> None:
        """Role things come first among the slots; the agent last among the roles."""
        taken: dict[str, int] = {}
        for variable, place in self._role_variables():
            root = self.policy.roots[variable.kind]
            if place == -1 and self.universe.agents is not None:
                self.roles[place] = self.universe.agents
                continue
            seen = taken[root] = taken.get(root, 0) + 1
            named = tuple(self.policy.parties) if variable.kind == PARTY else ()
            own = self.slots[root][:seen]
            self.roles[place] = (*named, *own)
            if len(self.roles[place]) == 1:
                self._sure.update((kind, own[0]) for kind in self.policy.lineage(variable.kind))

    def _place_given(self, act: ActInQuestion) -> None:
        self.roles = {place: (name,) for place, name in enumerate(act.things)}
        self.roles[-1] = (act.agent,)
        for thing in self.universe.things or ():
            self._sure.update((kind, thing.name) for kind in (thing.kind, *thing.subkinds))

    def _role_choice(self, place: int) -> Choice:
        candidates = self.roles[place]
        if len(candidates) == 1:
            return candidates[0]
        return tuple((slot, self.circuit.atom("role", place, slot)) for slot in candidates)

    def used(self, slot: Slot) -> int:
        """That there is a thing in the slot."""
        root = self.root_of.get(slot)
        if root is None or (root, slot) in self._sure:
            return TRUE
        return self.circuit.atom("used", slot)

    def beyond(self, universe: Universe) -> list[int]:
        """That there is nothing in the slots which a smaller universe does not have."""
        sizes = dict(universe.sizes)
        return [
            -self.used(slot)
            for kind, slots in self.slots.items()
            for slot in slots[sizes.get(kind, 0) :]
        ]

    def of_kind(self, kind: str, slot: Slot) -> int:
        """That the thing in the slot is of the kind."""
        root = self.root_of.get(slot)
        if root is None:
            return TRUE if kind == PARTY else FALSE
        if self.policy.roots[kind] != root:
            return FALSE
        if kind == root or (kind, slot) in self._sure:
            return TRUE
        if self.universe.things is not None:
            return FALSE
        return self.circuit.atom("kind", kind, slot)

    def domain(self, kind: str) -> tuple[tuple[Slot, int], ...]:
        """The slots that things of a kind can be in, each with the condition that one is."""
        found = self._domains.get(kind)
        if found is None:
            root = self.policy.roots[kind]
            named = tuple((name, TRUE) for name in self.policy.parties) if kind == PARTY else ()
            own = tuple(
                (slot, self.circuit.both((self.used(slot), self.of_kind(kind, slot))))
                for slot in self.slots[root]
            )
            found = self._domains[kind] = (*named, *own)
        return found

    # ------------------------------------------------------------------ questions and numbers

    def reading_names(self, question: str) -> tuple[str, ...]:
        """The readings of a question, over all editions that have it, in order."""
        asked = (u.policy.questions.get(question) for u in self.resolved_angles.unfoldings.values())
        return tuple(dict.fromkeys(r.name for found in asked if found for r in found.readings))

    def plain_reading(self, question: str) -> str:
        """How a question is read plainly, in the first edition that has it."""
        asked = (u.policy.questions.get(question) for u in self.resolved_angles.unfoldings.values())
        return next(found.plain for found in asked if found)

    # ------------------------------------------------------------------ ranges and values

    def range(self, kind: str) -> tuple[tuple[int, Slot], ...]:
        """What a variable of the kind can stand for, each with the condition that there is such."""
        found = self._ranges.get(kind)
        if found is None:
            there = ((guard, slot) for slot, guard in self.domain(kind))
            found = self._ranges[kind] = tuple(one for one in there if one[0] != FALSE)
        return found

    def value_in(self, attribute: str, slot: Slot, members: Sequence[str]) -> int:
        """That an attribute of the thing in a slot has one of these values."""
        kind = self.policy.attributes[attribute].kind
        if self.of_kind(kind, slot) == FALSE:
            return FALSE
        atom = self.circuit.atom
        return self.circuit.either([atom("value", attribute, slot, member) for member in members])

    def at_most(self, factors: Mapping[tuple[object, ...], int], constant: int) -> int:
        """That the sum of factor times number, plus the constant, is at most 0."""
        kept = tuple(sorted((n, f) for n, f in factors.items() if f))
        if not kept:
            return TRUE if constant <= 0 else FALSE
        if len(kept) == 1 and is_counted(kept[0][0]):
            return self._counted_at_most(*kept[0], constant)
        return self.circuit.atom("at most", kept, constant)

    def _counted_at_most(self, number: AtomKey, factor: int, constant: int) -> int:
        """The same of one day counted by the calendar, said of the sum from which it is counted."""
        border = -constant // factor if factor > 0 else -(constant // factor) - 1
        factors, before = counted_from(number)
        started = self.at_most(dict(factors), before - last_counted_from(number, border))
        return started if factor > 0 else -started


def can_hold_of(fact: Fact, slots: Sequence[Slot]) -> bool:
    """Section 2, Facts: where the sentence says “another”, two slots differ, and with them the
    things in them."""
    return all(slots[first] != slots[second] for first, second in fact.apart)


def _slots(universe: Universe) -> dict[str, tuple[Slot, ...]]:
    if universe.things is None:
        return {
            kind: tuple(f"{kind}#{number}" for number in range(size))
            for kind, size in universe.sizes
        }
    return {
        kind: tuple(thing.name for thing in universe.things if thing.kind == kind)
        for kind, _ in universe.sizes
    }
