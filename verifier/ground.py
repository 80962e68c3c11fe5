"""Questions over finitely many slots: from an `Ask` to a proposition.

Each root kind has slots; a slot may be used or not; used slots are distinct things. Quantifiers
become conjunctions and disjunctions over slots. Named parties are always there. A role of the act
in question chooses among a few slots: the j-th role of a root kind among the first j, for things
are interchangeable until something is said of them.

Atom keys: ("used", slot) · ("kind", sub-kind, slot) · ("role", place, slot) · ("fact", id, slots) ·
("value", attribute, slot, member) · ("reads", question, reading, tag) · ("on", edition, norm) ·
("at most", factors, constant): the sum of factor times number, plus the constant, is at most 0.
Numbers are ("number", attribute, slot), ("day", event, slots), ("act day",).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import assert_never

from verifier.graph import FALSE, TRUE, Graph
from verifier.model import (
    PARTY,
    ActDay,
    ActInQuestion,
    ActIs,
    All,
    Any,
    AttributeOf,
    Compare,
    Defined,
    EventDay,
    Every,
    Holds,
    Measure,
    Not,
    OfKind,
    Policy,
    Quantity,
    Reads,
    Same,
    Some,
    Term,
    Thing,
    ValueIs,
    Variable,
)
from verifier.query import (
    AGENT,
    Angle,
    Applies,
    Ask,
    InScope,
    Live,
    LiveAt,
    Seen,
    Takes,
    VerdictIn,
    role,
)
from verifier.unfold import Unfolding

Slot = str
"""A named party's name, or "kind#number" for a slot of a root kind."""

Choice = tuple[tuple[Slot, int], ...]
"""What a term stands for: slots, each with the proposition under which it is meant."""

Env = Mapping[Variable, Choice]


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


