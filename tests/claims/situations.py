"""Cases in which a sentence could be false: a policy, and cases that something was said of, go in;
cases that can be, each under several readings, come out.

Numbers and days lie on the borders that the policy draws and beside them. Most cases have few
things, some have several of each kind; facts are so rarely, often or mostly. Cases that were shown
come along with their neighbours: one, two or three things in them changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from random import Random

from verifier.model import (
    PARTY,
    ActInQuestion,
    Attribute,
    Case,
    FactKey,
    LawRegime,
    ListType,
    Policy,
    Readings,
    Thing,
)
from verifier.semantics import Evaluation, World, admissible, candidates, evaluated, kinds_of
from verifier.semantics.mentions import BorderValues
from verifier.semantics.well_formed import can_hold_of

MOST_READINGS = 4
"""Under so many ways to read the questions a case is looked at, the plain one first."""


@dataclass(eq=False)
class Row:
    """One case under one reading of every question."""

    world: World
    plain: bool
    gone: frozenset[str] = frozenset()
    known: dict[tuple[LawRegime, frozenset[str]], Evaluation] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        return self.world.case

    @property
    def readings(self) -> Readings:
        return self.world.readings

    def said(
        self, column: LawRegime = LawRegime.ALONE, without: frozenset[str] = frozenset()
    ) -> Evaluation:
        """What the norms say of the act, in a column, some of them left out."""
        key = (column, without | self.gone)
        if key not in self.known:
            self.known[key] = evaluated(self.world, *key)
        return self.known[key]

    def without(self, gone: frozenset[str]) -> Row:
        """The same case, as if some norms were not there."""
        return Row(self.world, self.plain, self.gone | gone, self.known)

    def live(self, column: LawRegime = LawRegime.ALONE) -> frozenset[str]:
        return frozenset(name for name, _ in self.said(column).live)

    @cached_property
    def applicable(self) -> frozenset[str]:
        """The norms of policy and laws whose conditions hold."""
        return frozenset(name for name, _ in self.said(LawRegime.BESIDE).applicable)


class Situations:
    """The cases of one policy, drawn from a seed; `most`: with up to so many things of a kind."""

    def __init__(self, policy: Policy, seed: int, most: int = 0) -> None:
        self.most = most
        self.policy = policy
        self.random = Random(seed)
        self.values: BorderValues = candidates(policy)
        self.ways = self._ways()
        self.known: dict[object, list[Row]] = {}

    def rows(self, shown: Iterable[Case], number: int) -> list[Row]:
        """The cases shown, as many neighbours of each, and `number` drawn freely; each under
        several readings."""
        drawn: list[Case] = []
        for case in shown:
            drawn.append(case)
            drawn += self.near(case, 5)
        tries = 0
        wanted = len(drawn) + number
        while len(drawn) < wanted and tries < 4 * number:
            tries += 1
            case = self.drawn()
            if self.can_be(case):
                drawn.append(case)
        return [row for case in _distinct(drawn) for row in self.under(case)]

    def under(self, case: Case) -> list[Row]:
        """The case under each reading of the questions that is looked at, where it can be so."""
        key = _key(case)
        if key not in self.known:
            plain = self.policy.plain_readings
            self.known[key] = [
                Row(World(self.policy, case, readings), readings == plain)
                for readings in self.ways
                if not admissible(self.policy, case, readings)
            ]
        return self.known[key]

    def can_be(self, case: Case) -> bool:
        return bool(self.under(case))

    def _ways(self) -> list[Readings]:
        questions = self.policy.questions.values()
        names = [question.name for question in questions]
        plain = self.policy.plain_readings
        all_ways = [
            dict(zip(names, way, strict=True))
            for way in product(*([r.name for r in q.readings] for q in questions))
        ]
        others = [way for way in all_ways if way != plain]
        if len(others) >= MOST_READINGS:
            others = self.random.sample(others, MOST_READINGS - 1)
        return [plain, *others]

    # ------------------------------------------------------------------ drawn freely

    def drawn(self) -> Case:
        random = self.random
        act = random.choice(list(self.policy.acts.values()))
        things = self._things([hole.kind for hole in act.holes])
        kinds = kinds_of(self.policy, things)

        def of(kind: str) -> list[str]:
            return [name for name, known in kinds.items() if kind in known]

        roles = tuple(random.choice(of(hole.kind)) for hole in act.holes)
        case = Case(
            tuple(things),
            self._facts(of),
            {
                (attribute.id, name): self._value(attribute)
                for attribute in self.policy.attributes.values()
                for name in of(attribute.kind)
            },
            {},
            ActInQuestion(act.id, random.choice(of(PARTY)), roles, self._day()),
        )
        return self._dated(case)

    def _things(self, needed: Sequence[str]) -> list[Thing]:
        random, roots = self.random, self.policy.roots
        most = self.most or random.choice((1, 1, 2, 2, 3))
        found: list[Thing] = []
        for root in dict.fromkeys(roots.values()):
            if root == PARTY:
                continue
            below = [kind for kind in roots if roots[kind] == root and kind != root]
            number = random.randint(0, most)
            if any(roots.get(kind) == root for kind in needed):
                number = max(number, 1)
            for place in range(number):
                share = random.choice((0.0, 0.3, 0.8))
                chosen = {kind for kind in below if random.random() < share}
                wide = {one for kind in chosen for one in self.policy.lineage(kind)}
                found.append(Thing(f"{root} {place + 1}", root, frozenset(wide) - {root}))
        for kind in needed:
            if kind != PARTY and not any(kind in {t.kind, *t.subkinds} for t in found):
                root = roots[kind]
                above = frozenset(self.policy.lineage(kind)) - {root}
                found.append(Thing(f"{root} {len(found) + 9}", root, above))
        if not self.policy.parties and not any(self._is_party(t) for t in found):
            bearer = next(k for k in roots if k != PARTY and PARTY in self.policy.lineage(k))
            found.append(Thing("somebody", roots[bearer], frozenset()))
        return found

    def _is_party(self, thing: Thing) -> bool:
        return PARTY in {thing.kind, *thing.subkinds}

    def _facts(self, of: Callable[[str], list[str]]) -> frozenset[FactKey]:
        random, facts = self.random, set[FactKey]()
        share = random.choice((0.05, 0.2, 0.5, 0.8))
        for fact in self.policy.facts.values():
            pools = product(*(of(hole.kind) for hole in fact.holes))
            keys = [things for things in pools if can_hold_of(fact, things)]
            chosen = {(fact.id, things) for things in keys if random.random() < share}
            for rule in fact.one_to_each:
                chosen = self._kept(fact.id, rule.result, rule.exactly, keys, chosen)
            facts |= chosen
        return frozenset(facts)

    def _kept(
        self,
        fact: str,
        result: int,
        exactly: bool,
        keys: Sequence[tuple[str, ...]],
        chosen: set[FactKey],
    ) -> set[FactKey]:
        """The facts with one result (or at most one) to each of the other things."""
        groups: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for things in keys:
            groups.setdefault((*things[:result], *things[result + 1 :]), []).append(things)
        kept = set[FactKey]()
        for group in groups.values():
            had = [things for things in group if (fact, things) in chosen]
            if had or exactly:
                kept.add((fact, self.random.choice(had or group)))
        return kept

    def _value(self, attribute: Attribute) -> str | int:
        if isinstance(attribute.type, ListType):
            return self.random.choice(attribute.type.values)
        return self.random.choice(list(self.values.numbers[attribute.id]))

    def _day(self) -> int:
        return self.random.choice(list(self.values.days))

    def _dated(self, case: Case) -> Case:
        """The case with a day for every event that has happened, and no other."""
        events = {key for key in case.facts if self.policy.facts[key[0]].event}
        days = {key: case.days.get(key, self._day()) for key in sorted(events)}
        act = case.act if case.act.day is not None else replace(case.act, day=self._day())
        return replace(case, days=days, act=act)

    # ------------------------------------------------------------------ beside a case

    def near(self, case: Case, number: int) -> list[Case]:
        """Cases that differ from a case in one to three things."""
        found: list[Case] = []
        for _ in range(2 * number):
            other = case
            for _ in range(self.random.choice((1, 1, 2, 3))):
                other = self.changed(other)
            if len(found) < number and self.can_be(other):
                found.append(other)
        return found

    def completed(self, case: Case) -> Case:
        """Another case about the same things and the same act in question."""
        kinds = kinds_of(self.policy, case.things)

        def of(kind: str) -> list[str]:
            return [name for name, known in kinds.items() if kind in known]

        values = {key: self._value(self.policy.attributes[key[0]]) for key in case.values}
        act = replace(case.act, day=self._day())
        return self._dated(replace(case, facts=self._facts(of), values=values, act=act, days={}))

    def kept(self, case: Case, pinned: Mapping[FactKey, bool]) -> Case:
        """The case with the functions of its facts kept, as far as what is pinned lets them, and
        every event dated."""
        facts = set(case.facts)
        for fact in self.policy.facts.values():
            for rule in fact.one_to_each:
                for key in sorted(k for k in facts if k[0] == fact.id and pinned.get(k)):
                    facts -= {
                        other
                        for other in facts
                        if other[0] == fact.id
                        and other != key
                        and not pinned.get(other)
                        and _but(other[1], rule.result) == _but(key[1], rule.result)
                    }
        return self._dated(replace(case, facts=frozenset(facts)))

    def changed(self, case: Case) -> Case:
        """The case with one thing changed: a fact, a value, a day, who acts."""
        random = self.random
        kinds = kinds_of(self.policy, case.things)

        def of(kind: str) -> list[str]:
            return [name for name, known in kinds.items() if kind in known]

        way = random.random()
        if way < 0.45 and self.policy.facts:
            fact = random.choice(list(self.policy.facts.values()))
            pools = product(*(of(hole.kind) for hole in fact.holes))
            keys = [things for things in pools if can_hold_of(fact, things)]
            if keys:
                key = (fact.id, random.choice(keys))
                facts = case.facts ^ {key}
                for rule in fact.one_to_each:
                    if key in facts:
                        facts -= {
                            other
                            for other in facts
                            if other != key
                            and other[0] == fact.id
                            and _but(other[1], rule.result) == _but(key[1], rule.result)
                        }
                return self._dated(replace(case, facts=frozenset(facts)))
        if way < 0.75 and case.values:
            attribute, thing = random.choice(sorted(case.values))
            value = self._value(self.policy.attributes[attribute])
            return replace(case, values={**case.values, (attribute, thing): value})
        if way < 0.85 and case.days:
            event = random.choice(sorted(case.days))
            return replace(case, days={**case.days, event: self._day()})
        if way < 0.92:
            return replace(case, act=replace(case.act, day=self._day()))
        agent = random.choice(of(PARTY))
        return replace(case, act=replace(case.act, agent=agent))


def _but(things: tuple[str, ...], place: int) -> tuple[str, ...]:
    return (*things[:place], *things[place + 1 :])


def _distinct(cases: Sequence[Case]) -> Iterator[Case]:
    seen: set[object] = set()
    for case in cases:
        key = _key(case)
        if key not in seen:
            seen.add(key)
            yield case


def _key(case: Case) -> object:
    values, days = sorted(case.values.items()), sorted(case.days.items())
    return case.things, case.facts, tuple(values), tuple(days), case.act
