"""One solver over one universe: what holds in all its cases is asserted, what is asked, assumed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from verifier.answers import Answer, Budget, Impossible, Possible, Switch, Undecided
from verifier.background import frame, functions
from verifier.bounds import Bound, entangled
from verifier.expansion import Expander
from verifier.graph import FALSE, TRUE, Graph
from verifier.ground import Ground, Universe
from verifier.model import Fact, Formula, Readings
from verifier.query import Angle, Ask, Query, angles_in
from verifier.spoken import Spoken
from verifier.told import Spent, Told
from verifier.unfold import Unfolding

UNDECIDED = Undecided("the budget for one question was used up")


class Session:
    """Answers questions about acts of one primary description over one universe.

    What is asserted for one question leaves every other as it was: it only says what can always be
    so (a function has values, an assumption can be read as another question reads it).
    """

    def __init__(
        self,
        expander: Expander,
        universe: Universe,
        budget: Budget,
        spent: Spent,
        graph: Graph | None = None,
    ) -> None:
        """`graph`: one in which something is given already."""
        self.ground = Ground(expander, universe, graph)
        self.unfoldings = expander.views.unfoldings
        self.told = Told(self.ground, budget, spent)
        self._functions: dict[str, tuple[int, ...]] = {}
        self._assumed: dict[tuple[str, Angle], int] = {}
        self._backgrounds: dict[tuple[Angle, ...], _Background] = {}
        self._spoken = 0
        for node in frame(self.ground):
            if node != TRUE:
                self.told.add(node)
        for unfolding in self.unfoldings.values():
            for fact in unfolding.policy.facts.values():
                if entangled(fact):
                    self.relate(fact.id)
        self._always = tuple(self.told.asserted)

    # ------------------------------------------------------------------ what is asked

    def label(self, question: Query) -> int | None:
        """The node to assume for a question; None where it is plainly impossible."""
        body = self.ground.proposition(question.body, question.angle)
        node = self.ground.graph.both((body, *self.settle(question)))
        if node == FALSE:
            return None
        self.told.tell(node)
        return node

    def settle(self, question: Query) -> tuple[int, ...]:
        """Asserts what comes with the words spoken so far: assumptions, functions. Gives the
        assumptions that depend on readings which the question itself gives: they belong to the
        question, for another may read them otherwise."""
        own = self._background(_angles(question)).own
        self._relate()
        return own

    def told_of(self, parts: Iterable[Ask], question: Query) -> list[int]:
        """The nodes of what is looked up in the answer to a question, all told."""
        nodes = [self.ground.proposition(part, question.angle) for part in parts]
        for node in nodes:
            self.told.tell(node)
        self.settle(question)
        return nodes

    def _background(self, angles: tuple[Angle, ...]) -> _Background:
        """The assumptions seen from some angles."""
        found = self._backgrounds.get(angles)
        if found is None:
            found = self._backgrounds[angles] = self._seen_from(angles)
        return found

    def _seen_from(self, angles: tuple[Angle, ...]) -> _Background:
        graph, switches = self.ground.graph, dict[str, int]()
        own, always = list[int](), list[int]()
        for angle in angles:
            for name, formula, seen in assumptions_from(angle, self.unfoldings):
                switch = switches[name] = graph.atom("assumed", name)
                node = self._assumed.get((name, seen))
                if node is None:
                    node = graph.implies(switch, self.ground.proposition(formula, seen))
                    self._assumed[name, seen] = node
                    if not seen.reads:
                        self.told.add(node)
                (own if seen.reads else always).append(node)
        return _Background(switches, tuple(own), tuple(always))

    def _relate(self) -> None:
        """Facts that are functions, once anything has spoken of them."""
        spoken = self.ground.graph.facts
        while len(spoken) > self._spoken:
            self._spoken = len(spoken)
            for name in sorted(spoken - self._functions.keys()):
                self.relate(name)

    def relate(self, name: str) -> None:
        """Makes a fact a function where the policy says so."""
        if name not in self._functions:
            nodes = tuple(node for node in functions(self.ground, self._fact(name)) if node != TRUE)
            self._functions[name] = nodes
            for node in nodes:
                self.told.add(node)

    def _fact(self, name: str) -> Fact:
        policies = (unfolding.policy for unfolding in self.unfoldings.values())
        return next(policy.facts[name] for policy in policies if name in policy.facts)

    def switches(
        self, question: Query, readings: Readings | None, without: frozenset[str]
    ) -> dict[Switch, int]:
        """What is switched on for one check: the assumptions but those in `without`, the given
        readings, every norm that has a switch and is not in `without`."""
        named = self._background(_angles(question)).switches
        found: dict[Switch, int] = {
            ("assumed", name): switch for name, switch in named.items() if name not in without
        }
        graph = self.ground.graph
        if readings is not None:
            for asked, tag in sorted(self.told.questions):
                if tag == "" and asked in readings:
                    reads = ("reads", asked, readings[asked], "")
                    found[reads] = graph.atom(*reads)
        for edition, norm in graph.switched:
            if norm not in without:
                on = ("on", edition, norm)
                found[on] = graph.atom(*on)
        return found

    def spoken(self, question: Query, label: int) -> Spoken:
        """What a question speaks of, with all that must be so beside it: what is asserted for other
        questions is no part of it."""
        graph = self.ground.graph
        background = self._background(_angles(question)).always
        bits = graph.below((label, *background, *self._always))
        facts = {name for _, name, _ in Spoken(graph, bits).facts}
        for name in facts:
            bits |= graph.below(self._functions.get(name, ()))
        return Spoken(graph, bits)

    def all_spoken(self, label: int) -> Spoken:
        """What a question speaks of, with all that was asserted."""
        graph = self.ground.graph
        return Spoken(graph, graph.below((label, *self.told.asserted)))

    # ------------------------------------------------------------------ answers

    def answer(
        self, label: int, switches: Mapping[Switch, int], bound: Bound, core: bool
    ) -> Answer:
        """Whether the labelled question has a case under the switches."""
        result = self.told.check([label, *switches.values()])
        if result is None:
            return UNDECIDED
        if result:
            return Possible(bound)
        return Impossible(bound, self._core(switches) if core else ())

    def _core(self, switches: Mapping[Switch, int]) -> tuple[Switch, ...]:
        core = self.told.core()
        return tuple(sorted(switch for switch, node in switches.items() if node in core))


@dataclass(frozen=True)
class _Background:
    """The assumptions seen from some angles: the switch of each by its name, what belongs to the
    question, what is asserted."""

    switches: Mapping[str, int]
    own: tuple[int, ...]
    always: tuple[int, ...]


def _angles(question: Query) -> tuple[Angle, ...]:
    return tuple(dict.fromkeys([question.angle, *angles_in(question.body)]))


def assumptions_of(
    question: Query, unfoldings: Mapping[str, Unfolding]
) -> Iterable[tuple[str, Formula, Angle]]:
    """The assumptions of every edition a question looks at, with the angle they are read from."""
    for angle in _angles(question):
        yield from assumptions_from(angle, unfoldings)


def assumptions_from(
    angle: Angle, unfoldings: Mapping[str, Unfolding]
) -> tuple[tuple[str, Formula, Angle], ...]:
    """The same for one angle."""
    return unfoldings[angle.edition].reach.assumptions(angle)