class Ground:
    """Expands questions about acts of one primary description over one universe."""

    def __init__(self, unfoldings: Mapping[str, Unfolding], universe: Universe) -> None:
        self.unfoldings = unfoldings
        first = next(iter(unfoldings.values()))
        self.policy: Policy = first.policy
        self.act = first.act
        self.universe = universe
        self.graph = Graph()
        self.slots = _slots(universe)
        self.root_of = {slot: kind for kind, slots in self.slots.items() for slot in slots}
        self._sure: set[tuple[str, Slot]] = set()
        self._known: dict[object, int] = {}
        self._domains: dict[str, tuple[tuple[Slot, int], ...]] = {}
        self._ranges: dict[str, tuple[tuple[int, Choice], ...]] = {}
        self.roles: dict[int, tuple[Slot, ...]] = {}
        if universe.act is None:
            self._place_roles()
        else:
            self._place_given(universe.act)
        self.base: dict[Variable, Choice] = {
            variable: self._role_choice(place) for variable, place in self._role_variables()
        }

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
            return ((candidates[0], TRUE),)
        return tuple((slot, self.graph.atom("role", place, slot)) for slot in candidates)

    def used(self, slot: Slot) -> int:
        """That there is a thing in the slot."""
        root = self.root_of.get(slot)
        if root is None or (root, slot) in self._sure:
            return TRUE
        return self.graph.atom("used", slot)

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
        return self.graph.atom("kind", kind, slot)

    def domain(self, kind: str) -> tuple[tuple[Slot, int], ...]:
        """The slots that things of a kind can be in, each with the condition that one is."""
        found = self._domains.get(kind)
        if found is None:
            root = self.policy.roots[kind]
            named = tuple((name, TRUE) for name in self.policy.parties) if kind == PARTY else ()
            own = tuple(
                (slot, self.graph.both((self.used(slot), self.of_kind(kind, slot))))
                for slot in self.slots[root]
            )
            found = self._domains[kind] = (*named, *own)
        return found

    # ------------------------------------------------------------------ questions and numbers

    def reading_names(self, question: str) -> tuple[str, ...]:
        """The readings of a question, over all editions that have it, in order."""
        asked = (each.policy.questions.get(question) for each in self.unfoldings.values())
        return tuple(dict.fromkeys(r.name for found in asked if found for r in found.readings))

    def plain_reading(self, question: str) -> str:
        """How a question is read plainly, in the first edition that has it."""
        asked = (each.policy.questions.get(question) for each in self.unfoldings.values())
        return next(found.plain for found in asked if found)

    # ------------------------------------------------------------------ formulas

    def proposition(self, ask: Ask, angle: Angle, env: Env | None = None) -> int:
        """The node that says what `ask` says, seen from `angle`."""
        env = self.base if env is None else env
        match ask:
            case All(parts):
                return self._all(parts, angle, env)
            case Holds(fact, terms):
                return self._holds(fact, self._choices(terms, env))
            case Not(body):
                return -self.proposition(body, angle, env)
            case Any(parts):
                return self._any(parts, angle, env)
            case ValueIs(attribute, term, members):
                return self._over(
                    (self._choice(term, env),),
                    lambda slots: self._value_in(attribute, slots[0], members),
                )
            case Some(variable, body):
                return self.graph.either(self._instances(variable, body, angle, env))
            case Every(variable, body):
                return self.graph.both(
                    self.graph.implies(guard, self.proposition(body, angle, {**env, variable: one}))
                    for guard, one in self._range(variable.kind)
                )
            case Seen(inner, body):
                return self.proposition(body, inner, env)
            case Reads(question, reading):
                for asked, given in angle.reads:
                    if asked == question:
                        return TRUE if given == reading else FALSE
                tag = angle.tag if question in angle.apart else ""
                return self.graph.atom("reads", question, reading, tag)
            case Defined(name, terms):
                return self._defined(name, self._choices(terms, env), angle)
            case LiveAt():
                return self._live_at(ask, env, angle)
            case ActIs():
                return self.proposition(self.unfoldings[angle.edition].body(ask, angle), angle, env)
            case Live() | Applies() | Takes() | VerdictIn() | InScope():
                return self._atom(ask, angle)
            case OfKind(term, kind):
                return self._over(
                    (self._choice(term, env),), lambda slots: self.of_kind(kind, slots[0])
                )
            case Same(left, right):
                return self._same(self._choice(left, env), self._choice(right, env))
            case Compare(operator, left_side, right_side):
                return self._compare(operator, left_side, right_side, env)
            case _:
                assert_never(ask)

    def _all(self, parts: Iterable[Ask], angle: Angle, env: Env) -> int:
        nodes = []
        for part in parts:
            node = self.proposition(part, angle, env)
            if node == FALSE:
                return FALSE
            nodes.append(node)
        return self.graph.both(nodes)

    def _any(self, parts: Iterable[Ask], angle: Angle, env: Env) -> int:
        nodes = []
        for part in parts:
            node = self.proposition(part, angle, env)
            if node == TRUE:
                return TRUE
            nodes.append(node)
        return self.graph.either(nodes)

    def _instances(self, variable: Variable, body: Ask, angle: Angle, env: Env) -> Iterable[int]:
        for guard, one in self._range(variable.kind):
            inner = self.proposition(body, angle, {**env, variable: one})
            yield inner if guard == TRUE else self.graph.both((guard, inner))

    def _range(self, kind: str) -> tuple[tuple[int, Choice], ...]:
        """What a variable of the kind can stand for, each with the condition that there is such."""
        found = self._ranges.get(kind)
        if found is None:
            there = ((guard, ((slot, TRUE),)) for slot, guard in self.domain(kind))
            found = self._ranges[kind] = tuple(one for one in there if one[0] != FALSE)
        return found

    def _choice(self, term: Term, env: Env) -> Choice:
        return env[term] if isinstance(term, Variable) else ((term.name, TRUE),)

    def _choices(self, terms: tuple[Term, ...], env: Env) -> tuple[Choice, ...]:
        return tuple([env[t] if isinstance(t, Variable) else ((t.name, TRUE),) for t in terms])

    def _holds(self, fact: str, choices: Sequence[Choice]) -> int:
        return self._over(choices, lambda slots: self.graph.atom("fact", fact, slots))

    def _over(self, choices: Sequence[Choice], atom: Callable[[tuple[Slot, ...]], int]) -> int:
        """An atom of chosen slots: under each combination of choices, the atom of those slots."""
        slots = []
        for choice in choices:
            if len(choice) != 1:
                break
            slots.append(choice[0][0])
        else:
            return atom(tuple(slots))
        return self.graph.either(
            self.graph.both((*(guard for _, guard in way), atom(tuple(slot for slot, _ in way))))
            for way in product(*choices)
        )

    def _same(self, left: Choice, right: Choice) -> int:
        return self.graph.either(
            self.graph.both((mine, theirs))
            for slot, mine in left
            for other, theirs in right
            if slot == other
        )

    def _value_in(self, attribute: str, slot: Slot, members: frozenset[str]) -> int:
        kind = self.policy.attributes[attribute].kind
        if self.of_kind(kind, slot) == FALSE:
            return FALSE
        return self.graph.either(
            self.graph.atom("value", attribute, slot, member) for member in sorted(members)
        )

    # ------------------------------------------------------------------ atoms with a meaning

    def _defined(self, name: str, choices: tuple[Choice, ...], angle: Angle) -> int:
        unfolding = self.unfoldings[angle.edition]
        angle = unfolding.reach.narrowed_for_definition(name, angle)
        key = ("define", name, choices, angle)
        node = self._known.get(key)
        if node is None:
            definition = unfolding.policy.definitions[name]
            env = {**self.base, **dict(zip(definition.parameters, choices, strict=True))}
            node = self._known[key] = self.proposition(definition.condition, angle, env)
        return node

    def _live_at(self, atom: LiveAt, env: Env, angle: Angle) -> int:
        unfolding = self.unfoldings[angle.edition]
        angle = unfolding.narrowed(atom, angle)
        choices = self._choices(atom.terms, env)
        key = ("at", atom.norm, choices, angle)
        node = self._known.get(key)
        if node is None:
            norm = unfolding.policy.norms[atom.norm]
            inner = {**self.base, **dict(zip(norm.parameters, choices, strict=True))}
            node = self.proposition(unfolding.body(atom, angle), angle, inner)
            if angle.open_norms:
                node = self.graph.both((node, self.graph.atom("on", angle.edition, atom.norm)))
            self._known[key] = node
        return node

    def _atom(self, atom: Live | Applies | Takes | VerdictIn | InScope, angle: Angle) -> int:
        unfolding = self.unfoldings[angle.edition]
        angle = unfolding.narrowed(atom, angle)
        key = (atom, angle)
        node = self._known.get(key)
        if node is None:
            body = unfolding.body(atom, angle)
            node = self._known[key] = self.proposition(body, angle, self.base)
        return node

    # ------------------------------------------------------------------ numbers and days

    def _compare(self, operator: str, left: Quantity, right: Quantity, env: Env) -> int:
        difference = (*left.terms, *((-factor, measure) for factor, measure in right.terms))
        choices = tuple(
            choice for _, measure in difference for choice in self._measured(measure, env)
        )
        constant = left.constant - right.constant
        return self._over(
            choices, lambda slots: self._compare_at(operator, difference, constant, slots)
        )

    def _measured(self, measure: Measure, env: Env) -> tuple[Choice, ...]:
        match measure:
            case AttributeOf(_, term):
                return (self._choice(term, env),)
            case EventDay(_, terms):
                return self._choices(terms, env)
            case ActDay():
                return ()
            case _:
                assert_never(measure)

    def _compare_at(
        self,
        operator: str,
        difference: tuple[tuple[int, Measure], ...],
        constant: int,
        slots: tuple[Slot, ...],
    ) -> int:
        factors: dict[tuple[object, ...], int] = {}
        rest = list(slots)
        for factor, measure in difference:
            match measure:
                case AttributeOf(attribute, _):
                    number: tuple[object, ...] = ("number", attribute, rest.pop(0))
                case EventDay(event, terms):
                    number = ("day", event, tuple(rest[: len(terms)]))
                    del rest[: len(terms)]
                case ActDay():
                    number = ("act day",)
                case _:
                    assert_never(measure)
            factors[number] = factors.get(number, 0) + factor
        return self._against_zero(operator, factors, constant)

    def _against_zero(
        self, operator: str, factors: dict[tuple[object, ...], int], constant: int
    ) -> int:
        minus = {number: -factor for number, factor in factors.items()}
        match operator:
            case "<=":
                return self.at_most(factors, constant)
            case "<":
                return self.at_most(factors, constant + 1)
            case ">=":
                return self.at_most(minus, -constant)
            case ">":
                return self.at_most(minus, 1 - constant)
            case "=":
                return self.graph.both(
                    (self.at_most(factors, constant), self.at_most(minus, -constant))
                )
            case "!=":
                return -self._against_zero("=", factors, constant)
            case _:
                raise ValueError(f"no such comparison: {operator}")

    def at_most(self, factors: Mapping[tuple[object, ...], int], constant: int) -> int:
        """That the sum of factor times number, plus the constant, is at most 0."""
        kept = tuple(sorted((n, f) for n, f in factors.items() if f))
        if not kept:
            return TRUE if constant <= 0 else FALSE
        return self.graph.atom("at most", kept, constant)


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
